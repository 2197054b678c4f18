package org.prtosvm.tools.board;

import org.prtosvm.cpu.memory.GuestMemory;

/**
 * The RAM of a PC: 640 KiB from 0 on, and everything beyond 1 MiB. Between them is no memory but ROM.
 *
 * @param bytes end of RAM, the hole counted
 */
record BoardMemory(long bytes) {
    /** End of the RAM below the hole. */
    static final int LOW_END = 0xA_0000;
    /** Start of the RAM above the hole. */
    static final int HIGH_START = 0x10_0000;

    /** Bytes of RAM above the hole. */
    long highBytes() {
        return bytes - HIGH_START;
    }

    /** Adds zeroed RAM. */
    void map(GuestMemory memory) {
        memory.addRam(0, LOW_END);
        if (highBytes() > 0) {
            memory.addRam(HIGH_START, highBytes());
        }
    }

    /** Fills all RAM with zeros. */
    void clear(GuestMemory memory) {
        memory.clear(0, LOW_END);
        long done = HIGH_START;
        while (done < bytes) {
            int part = (int) Math.min(bytes - done, 1 << 30);
            memory.clear((int) done, part);
            done += part;
        }
    }

    /** Tells whether a range is RAM. */
    boolean contains(long start, long length) {
        return start + length <= LOW_END || start >= HIGH_START && start + length <= bytes;
    }
}
