// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.Arrays;

/**
 * The compression of segments: LZSS with a ring of 4096 bytes, matches of 3 to 18 bytes and flag bytes for groups of eight items. Source:
 * ABI 07-binary-formats, 2.2 and 2.3.
 */
public final class Lzss {
    /** Bytes of the ring. */
    static final int RING = 4096;
    /** Bytes of the longest match. */
    static final int MAX_MATCH = 18;
    /** Length up to which a match is not worth an item. */
    static final int THRESHOLD = 2;
    /** Where the first byte goes. */
    static final int START = RING - MAX_MATCH;
    /** What the ring holds before the first byte. */
    static final byte FILL = ' ';

    private static final int ITEMS_PER_GROUP = 8;
    /** Most bytes that a stream can produce per byte of its own, rounded up. */
    private static final int MAX_RATIO = ITEMS_PER_GROUP * MAX_MATCH / (1 + 2 * ITEMS_PER_GROUP) + 1;

    private final byte[] ring = new byte[RING];
    private final byte[] output;
    private int ringPosition = START;
    private long produced;

    private Lzss(int size) {
        output = new byte[size];
        Arrays.fill(ring, 0, START, FILL);
    }

    /**
     * Compresses bytes; the result is that of the reference compressor.
     *
     * @param input what to compress
     * @return the stream
     */
    public static byte[] encode(byte[] input) {
        return new LzssEncoder(input).encode();
    }

    /**
     * Decompresses a stream.
     *
     * @param stream holds the stream
     * @param offset its first byte
     * @param length its length in bytes
     * @param size number of bytes that it has to produce
     * @return these bytes
     * @throws IllegalArgumentException if the stream produces another number of bytes
     */
    public static byte[] decode(byte[] stream, int offset, int length, int size) {
        if (size < 0 || size > (long) length * MAX_RATIO) {
            throw new IllegalArgumentException("expected " + Integer.toUnsignedString(size) + " bytes, a stream of "
                    + length + " bytes cannot produce them");
        }
        Lzss decoder = new Lzss(size);
        decoder.decode(stream, offset, offset + length);
        if (decoder.produced != size) {
            throw new IllegalArgumentException("expected " + size + " bytes, the stream produces " + decoder.produced);
        }
        return decoder.output;
    }

    private void decode(byte[] stream, int start, int end) {
        int at = start;
        while (at < end) {
            int flags = stream[at++];
            for (int item = 0; item < ITEMS_PER_GROUP && at < end; item++, flags >>= 1) {
                if ((flags & 1) != 0) {
                    emit(stream[at++]);
                } else if (at + 1 < end) {
                    copy(stream[at] & 0xFF, stream[at + 1] & 0xFF);
                    at += 2;
                } else {
                    at = end;
                }
            }
        }
    }

    private void copy(int low, int high) {
        int position = low | (high & 0xF0) << 4;
        int length = (high & 0x0F) + THRESHOLD + 1;
        for (int i = 0; i < length; i++) {
            emit(ring[position + i & RING - 1]);
        }
    }

    private void emit(byte value) {
        if (produced < output.length) {
            output[(int) produced] = value;
        }
        produced++;
        ring[ringPosition] = value;
        ringPosition = ringPosition + 1 & RING - 1;
    }
}
