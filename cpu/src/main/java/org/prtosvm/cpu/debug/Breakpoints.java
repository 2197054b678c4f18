package org.prtosvm.cpu.debug;

import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Compares what a processor does with the breakpoints enabled in DR7. Only asked while
 * {@link CpuState#MODE_BREAKPOINTS} is set; every instruction is then executed by itself.
 *
 * <p>An instruction breakpoint faults before the instruction. Data and I/O breakpoints are collected in
 * {@link CpuState#breakpointHits} and trap behind it. DR6 shows only breakpoints that are enabled. Data breakpoints
 * watch operands and the stack, not descriptor tables, task state segments or page tables. An I/O breakpoint needs
 * CR4.DE; without it the encoding never matches. The length of an instruction breakpoint is taken to be 1.
 *
 * <p>Source: Intel SDM vol. 3B, 18.2 "Debug Registers" and 18.3.1 "Debug Exception (#DB)".
 */
public final class Breakpoints {
    private static final int COUNT = 4;
    private static final int EXECUTE = 0;
    private static final int WRITE = 1;
    private static final int PORT = 2;
    private static final int READ_OR_WRITE = 3;

    private Breakpoints() {}

    /**
     * Breakpoints on the instruction at CS:EIP. RF, the shadow of MOV SS and a repetition that goes on suppress them.
     *
     * @param cpu processor
     * @return bits 0..3 as in DR6
     */
    public static int onInstruction(CpuState cpu) {
        boolean suppressed =
                (cpu.systemFlags & Eflags.RF) != 0 || cpu.interruptShadow && cpu.debugShadow || cpu.repeatInterrupted;
        if (suppressed) {
            return 0;
        }
        int linear = cpu.segment[SegmentRegister.CS].base + cpu.eip;
        int found = 0;
        for (int n = 0; n < COUNT; n++) {
            if (kind(cpu, n) == EXECUTE && enabled(cpu, n) && cpu.dr[n] == linear) {
                found |= 1 << n;
            }
        }
        return found;
    }

    /**
     * Notes an access to memory.
     *
     * @param cpu processor
     * @param linear linear address of the first byte
     * @param length bytes
     * @param write true for a store
     */
    public static void noteAccess(CpuState cpu, int linear, int length, boolean write) {
        for (int n = 0; n < COUNT; n++) {
            int kind = kind(cpu, n);
            boolean watched = kind == READ_OR_WRITE || write && kind == WRITE;
            if (watched && enabled(cpu, n) && overlaps(cpu, n, linear, length)) {
                cpu.breakpointHits |= 1 << n;
            }
        }
    }

    /**
     * Notes an access to ports.
     *
     * @param cpu processor
     * @param port first port
     * @param size bytes
     */
    public static void notePort(CpuState cpu, int port, int size) {
        if ((cpu.cr4 & CpuState.CR4_DE) == 0) {
            return;
        }
        for (int n = 0; n < COUNT; n++) {
            if (kind(cpu, n) == PORT && enabled(cpu, n) && overlaps(cpu, n, port, size)) {
                cpu.breakpointHits |= 1 << n;
            }
        }
    }

    private static boolean enabled(CpuState cpu, int n) {
        return (cpu.dr[7] >>> 2 * n & 3) != 0;
    }

    private static int kind(CpuState cpu, int n) {
        return cpu.dr[7] >>> 16 + 4 * n & 3;
    }

    /** LEN 0, 1 and 3 are as many bytes less one, from an address with the low bits cleared; 2 is taken as one byte. */
    private static boolean overlaps(CpuState cpu, int n, int first, int length) {
        int encoded = cpu.dr[7] >>> 18 + 4 * n & 3;
        int size = encoded == 2 ? 1 : encoded + 1;
        int start = cpu.dr[n] & -size;
        return Integer.compareUnsigned(first - start, size) < 0 || Integer.compareUnsigned(start - first, length) < 0;
    }
}
