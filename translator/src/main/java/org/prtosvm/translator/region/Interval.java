package org.prtosvm.translator.region;

/**
 * A run of linear addresses that is contiguous in host memory and may be read (or written) without further checks, as
 * long as the mapping and the code map stay what they were when it was formed.
 *
 * @param start first linear address
 * @param length bytes, below 2^31
 * @param host host address of the first byte
 * @param writable true if stores are allowed: no decoded code in it
 */
public record Interval(int start, int length, long host, boolean writable) {
    /**
     * Tells whether an access lies inside.
     *
     * @param linear linear address of the first byte
     * @param size bytes
     * @return true if all bytes are inside
     */
    public boolean contains(int linear, int size) {
        return Integer.compareUnsigned(linear - start, length - (size - 1)) < 0;
    }

    /**
     * Tells whether some bytes of a range are inside.
     *
     * @param hostStart host address of the range
     * @param count bytes of the range
     * @return true if the ranges overlap in host memory
     */
    public boolean overlapsHost(long hostStart, int count) {
        return hostStart < host + length && host < hostStart + count;
    }
}
