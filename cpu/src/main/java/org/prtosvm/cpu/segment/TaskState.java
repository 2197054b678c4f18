package org.prtosvm.cpu.segment;

import static org.prtosvm.cpu.segment.DescriptorTables.fault;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentCache;

/**
 * What is read from the current task state segment: stacks of the inner rings and the I/O permission bitmap. Switching
 * tasks is the business of {@link TaskSwitch}.
 *
 * <p>Source: Intel SDM vol. 3A, 7.2.1 "Task-State Segment (TSS)", 7.6 "16-Bit Task-State Segment"; vol. 1, 18.5.2 "I/O
 * Permission Bit Map".
 */
public final class TaskState {
    private static final int BITMAP_BASE = 0x66;

    private TaskState() {}

    /**
     * Finds the stack for a transfer to an inner ring. Raises #TS with the TSS selector if it is too short, #TS or #SS
     * with the stack selector if that is wrong; changes nothing.
     *
     * @param cpu processor
     * @param privilege inner ring, 0..2
     * @param external 1 if an external event or exception is being delivered (EXT of the error codes), else 0
     * @return the stack to build a frame on
     */
    static InnerStack innerStack(CpuState cpu, int privilege, int external) {
        boolean wide = (cpu.tr.access & DescriptorDecoder.WIDE) != 0;
        int offset = wide ? 4 + privilege * 8 : 2 + privilege * 4;
        int last = wide ? offset + 5 : offset + 3;
        if (!cpu.tr.usable() || Integer.compareUnsigned(last, cpu.tr.limit) > 0) {
            throw fault(cpu, Vector.INVALID_TSS, cpu.tr.selector, external);
        }
        int address = cpu.tr.base + offset;
        int pointer = wide ? cpu.memory.loadSupervisor32(address) : cpu.memory.loadSupervisor16(address);
        int selector = cpu.memory.loadSupervisor16(address + (wide ? 4 : 2));
        if (DescriptorTables.isNull(selector)) {
            throw fault(cpu, Vector.INVALID_TSS, 0, external);
        }
        long descriptor = SegmentLoader.stack(cpu, selector, privilege, Vector.INVALID_TSS, external);
        return new InnerStack(selector, descriptor, pointer, external);
    }

    /**
     * Tells whether the I/O permission bitmap admits a port access. Two bytes of the bitmap are read, as hardware does;
     * bytes beyond the limit of the TSS deny. Raises #PF for the bitmap.
     *
     * @param cpu processor
     * @param port first port
     * @param size bytes: 1, 2 or 4
     * @return true if all bits are clear
     */
    public static boolean permitsPort(CpuState cpu, int port, int size) {
        SegmentCache tss = cpu.tr;
        boolean wide = (tss.access & DescriptorDecoder.WIDE) != 0;
        if (!tss.usable() || !wide || Integer.compareUnsigned(BITMAP_BASE + 1, tss.limit) > 0) {
            return false;
        }
        int offset = cpu.memory.loadSupervisor16(tss.base + BITMAP_BASE) + (port >>> 3);
        if (Integer.compareUnsigned(offset + 1, tss.limit) > 0) {
            return false;
        }
        int bits = cpu.memory.loadSupervisor16(tss.base + offset);
        return (bits >>> (port & 7) & (1 << size) - 1) == 0;
    }
}
