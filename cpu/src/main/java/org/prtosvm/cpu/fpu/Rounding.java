package org.prtosvm.cpu.fpu;

/**
 * Brings exact results into the extended format: rounding, overflow, underflow.
 *
 * <p>An exact result is a sign, a biased exponent of any size and a 128-bit significand whose highest bit is set; bits
 * beyond the 128 are or-ed into the lowest one. Tininess is detected after rounding.
 *
 * <p>Source: Intel SDM vol. 1, 4.8.4 "Rounding", 4.9.1.4 "Numeric Overflow Exception" and 4.9.1.5 "Numeric Underflow
 * Exception"; 8.5.4, 8.5.5.
 */
final class Rounding {
    /**
     * What an unmasked overflow subtracts from and an unmasked underflow adds to the exponent. If that is not enough,
     * which only FSCALE can bring about, the result is infinite or zero.
     */
    private static final int WRAP = 24576;

    private Rounding() {}

    /**
     * Rounds to the extended format.
     *
     * @param context receives exceptions and C1
     * @param sign sign bit as in {@link Extended}
     * @param exponent biased exponent
     * @param high high half of the significand, bit 63 set
     * @param low low half
     * @param precision bits that remain: 24, 53 or 64
     * @return result, the scaled one for unmasked overflow and underflow
     */
    static Extended round(FpuContext context, int sign, int exponent, long high, long low, int precision) {
        if (exponent <= 0) {
            return small(context, sign, exponent, high, low, precision);
        }
        boolean up = up(context, sign, high, low, precision);
        long rounded = cut(high, precision, up);
        int newExponent = rounded == 0 ? exponent + 1 : exponent;
        if (newExponent >= Extended.SPECIAL) {
            return large(context, sign, exponent, high, low, precision);
        }
        noteInexact(context, inexact(high, low, precision), up);
        return new Extended(sign | newExponent, rounded == 0 ? Extended.INTEGER_BIT : rounded);
    }

    private static Extended small(FpuContext context, int sign, int exponent, long high, long low, int precision) {
        boolean upAsNormal = up(context, sign, high, low, precision);
        boolean tiny = exponent < 0 || cut(high, precision, upAsNormal) != 0;
        if (tiny && !context.masked(FpuContext.UNDERFLOW)) {
            context.raise(FpuContext.UNDERFLOW);
            return exponent + WRAP > 0
                    ? round(context, sign, exponent + WRAP, high, low, precision)
                    : massive(context, Extended.zero(sign));
        }
        int shift = 1 - exponent;
        long shiftedLow = shiftLow(high, low, shift);
        long shiftedHigh = shift < 64 ? high >>> shift : 0;
        boolean up = up(context, sign, shiftedHigh, shiftedLow, precision);
        boolean inexact = inexact(shiftedHigh, shiftedLow, precision);
        noteInexact(context, inexact, up);
        if (tiny && inexact) {
            context.raise(FpuContext.UNDERFLOW);
        }
        long rounded = cut(shiftedHigh, precision, up);
        return new Extended(sign | (rounded < 0 ? 1 : 0), rounded);
    }

    private static Extended large(FpuContext context, int sign, int exponent, long high, long low, int precision) {
        context.raise(FpuContext.OVERFLOW);
        if (!context.masked(FpuContext.OVERFLOW)) {
            return exponent - WRAP < Extended.SPECIAL
                    ? round(context, sign, exponent - WRAP, high, low, precision)
                    : massive(context, Extended.infinity(sign));
        }
        boolean infinite = overflowsToInfinity(context, sign);
        noteInexact(context, true, infinite);
        return infinite ? Extended.infinity(sign) : new Extended(sign | 0x7FFE, -1L << 64 - precision);
    }

    private static Extended massive(FpuContext context, Extended result) {
        noteInexact(context, true, result.isInfinity());
        return result;
    }

    private static void noteInexact(FpuContext context, boolean inexact, boolean up) {
        if (inexact) {
            context.raise(FpuContext.PRECISION);
        }
        context.roundedUp(up);
    }

    /** Low half of a 128-bit value shifted right by at least 1, lost bits or-ed into the lowest. */
    static long shiftLow(long high, long low, int shift) {
        if (shift < 64) {
            long lost = low << 64 - shift;
            return high << 64 - shift | low >>> shift | (lost != 0 ? 1 : 0);
        }
        if (shift < 128) {
            long lost = shift == 64 ? low : high << 128 - shift | low;
            return (shift == 64 ? high : high >>> shift - 64) | (lost != 0 ? 1 : 0);
        }
        return (high | low) != 0 ? 1 : 0;
    }

    private static boolean inexact(long high, long low, int precision) {
        return (high & tail(precision)) != 0 || low != 0;
    }

