package org.prtosvm.cpu.segment;

import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * The current stack as far transfers use it: whole frames, checked before the first word is written, and reads that do
 * not move the pointer.
 */
final class CurrentStack {
    private CurrentStack() {}

    /**
     * Reads a word above the stack pointer. Raises #SS(0) and #PF.
     *
     * @param cpu processor
     * @param displacement bytes above the pointer
     * @param size 2 or 4
     * @return value, zero-extended
     */
    static int peek(CpuState cpu, int displacement, int size) {
        int offset = cpu.gpr[Gpr.ESP] + displacement & mask(cpu);
        return size == 4
                ? cpu.memory.load32(SegmentRegister.SS, offset)
                : cpu.memory.load16(SegmentRegister.SS, offset);
    }

    /**
     * Checks that a frame can be pushed. Raises #SS(0) and #PF.
     *
     * @param cpu processor
     * @param count number of words
     * @param size bytes of each: 2 or 4
     * @param external 1 for EXT in the error code of #SS, else 0
     */
    static void checkPush(CpuState cpu, int count, int size, int external) {
        try {
            for (int i = 1; i <= count; i++) {
                cpu.memory.checkWrite(SegmentRegister.SS, cpu.gpr[Gpr.ESP] - i * size & mask(cpu), size);
            }
        } catch (GuestFault fault) {
            if (cpu.faultVector == Vector.STACK_FAULT) {
                cpu.faultErrorCode |= external;
            }
            throw fault;
        }
    }

    /**
     * Pushes a frame that {@link #checkPush} has checked.
     *
     * @param cpu processor
     * @param size bytes of each: 2 or 4
     * @param values in the order of pushes
     */
    static void push(CpuState cpu, int size, int... values) {
        for (int i = 1; i <= values.length; i++) {
            int offset = cpu.gpr[Gpr.ESP] - i * size & mask(cpu);
            if (size == 4) {
                cpu.memory.store32(SegmentRegister.SS, offset, values[i - 1]);
            } else {
                cpu.memory.store16(SegmentRegister.SS, offset, values[i - 1]);
            }
        }
        setPointer(cpu, cpu.gpr[Gpr.ESP] - values.length * size);
    }

    /**
     * Sets ESP, or SP if the stack segment is 16-bit.
     *
     * @param cpu processor, SS already loaded
     * @param pointer new pointer
     */
    static void setPointer(CpuState cpu, int pointer) {
        int mask = mask(cpu);
        cpu.gpr[Gpr.ESP] = cpu.gpr[Gpr.ESP] & ~mask | pointer & mask;
    }

    private static int mask(CpuState cpu) {
        SegmentCache stack = cpu.segment[SegmentRegister.SS];
        return stack.big() ? 0xFFFF_FFFF : 0xFFFF;
    }
}
