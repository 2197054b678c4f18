// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

/**
 * A range of 32-bit addresses, kept in longs so that its end can be 0x100000000 or beyond.
 *
 * @param start first address, unsigned
 * @param end address after the last one; equal to {@code start} for an empty range
 */
public record AddressRange(long start, long end) {
    /**
     * The range with a start and a size.
     *
     * @param start first address, unsigned
     * @param size bytes, unsigned
     * @return the range
     */
    public static AddressRange of(int start, int size) {
        return of(start, Integer.toUnsignedLong(size));
    }

    /**
     * The range with a start and a size.
     *
     * @param start first address, unsigned
     * @param size bytes, not negative
     * @return the range
     */
    public static AddressRange of(int start, long size) {
        long from = Integer.toUnsignedLong(start);
        return new AddressRange(from, from + size);
    }

    /**
     * Whether this range has no address.
     *
     * @return true if start and end are equal
     */
    public boolean isEmpty() {
        return start == end;
    }

    /**
     * Whether an address is in this range.
     *
     * @param address unsigned
     * @return true if it is
     */
    public boolean contains(int address) {
        long value = Integer.toUnsignedLong(address);
        return start <= value && value < end;
    }

    /**
     * Whether all of another range is in this one.
     *
     * @param other the other range
     * @return true if it lies inside; an empty range does if its start lies inside or at the end
     */
    public boolean contains(AddressRange other) {
        return start <= other.start && other.end <= end;
    }

    /**
     * Whether two ranges have an address in common.
     *
     * @param other the other range
     * @return true if they do; empty ranges have none
     */
    public boolean overlaps(AddressRange other) {
        return start < other.end && other.start < end && !isEmpty() && !other.isEmpty();
    }

    /**
     * The range as text for messages.
     *
     * @return hexadecimal addresses with inclusive end, or {@code empty} after the start
     */
    @Override
    public String toString() {
        return isEmpty() ? String.format("0x%08x (empty)", start) : String.format("0x%08x..0x%08x", start, end - 1);
    }
}
