package org.prtosvm.cpu.fpu;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.state.FpuState;

/**
 * The transcendental functions of the x87 unit, including their special operands. Rounded to 64 bits by the rounding
 * control; the error is that of {@link Elementary}, below 0.50001 units in the last place when rounding to nearest, so
 * single results may differ from a given Intel processor in the last bit. Arguments of F2XM1 beyond 1, which the manual
 * leaves open, are returned unchanged; FYL2XP1 of arguments up to -1 is invalid.
 *
 * <p>Source: Intel SDM vol. 1, 8.3.7 "Trigonometric Instructions", 8.3.9 "Logarithmic, Exponential, and Scale"; vol. 2,
 * FSIN, FCOS, FPTAN, FPATAN, F2XM1, FYL2X, FYL2XP1 with their tables of results.
 */
final class Transcendental {
    /** Unbiased exponent below which second-order terms lie beyond 64 bits and a guard. */
    private static final int TINY = -40;
    /** Unbiased exponent below which an argument of a logarithm of 1 + x is only scaled. */
    private static final int VERY_TINY = -110;
    /** Differences of exponents beyond this make a quotient 0 or infinite for the arc tangent. */
    private static final int FAR = 120;

    private static final long SQRT_2 = 0xB504_F333_F9DE_6484L;

    private Transcendental() {}

    /** True if the argument is beyond 2^63, which C2 reports. */
    static boolean outOfRange(Extended angle) {
        return angle.exponent() >= Extended.BIAS + 63 && !NanRules.applies(angle) && !angle.isInfinity();
    }

    private static boolean tiny(Extended value) {
        return value.normalExponent() - Extended.BIAS < TINY;
    }

    static Extended sine(FpuContext context, Extended angle) {
        Extended special = special(context, angle);
        if (special != null) {
            return special;
        }
        if (angle.isZero()) {
            return angle;
        }
        return tiny(angle)
                ? ExtendedDouble.justBelow(context, angle)
                : ExtendedDouble.round(context, AngleReduction.of(angle).sine(), 0);
    }

    static Extended cosine(FpuContext context, Extended angle) {
        Extended special = special(context, angle);
        if (special != null) {
            return special;
        }
        if (angle.isZero()) {
            return Extended.ONE;
        }
        return tiny(angle)
                ? ExtendedDouble.justBelow(context, Extended.ONE)
                : ExtendedDouble.round(context, AngleReduction.of(angle).cosine(), 0);
    }

    static Extended tangent(FpuContext context, Extended angle) {
        Extended special = special(context, angle);
        if (special != null) {
            return special;
        }
        if (angle.isZero()) {
            return angle;
        }
        if (tiny(angle)) {
            return ExtendedDouble.justAbove(context, angle);
        }
        AngleReduction reduced = AngleReduction.of(angle);
        return ExtendedDouble.round(context, reduced.sine().dividedBy(reduced.cosine()), 0);
    }

    /** Result for NaNs, infinities and denormals that stop; null for an argument to compute with. */
    private static @Nullable Extended special(FpuContext context, Extended angle) {
        if (NanRules.applies(angle)) {
            return NanRules.result(context, angle);
        }
        if (angle.isInfinity()) {
            return context.invalid();
        }
        context.noteDenormal(angle);
        return context.stopped() ? angle : null;
    }

    static Extended powerOfTwoLessOne(FpuContext context, Extended value) {
        if (NanRules.applies(value)) {
            return NanRules.result(context, value);
        }
        if (value.isInfinity()) {
            return value.negative() ? Extended.ONE.negate() : value;
        }
        context.noteDenormal(value);
        if (context.stopped() || value.isZero() || value.exponent() > Extended.BIAS) {
            return value;
        }
        if (value.exponent() == Extended.BIAS) {
            boolean exact = value.significand() == Extended.INTEGER_BIT;
            return exact && value.negative() ? new Extended(Extended.SIGN | Extended.BIAS - 1, 1L << 63) : value;
        }
        int exponent = value.normalExponent() - Extended.BIAS;
        DoubleDouble fraction = ExtendedDouble.fraction(value);
        DoubleDouble signed = value.negative() ? fraction.negate() : fraction;
        if (exponent < VERY_TINY) {
            return ExtendedDouble.round(context, Elementary.powerOfTwoLessOne(signed.times(0x1p-110)), exponent + 110);
        }
        DoubleDouble argument = signed.times(Math.scalb(1.0, exponent));
        return ExtendedDouble.round(context, Elementary.powerOfTwoLessOne(argument), 0);
    }

