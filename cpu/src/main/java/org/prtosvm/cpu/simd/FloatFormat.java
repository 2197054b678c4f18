package org.prtosvm.cpu.simd;

import org.prtosvm.cpu.state.SimdState;

/**
 * A binary interchange format; numbers are their encodings in the low bits of a long.
 *
 * <p>Source: IEEE 754-2008, 3.4 "Binary interchange format encodings"; Intel SDM vol. 1, 4.8.3.4 "NaNs", 4.8.3.5
 * "Operating on SNaNs and QNaNs".
 *
 * @param fractionBits bits of the fraction: 23 or 52
 * @param exponentBits bits of the exponent: 8 or 11
 */
record FloatFormat(int fractionBits, int exponentBits) {
    static final FloatFormat SINGLE = new FloatFormat(23, 8);
    static final FloatFormat DOUBLE = new FloatFormat(52, 11);

    long sign(long a) {
        return a & signBit();
    }

    long signBit() {
        return 1L << fractionBits + exponentBits;
    }

    /** Exponent of infinities and NaNs. */
    int special() {
        return (1 << exponentBits) - 1;
    }

    int bias() {
        return (1 << exponentBits - 1) - 1;
    }

    int exponent(long a) {
        return (int) (a >>> fractionBits) & special();
    }

    long fraction(long a) {
        return a & (1L << fractionBits) - 1;
    }

    private long magnitude(long a) {
        return a & signBit() - 1;
    }

    long infinity() {
        return (long) special() << fractionBits;
    }

    private long quietBit() {
        return 1L << fractionBits - 1;
    }

    /** The default NaN. */
    long indefinite() {
        return signBit() | infinity() | quietBit();
    }

    boolean isZero(long a) {
        return magnitude(a) == 0;
    }

    boolean isNan(long a) {
        return magnitude(a) > infinity();
    }

    boolean isInfinity(long a) {
        return magnitude(a) == infinity();
    }

    boolean isSignalling(long a) {
        return isNan(a) && (a & quietBit()) == 0;
    }

    private boolean isDenormal(long a) {
        return exponent(a) == 0 && fraction(a) != 0;
    }

    /** The operand that is computed with: a zero for a denormal if MXCSR says so. */
    long operand(SimdState s, long a) {
        return isDenormal(a) && Mxcsr.denormalsAreZeros(s) ? sign(a) : a;
    }

    /** Raises DENORMAL for a denormal. */
    void noteDenormal(SimdState s, long a) {
        if (isDenormal(a)) {
            s.raised |= Mxcsr.DENORMAL;
        }
    }

    /** Invalid operation with its masked result. */
    long invalid(SimdState s) {
        s.raised |= Mxcsr.INVALID;
        return indefinite();
    }

    /** The NaN as result of an operation with it. */
    long quiet(SimdState s, long nan) {
        if (isSignalling(nan)) {
            s.raised |= Mxcsr.INVALID;
        }
        return nan | quietBit();
    }

    /** Result of an operation with at least one NaN: the first one, made quiet. */
    long quiet(SimdState s, long a, long b) {
        if (isSignalling(a) || isSignalling(b)) {
            s.raised |= Mxcsr.INVALID;
        }
        return (isNan(a) ? a : b) | quietBit();
    }

    /** Significand of a finite number other than 0 with bit 63 set. */
    long significand(long a) {
        long fraction = fraction(a);
        long whole = exponent(a) == 0 ? fraction : fraction | 1L << fractionBits;
        return whole << Long.numberOfLeadingZeros(whole);
    }

    /** Biased exponent that belongs to {@link #significand}; 0 and below for denormals. */
    int normalExponent(long a) {
        int exponent = exponent(a);
        return exponent != 0 ? exponent : 1 - (Long.numberOfLeadingZeros(fraction(a)) - (63 - fractionBits));
    }

    /**
     * Rounds an exact result.
     *
     * @param s gives the rounding control; receives OVERFLOW, UNDERFLOW and PRECISION
     * @param sign sign bit at its place
     * @param exponent biased exponent of any size
     * @param significand bit 63 set, lost bits or-ed into the lowest
     * @return result
     */
    long round(SimdState s, long sign, int exponent, long significand) {
        int dropped = 63 - fractionBits;
        boolean up = roundsUp(s, sign, significand, dropped);
        long rounded = (significand >>> dropped) + (up ? 1 : 0);
        boolean carried = rounded >>> fractionBits + 1 != 0;
        if (exponent < 0 || exponent == 0 && !carried) {
            return tiny(s, sign, exponent, significand);
        }
        if (exponent == 0) {
            // Just below the least normal number, and rounded to it.
            return denormal(s, sign, exponent, significand, false);
        }
        int newExponent = carried ? exponent + 1 : exponent;
        if (newExponent >= special()) {
            return overflow(s, sign, lost(significand, dropped) != 0);
        }
        if (lost(significand, dropped) != 0) {
            s.raised |= Mxcsr.PRECISION;
        }
        return sign | (long) newExponent << fractionBits | fraction(rounded);
    }

    private static long lost(long significand, int dropped) {
        return significand & (1L << dropped) - 1;
    }

    private static boolean roundsUp(SimdState s, long sign, long significand, int dropped) {
        long rest = lost(significand, dropped);
        if (rest == 0) {
            return false;
        }
        return switch (Mxcsr.rounding(s)) {
            case Mxcsr.NEAREST -> {
                long half = 1L << dropped - 1;
                yield rest > half || rest == half && (significand >>> dropped & 1) != 0;
            }
            case Mxcsr.DOWN -> sign != 0;
            case Mxcsr.UP -> sign == 0;
            default -> false;
        };
    }

    private long tiny(SimdState s, long sign, int exponent, long significand) {
        if (!Mxcsr.masked(s, Mxcsr.UNDERFLOW)) {
            s.raised |= Mxcsr.UNDERFLOW;
            if (lost(significand, 63 - fractionBits) != 0) {
                s.raised |= Mxcsr.PRECISION;
            }
            return sign;
        }
        if (Mxcsr.flushesToZero(s)) {
            s.raised |= Mxcsr.UNDERFLOW | Mxcsr.PRECISION;
            return sign;
        }
        return denormal(s, sign, exponent, significand, true);
    }

    private long denormal(SimdState s, long sign, int exponent, long significand, boolean tiny) {
        int shift = 1 - exponent;
        long shifted = shift > 63 ? 1 : significand >>> shift | (significand << 64 - shift != 0 ? 1 : 0);
        int dropped = 63 - fractionBits;
        if (lost(shifted, dropped) != 0) {
            s.raised |= tiny ? Mxcsr.UNDERFLOW | Mxcsr.PRECISION : Mxcsr.PRECISION;
        }
        // A carry into the place of the exponent makes it 1, as it should.
        return sign | (shifted >>> dropped) + (roundsUp(s, sign, shifted, dropped) ? 1 : 0);
    }

    private long overflow(SimdState s, long sign, boolean inexact) {
        if (!Mxcsr.masked(s, Mxcsr.OVERFLOW)) {
            s.raised |= inexact ? Mxcsr.OVERFLOW | Mxcsr.PRECISION : Mxcsr.OVERFLOW;
            return sign;
        }
        s.raised |= Mxcsr.OVERFLOW | Mxcsr.PRECISION;
        boolean infinite = switch (Mxcsr.rounding(s)) {
            case Mxcsr.NEAREST -> true;
            case Mxcsr.DOWN -> sign != 0;
            case Mxcsr.UP -> sign == 0;
            default -> false;
        };
        return sign | (infinite ? infinity() : infinity() - 1);
    }
}
