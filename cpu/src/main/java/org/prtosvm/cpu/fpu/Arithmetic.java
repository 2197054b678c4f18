package org.prtosvm.cpu.fpu;

/**
 * Addition, subtraction, multiplication, division and square root, rounded by precision and rounding control. Results
 * are meaningless once {@link FpuContext#stopped} holds.
 *
 * <p>Source: Intel SDM vol. 2, FADD, FSUB, FMUL, FDIV, FSQRT with their tables of results.
 */
final class Arithmetic {
    private Arithmetic() {}

    static Extended add(FpuContext context, Extended a, Extended b) {
        if (NanRules.applies(a, b)) {
            return NanRules.result(context, a, b);
        }
        if (a.isInfinity() && b.isInfinity() && a.sign() != b.sign()) {
            return context.invalid();
        }
        noteDenormals(context, a, b);
        if (context.stopped()) {
            return a;
        }
        if (a.isInfinity() || b.isInfinity()) {
            return a.isInfinity() ? a : b;
        }
        if (a.isZero() && b.isZero()) {
            return a.sign() == b.sign() ? a : exactZero(context);
        }
        if (a.isZero() || b.isZero()) {
            Extended other = a.isZero() ? b : a;
            return round(context, other.sign(), other.normalExponent(), other.normalSignificand(), 0);
        }
        boolean ordered = a.normalExponent() > b.normalExponent()
                || a.normalExponent() == b.normalExponent()
                        && Long.compareUnsigned(a.normalSignificand(), b.normalSignificand()) >= 0;
        return ordered ? addSmaller(context, a, b) : addSmaller(context, b, a);
    }

    static Extended subtract(FpuContext context, Extended a, Extended b) {
        return NanRules.applies(a, b) ? NanRules.result(context, a, b) : add(context, a, b.negate());
    }

    private static Extended addSmaller(FpuContext context, Extended large, Extended small) {
        int exponent = large.normalExponent();
        int shift = exponent - small.normalExponent();
        long high = large.normalSignificand();
        long smallSignificand = small.normalSignificand();
        long smallHigh = shift < 64 ? smallSignificand >>> shift : 0;
        long smallLow = shift == 0 ? 0 : Rounding.shiftLow(smallSignificand, 0, shift);
        if (large.sign() == small.sign()) {
            long sum = high + smallHigh;
            if (Long.compareUnsigned(sum, high) >= 0) {
                return round(context, large.sign(), exponent, sum, smallLow);
            }
            long low = Rounding.shiftLow(sum, smallLow, 1);
            return round(context, large.sign(), exponent + 1, sum >>> 1 | Extended.INTEGER_BIT, low);
        }
        long low = -smallLow;
        long difference = high - smallHigh - (smallLow != 0 ? 1 : 0);
        if ((difference | low) == 0) {
            return exactZero(context);
        }
        return normaliseAndRound(context, large.sign(), exponent, difference, low);
    }

    private static Extended normaliseAndRound(FpuContext context, int sign, int exponent, long high, long low) {
        if (high == 0) {
            int zeros = Long.numberOfLeadingZeros(low);
            return round(context, sign, exponent - 64 - zeros, low << zeros, 0);
        }
        int zeros = Long.numberOfLeadingZeros(high);
        if (zeros == 0) {
            return round(context, sign, exponent, high, low);
        }
        return round(context, sign, exponent - zeros, high << zeros | low >>> 64 - zeros, low << zeros);
    }

    private static Extended exactZero(FpuContext context) {
        return Extended.zero(context.rounding() == FpuContext.DOWN ? Extended.SIGN : 0);
    }

