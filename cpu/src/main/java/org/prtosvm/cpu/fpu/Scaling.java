package org.prtosvm.cpu.fpu;

/**
 * FRNDINT, FSCALE and the exponent part of FXTRACT.
 *
 * <p>Source: Intel SDM vol. 2, FRNDINT, FSCALE with its table of results, FXTRACT.
 */
final class Scaling {
    /** Larger than any difference of exponents: what is scaled by more over- or underflows whatever it is. */
    private static final int FAR = 0x10000;

    private Scaling() {}

    static Extended roundToInteger(FpuContext context, Extended value) {
        if (NanRules.applies(value)) {
            return NanRules.result(context, value);
        }
        context.noteDenormal(value);
        if (context.stopped() || value.isInfinity() || value.isZero() || value.exponent() >= Extended.BIAS + 63) {
            return value;
        }
        long magnitude = Rounding.toInteger(context, value.sign(), value.normalExponent(), value.normalSignificand());
        if (magnitude == 0) {
            return Extended.zero(value.sign());
        }
        int zeros = Long.numberOfLeadingZeros(magnitude);
        return new Extended(value.sign() | Extended.BIAS + 63 - zeros, magnitude << zeros);
    }

    static Extended scale(FpuContext context, Extended value, Extended by) {
        if (NanRules.applies(value, by)) {
            return NanRules.result(context, value, by);
        }
        boolean down = by.negative();
        if (by.isInfinity() && (down ? value.isInfinity() : value.isZero())) {
            return context.invalid();
        }
        context.noteDenormal(value);
        context.noteDenormal(by);
        if (context.stopped() || value.isInfinity() || value.isZero()) {
            return value;
        }
        if (by.isInfinity()) {
            return down ? Extended.zero(value.sign()) : Extended.infinity(value.sign());
        }
        int exponent = value.normalExponent() + steps(by);
        return Rounding.round(context, value.sign(), exponent, value.normalSignificand(), 0, 64);
    }

    private static int steps(Extended by) {
        int places = by.exponent() - Extended.BIAS;
        if (places < 0) {
            return 0;
        }
        int magnitude = places < 17 ? (int) (by.significand() >>> 63 - places) : FAR;
        return by.negative() ? -magnitude : magnitude;
    }

    /** Unbiased exponent of a finite number other than 0, as a number. */
    static Extended exponent(Extended value) {
        return Conversion.fromInteger(value.normalExponent() - Extended.BIAS);
    }

    /** Significand of a finite number other than 0, as a number in [1, 2) with the sign. */
    static Extended significand(Extended value) {
        return new Extended(value.sign() | Extended.BIAS, value.normalSignificand());
    }
}
