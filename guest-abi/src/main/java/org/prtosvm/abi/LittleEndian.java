// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Integers in byte arrays, least significant byte first, as in every structure and file format of the system; alignment is not needed. */
public final class LittleEndian {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    /**
     * Reads 16 bits.
     *
     * @param bytes array
     * @param offset index of the first byte
     * @return value, zero-extended
     */
    public static int get16(byte[] bytes, int offset) {
        return (short) HALF.get(bytes, offset) & 0xFFFF;
    }

    /**
     * Writes 16 bits.
     *
     * @param bytes array
     * @param offset index of the first byte
     * @param value low 16 bits are written
     */
    public static void put16(byte[] bytes, int offset, int value) {
        HALF.set(bytes, offset, (short) value);
    }

    /**
     * Reads a word.
     *
     * @param bytes where
     * @param offset of its first byte
     * @return the word
     * @throws IndexOutOfBoundsException if the word is not inside the array
     */
    public static int get32(byte[] bytes, int offset) {
        return (int) WORD.get(bytes, offset);
    }

    /**
     * Writes a word.
     *
     * @param bytes where
     * @param offset of its first byte
     * @param value the word
     * @throws IndexOutOfBoundsException if the word is not inside the array
     */
    public static void put32(byte[] bytes, int offset, int value) {
        WORD.set(bytes, offset, value);
    }

    /**
     * Reads 64 bits.
     *
     * @param bytes array
     * @param offset index of the first byte
     * @return value
     */
    public static long get64(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    /**
     * Writes 64 bits.
     *
     * @param bytes array
     * @param offset index of the first byte
     * @param value value
     */
    public static void put64(byte[] bytes, int offset, long value) {
        LONG.set(bytes, offset, value);
    }
}
