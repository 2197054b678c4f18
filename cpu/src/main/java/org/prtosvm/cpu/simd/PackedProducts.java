package org.prtosvm.cpu.simd;

/**
 * Products of packed integers in 64 bits.
 *
 * <p>Source: Intel SDM vol. 2, PMULLW, PMULHW, PMULHUW, PMULUDQ, PMADDWD.
 */
public final class PackedProducts {
    private PackedProducts() {}

    /**
     * PMULLW: low halves of the products of words.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long lowWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 16) {
            int x = (short) (a >>> at);
            int y = (short) (b >>> at);
            result |= ((long) x * y & 0xFFFFL) << at;
        }
        return result;
    }

    /**
     * PMULHW: high halves of the products of signed words.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long highSignedWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 16) {
            int x = (short) (a >>> at);
            int y = (short) (b >>> at);
            result |= (x * y >> 16 & 0xFFFFL) << at;
        }
        return result;
    }

    /**
     * PMULHUW: high halves of the products of unsigned words.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long highUnsignedWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 16) {
            int x = (int) (a >>> at) & 0xFFFF;
            int y = (int) (b >>> at) & 0xFFFF;
            result |= (x * y >>> 16 & 0xFFFFL) << at;
        }
        return result;
    }

    /**
     * PMULUDQ: the product of the low unsigned double words.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long unsignedDoubleWord(long a, long b) {
        return (a & 0xFFFF_FFFFL) * (b & 0xFFFF_FFFFL);
    }

    /**
     * PMADDWD: sums of two products of signed words.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long multiplyAndAdd(long a, long b) {
        int low = (short) a * (short) b + (short) (a >>> 16) * (short) (b >>> 16);
        int high = (short) (a >>> 32) * (short) (b >>> 32) + (short) (a >>> 48) * (short) (b >>> 48);
        return (long) high << 32 | low & 0xFFFF_FFFFL;
    }
}