    /** y * log2(x). */
    static Extended logarithm(FpuContext context, Extended x, Extended y) {
        if (NanRules.applies(x, y)) {
            return NanRules.result(context, x, y);
        }
        if (x.negative() && !x.isZero()) {
            return context.invalid();
        }
        if (x.isZero()) {
            return logarithmOfZero(context, y);
        }
        boolean one = x.exponent() == Extended.BIAS && x.significand() == Extended.INTEGER_BIT;
        if (x.isInfinity() && y.isZero() || y.isInfinity() && one) {
            return context.invalid();
        }
        context.noteDenormal(x);
        context.noteDenormal(y);
        if (context.stopped()) {
            return y;
        }
        boolean below = x.normalExponent() < Extended.BIAS;
        int sign = below ? y.sign() ^ Extended.SIGN : y.sign();
        if (x.isInfinity() || y.isInfinity()) {
            return Extended.infinity(sign);
        }
        return one || y.isZero() ? Extended.zero(sign) : logarithmOfNumber(context, x, y);
    }

    private static Extended logarithmOfZero(FpuContext context, Extended y) {
        if (y.isZero()) {
            return context.invalid();
        }
        if (!y.isInfinity()) {
            context.raise(FpuContext.ZERO_DIVIDE);
        }
        return Extended.infinity(y.sign() ^ Extended.SIGN);
    }

    private static Extended logarithmOfNumber(FpuContext context, Extended x, Extended y) {
        int exponent = x.normalExponent() - Extended.BIAS;
        if (x.normalSignificand() == Extended.INTEGER_BIT) {
            return exactProduct(context, y, exponent);
        }
        DoubleDouble fraction = ExtendedDouble.fraction(x);
        if (Long.compareUnsigned(x.normalSignificand(), SQRT_2) > 0) {
            fraction = fraction.times(0.5);
            exponent++;
        }
        DoubleDouble ratio = fraction.minus(DoubleDouble.ONE).dividedBy(fraction.plus(DoubleDouble.ONE));
        DoubleDouble logarithm = Elementary.logarithmOfRatio(ratio).plus(DoubleDouble.of(exponent));
        return product(context, y, logarithm, 0);
    }

    /** Powers of two have whole logarithms. */
    private static Extended exactProduct(FpuContext context, Extended y, int logarithm) {
        Extended factor = Conversion.fromInteger(logarithm);
        long high = Math.unsignedMultiplyHigh(y.normalSignificand(), factor.significand());
        long low = y.normalSignificand() * factor.significand();
        int exponent = y.normalExponent() + factor.exponent() - Extended.BIAS + 1;
        int sign = y.sign() ^ factor.sign();
        return high < 0
                ? Rounding.round(context, sign, exponent, high, low, 64)
                : Rounding.round(context, sign, exponent - 1, high << 1 | low >>> 63, low << 1, 64);
    }

    private static Extended product(FpuContext context, Extended y, DoubleDouble factor, int scale) {
        DoubleDouble value = ExtendedDouble.fraction(y).times(factor);
        int exponent = y.normalExponent() - Extended.BIAS + scale;
        return ExtendedDouble.round(context, y.negative() ? value.negate() : value, exponent);
    }

    /** y * log2(1 + x). */
    static Extended logarithmOfOnePlus(FpuContext context, Extended x, Extended y) {
        if (NanRules.applies(x, y)) {
            return NanRules.result(context, x, y);
        }
        boolean invalid = x.negative() && x.exponent() >= Extended.BIAS
                || x.isZero() && y.isInfinity()
                || x.isInfinity() && y.isZero();
        if (invalid) {
            return context.invalid();
        }
        context.noteDenormal(x);
        context.noteDenormal(y);
        int sign = x.sign() ^ y.sign();
        if (context.stopped()) {
            return y;
        }
        if (x.isInfinity() || y.isInfinity()) {
            return Extended.infinity(sign);
        }
        return x.isZero() || y.isZero() ? Extended.zero(sign) : logarithmOfSum(context, x, y);
    }

