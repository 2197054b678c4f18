package org.prtosvm.cpu.fpu;

/**
 * Integer division and square root of unsigned 128-bit numbers.
 *
 * <p>The division is the classical one with two 32-bit digits (Knuth, The Art of Computer Programming, vol. 2, 4.3.1,
 * algorithm D).
 */
public final class WideDivision {
    private static final long DIGIT = 0xFFFF_FFFFL;

    private WideDivision() {}

    /**
     * Divides.
     *
     * @param high high half of the numerator, unsigned less than the divisor
     * @param low low half of the numerator
     * @param divisor bit 63 set
     * @return quotient, rounded down
     */
    public static long quotient(long high, long low, long divisor) {
        long first = digit(high, low >>> 32, divisor);
        long rest = (high << 32 | low >>> 32) - first * divisor;
        long second = digit(rest, low & DIGIT, divisor);
        return first << 32 | second;
    }

    /** One 32-bit digit of the quotient of {@code (rest << 32 | next)}; rest is less than the divisor. */
    private static long digit(long rest, long next, long divisor) {
        long divisorHigh = divisor >>> 32;
        long divisorLow = divisor & DIGIT;
        long digit = Long.divideUnsigned(rest, divisorHigh);
        long left = rest - digit * divisorHigh;
        while (digit > DIGIT || Long.compareUnsigned(digit * divisorLow, left << 32 | next) > 0) {
            digit--;
            left += divisorHigh;
            if (left > DIGIT) {
                break;
            }
        }
        return digit;
    }

    /**
     * Square root, digit by digit.
     *
     * @param high high half, at least 2^62
     * @param low low half
     * @return root, rounded down; bit 63 is set
     */
    public static long squareRoot(long high, long low) {
        long root = 0;
        for (int bit = 63; bit >= 0; bit--) {
            long candidate = root | 1L << bit;
            long squareHigh = Math.unsignedMultiplyHigh(candidate, candidate);
            int order = Long.compareUnsigned(squareHigh, high);
            if (order < 0 || order == 0 && Long.compareUnsigned(candidate * candidate, low) <= 0) {
                root = candidate;
            }
        }
        return root;
    }
}
