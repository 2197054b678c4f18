package org.prtosvm.cpu.simd;

/**
 * Packing, unpacking and shuffling of elements in 64 bits.
 *
 * <p>Source: Intel SDM vol. 2, PACKxx, PUNPCKxx, PSHUFW, PMOVMSKB.
 */
public final class PackedOrder {
    private PackedOrder() {}

    /**
     * PACKSSWB: words to bytes with signed saturation.
     *
     * @param a gives the low half of the result
     * @param b gives the high half
     * @return result
     */
    public static long packSignedWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 32; at += 8) {
            int x = (short) (a >>> 2 * at);
            int y = (short) (b >>> 2 * at);
            result |= (Math.max(-0x80, Math.min(0x7F, x)) & 0xFFL) << at
                    | (Math.max(-0x80, Math.min(0x7F, y)) & 0xFFL) << at + 32;
        }
        return result;
    }

    /**
     * PACKUSWB: words to bytes with unsigned saturation.
     *
     * @param a gives the low half of the result
     * @param b gives the high half
     * @return result
     */
    public static long packUnsignedWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 32; at += 8) {
            int x = (short) (a >>> 2 * at);
            int y = (short) (b >>> 2 * at);
            result |= (Math.max(0, Math.min(0xFF, x)) & 0xFFL) << at
                    | (Math.max(0, Math.min(0xFF, y)) & 0xFFL) << at + 32;
        }
        return result;
    }

    /**
     * PACKSSDW: double words to words with signed saturation.
     *
     * @param a gives the low half of the result
     * @param b gives the high half
     * @return result
     */
    public static long packDoubleWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 32; at += 16) {
            int x = (int) (a >>> 2 * at);
            int y = (int) (b >>> 2 * at);
            result |= (Math.max(-0x8000, Math.min(0x7FFF, x)) & 0xFFFFL) << at
                    | (Math.max(-0x8000, Math.min(0x7FFF, y)) & 0xFFFFL) << at + 32;
        }
        return result;
    }

    /**
     * Interleaves bytes of the low halves.
     *
     * @param a its elements come first
     * @param b its elements come second
     * @return result
     */
    public static long interleaveLowBytes(long a, long b) {
        long result = 0;
        for (int at = 0; at < 32; at += 8) {
            result |= (a >>> at & 0xFFL) << 2 * at | (b >>> at & 0xFFL) << 2 * at + 8;
        }
        return result;
    }

    /**
     * Interleaves bytes of the high halves.
     *
     * @param a its elements come first
     * @param b its elements come second
     * @return result
     */
    public static long interleaveHighBytes(long a, long b) {
        return interleaveLowBytes(a >>> 32, b >>> 32);
    }

    /**
     * Interleaves words of the low halves.
     *
     * @param a its elements come first
     * @param b its elements come second
     * @return result
     */
    public static long interleaveLowWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 32; at += 16) {
            result |= (a >>> at & 0xFFFFL) << 2 * at | (b >>> at & 0xFFFFL) << 2 * at + 16;
        }
        return result;
    }

    /**
     * Interleaves words of the high halves.
     *
     * @param a its elements come first
     * @param b its elements come second
     * @return result
     */
    public static long interleaveHighWords(long a, long b) {
        return interleaveLowWords(a >>> 32, b >>> 32);
    }

    /**
     * Joins the low halves.
     *
     * @param a its elements come first
     * @param b its elements come second
     * @return result
     */
    public static long interleaveLowDoubleWords(long a, long b) {
        return a & 0xFFFF_FFFFL | b << 32;
    }

    /**
     * Joins the high halves.
     *
     * @param a its elements come first
     * @param b its elements come second
     * @return result
     */
    public static long interleaveHighDoubleWords(long a, long b) {
        return a >>> 32 | b & 0xFFFF_FFFFL << 32;
    }

    /**
     * PSHUFW, and each half of PSHUFHW and PSHUFLW.
     *
     * @param value four words
     * @param order two bits for each word of the result
     * @return result
     */
    public static long shuffleWords(long value, int order) {
        long result = 0;
        for (int n = 0; n < 4; n++) {
            int from = order >>> 2 * n & 3;
            result |= (value >>> 16 * from & 0xFFFFL) << 16 * n;
        }
        return result;
    }

    /**
     * A double word of an XMM register.
     *
     * @param low its bits 0..63
     * @param high its bits 64..127
     * @param number 0..3
     * @return zero-extended double word
     */
    public static long doubleWord(long low, long high, int number) {
        long half = number < 2 ? low : high;
        return half >>> 32 * (number & 1) & 0xFFFF_FFFFL;
    }

    /**
     * PMOVMSKB.
     *
     * @param value eight bytes
     * @return their highest bits in bits 0..7
     */
    public static int signsOfBytes(long value) {
        int signs = 0;
        for (int n = 0; n < 8; n++) {
            signs |= (int) (value >>> 8 * n + 7 & 1) << n;
        }
        return signs;
    }
}