    private static long tail(int precision) {
        return precision == 64 ? 0 : -1L >>> precision;
    }

    private static long cut(long high, int precision, boolean up) {
        long kept = high & ~tail(precision);
        return up ? kept + (1L << 64 - precision) : kept;
    }

    /** Whether the magnitude is rounded up. */
    private static boolean up(FpuContext context, int sign, long high, long low, int precision) {
        if (!inexact(high, low, precision)) {
            return false;
        }
        return switch (context.rounding()) {
            case FpuContext.NEAREST -> nearestUp(high, low, precision);
            case FpuContext.DOWN -> sign != 0;
            case FpuContext.UP -> sign == 0;
            default -> false;
        };
    }

    private static boolean nearestUp(long high, long low, int precision) {
        boolean odd = (high >>> 64 - precision & 1) != 0;
        if (precision == 64) {
            return low < 0 && (odd || low << 1 != 0);
        }
        long half = 1L << 63 - precision;
        long rest = high & tail(precision);
        return (rest & half) != 0 && (odd || (rest & half - 1) != 0 || low != 0);
    }

    /**
     * Rounds the magnitude of a number to an integer.
     *
     * @param context gives the rounding control; receives PRECISION and C1
     * @param sign sign bit as in {@link Extended}
     * @param exponent biased exponent of a normalised significand, below that of 2^63
     * @param significand normalised significand
     * @return integer magnitude, 0..2^63
     */
    static long toInteger(FpuContext context, int sign, int exponent, long significand) {
        int shift = Extended.BIAS + 63 - exponent;
        if (shift <= 0) {
            context.roundedUp(false);
            return significand;
        }
        long whole = shift < 64 ? significand >>> shift : 0;
        long fraction = shiftLow(significand, 0, shift);
        boolean up = up(context, sign, whole, fraction, 64);
        noteInexact(context, fraction != 0, up);
        return up ? whole + 1 : whole;
    }

    /**
     * Rounds a number to the single or double format.
     *
     * @param context receives exceptions and C1
     * @param value finite, not 0
     * @param precision 24 or 53
     * @param exponentBits 8 or 11
     * @return encoding; meaningless if {@link FpuContext#stoppedInMemory}
     */
    static long narrow(FpuContext context, Extended value, int precision, int exponentBits) {
        int exponent = value.normalExponent() - Extended.BIAS + (1 << exponentBits - 1) - 1;
        long high = value.normalSignificand();
        long low = 0;
        boolean up = up(context, value.sign(), high, low, precision);
        boolean tiny = exponent < 0 || exponent == 0 && cut(high, precision, up) != 0;
        if (tiny && !context.masked(FpuContext.UNDERFLOW)) {
            context.raise(FpuContext.UNDERFLOW);
            return 0;
        }
        int field = exponent - 1;
        if (exponent <= 0) {
            int shift = 1 - exponent;
            low = shiftLow(high, 0, shift);
            high = shift < 64 ? high >>> shift : 0;
            up = up(context, value.sign(), high, low, precision);
            field = 0;
        }
        long infinity = (1L << exponentBits) - 1 << precision - 1;
        long sign = value.negative() ? 1L << precision - 1 + exponentBits : 0;
        if (exponent >= (1 << exponentBits) - 1) {
            return sign | narrowOverflow(context, value.sign(), infinity);
        }
        // The integer bit, or the carry of rounding, is added to the exponent field by itself.
        long rounded = cut(high, precision, up);
        long magnitude = ((long) field << precision - 1) + (rounded >>> 64 - precision);
        if (rounded == 0 && up) {
            magnitude = (long) (field + 2) << precision - 1;
        }
        if (magnitude >= infinity) {
            return sign | narrowOverflow(context, value.sign(), infinity);
        }
        boolean inexact = inexact(high, low, precision);
        noteInexact(context, inexact, up);
        if (tiny && inexact) {
            context.raise(FpuContext.UNDERFLOW);
        }
        return sign | magnitude;
    }

    private static long narrowOverflow(FpuContext context, int sign, long infinity) {
        context.raise(FpuContext.OVERFLOW);
        if (!context.masked(FpuContext.OVERFLOW)) {
            return infinity;
        }
        boolean infinite = overflowsToInfinity(context, sign);
        noteInexact(context, true, infinite);
        return infinite ? infinity : infinity - 1;
    }

    private static boolean overflowsToInfinity(FpuContext context, int sign) {
        return switch (context.rounding()) {
            case FpuContext.NEAREST -> true;
            case FpuContext.DOWN -> sign != 0;
            case FpuContext.UP -> sign == 0;
            default -> false;
        };
    }
}
