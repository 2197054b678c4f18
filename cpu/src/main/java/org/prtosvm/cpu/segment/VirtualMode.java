package org.prtosvm.cpu.segment;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Segments in virtual-8086 mode, and the ways into it and out of it. Virtual mode extensions (CR4.VME) are not modelled:
 * PUSHF, POPF, INT n, IRET, CLI and STI of a virtual-8086 task are governed by IOPL alone.
 *
 * <p>Source: Intel SDM vol. 3A, 20.2 "Virtual-8086 Mode".
 */
final class VirtualMode {
    /** Words of the frame that an interrupt pushes above EFLAGS. */
    static final int OUTER_WORDS = 6;

    private static final int ACCESS = SegmentCache.PRESENT
            | 3 << 5
            | SegmentCache.NOT_SYSTEM
            | SegmentCache.WRITABLE_OR_READABLE
            | SegmentCache.ACCESSED;

    private VirtualMode() {}

    /** Fills a segment register as virtual-8086 mode has it: 64 KiB at 16 times the selector. */
    static void load(SegmentCache cache, int selector) {
        cache.load(selector, (selector & 0xFFFF) << 4, 0xFFFF, ACCESS);
    }

    /**
     * IRETD at CPL 0 with VM set in the popped flags: the frame holds EIP, CS, EFLAGS, ESP, SS, ES, DS, FS and GS. Raises
     * #SS(0), #PF and, for an EIP beyond 64 KiB, #GP(0).
     *
     * @param cpu processor; everything the frame holds is changed, and CPL becomes 3
     */
    static void enter(CpuState cpu) {
        int[] frame = new int[9];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = CurrentStack.peek(cpu, 4 * i, 4);
        }
        if (Integer.compareUnsigned(frame[0], 0xFFFF) > 0) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        load(cpu.segment[SegmentRegister.CS], frame[1]);
        load(cpu.segment[SegmentRegister.SS], frame[4]);
        load(cpu.segment[SegmentRegister.ES], frame[5]);
        load(cpu.segment[SegmentRegister.DS], frame[6]);
        load(cpu.segment[SegmentRegister.FS], frame[7]);
        load(cpu.segment[SegmentRegister.GS], frame[8]);
        cpu.eip = frame[0];
        cpu.gpr[Gpr.ESP] = frame[3];
        cpu.cpl = 3;
        cpu.setEflags(frame[2]);
        cpu.updateMode();
    }

    /**
     * What an interrupt out of virtual-8086 mode pushes before EFLAGS.
     *
     * @param cpu processor in virtual-8086 mode
     * @param frame receives GS, FS, DS, ES, SS and ESP
     */
    static void saveOuter(CpuState cpu, int[] frame) {
        frame[0] = cpu.segment[SegmentRegister.GS].selector;
        frame[1] = cpu.segment[SegmentRegister.FS].selector;
        frame[2] = cpu.segment[SegmentRegister.DS].selector;
        frame[3] = cpu.segment[SegmentRegister.ES].selector;
        frame[4] = cpu.segment[SegmentRegister.SS].selector;
        frame[5] = cpu.gpr[Gpr.ESP];
    }

    /** The data segments of virtual-8086 mode mean nothing to the handler: they become null. */
    static void dropData(CpuState cpu) {
        cpu.segment[SegmentRegister.GS].load(0, 0, 0, 0);
        cpu.segment[SegmentRegister.FS].load(0, 0, 0, 0);
        cpu.segment[SegmentRegister.DS].load(0, 0, 0, 0);
        cpu.segment[SegmentRegister.ES].load(0, 0, 0, 0);
    }

    /** Loads all six segment registers from selectors, in the order of their numbers. */
    static void loadAll(CpuState cpu, int[] selectors) {
        for (int i = 0; i < SegmentRegister.COUNT; i++) {
            load(cpu.segment[i], selectors[i]);
        }
        cpu.cpl = 3;
    }

    static boolean active(CpuState cpu) {
        return (cpu.systemFlags & Eflags.VM) != 0;
    }
}
