package org.prtosvm.cpu.fpu;

/**
 * Between the extended format and the formats of memory operands.
 *
 * <p>Source: Intel SDM vol. 1, 4.2.2 "Floating-Point Data Types", 4.7 "BCD and Packed BCD Integers"; vol. 2, FLD, FST,
 * FILD, FIST, FBLD, FBSTP.
 */
final class Conversion {
    private static final long BCD_LIMIT = 1_000_000_000_000_000_000L;
    private static final int BCD_DIGITS = 18;

    private Conversion() {}

    static Extended fromSingle(FpuContext context, int bits) {
        return widen(context, bits >>> 31, bits >>> 23 & 0xFF, 8, (bits & 0x7F_FFFFL) << 40);
    }

    static Extended fromDouble(FpuContext context, long bits) {
        return widen(context, (int) (bits >>> 63), (int) (bits >>> 52) & 0x7FF, 11, bits << 11 & Long.MAX_VALUE);
    }

    /** Widens exactly, signalling NaNs included; the fraction is at its place below the integer bit. */
    private static Extended widen(FpuContext context, int signBit, int exponent, int exponentBits, long fraction) {
        int sign = signBit << 15;
        int bias = (1 << exponentBits - 1) - 1;
        if (exponent == (1 << exponentBits) - 1) {
            return new Extended(sign | Extended.SPECIAL, fraction | Extended.INTEGER_BIT);
        }
        if (exponent != 0) {
            return new Extended(sign | exponent - bias + Extended.BIAS, fraction | Extended.INTEGER_BIT);
        }
        if (fraction == 0) {
            return Extended.zero(sign);
        }
        context.narrowDenormal();
        int zeros = Long.numberOfLeadingZeros(fraction);
        return new Extended(sign | 1 - bias + Extended.BIAS - zeros, fraction << zeros);
    }

    static Extended fromInteger(long value) {
        if (value == 0) {
            return Extended.zero(0);
        }
        int sign = value < 0 ? Extended.SIGN : 0;
        long magnitude = Math.abs(value);
        int zeros = Long.numberOfLeadingZeros(magnitude);
        return new Extended(sign | Extended.BIAS + 63 - zeros, magnitude << zeros);
    }

    static int toSingle(FpuContext context, Extended value) {
        return (int) narrow(context, value, 24, 8);
    }

    static long toDouble(FpuContext context, Extended value) {
        return narrow(context, value, 53, 11);
    }

    private static long narrow(FpuContext context, Extended value, int precision, int exponentBits) {
        boolean special = NanRules.applies(value);
        Extended finite = special ? NanRules.result(context, value) : value;
        if (!special && !value.isInfinity() && !value.isZero()) {
            return Rounding.narrow(context, value, precision, exponentBits);
        }
        long sign = finite.negative() ? 1L << precision - 1 + exponentBits : 0;
        if (finite.isZero()) {
            return sign;
        }
        long fraction = (finite.significand() & Long.MAX_VALUE) >>> 64 - precision;
        return sign | (1L << exponentBits) - 1 << precision - 1 | fraction;
    }

    /**
     * Rounds to a signed integer.
     *
     * @param context receives exceptions; INVALID for what does not fit
     * @param value any value
     * @param bits 16, 32 or 64
     * @return integer, or the most negative one if the operation was invalid
     */
    static long toInteger(FpuContext context, Extended value, int bits) {
        long indefinite = -1L << bits - 1;
        if (value.isZero()) {
            return 0;
        }
        if (NanRules.applies(value) || value.isInfinity() || value.normalExponent() > Extended.BIAS + 63) {
            context.raise(FpuContext.INVALID);
            return indefinite;
        }
        long magnitude = Rounding.toInteger(context, value.sign(), value.normalExponent(), value.normalSignificand());
        long largest = value.negative() ? 1L << bits - 1 : (1L << bits - 1) - 1;
        if (Long.compareUnsigned(magnitude, largest) > 0) {
            context.invalidAfterRounding();
            return indefinite;
        }
        return value.negative() ? -magnitude : magnitude;
    }

    /**
     * Rounds to packed BCD.
     *
     * @param context receives exceptions; INVALID for what has more than 18 digits
     * @param value any value
     * @return magnitude below 10^18, or -1 if the operation was invalid
     */
    static long toDecimal(FpuContext context, Extended value) {
        if (value.isZero()) {
            return 0;
        }
        if (NanRules.applies(value) || value.isInfinity() || value.normalExponent() > Extended.BIAS + 62) {
            context.raise(FpuContext.INVALID);
            return -1;
        }
        long magnitude = Rounding.toInteger(context, value.sign(), value.normalExponent(), value.normalSignificand());
        if (Long.compareUnsigned(magnitude, BCD_LIMIT) >= 0) {
            context.invalidAfterRounding();
            return -1;
        }
        return magnitude;
    }

    /** Value of 18 BCD digits, the low 16 of them in a long; digits above 9 count as they are. */
    static long decimalValue(long low, int high) {
        long value = 0;
        for (int digit = BCD_DIGITS - 1; digit >= 0; digit--) {
            long nibble = digit >= 16 ? high >>> 4 * (digit - 16) : low >>> 4 * digit;
            value = value * 10 + (nibble & 15);
        }
        return value;
    }

    /** BCD digit pairs of a magnitude below 10^18: the low 16 digits. */
    static long decimalLow(long magnitude) {
        long digits = 0;
        long rest = magnitude;
        for (int digit = 0; digit < 16; digit++) {
            digits |= rest % 10 << 4 * digit;
            rest /= 10;
        }
        return digits;
    }

    /** BCD digit pair of a magnitude below 10^18: the highest two digits. */
    static int decimalHigh(long magnitude) {
        int top = (int) (magnitude / 10_000_000_000_000_000L);
        return top / 10 << 4 | top % 10;
    }
}
