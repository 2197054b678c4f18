package org.prtosvm.cpu.simd;

/**
 * Comparisons, bitwise logic and shifts of packed integers in 64 bits.
 *
 * <p>Source: Intel SDM vol. 2, PCMPxx, PAND, PANDN, POR, PXOR, PSLLx, PSRLx, PSRAx.
 */
public final class PackedLogic {
    private PackedLogic() {}

    /**
     * PCMPEQB.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long equalBytes(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 8) {
            int x = (byte) (a >>> at);
            int y = (byte) (b >>> at);
            result |= ((x == y ? -1L : 0) & 0xFFL) << at;
        }
        return result;
    }

    /**
     * PCMPEQW.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long equalWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 16) {
            int x = (short) (a >>> at);
            int y = (short) (b >>> at);
            result |= ((x == y ? -1L : 0) & 0xFFFFL) << at;
        }
        return result;
    }

    /**
     * PCMPEQD.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long equalDoubleWords(long a, long b) {
        long low = (int) a == (int) b ? 0xFFFF_FFFFL : 0;
        return a >>> 32 == b >>> 32 ? low | 0xFFFF_FFFFL << 32 : low;
    }

    /**
     * PCMPGTB.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long greaterBytes(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 8) {
            int x = (byte) (a >>> at);
            int y = (byte) (b >>> at);
            result |= ((x > y ? -1L : 0) & 0xFFL) << at;
        }
        return result;
    }

    /**
     * PCMPGTW.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long greaterWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 16) {
            int x = (short) (a >>> at);
            int y = (short) (b >>> at);
            result |= ((x > y ? -1L : 0) & 0xFFFFL) << at;
        }
        return result;
    }

    /**
     * PCMPGTD.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long greaterDoubleWords(long a, long b) {
        long low = (int) a > (int) b ? 0xFFFF_FFFFL : 0;
        return a >> 32 > b >> 32 ? low | 0xFFFF_FFFFL << 32 : low;
    }

    /**
     * PAND, ANDPS, ANDPD.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long and(long a, long b) {
        return a & b;
    }

    /**
     * PANDN, ANDNPS, ANDNPD.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long andNot(long a, long b) {
        return ~a & b;
    }

    /**
     * POR, ORPS, ORPD.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long or(long a, long b) {
        return a | b;
    }

    /**
     * PXOR, XORPS, XORPD.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long xor(long a, long b) {
        return a ^ b;
    }

    /**
     * PSLLW.
     *
     * @param value packed elements
     * @param count unsigned
     * @return result
     */
    public static long shiftLeftWords(long value, long count) {
        return Long.compareUnsigned(count, 15) > 0 ? 0 : value << count & replicated(0xFFFFL << count & 0xFFFF);
    }

    /**
     * PSLLD.
     *
     * @param value packed elements
     * @param count unsigned
     * @return result
     */
    public static long shiftLeftDoubleWords(long value, long count) {
        return Long.compareUnsigned(count, 31) > 0 ? 0 : value << count & pair(0xFFFF_FFFFL << count & 0xFFFF_FFFFL);
    }

    /**
     * PSLLQ.
     *
     * @param value packed elements
     * @param count unsigned
     * @return result
     */
    public static long shiftLeftQuadWord(long value, long count) {
        return Long.compareUnsigned(count, 63) > 0 ? 0 : value << count;
    }

    /**
     * PSRLW.
     *
     * @param value packed elements
     * @param count unsigned
     * @return result
     */
    public static long shiftRightWords(long value, long count) {
        return Long.compareUnsigned(count, 15) > 0 ? 0 : value >>> count & replicated(0xFFFF >>> count);
    }

    /**
     * PSRLD.
     *
     * @param value packed elements
     * @param count unsigned
     * @return result
     */
    public static long shiftRightDoubleWords(long value, long count) {
        return Long.compareUnsigned(count, 31) > 0 ? 0 : value >>> count & pair(0xFFFF_FFFFL >>> count);
    }

    /**
     * PSRLQ.
     *
     * @param value packed elements
     * @param count unsigned
     * @return result
     */
    public static long shiftRightQuadWord(long value, long count) {
        return Long.compareUnsigned(count, 63) > 0 ? 0 : value >>> count;
    }

    /**
     * PSRAW.
     *
     * @param value packed elements
     * @param count unsigned
     * @return result
     */
    public static long shiftRightSignedWords(long value, long count) {
        int places = Long.compareUnsigned(count, 15) > 0 ? 15 : (int) count;
        long result = 0;
        for (int at = 0; at < 64; at += 16) {
            result |= ((short) (value >>> at) >> places & 0xFFFFL) << at;
        }
        return result;
    }

    /**
     * PSRAD.
     *
     * @param value packed elements
     * @param count unsigned
     * @return result
     */
    public static long shiftRightSignedDoubleWords(long value, long count) {
        int places = Long.compareUnsigned(count, 31) > 0 ? 31 : (int) count;
        return (value >> 32 >> places) << 32 | (int) value >> places & 0xFFFF_FFFFL;
    }

    private static long replicated(long word) {
        return word * 0x0001_0001_0001_0001L;
    }

    private static long pair(long doubleWord) {
        return doubleWord << 32 | doubleWord;
    }
}
