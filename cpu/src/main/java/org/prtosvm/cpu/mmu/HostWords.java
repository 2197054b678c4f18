package org.prtosvm.cpu.mmu;

import org.prtosvm.cpu.memory.GuestMemory;

/** Little-endian accesses of any length up to eight bytes that stay in one page; host address 0 means no RAM. */
final class HostWords {
    private HostWords() {}

    /**
     * Reads bytes.
     *
     * @param host host address or 0
     * @param length bytes, 1..8
     * @return value, zero-extended; all ones without RAM
     */
    static long load(long host, int length) {
        if (host == 0) {
            return -1L >>> 64 - 8 * length;
        }
        return switch (length) {
            case 1 -> GuestMemory.getByte(host) & 0xFFL;
            case 2 -> GuestMemory.getShort(host) & 0xFFFFL;
            case 4 -> GuestMemory.getInt(host) & 0xFFFF_FFFFL;
            case 8 -> GuestMemory.getLong(host);
            default -> loadBytes(host, length);
        };
    }

    private static long loadBytes(long host, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (GuestMemory.getByte(host + i) & 0xFFL) << 8 * i;
        }
        return value;
    }

    /**
     * Writes bytes.
     *
     * @param host host address; 0 to ignore
     * @param length bytes, 1..8
     * @param value low bytes are written
     */
    static void store(long host, int length, long value) {
        if (host == 0) {
            return;
        }
        switch (length) {
            case 1 -> GuestMemory.putByte(host, (byte) value);
            case 2 -> GuestMemory.putShort(host, (short) value);
            case 4 -> GuestMemory.putInt(host, (int) value);
            case 8 -> GuestMemory.putLong(host, value);
            default -> {
                for (int i = 0; i < length; i++) {
                    GuestMemory.putByte(host + i, (byte) (value >>> 8 * i));
                }
            }
        }
    }
}
