package org.prtosvm.cpu.fpu;

/**
 * Elementary functions in double-double arithmetic by power series. The relative error of every result is below 2^-90
 * within the stated domain, so that after rounding to 64 bits it is that of the true value except for about one argument
 * in 2^25.
 */
final class Elementary {
    static final DoubleDouble PI = new DoubleDouble(3.141592653589793, 1.2246467991473532e-16);
    private static final DoubleDouble LN2 = new DoubleDouble(0.6931471805599453, 2.3190468138462996e-17);
    private static final DoubleDouble LOG2_E = new DoubleDouble(1.4426950408889634, 2.0355273740931033e-17);
    private static final double TAN_PI_8 = 0.4142135623730950;

    /** For arguments up to pi/4: (pi/4)^27 / 27! is below 2^-100. */
    private static final int SINE_TERMS = 27;
    /** For arguments up to ln 2: (ln 2)^28 / 28! is below 2^-110. */
    private static final int EXPONENTIAL_TERMS = 28;
    /** For arguments up to 0.172 with squares up to 2^-5: 20 terms. */
    private static final int LOGARITHM_TERMS = 20;
    /** For arguments up to tan(pi/8) with squares up to 2^-2.54: 40 terms. */
    private static final int ARC_TERMS = 40;

    private Elementary() {}

    /** Sine for arguments up to pi/4 in magnitude. */
    static DoubleDouble sine(DoubleDouble x) {
        return x.times(alternating(x.times(x).negate(), SINE_TERMS));
    }

    /** Cosine for arguments up to pi/4 in magnitude. */
    static DoubleDouble cosine(DoubleDouble x) {
        return alternating(x.times(x).negate(), SINE_TERMS - 1);
    }

    /** 1 + z/(n(n-1)) ... down to 1 + z/(3*2) or 1 + z/(2*1), by Horner's scheme. */
    private static DoubleDouble alternating(DoubleDouble z, int last) {
        DoubleDouble sum = DoubleDouble.ONE;
        for (int n = last; n > 1; n -= 2) {
            sum = DoubleDouble.ONE.plus(sum.times(z).dividedBy(DoubleDouble.of((double) n * (n - 1))));
        }
        return sum;
    }

    /** 2^x - 1 for x from -1 to 1. */
    static DoubleDouble powerOfTwoLessOne(DoubleDouble x) {
        DoubleDouble t = x.times(LN2);
        DoubleDouble sum = DoubleDouble.ONE;
        for (int n = EXPONENTIAL_TERMS; n > 1; n--) {
            sum = DoubleDouble.ONE.plus(sum.times(t).dividedBy(DoubleDouble.of(n)));
        }
        return t.times(sum);
    }

    /** log2((1 + s) / (1 - s)) for s up to 0.172 in magnitude. */
    static DoubleDouble logarithmOfRatio(DoubleDouble s) {
        DoubleDouble series = oddSeries(s.times(s), LOGARITHM_TERMS);
        return s.times(series).times(2).times(LOG2_E);
    }

    /** log2(1 + x) for x so small that it is x / ln 2. */
    static DoubleDouble logarithmOfSmall(DoubleDouble x) {
        return x.times(LOG2_E);
    }

    /** Arc tangent for arguments from 0 to 1. */
    static DoubleDouble arcTangent(DoubleDouble t) {
        if (t.hi() <= TAN_PI_8) {
            return t.times(oddSeries(t.times(t).negate(), ARC_TERMS));
        }
        DoubleDouble u = t.minus(DoubleDouble.ONE).dividedBy(t.plus(DoubleDouble.ONE));
        return PI.times(0.25).plus(u.times(oddSeries(u.times(u).negate(), ARC_TERMS)));
    }

    /** 1 + z/3 + z^2/5 + ... */
    private static DoubleDouble oddSeries(DoubleDouble z, int terms) {
        DoubleDouble sum = DoubleDouble.of(0);
        for (int k = terms; k >= 0; k--) {
            sum = sum.times(z).plus(DoubleDouble.ONE.dividedBy(DoubleDouble.of(2 * k + 1)));
        }
        return sum;
    }
}
