package org.prtosvm.cpu.segment;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * A stack of an inner ring before it becomes the current one. The frame is checked as a whole, then written, then the
 * stack is entered: a fault leaves everything as it was.
 */
final class InnerStack {
    private final SegmentCache cache = new SegmentCache();
    private final long descriptor;
    private final int selector;
    private final int external;
    private int pointer;

    InnerStack(int selector, long descriptor, int pointer, int external) {
        this.selector = selector;
        this.descriptor = descriptor;
        this.pointer = pointer;
        this.external = external;
        DescriptorTables.fill(cache, selector, descriptor);
    }

    /**
     * Pushes a frame. Raises #SS(selector) beyond the limit and #PF.
     *
     * @param cpu processor
     * @param values in the order of pushes
     * @param size bytes of each: 2 or 4
     */
    void push(CpuState cpu, int[] values, int size) {
        int mask = cache.big() ? 0xFFFF_FFFF : 0xFFFF;
        for (int i = 1; i <= values.length; i++) {
            int offset = pointer - i * size & mask;
            if (!cache.contains(offset, offset + size - 1)) {
                throw DescriptorTables.fault(cpu, Vector.STACK_FAULT, selector, external);
            }
            cpu.memory.checkSupervisorWrite(cache.base + offset, size);
        }
        DescriptorTables.markAccessed(cpu, selector, descriptor);
        for (int i = 1; i <= values.length; i++) {
            int linear = cache.base + (pointer - i * size & mask);
            if (size == 4) {
                cpu.memory.storeSupervisor32(linear, values[i - 1]);
            } else {
                cpu.memory.storeSupervisor16(linear, values[i - 1]);
            }
        }
        pointer -= values.length * size;
    }

    /**
     * Makes it the current stack; the caller has set the CPL.
     *
     * @param cpu processor
     */
    void enter(CpuState cpu) {
        SegmentCache stack = cpu.segment[SegmentRegister.SS];
        stack.copyFrom(cache);
        stack.access |= SegmentCache.ACCESSED;
        CurrentStack.setPointer(cpu, pointer);
    }
}
