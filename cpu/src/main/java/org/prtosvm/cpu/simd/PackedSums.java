package org.prtosvm.cpu.simd;

/**
 * Sums, differences, means and extremes of packed integers in 64 bits, the part that one MMX register or half of an XMM
 * register holds.
 *
 * <p>Wrapping sums and means work on all elements at once: the highest bit of each is left out, so that no carry reaches
 * the neighbour, and put back by an exclusive or.
 *
 * <p>Source: Intel SDM vol. 2, PADDx, PSUBx, PAVGx, PMAXx, PMINx, PSADBW.
 */
public final class PackedSums {
    private static final long HIGH_BYTES = 0x8080_8080_8080_8080L;
    private static final long HIGH_WORDS = 0x8000_8000_8000_8000L;
    private static final long HIGH_DOUBLE_WORDS = 0x8000_0000_8000_0000L;

    private PackedSums() {}

    private static long add(long a, long b, long high) {
        return (a & ~high) + (b & ~high) ^ (a ^ b) & high;
    }

    private static long subtract(long a, long b, long high) {
        return (a | high) - (b & ~high) ^ (a ^ ~b) & high;
    }

    private static int signedByte(int value) {
        return Math.max(-0x80, Math.min(0x7F, value));
    }

    private static int signedWord(int value) {
        return Math.max(-0x8000, Math.min(0x7FFF, value));
    }

    /**
     * PADDB.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long addBytes(long a, long b) {
        return add(a, b, HIGH_BYTES);
    }

    /**
     * PSUBB.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long subtractBytes(long a, long b) {
        return subtract(a, b, HIGH_BYTES);
    }

    /**
     * PADDW.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long addWords(long a, long b) {
        return add(a, b, HIGH_WORDS);
    }

    /**
     * PSUBW.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long subtractWords(long a, long b) {
        return subtract(a, b, HIGH_WORDS);
    }

    /**
     * PADDD.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long addDoubleWords(long a, long b) {
        return add(a, b, HIGH_DOUBLE_WORDS);
    }

    /**
     * PSUBD.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long subtractDoubleWords(long a, long b) {
        return subtract(a, b, HIGH_DOUBLE_WORDS);
    }

    /**
     * PADDSB.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long addSignedBytes(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 8) {
            int x = (byte) (a >>> at);
            int y = (byte) (b >>> at);
            result |= (signedByte(x + y) & 0xFFL) << at;
        }
        return result;
    }

    /**
     * PADDSW.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long addSignedWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 16) {
            int x = (short) (a >>> at);
            int y = (short) (b >>> at);
            result |= (signedWord(x + y) & 0xFFFFL) << at;
        }
        return result;
    }

    /**
     * PADDUSB.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long addUnsignedBytes(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 8) {
            int x = (int) (a >>> at) & 0xFF;
            int y = (int) (b >>> at) & 0xFF;
            result |= (Math.min(0xFF, x + y) & 0xFFL) << at;
        }
        return result;
    }

    /**
     * PADDUSW.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long addUnsignedWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 16) {
            int x = (int) (a >>> at) & 0xFFFF;
            int y = (int) (b >>> at) & 0xFFFF;
            result |= (Math.min(0xFFFF, x + y) & 0xFFFFL) << at;
        }
        return result;
    }

    /**
     * PSUBSB.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long subtractSignedBytes(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 8) {
            int x = (byte) (a >>> at);
            int y = (byte) (b >>> at);
            result |= (signedByte(x - y) & 0xFFL) << at;
        }
        return result;
    }

    /**
     * PSUBSW.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long subtractSignedWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 16) {
            int x = (short) (a >>> at);
            int y = (short) (b >>> at);
            result |= (signedWord(x - y) & 0xFFFFL) << at;
        }
        return result;
    }

    /**
     * PSUBUSB.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long subtractUnsignedBytes(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 8) {
            int x = (int) (a >>> at) & 0xFF;
            int y = (int) (b >>> at) & 0xFF;
            result |= (Math.max(0, x - y) & 0xFFL) << at;
        }
        return result;
    }

    /**
     * PSUBUSW.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long subtractUnsignedWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 16) {
            int x = (int) (a >>> at) & 0xFFFF;
            int y = (int) (b >>> at) & 0xFFFF;
            result |= (Math.max(0, x - y) & 0xFFFFL) << at;
        }
        return result;
    }

    /**
     * PAVGB: rounded up.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long averageBytes(long a, long b) {
        return (a | b) - ((a ^ b) >>> 1 & ~HIGH_BYTES);
    }

    /**
     * PAVGW: rounded up.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long averageWords(long a, long b) {
        return (a | b) - ((a ^ b) >>> 1 & ~HIGH_WORDS);
    }

    /**
     * PMAXUB.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long maximumUnsignedBytes(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 8) {
            int x = (int) (a >>> at) & 0xFF;
            int y = (int) (b >>> at) & 0xFF;
            result |= (Math.max(x, y) & 0xFFL) << at;
        }
        return result;
    }

    /**
     * PMINUB.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long minimumUnsignedBytes(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 8) {
            int x = (int) (a >>> at) & 0xFF;
            int y = (int) (b >>> at) & 0xFF;
            result |= (Math.min(x, y) & 0xFFL) << at;
        }
        return result;
    }

    /**
     * PMAXSW.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long maximumSignedWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 16) {
            int x = (short) (a >>> at);
            int y = (short) (b >>> at);
            result |= (Math.max(x, y) & 0xFFFFL) << at;
        }
        return result;
    }

    /**
     * PMINSW.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long minimumSignedWords(long a, long b) {
        long result = 0;
        for (int at = 0; at < 64; at += 16) {
            int x = (short) (a >>> at);
            int y = (short) (b >>> at);
            result |= (Math.min(x, y) & 0xFFFFL) << at;
        }
        return result;
    }

    /**
     * PSADBW: the sum of the distances of bytes, as a number of 64 bits.
     *
     * @param a first operand
     * @param b second operand
     * @return result
     */
    public static long sumOfDifferences(long a, long b) {
        int sum = 0;
        for (int at = 0; at < 64; at += 8) {
            sum += Math.abs(((int) (a >>> at) & 0xFF) - ((int) (b >>> at) & 0xFF));
        }
        return sum;
    }
}
