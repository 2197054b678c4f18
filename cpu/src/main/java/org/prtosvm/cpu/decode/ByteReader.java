package org.prtosvm.cpu.decode;

/** Reads an instruction's bytes in order, little-endian, and counts them. */
final class ByteReader {
    private final CodeBytes source;
    private final int start;
    private int length;

    ByteReader(CodeBytes source, int start) {
        this.source = source;
        this.start = start;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    int next8() {
        // Tested before the fetch: a byte too many is not looked at.
        if (length == Instruction.MAX_LENGTH) {
            throw source.tooLong(start);
        }
        int value = source.byteAt(start + length);
        length++;
        return value;
    }

    int next16() {
        int low = next8();
        return low | next8() << 8;
    }

    int next32() {
        int low = next16();
        return low | next16() << 16;
    }

    /** Reads 1, 2 or 4 bytes and sign-extends them. */
    int nextSigned(int size) {
        return switch (size) {
            case 1 -> (byte) next8();
            case 2 -> (short) next16();
            default -> next32();
        };
    }
}
