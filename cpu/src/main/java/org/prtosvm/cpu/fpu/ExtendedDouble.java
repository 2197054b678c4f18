package org.prtosvm.cpu.fpu;

/** Between the extended format and double-doubles. */
final class ExtendedDouble {
    private ExtendedDouble() {}

    /** Significand of a finite number other than 0 as a positive number in [1, 2), exactly. */
    static DoubleDouble fraction(Extended value) {
        long significand = value.normalSignificand();
        double high = (double) (significand >>> 11) * 0x1p-52;
        double low = (double) (significand & 0x7FF) * 0x1p-63;
        return DoubleDouble.sum(high, low);
    }

    /**
     * Rounds an approximation to 64 bits; it counts as inexact.
     *
     * @param context receives exceptions and C1
     * @param value not 0
     * @param scale power of two by which the value is multiplied
     * @return rounded value
     */
    static Extended round(FpuContext context, DoubleDouble value, int scale) {
        boolean negative = value.hi() < 0;
        DoubleDouble magnitude = negative ? value.negate() : value;
        int exponent = Math.getExponent(magnitude.hi());
        double top = Math.scalb(magnitude.hi(), 52 - exponent);
        double rest = Math.scalb(magnitude.lo(), 63 - exponent);
        double whole = Math.floor(rest);
        long high = ((long) top << 11) + (long) whole;
        long low = (long) ((rest - whole) * 0x1p62) << 2;
        if (high >= 0) {
            // The low part was negative and the high part a power of two.
            high = high << 1 | low >>> 63;
            low <<= 1;
            exponent--;
        }
        int sign = negative ? Extended.SIGN : 0;
        return Rounding.round(context, sign, exponent + scale + Extended.BIAS, high, low | 1, 64);
    }

    /** Rounds a result whose magnitude is a little less than that of a number other than 0. */
    static Extended justBelow(FpuContext context, Extended value) {
        long significand = value.normalSignificand();
        int exponent = value.normalExponent();
        boolean power = significand == Extended.INTEGER_BIT;
        return Rounding.round(
                context, value.sign(), power ? exponent - 1 : exponent, power ? -1 : significand - 1, -1, 64);
    }

    /** Rounds a result whose magnitude is a little more than that of a number other than 0. */
    static Extended justAbove(FpuContext context, Extended value) {
        return Rounding.round(context, value.sign(), value.normalExponent(), value.normalSignificand(), 1, 64);
    }
}