    static Extended multiply(FpuContext context, Extended a, Extended b) {
        if (NanRules.applies(a, b)) {
            return NanRules.result(context, a, b);
        }
        int sign = a.sign() ^ b.sign();
        if (a.isInfinity() && b.isZero() || a.isZero() && b.isInfinity()) {
            return context.invalid();
        }
        noteDenormals(context, a, b);
        if (context.stopped()) {
            return a;
        }
        if (a.isInfinity() || b.isInfinity()) {
            return Extended.infinity(sign);
        }
        if (a.isZero() || b.isZero()) {
            return Extended.zero(sign);
        }
        long high = Math.unsignedMultiplyHigh(a.normalSignificand(), b.normalSignificand());
        long low = a.normalSignificand() * b.normalSignificand();
        int exponent = a.normalExponent() + b.normalExponent() - Extended.BIAS + 1;
        return normaliseAndRound(context, sign, exponent, high, low);
    }

    static Extended divide(FpuContext context, Extended a, Extended b) {
        if (NanRules.applies(a, b)) {
            return NanRules.result(context, a, b);
        }
        int sign = a.sign() ^ b.sign();
        if (a.isInfinity() && b.isInfinity() || a.isZero() && b.isZero()) {
            return context.invalid();
        }
        if (b.isZero()) {
            context.raise(a.isInfinity() ? 0 : FpuContext.ZERO_DIVIDE);
            return Extended.infinity(sign);
        }
        noteDenormals(context, a, b);
        if (context.stopped()) {
            return a;
        }
        if (a.isInfinity()) {
            return Extended.infinity(sign);
        }
        if (a.isZero() || b.isInfinity()) {
            return Extended.zero(sign);
        }
        return divideFinite(context, sign, a, b);
    }

    private static Extended divideFinite(FpuContext context, int sign, Extended a, Extended b) {
        long numerator = a.normalSignificand();
        long divisor = b.normalSignificand();
        int exponent = a.normalExponent() - b.normalExponent() + Extended.BIAS;
        boolean halve = Long.compareUnsigned(numerator, divisor) >= 0;
        long high = halve ? numerator >>> 1 : numerator;
        long low = halve ? numerator << 63 : 0;
        long quotient = WideDivision.quotient(high, low, divisor);
        long rest = low - quotient * divisor;
        long fraction = WideDivision.quotient(rest, 0, divisor);
        boolean exact = fraction * divisor == 0;
        return round(context, sign, halve ? exponent : exponent - 1, quotient, exact ? fraction : fraction | 1);
    }

    static Extended squareRoot(FpuContext context, Extended a) {
        if (NanRules.applies(a)) {
            return NanRules.result(context, a);
        }
        if (a.isZero()) {
            return a;
        }
        if (a.negative()) {
            return context.invalid();
        }
        context.noteDenormal(a);
        if (context.stopped() || a.isInfinity()) {
            return a;
        }
        int unbiased = a.normalExponent() - Extended.BIAS;
        boolean odd = (unbiased & 1) != 0;
        long high = odd ? a.normalSignificand() : a.normalSignificand() >>> 1;
        long low = odd ? 0 : a.normalSignificand() << 63;
        long root = WideDivision.squareRoot(high, low);
        long rootHigh = Math.unsignedMultiplyHigh(root, root);
        long restLow = low - root * root;
        long restHigh = high - rootHigh - (Long.compareUnsigned(low, root * root) < 0 ? 1 : 0);
        // (root + 1/2)^2 = root^2 + root + 1/4: the rest tells on which side of the middle the true root lies.
        boolean aboveMiddle = restHigh != 0 || Long.compareUnsigned(restLow, root) > 0;
        long fraction = (restHigh | restLow) == 0 ? 0 : aboveMiddle ? 3L << 62 : 1L << 62;
        return round(context, 0, Extended.BIAS + (unbiased >> 1), root, fraction);
    }

    private static void noteDenormals(FpuContext context, Extended a, Extended b) {
        context.noteDenormal(a);
        context.noteDenormal(b);
    }

    private static Extended round(FpuContext context, int sign, int exponent, long high, long low) {
        return Rounding.round(context, sign, exponent, high, low, context.precision());
    }
}
