package org.prtosvm.cpu.semantics;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * SYSENTER and SYSEXIT: between ring 3 and ring 0 with flat segments that are not read from a table.
 *
 * <p>Source: Intel SDM vol. 2, SYSENTER, SYSEXIT; vol. 3A, 5.8.7 "Performing Fast Calls to System Procedures".
 */
final class SystemCalls {
    private static final int FLAT_CODE = 0xC09B;
    private static final int FLAT_DATA = 0xC093;
    private static final int RPL = 3;

    private SystemCalls() {}

    /** SYSENTER: #GP(0) in real mode or without a selector. */
    static void enter(CpuState cpu, Instruction i) {
        int selector = selector(cpu);
        int flags = cpu.systemFlags & ~(Eflags.VM | Eflags.IF | Eflags.RF);
        load(cpu, selector, 0);
        cpu.systemFlags = flags;
        cpu.gpr[Gpr.ESP] = cpu.systemCallStack;
        cpu.eip = cpu.systemCallEntry;
        cpu.updateMode();
    }

    /** SYSEXIT: #GP(0) in real mode, outside ring 0, or without a selector. */
    static void exit(CpuState cpu, Instruction i) {
        int selector = selector(cpu);
        Privilege.checkRing0(cpu);
        load(cpu, selector + 16 | RPL, 3);
        cpu.gpr[Gpr.ESP] = cpu.gpr[Gpr.ECX];
        cpu.eip = cpu.gpr[Gpr.EDX];
        cpu.updateMode();
    }

    private static int selector(CpuState cpu) {
        int selector = cpu.systemCallSelector & ~RPL;
        if (selector == 0 || (cpu.mode & CpuState.MODE_PROTECTED) == 0) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        return selector;
    }

    private static void load(CpuState cpu, int code, int ring) {
        cpu.segment[SegmentRegister.CS].load(code, 0, -1, FLAT_CODE | ring << 5);
        cpu.segment[SegmentRegister.SS].load(code + 8, 0, -1, FLAT_DATA | ring << 5);
        cpu.cpl = ring;
    }
}
