package org.prtosvm.tools.board;

import org.prtosvm.abi.LittleEndian;

/**
 * The header of a Multiboot kernel.
 *
 * @param offset place in the file
 * @param flags what the kernel asks for
 * @param headerAddress with {@link #hasAddresses}: physical address of the header
 * @param loadAddress physical address of the first byte that is loaded
 * @param loadEnd physical address behind the last one, 0 for all of the file
 * @param bssEnd physical address behind the zeros, 0 for none
 * @param entry physical address to start at
 */
record MultibootHeader(int offset, int flags, int headerAddress, int loadAddress, int loadEnd, int bssEnd, int entry) {
    /** Name of the specification in messages. */
    static final String SPECIFICATION = "Multiboot 0.6.96, 3.1";

    private static final int MAGIC = 0x1BAD_B002;
    private static final int SEARCHED_BYTES = 8192;
    private static final int LENGTH = 12;
    private static final int LENGTH_WITH_ADDRESSES = 32;
    /** Flags 3 to 15 must be understood; 0 to 2 are page-aligned modules, memory information and video mode. */
    private static final int UNKNOWN_REQUIREMENTS = 0xFFF8;

    private static final int HAS_ADDRESSES = 1 << 16;

    /**
     * Finds the header of a file.
     *
     * @throws BoardException if there is none, or it asks for something unknown
     */
    static MultibootHeader of(BootFile file) {
        byte[] bytes = file.bytes();
        int end = Math.min(bytes.length, SEARCHED_BYTES) - LENGTH;
        for (int offset = 0; offset <= end; offset += 4) {
            if (LittleEndian.get32(bytes, offset) == MAGIC && checksumFits(bytes, offset)) {
                return read(file, offset);
            }
        }
        throw new BoardException(
                file.name(),
                "expected a Multiboot header in the first %d bytes (%s), found none"
                        .formatted(SEARCHED_BYTES, SPECIFICATION));
    }

    private static boolean checksumFits(byte[] bytes, int offset) {
        return MAGIC + LittleEndian.get32(bytes, offset + 4) + LittleEndian.get32(bytes, offset + 8) == 0;
    }

    private static MultibootHeader read(BootFile file, int offset) {
        byte[] bytes = file.bytes();
        int flags = LittleEndian.get32(bytes, offset + 4);
        if ((flags & UNKNOWN_REQUIREMENTS) != 0) {
            throw new BoardException(
                    file.name(),
                    "the Multiboot header at 0x%x asks for flags 0x%04x, expected none beyond 0, 1 and 2"
                            .formatted(offset, flags & UNKNOWN_REQUIREMENTS));
        }
        if ((flags & HAS_ADDRESSES) == 0) {
            return new MultibootHeader(offset, flags, 0, 0, 0, 0, 0);
        }
        if (bytes.length < offset + LENGTH_WITH_ADDRESSES) {
            throw new BoardException(file.name(), "the file ends in the Multiboot header at 0x%x".formatted(offset));
        }
        return new MultibootHeader(
                offset,
                flags,
                LittleEndian.get32(bytes, offset + 12),
                LittleEndian.get32(bytes, offset + 16),
                LittleEndian.get32(bytes, offset + 20),
                LittleEndian.get32(bytes, offset + 24),
                LittleEndian.get32(bytes, offset + 28));
    }

    /** True if the header says where the file is loaded, whatever its format. */
    boolean hasAddresses() {
        return (flags & HAS_ADDRESSES) != 0;
    }
}
