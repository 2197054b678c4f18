package org.prtosvm.cpu.fpu;

/**
 * Comparing and classifying.
 *
 * <p>Source: Intel SDM vol. 2, FCOM, FUCOM, FXAM; vol. 1, 8.3.6 "x87 FPU Comparison Instructions".
 */
final class Comparison {
    /** The two values cannot be compared. */
    static final int UNORDERED = FpuContext.C3 | FpuContext.C2 | FpuContext.C0;

    private Comparison() {}

    /**
     * Compares.
     *
     * @param context receives INVALID and DENORMAL
     * @param a first value
     * @param b second value
     * @param quiet true if quiet NaNs are not invalid (FUCOM)
     * @return condition code bits C3, C2, C0
     */
    static int compare(FpuContext context, Extended a, Extended b, boolean quiet) {
        if (NanRules.applies(a, b)) {
            boolean silent = quiet && quietNan(a) && quietNan(b);
            context.raise(silent ? 0 : FpuContext.INVALID);
            return UNORDERED;
        }
        context.noteDenormal(a);
        context.noteDenormal(b);
        int order = order(a, b);
        return order == 0 ? FpuContext.C3 : order < 0 ? FpuContext.C0 : 0;
    }

    private static boolean quietNan(Extended value) {
        return !value.isUnsupported() && !value.isSignalling();
    }

    private static int order(Extended a, Extended b) {
        if (a.isZero() && b.isZero()) {
            return 0;
        }
        if (a.sign() != b.sign()) {
            return a.negative() ? -1 : 1;
        }
        int exponents = Integer.compare(Math.max(a.exponent(), 1), Math.max(b.exponent(), 1));
        int magnitude = exponents != 0 ? exponents : Long.compareUnsigned(a.significand(), b.significand());
        return a.negative() ? -magnitude : magnitude;
    }

    /** Condition code bits of FXAM for a register in use, without the sign. */
    static int examine(Extended value) {
        if (value.isUnsupported()) {
            return 0;
        }
        if (value.isNan()) {
            return FpuContext.C0;
        }
        if (value.isInfinity()) {
            return FpuContext.C2 | FpuContext.C0;
        }
        if (value.isZero()) {
            return FpuContext.C3;
        }
        return value.isDenormal() ? FpuContext.C3 | FpuContext.C2 : FpuContext.C2;
    }
}
