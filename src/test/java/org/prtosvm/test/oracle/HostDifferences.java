package org.prtosvm.test.oracle;

import java.util.ArrayList;
import java.util.List;
import org.prtosvm.cpu.decode.Disassembler;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;

/** Compares our outcome with the host's, leaving out what the manuals leave open and what only newer processors do. */
final class HostDifferences {
    private static final int COMPARED_FLAGS = Eflags.ARITHMETIC | Eflags.DF | Eflags.NT | Eflags.AC | Eflags.ID;
    private static final int FETCH = 0x10;
    private static final int C1 = 0x200;
    private static final int UNDERFLOW = 0x10;
    private static final int INEXACT = 0x20;

    /** The host did not end; nothing can be compared. */
    private static final int ENDLESS = 0xFFFF;

    private static final String[] REGISTERS = {"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"};

    private HostDifferences() {}

    /** Everything in which two outcomes differ; empty if they agree. */
    static List<String> find(OracleCase given, OracleState before, OracleState host, OracleState ours) {
        List<String> found = new ArrayList<>();
        if (host.trap == ENDLESS) {
            found.add("host does not end");
            return found;
        }
        for (int n = 0; n < 8; n++) {
            int defined = definedBits(given.last(), n);
            compare(found, REGISTERS[n], host.gpr[n] & defined, ours.gpr[n] & defined);
        }
        boolean invalidCompare = reportsResultOfInvalidCompare(given.last(), host);
        int flags = COMPARED_FLAGS & ~given.undefinedFlags() & (invalidCompare ? ~Eflags.ARITHMETIC : -1);
        compare(found, "eflags", host.eflags & flags, ours.eflags & flags);
        compare(found, "eip", host.eip, ours.eip);
        compare(found, "fs", host.fs, ours.fs);
        compare(found, "gs", host.gs, ours.gs);
        compare(found, "vector", host.trap, ours.trap);
        if (Vector.hasErrorCode(host.trap)) {
            // Without execute-disable there is no bit that tells instruction fetches.
            int defined = host.trap == Vector.PAGE_FAULT ? ~FETCH : -1;
            compare(found, "error code", host.error & defined, ours.error & defined);
        }
        if (host.trap == Vector.PAGE_FAULT && !hasManyParts(given.last())) {
            compare(found, "cr2", host.cr2, ours.cr2);
        }
        if (!invalidCompare) {
            compareFpu(found, given.last(), host, ours);
        }
        if (!leavesPushes(given.last(), host)) {
            compareBytes(found, OracleState.WINDOW_A, host.a, ours.a);
            compareBytes(found, OracleState.WINDOW_B, host.b, ours.b);
        }
        return found.isEmpty() || isRepeatedPortAccess(given.last(), before) ? List.of() : found;
    }

    /** AMD processors write below the stack pointer before the last test of ENTER fails. */
    private static boolean leavesPushes(Instruction i, OracleState host) {
        return i.opcode() == Opcode.ENTER && host.trap != Vector.BREAKPOINT;
    }

    /** AMD processors ask for the permission to access a port even if nothing is repeated. */
    private static boolean isRepeatedPortAccess(Instruction i, OracleState before) {
        boolean port = i.opcode() == Opcode.INS || i.opcode() == Opcode.OUTS;
        int mask = i.addressSize() == 2 ? 0xFFFF : -1;
        return port && i.repeat() != 0 && (before.gpr[Gpr.ECX] & mask) == 0;
    }

    /** LAR leaves the bits of the limit undefined. */
    private static int definedBits(Instruction i, int register) {
        boolean loaded = i.destination() != null
                && i.destination().isRegister()
                && i.destination().register() == register;
        return i.opcode() == Opcode.LAR && loaded ? ~0x000F_0000 : -1;
    }

    /** Images are not read and written in a specified order. */
    private static boolean hasManyParts(Instruction i) {
        return i.opcode() == Opcode.X87 && Disassembler.text(i).matches("(fldenv|fnstenv|frstor|fnsave).*")
                || i.opcode() == Opcode.POPA
                || i.opcode() == Opcode.PUSHA;
    }

    private static void compareFpu(List<String> found, Instruction i, OracleState host, OracleState ours) {
        compare(found, "fcw", host.fx.getShort(OracleState.FX_CONTROL), ours.fx.getShort(OracleState.FX_CONTROL));
        int status = i.opcode() == Opcode.X87_COMPARE ? ~C1 : isTranscendental(i) ? ~(C1 | INEXACT | UNDERFLOW) : -1;
        compare(
                found,
                "fsw",
                host.fx.getShort(OracleState.FX_STATUS) & status,
                ours.fx.getShort(OracleState.FX_STATUS) & status);
        compare(found, "ftw", host.fx.get(OracleState.FX_TAG), ours.fx.get(OracleState.FX_TAG));
        int top = host.fx.getShort(OracleState.FX_STATUS) >>> 11 & 7;
        for (int n = 0; n < 8; n++) {
            boolean full = (host.fx.get(OracleState.FX_TAG) >>> (top + n & 7) & 1) != 0;
            int at = OracleState.FX_STACK + 16 * n;
            if (full
                    && !(isTranscendental(i) && areNeighbours(host, ours, at))
                    && (host.fx.getLong(at) != ours.fx.getLong(at)
                            || host.fx.getShort(at + 8) != ours.fx.getShort(at + 8))) {
                found.add("st%d %04x.%016x, host %04x.%016x"
                        .formatted(
                                n,
                                ours.fx.getShort(at + 8),
                                ours.fx.getLong(at),
                                host.fx.getShort(at + 8),
                                host.fx.getLong(at)));
            }
        }
    }

    /** AMD processors report a result with an unmasked invalid operation, which Intel's manual excludes. */
    private static boolean reportsResultOfInvalidCompare(Instruction i, OracleState host) {
        boolean unmasked = (host.fx.getShort(OracleState.FX_CONTROL) & 1) == 0
                && (host.fx.getShort(OracleState.FX_STATUS) & 1) != 0;
        return unmasked && Disassembler.text(i).matches("f(u?com|icom|tst|com).*");
    }

    /** Both approximate, and their C1, underflow and inexact flags belong to their own result. */
    private static boolean isTranscendental(Instruction i) {
        return i.opcode() == Opcode.X87
                && Disassembler.text(i).matches("f2xm1|fyl2x|fptan|fpatan|fyl2xp1|fsincos|fsin|fcos");
    }

    private static boolean areNeighbours(OracleState host, OracleState ours, int at) {
        long difference = ours.fx.getLong(at) - host.fx.getLong(at);
        int exponents = ours.fx.getShort(at + 8) - host.fx.getShort(at + 8);
        boolean near = Math.abs(difference) <= 1 && exponents == 0;
        boolean carried = Math.abs(exponents) == 1 && Math.abs(difference ^ Long.MIN_VALUE) <= 1;
        return near || carried || Math.abs(difference) == Long.MAX_VALUE && Math.abs(exponents) == 1;
    }

    private static void compareBytes(List<String> found, int start, byte[] host, byte[] ours) {
        int at = java.util.Arrays.mismatch(host, ours);
        if (at >= 0) {
            found.add("[%08x] %02x, host %02x".formatted(start + at, ours[at], host[at]));
        }
    }

    private static void compare(List<String> found, String name, int host, int ours) {
        if (host != ours) {
            found.add("%s %08x, host %08x".formatted(name, ours, host));
        }
    }
}