    private static Extended logarithmOfSum(FpuContext context, Extended x, Extended y) {
        int exponent = x.normalExponent() - Extended.BIAS;
        if (exponent >= 0) {
            FpuContext exact = new FpuContext(new FpuState());
            return logarithm(context, Arithmetic.add(exact, x, Extended.ONE), y);
        }
        DoubleDouble fraction = ExtendedDouble.fraction(x);
        DoubleDouble signed = x.negative() ? fraction.negate() : fraction;
        if (exponent < VERY_TINY) {
            return product(context, y, Elementary.logarithmOfSmall(signed), exponent);
        }
        DoubleDouble argument = signed.times(Math.scalb(1.0, exponent));
        DoubleDouble ratio = argument.dividedBy(argument.plus(DoubleDouble.of(2)));
        return product(context, y, ratioLogarithm(argument, ratio), 0);
    }

    /** The series converges well up to sqrt 2 - 1; what lies beyond goes through the sum. */
    private static DoubleDouble ratioLogarithm(DoubleDouble argument, DoubleDouble ratio) {
        if (Math.abs(ratio.hi()) <= 0.172) {
            return Elementary.logarithmOfRatio(ratio);
        }
        DoubleDouble sum = argument.plus(DoubleDouble.ONE);
        int exponent = Math.getExponent(sum.hi());
        DoubleDouble fraction = sum.times(Math.scalb(1.0, -exponent));
        if (fraction.hi() > 1.4142135623730951) {
            fraction = fraction.times(0.5);
            exponent++;
        }
        DoubleDouble again = fraction.minus(DoubleDouble.ONE).dividedBy(fraction.plus(DoubleDouble.ONE));
        return Elementary.logarithmOfRatio(again).plus(DoubleDouble.of(exponent));
    }

    /** Angle of the point (x, y). */
    static Extended arcTangent(FpuContext context, Extended x, Extended y) {
        if (NanRules.applies(x, y)) {
            return NanRules.result(context, x, y);
        }
        context.noteDenormal(x);
        context.noteDenormal(y);
        if (context.stopped()) {
            return y;
        }
        if (x.isInfinity() && y.isInfinity()) {
            return partOfPi(context, y.sign(), x.negative() ? 0.75 : 0.25);
        }
        if (y.isZero() || x.isInfinity()) {
            return x.negative() ? partOfPi(context, y.sign(), 1) : Extended.zero(y.sign());
        }
        if (x.isZero() || y.isInfinity()) {
            return partOfPi(context, y.sign(), 0.5);
        }
        return arcTangentOfNumbers(context, x, y);
    }

    private static Extended partOfPi(FpuContext context, int sign, double part) {
        DoubleDouble angle =
                part == 0.75 ? Elementary.PI.times(0.5).plus(Elementary.PI.times(0.25)) : Elementary.PI.times(part);
        return ExtendedDouble.round(context, sign != 0 ? angle.negate() : angle, 0);
    }

    private static Extended arcTangentOfNumbers(FpuContext context, Extended x, Extended y) {
        int difference = y.normalExponent() - x.normalExponent();
        DoubleDouble fractionX = ExtendedDouble.fraction(x);
        DoubleDouble fractionY = ExtendedDouble.fraction(y);
        if (difference < -FAR && !x.negative()) {
            DoubleDouble ratio = fractionY.dividedBy(fractionX);
            // The arc tangent is a little less, which matters for directed rounding of exact ratios.
            DoubleDouble quotient = ratio.minus(DoubleDouble.of(ratio.hi() * 0x1p-100));
            return ExtendedDouble.round(context, y.negative() ? quotient.negate() : quotient, difference);
        }
        int near = Math.max(-FAR, Math.min(FAR, difference));
        DoubleDouble scaledY = fractionY.times(Math.scalb(1.0, near));
        boolean steep =
                scaledY.hi() > fractionX.hi() || scaledY.hi() == fractionX.hi() && scaledY.lo() > fractionX.lo();
        DoubleDouble angle = steep
                ? Elementary.PI.times(0.5).minus(Elementary.arcTangent(fractionX.dividedBy(scaledY)))
                : Elementary.arcTangent(scaledY.dividedBy(fractionX));
        if (x.negative()) {
            angle = Elementary.PI.minus(angle);
        }
        return ExtendedDouble.round(context, y.negative() ? angle.negate() : angle, 0);
    }
}
