package org.prtosvm.cpu.fpu;

/**
 * Brings the argument of a trigonometric instruction into the range from -pi/4 to pi/4, exactly with respect to the
 * 66-bit value of pi that x87 units use.
 *
 * <p>Source: Intel SDM vol. 1, 8.3.8 "Approximation of Pi".
 *
 * @param quadrant number of quarter turns taken off, modulo 4
 * @param angle what is left
 */
record AngleReduction(int quadrant, DoubleDouble angle) {
    /** A quarter turn in units of 2^-67, high part. */
    private static final long QUARTER_HIGH = 0xC;
    /** Low 64 bits of the same. */
    private static final long QUARTER_LOW = 0x90FD_AA22_168C_234CL;
    /** Below this unbiased exponent an angle is less than pi/4. */
    private static final int SMALL = -1;

    private static final int UNIT = -67;

    /**
     * Reduces.
     *
     * @param value finite, magnitude below 2^63, not 0
     * @return quadrant and rest
     */
    static AngleReduction of(Extended value) {
        int exponent = value.normalExponent() - Extended.BIAS;
        if (exponent < SMALL) {
            DoubleDouble angle = ExtendedDouble.fraction(value).times(Math.scalb(1.0, exponent));
            return new AngleReduction(0, value.negative() ? angle.negate() : angle);
        }
        long significand = value.normalSignificand();
        long high = 0;
        long low = 0;
        int quarters = 0;
        for (int i = 63 + exponent - 63 - UNIT; i >= 0; i--) {
            long bit = significand >>> 63;
            significand <<= 1;
            high = high << 1 | low >>> 63;
            low = low << 1 | bit;
            quarters <<= 1;
            if (reaches(high, low)) {
                high = high - QUARTER_HIGH - (Long.compareUnsigned(low, QUARTER_LOW) < 0 ? 1 : 0);
                low -= QUARTER_LOW;
                quarters++;
            }
        }
        return centred(value.negative(), quarters, high, low);
    }

    private static boolean reaches(long high, long low) {
        return high > QUARTER_HIGH || high == QUARTER_HIGH && Long.compareUnsigned(low, QUARTER_LOW) >= 0;
    }

    private static AngleReduction centred(boolean negative, int quarters, long high, long low) {
        boolean beyondHalf = reaches(high << 1 | low >>> 63, low << 1);
        long newHigh = high;
        long newLow = low;
        if (beyondHalf) {
            newHigh = QUARTER_HIGH - high - (Long.compareUnsigned(QUARTER_LOW, low) < 0 ? 1 : 0);
            newLow = QUARTER_LOW - low;
        }
        double top = Math.scalb((double) (newHigh << 48 | newLow >>> 16), 16 + UNIT);
        double rest = Math.scalb((double) (newLow & 0xFFFF), UNIT);
        DoubleDouble angle = DoubleDouble.sum(top, rest);
        int quadrant = beyondHalf ? quarters + 1 : quarters;
        return new AngleReduction(
                (negative ? -quadrant : quadrant) & 3, negative != beyondHalf ? angle.negate() : angle);
    }

    /** Sine of the whole argument. */
    DoubleDouble sine() {
        DoubleDouble value = (quadrant & 1) == 0 ? Elementary.sine(angle) : Elementary.cosine(angle);
        return (quadrant & 2) == 0 ? value : value.negate();
    }

    /** Cosine of the whole argument. */
    DoubleDouble cosine() {
        DoubleDouble value = (quadrant & 1) == 0
                ? Elementary.cosine(angle)
                : Elementary.sine(angle).negate();
        return (quadrant & 2) == 0 ? value : value.negate();
    }
}
