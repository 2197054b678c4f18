package org.prtosvm.cpu.simd;

import org.prtosvm.cpu.fpu.WideDivision;
import org.prtosvm.cpu.state.SimdState;

/**
 * Arithmetic by integers for every operand, rounding and exception: what {@link SingleArithmetic} and
 * {@link DoubleArithmetic} do with the host's arithmetic in the usual case. A result is meaningless if an unmasked exception
 * was raised.
 *
 * <p>Source: IEEE 754-2008; Intel SDM vol. 1, 11.5.2 "SIMD Floating-Point Exception Conditions".
 */
final class SoftFloat {
    private SoftFloat() {}

    static long add(SimdState s, FloatFormat f, long first, long second) {
        long a = f.operand(s, first);
        long b = f.operand(s, second);
        if (f.isNan(a) || f.isNan(b)) {
            return f.quiet(s, a, b);
        }
        if (f.isInfinity(a) && f.isInfinity(b) && a != b) {
            return f.invalid(s);
        }
        f.noteDenormal(s, a);
        f.noteDenormal(s, b);
        if (f.isInfinity(a) || f.isInfinity(b)) {
            return f.isInfinity(a) ? a : b;
        }
        if (f.isZero(a) && f.isZero(b)) {
            return a == b ? a : exactZero(s, f);
        }
        if (f.isZero(a) || f.isZero(b)) {
            long other = f.isZero(a) ? b : a;
            return f.round(s, f.sign(other), f.normalExponent(other), f.significand(other));
        }
        boolean ordered = (a & ~f.signBit()) >= (b & ~f.signBit());
        return ordered ? addSmaller(s, f, a, b) : addSmaller(s, f, b, a);
    }

    private static long addSmaller(SimdState s, FloatFormat f, long large, long small) {
        int exponent = f.normalExponent(large);
        int shift = exponent - f.normalExponent(small);
        // One place of room for a carry; the guard bits below suffice, since both have at most 53 bits.
        long a = f.significand(large) >>> 1;
        long b = shiftRight(f.significand(small) >>> 1, shift);
        if (f.sign(large) == f.sign(small)) {
            return normaliseAndRound(s, f, f.sign(large), exponent + 1, a + b);
        }
        return a == b ? exactZero(s, f) : normaliseAndRound(s, f, f.sign(large), exponent + 1, a - b);
    }

    /** Shifts right and or-s lost bits into the lowest. */
    private static long shiftRight(long value, int shift) {
        if (shift == 0) {
            return value;
        }
        return shift > 63 ? 1 : value >>> shift | (value << 64 - shift != 0 ? 1 : 0);
    }

    private static long normaliseAndRound(SimdState s, FloatFormat f, long sign, int exponent, long significand) {
        int zeros = Long.numberOfLeadingZeros(significand);
        return f.round(s, sign, exponent - zeros, significand << zeros);
    }

    private static long exactZero(SimdState s, FloatFormat f) {
        return Mxcsr.rounding(s) == Mxcsr.DOWN ? f.signBit() : 0;
    }

    static long subtract(SimdState s, FloatFormat f, long a, long b) {
        return add(s, f, a, f.isNan(b) ? b : b ^ f.signBit());
    }

    static long multiply(SimdState s, FloatFormat f, long first, long second) {
        long a = f.operand(s, first);
        long b = f.operand(s, second);
        if (f.isNan(a) || f.isNan(b)) {
            return f.quiet(s, a, b);
        }
        if (f.isInfinity(a) && f.isZero(b) || f.isZero(a) && f.isInfinity(b)) {
            return f.invalid(s);
        }
        f.noteDenormal(s, a);
        f.noteDenormal(s, b);
        long sign = f.sign(a ^ b);
        if (f.isInfinity(a) || f.isInfinity(b)) {
            return sign | f.infinity();
        }
        if (f.isZero(a) || f.isZero(b)) {
            return sign;
        }
        long high = Math.unsignedMultiplyHigh(f.significand(a), f.significand(b));
        boolean lost = f.significand(a) * f.significand(b) != 0;
        int exponent = f.normalExponent(a) + f.normalExponent(b) - f.bias() + 1;
        return normaliseAndRound(s, f, sign, exponent, lost ? high | 1 : high);
    }

    static long divide(SimdState s, FloatFormat f, long first, long second) {
        long a = f.operand(s, first);
        long b = f.operand(s, second);
        if (f.isNan(a) || f.isNan(b)) {
            return f.quiet(s, a, b);
        }
        if (f.isInfinity(a) && f.isInfinity(b) || f.isZero(a) && f.isZero(b)) {
            return f.invalid(s);
        }
        long sign = f.sign(a ^ b);
        if (f.isZero(b)) {
            s.raised |= f.isInfinity(a) ? 0 : Mxcsr.ZERO_DIVIDE;
            return sign | f.infinity();
        }
        f.noteDenormal(s, a);
        f.noteDenormal(s, b);
        if (f.isInfinity(a)) {
            return sign | f.infinity();
        }
        if (f.isZero(a) || f.isInfinity(b)) {
            return sign;
        }
        long numerator = f.significand(a);
        long divisor = f.significand(b);
        boolean halve = Long.compareUnsigned(numerator, divisor) >= 0;
        long high = halve ? numerator >>> 1 : numerator;
        // The bit that halving moves out is 0: significands are short.
        long quotient = WideDivision.quotient(high, 0, divisor);
        boolean lost = quotient * divisor != 0;
        int exponent = f.normalExponent(a) - f.normalExponent(b) + f.bias();
        return f.round(s, sign, halve ? exponent : exponent - 1, lost ? quotient | 1 : quotient);
    }

    static long squareRoot(SimdState s, FloatFormat f, long operand) {
        long a = f.operand(s, operand);
        if (f.isNan(a)) {
            return f.quiet(s, a);
        }
        if (f.isZero(a)) {
            return a;
        }
        if (f.sign(a) != 0) {
            return f.invalid(s);
        }
        f.noteDenormal(s, a);
        if (f.isInfinity(a)) {
            return a;
        }
        int unbiased = f.normalExponent(a) - f.bias();
        long high = (unbiased & 1) != 0 ? f.significand(a) : f.significand(a) >>> 1;
        long root = WideDivision.squareRoot(high, 0);
        boolean lost = root * root != 0 || Math.unsignedMultiplyHigh(root, root) != high;
        return f.round(s, 0, f.bias() + (unbiased >> 1), lost ? root | 1 : root);
    }

    /** Converts between formats. */
    static long convert(SimdState s, FloatFormat from, FloatFormat to, long operand) {
        long a = from.operand(s, operand);
        long sign = from.sign(a) != 0 ? to.signBit() : 0;
        int difference = to.fractionBits() - from.fractionBits();
        if (from.isNan(a)) {
            long fraction = from.fraction(from.quiet(s, a));
            return sign | to.infinity() | (difference >= 0 ? fraction << difference : fraction >>> -difference);
        }
        if (from.isInfinity(a)) {
            return sign | to.infinity();
        }
        if (from.isZero(a)) {
            return sign;
        }
        from.noteDenormal(s, a);
        return to.round(s, sign, from.normalExponent(a) - from.bias() + to.bias(), from.significand(a));
    }

    /** Converts an integer. */
    static long fromInteger(SimdState s, FloatFormat f, int value) {
        if (value == 0) {
            return 0;
        }
        long magnitude = Math.abs((long) value);
        int zeros = Long.numberOfLeadingZeros(magnitude);
        return f.round(s, value < 0 ? f.signBit() : 0, f.bias() + 63 - zeros, magnitude << zeros);
    }
}
