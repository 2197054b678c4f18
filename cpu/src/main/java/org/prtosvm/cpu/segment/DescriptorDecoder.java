package org.prtosvm.cpu.segment;

import org.prtosvm.cpu.state.SegmentCache;

/**
 * Takes descriptors apart. A descriptor is the little-endian 8-byte entry of a GDT, LDT or IDT in a long.
 *
 * <p>Source: Intel SDM vol. 3A, 3.4.5 "Segment Descriptors", 5.8.3 "Call Gates" and 6.11 "IDT Descriptors".
 */
public final class DescriptorDecoder {
    /** Type of a system descriptor: available 16-bit TSS. */
    public static final int TSS16_AVAILABLE = 1;
    /** Type of a system descriptor: LDT. */
    public static final int LDT = 2;
    /** Type of a system descriptor: busy 16-bit TSS. */
    public static final int TSS16_BUSY = 3;
    /** Type of a system descriptor: 16-bit call gate. */
    public static final int CALL_GATE16 = 4;
    /** Type of a system descriptor: task gate. */
    public static final int TASK_GATE = 5;
    /** Type of a system descriptor: 16-bit interrupt gate. */
    public static final int INTERRUPT_GATE16 = 6;
    /** Type of a system descriptor: 16-bit trap gate. */
    public static final int TRAP_GATE16 = 7;
    /** Type of a system descriptor: available 32-bit TSS. */
    public static final int TSS32_AVAILABLE = 9;
    /** Type of a system descriptor: busy 32-bit TSS. */
    public static final int TSS32_BUSY = 11;
    /** Type of a system descriptor: 32-bit call gate. */
    public static final int CALL_GATE32 = 12;
    /** Type of a system descriptor: 32-bit interrupt gate. */
    public static final int INTERRUPT_GATE32 = 14;
    /** Type of a system descriptor: 32-bit trap gate. */
    public static final int TRAP_GATE32 = 15;

    /** Bit of a TSS type: busy. */
    static final int BUSY = 2;
    /** Bit of a gate or TSS type: 32-bit. */
    static final int WIDE = 8;

    private DescriptorDecoder() {}

    /**
     * Linear base of a segment.
     *
     * @param descriptor segment descriptor
     * @return linear address
     */
    public static int base(long descriptor) {
        return (int) (descriptor >>> 16 & 0x00FF_FFFF | descriptor >>> 32 & 0xFF00_0000L);
    }

    /**
     * Limit of a segment in bytes.
     *
     * @param descriptor segment descriptor
     * @return offset, granularity applied
     */
    public static int limit(long descriptor) {
        int limit = (int) (descriptor & 0xFFFF | descriptor >>> 32 & 0xF_0000);
        return (access(descriptor) & SegmentCache.GRANULARITY) != 0 ? limit << 12 | 0xFFF : limit;
    }

    /**
     * Type, S, DPL, P and the flags, as in {@link SegmentCache#access}.
     *
     * @param descriptor any descriptor
     * @return access word
     */
    public static int access(long descriptor) {
        return (int) (descriptor >>> 40) & 0xF0FF;
    }

    /**
     * Privilege level of a descriptor.
     *
     * @param descriptor any descriptor
     * @return 0..3
     */
    public static int dpl(long descriptor) {
        return (int) (descriptor >>> 45) & 3;
    }

    /**
     * Present bit.
     *
     * @param descriptor any descriptor
     * @return true if present
     */
    public static boolean present(long descriptor) {
        return (access(descriptor) & SegmentCache.PRESENT) != 0;
    }

    /**
     * Tells system descriptors (gates, TSS, LDT) from segments.
     *
     * @param descriptor any descriptor
     * @return true for a system descriptor
     */
    public static boolean system(long descriptor) {
        return (access(descriptor) & SegmentCache.NOT_SYSTEM) == 0;
    }

    /**
     * Type field.
     *
     * @param descriptor any descriptor
     * @return 0..15
     */
    public static int type(long descriptor) {
        return access(descriptor) & 15;
    }

    /**
     * Tells code segments.
     *
     * @param descriptor any descriptor
     * @return true for a code segment
     */
    public static boolean code(long descriptor) {
        int mask = SegmentCache.NOT_SYSTEM | SegmentCache.CODE;
        return (access(descriptor) & mask) == mask;
    }

    /**
     * Tells conforming code segments.
     *
     * @param descriptor any descriptor
     * @return true for a conforming code segment
     */
    public static boolean conforming(long descriptor) {
        return code(descriptor) && (access(descriptor) & SegmentCache.EXPAND_DOWN_OR_CONFORMING) != 0;
    }

    /**
     * Tells writable data segments.
     *
     * @param descriptor any descriptor
     * @return true for a data segment that may be written
     */
    public static boolean writableData(long descriptor) {
        int mask = SegmentCache.NOT_SYSTEM | SegmentCache.CODE | SegmentCache.WRITABLE_OR_READABLE;
        return (access(descriptor) & mask) == (SegmentCache.NOT_SYSTEM | SegmentCache.WRITABLE_OR_READABLE);
    }

    /**
     * Tells segments that may be read: data and readable code.
     *
     * @param descriptor any descriptor
     * @return true if loads are allowed
     */
    public static boolean readable(long descriptor) {
        int access = access(descriptor);
        boolean code = (access & SegmentCache.CODE) != 0;
        return !system(descriptor) && (!code || (access & SegmentCache.WRITABLE_OR_READABLE) != 0);
    }

    /**
     * Target selector of a gate.
     *
     * @param gate call, interrupt or trap gate
     * @return selector
     */
    public static int gateSelector(long gate) {
        return (int) (gate >>> 16) & 0xFFFF;
    }

    /**
     * Target offset of a gate: 16 bits for a 16-bit gate.
     *
     * @param gate call, interrupt or trap gate
     * @return offset
     */
    public static int gateOffset(long gate) {
        int low = (int) gate & 0xFFFF;
        return wide(gate) ? low | (int) (gate >>> 32) & 0xFFFF_0000 : low;
    }

    /**
     * Number of parameters that a call gate copies.
     *
     * @param gate call gate
     * @return 0..31, in units of the gate's size
     */
    public static int gateParameters(long gate) {
        return (int) (gate >>> 32) & 31;
    }

    /**
     * Tells 32-bit gates and task states from 16-bit ones.
     *
     * @param descriptor gate or TSS
     * @return true for 32 bits
     */
    public static boolean wide(long descriptor) {
        return (type(descriptor) & WIDE) != 0;
    }
}
