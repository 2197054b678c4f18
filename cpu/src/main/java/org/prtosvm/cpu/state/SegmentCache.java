package org.prtosvm.cpu.state;

/**
 * The hidden part of a segment register: what was loaded from the descriptor together with the selector.
 *
 * <p>Source: Intel SDM vol. 3A, 3.4.3 "Segment Registers" and 3.4.5 "Segment Descriptors".
 */
public final class SegmentCache {
    /** Visible selector, 16 bits. */
    public int selector;
    /** Linear base address. */
    public int base;
    /** Highest valid offset (expand-up) or highest invalid offset (expand-down), in bytes, granularity applied. */
    public int limit;
    /**
     * Descriptor bits 40..47 in bits 0..7 (type, S, DPL, P) and bits 52..55 in bits 12..15 (AVL, L, D/B, G): the high
     * descriptor word shifted right by 8. Zero for an unusable (null) segment.
     */
    public int access;

    /** Access bit 0: the descriptor was accessed. */
    public static final int ACCESSED = 1;
    /** Access bit 1: writable (data) or readable (code). */
    public static final int WRITABLE_OR_READABLE = 1 << 1;
    /** Access bit 2: expand-down (data) or conforming (code). */
    public static final int EXPAND_DOWN_OR_CONFORMING = 1 << 2;
    /** Access bit 3: code segment. */
    public static final int CODE = 1 << 3;
    /** Access bit 4: code or data, not a system descriptor. */
    public static final int NOT_SYSTEM = 1 << 4;
    /** Access bit 7: present. */
    public static final int PRESENT = 1 << 7;
    /** Access bit 14: D/B, 32-bit default size or 32-bit stack. */
    public static final int BIG = 1 << 14;
    /** Access bit 15: limit counts pages. */
    public static final int GRANULARITY = 1 << 15;

    /** Creates an unusable segment: selector 0. */
    public SegmentCache() {}

    /** @return descriptor privilege level, 0..3 */
    public int dpl() {
        return (access >>> 5) & 3;
    }

    /** @return true if memory may be addressed through this register at all */
    public boolean usable() {
        return (access & PRESENT) != 0;
    }

    /** @return true if the D/B bit selects 32-bit operands, addresses or stack */
    public boolean big() {
        return (access & BIG) != 0;
    }

    /**
     * Tells whether the limit admits an access. One that wraps around offset 2^32 is not admitted even with the largest
     * limit, which the manual leaves open (Intel SDM vol. 3A, 5.3 "Limit Checking").
     *
     * @param first offset of the first byte
     * @param last offset of the last byte
     * @return true if all bytes lie within the segment
     */
    public boolean contains(int first, int last) {
        if (Integer.compareUnsigned(last, first) < 0) {
            return false;
        }
        if ((access & (CODE | EXPAND_DOWN_OR_CONFORMING)) != EXPAND_DOWN_OR_CONFORMING) {
            return Integer.compareUnsigned(last, limit) <= 0;
        }
        int top = big() ? 0xFFFF_FFFF : 0xFFFF;
        return Integer.compareUnsigned(first, limit) > 0 && Integer.compareUnsigned(last, top) <= 0;
    }

    /**
     * Fills all parts.
     *
     * @param newSelector visible selector
     * @param newBase linear base
     * @param newLimit byte limit with granularity applied
     * @param newAccess as {@link #access}
     */
    public void load(int newSelector, int newBase, int newLimit, int newAccess) {
        selector = newSelector & 0xFFFF;
        base = newBase;
        limit = newLimit;
        access = newAccess;
    }

    /**
     * Copies another cache.
     *
     * @param other source
     */
    public void copyFrom(SegmentCache other) {
        load(other.selector, other.base, other.limit, other.access);
    }
}
