package org.prtosvm.cpu.segment;

import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentCache;

/**
 * Reads and marks entries of the GDT and the current LDT, with supervisor rights whatever the CPL.
 *
 * <p>Source: Intel SDM vol. 3A, 3.5.1 "Segment Descriptor Tables".
 */
public final class DescriptorTables {
    /** Bits of a selector that faults report: index and table. */
    static final int SELECTOR_MASK = 0xFFFC;
    /** Selector bit: the entry is in the LDT. */
    static final int LOCAL = 4;

    private static final int HIGH_BUSY = DescriptorDecoder.BUSY << 8;
    private static final int HIGH_ACCESSED = SegmentCache.ACCESSED << 8;

    private DescriptorTables() {}

    /**
     * Tells null selectors.
     *
     * @param selector selector
     * @return true for 0..3
     */
    public static boolean isNull(int selector) {
        return (selector & SELECTOR_MASK) == 0;
    }

    /**
     * Tells whether a selector lies within its table.
     *
     * @param cpu processor
     * @param selector selector, not null
     * @return false beyond the limit or without an LDT
     */
    public static boolean contains(CpuState cpu, int selector) {
        int last = selector | 7;
        if ((selector & LOCAL) == 0) {
            return last <= cpu.gdtLimit;
        }
        return cpu.ldtr.usable() && Integer.compareUnsigned(last & 0xFFFF, cpu.ldtr.limit) <= 0;
    }

    /**
     * Reads a descriptor. Raises {@code vector} with the selector as error code beyond the limit of the table, and #PF.
     *
     * @param cpu processor
     * @param selector selector, not null
     * @param vector #GP, or #TS for what comes from a task state
     * @param external 1 for EXT in the error code, else 0
     * @return descriptor
     */
    public static long read(CpuState cpu, int selector, int vector, int external) {
        if (!contains(cpu, selector)) {
            throw fault(cpu, vector, selector, external);
        }
        int address = address(cpu, selector);
        long low = cpu.memory.loadSupervisor32(address) & 0xFFFF_FFFFL;
        return low | (long) cpu.memory.loadSupervisor32(address + 4) << 32;
    }

    private static int address(CpuState cpu, int selector) {
        return ((selector & LOCAL) == 0 ? cpu.gdtBase : cpu.ldtr.base) + (selector & 0xFFF8);
    }

    /**
     * A fault that reports a selector.
     *
     * @param cpu processor
     * @param vector exception vector
     * @param selector selector, its RPL is masked off
     * @return throwable to throw
     */
    public static GuestFault fault(CpuState cpu, int vector, int selector) {
        return fault(cpu, vector, selector, 0);
    }

    /**
     * A fault that reports a selector, possibly while an event is delivered.
     *
     * @param cpu processor
     * @param vector exception vector
     * @param selector selector, its RPL is masked off
     * @param external 1 if an external event or an exception is being delivered (EXT), else 0
     * @return throwable to throw
     */
    static GuestFault fault(CpuState cpu, int vector, int selector, int external) {
        return cpu.raise(vector, selector & SELECTOR_MASK | external);
    }

    /**
     * Sets the accessed bit of a segment in its table if it is not set. May raise #PF, so it comes before any change.
     *
     * @param cpu processor
     * @param selector selector within its table
     * @param descriptor what {@link #read} returned
     * @return descriptor with the bit set
     */
    static long markAccessed(CpuState cpu, int selector, long descriptor) {
        return mark(cpu, selector, descriptor, HIGH_ACCESSED);
    }

    /**
     * Makes a TSS descriptor busy in its table.
     *
     * @param cpu processor
     * @param selector selector within its table
     * @param descriptor what {@link #read} returned
     * @return descriptor with the bit set
     */
    static long markBusy(CpuState cpu, int selector, long descriptor) {
        return mark(cpu, selector, descriptor, HIGH_BUSY);
    }

    /**
     * Makes a TSS descriptor available in its table; {@link #checkMark} came before.
     *
     * @param cpu processor
     * @param selector selector of the task that is left; ignored beyond the table
     */
    static void markAvailable(CpuState cpu, int selector) {
        if (contains(cpu, selector)) {
            int high = address(cpu, selector) + 4;
            cpu.memory.storeSupervisor32(high, cpu.memory.loadSupervisor32(high) & ~HIGH_BUSY);
        }
    }

    /**
     * Raises #PF if a descriptor could not be marked.
     *
     * @param cpu processor
     * @param selector selector; ignored beyond the table
     */
    static void checkMark(CpuState cpu, int selector) {
        if (contains(cpu, selector)) {
            cpu.memory.checkSupervisorWrite(address(cpu, selector) + 4, 4);
        }
    }

    private static long mark(CpuState cpu, int selector, long descriptor, int bit) {
        int high = (int) (descriptor >>> 32);
        if ((high & bit) == 0) {
            cpu.memory.storeSupervisor32(address(cpu, selector) + 4, high | bit);
        }
        return descriptor | (long) bit << 32;
    }

    /**
     * Fills a segment register's hidden part.
     *
     * @param cache register
     * @param selector visible part
     * @param descriptor segment descriptor
     */
    static void fill(SegmentCache cache, int selector, long descriptor) {
        cache.load(
                selector,
                DescriptorDecoder.base(descriptor),
                DescriptorDecoder.limit(descriptor),
                DescriptorDecoder.access(descriptor));
    }
}
