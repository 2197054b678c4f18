package org.prtosvm.cpu.fpu;

/**
 * FPREM and FPREM1. A difference of exponents of 64 or more is reduced by 32 to 63 only, and C2 asks for a repetition.
 *
 * <p>Source: Intel SDM vol. 2, FPREM, FPREM1.
 */
final class Remainder {
    /** Condition codes C3, C2, C1 and C0 of the last operation. */
    private int conditions;

    private boolean computed;

    /** True if the last {@link #reduce} found a remainder or a partial one, false if its operands did not allow that. */
    boolean complete() {
        return computed;
    }

    /** Condition code bits of the last {@link #reduce}. */
    int conditions() {
        return conditions;
    }

    /**
     * Computes a remainder. It is always exact, so only operands raise exceptions (and underflow of a tiny result, if
     * that is not masked).
     *
     * @param context receives exceptions
     * @param a dividend
     * @param b divisor
     * @param nearest true to round the quotient to nearest (FPREM1), false to truncate (FPREM)
     * @return remainder, or a partial one with C2 set
     */
    Extended reduce(FpuContext context, Extended a, Extended b, boolean nearest) {
        conditions = 0;
        if (NanRules.applies(a, b)) {
            return NanRules.result(context, a, b);
        }
        if (a.isInfinity() || b.isZero()) {
            return context.invalid();
        }
        context.noteDenormal(a);
        context.noteDenormal(b);
        computed = !context.stopped();
        if (!computed || a.isZero()) {
            return a;
        }
        if (b.isInfinity()) {
            return tidy(context, a);
        }
        int difference = a.normalExponent() - b.normalExponent();
        if (difference < -1 || difference == -1 && !nearest) {
            return tidy(context, a);
        }
        return difference < 64 ? complete(context, a, b, difference, nearest) : partial(context, a, b, difference);
    }

    private static Extended tidy(FpuContext context, Extended a) {
        return Rounding.round(context, a.sign(), a.normalExponent(), a.normalSignificand(), 0, 64);
    }

    /** Steps that hardware takes off a large difference: its low five bits and 32. */
    private Extended partial(FpuContext context, Extended a, Extended b, int difference) {
        int steps = difference & 31 | 32;
        long rest = divide(a.normalSignificand(), b.normalSignificand(), steps)[1];
        conditions = FpuContext.C2;
        return pack(context, a.sign(), b.normalExponent() + difference - steps, rest);
    }

    private Extended complete(FpuContext context, Extended a, Extended b, int difference, boolean nearest) {
        long divisor = b.normalSignificand();
        long dividend = a.normalSignificand();
        long quotient = 0;
        long rest = dividend;
        if (difference >= 0) {
            long[] result = divide(dividend, divisor, difference);
            quotient = result[0];
            rest = result[1];
        }
        int sign = a.sign();
        int exponent = difference >= 0 ? b.normalExponent() : a.normalExponent();
        if (nearest && roundsUp(rest, divisor, quotient, difference < 0)) {
            quotient++;
            sign ^= Extended.SIGN;
            if (difference < 0) {
                // divisor * 2 - rest in units of the dividend; the carry beyond 64 bits cancels.
                rest = (divisor << 1) - rest;
            } else {
                rest = divisor - rest;
            }
        }
        conditions = ((quotient & 4) != 0 ? FpuContext.C0 : 0)
                | ((quotient & 2) != 0 ? FpuContext.C3 : 0)
                | ((quotient & 1) != 0 ? FpuContext.C1 : 0);
        return rest == 0 ? Extended.zero(a.sign()) : pack(context, sign, exponent, rest);
    }

    /** Whether rest / divisor (rest / (2 * divisor) if the dividend is one exponent below) is nearer to 1 than to 0. */
    private static boolean roundsUp(long rest, long divisor, long quotient, boolean below) {
        if (below) {
            return Long.compareUnsigned(rest, divisor) > 0;
        }
        long other = divisor - rest;
        int order = Long.compareUnsigned(rest, other);
        return order > 0 || order == 0 && (quotient & 1) != 0;
    }

    /** Long division of {@code dividend * 2^steps}: quotient (its low 64 bits) and rest. */
    private static long[] divide(long dividend, long divisor, int steps) {
        long quotient = 0;
        long rest = dividend;
        boolean carry = false;
        for (int i = 0; i <= steps; i++) {
            quotient <<= 1;
            if (carry || Long.compareUnsigned(rest, divisor) >= 0) {
                rest -= divisor;
                quotient |= 1;
            }
            if (i < steps) {
                carry = rest < 0;
                rest <<= 1;
            }
        }
        return new long[] {quotient, rest};
    }

    private static Extended pack(FpuContext context, int sign, int exponent, long rest) {
        if (rest == 0) {
            return Extended.zero(sign);
        }
        int zeros = Long.numberOfLeadingZeros(rest);
        return Rounding.round(context, sign, exponent - zeros, rest << zeros, 0, 64);
    }
}
