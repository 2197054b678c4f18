package org.prtosvm.cpu.fpu;

/**
 * A number in the 80-bit extended format. Encodings with an exponent but without integer bit are unsupported; those with
 * integer bit but without exponent (pseudo-denormals) are denormals of exponent 1.
 *
 * <p>Source: Intel SDM vol. 1, 4.2.2 "Floating-Point Data Types" and 8.2.2 "Unsupported Double Extended-Precision
 * Floating-Point Encodings and Pseudo-Denormals".
 *
 * @param signExponent sign in bit 15, biased exponent in bits 0..14
 * @param significand integer bit in bit 63
 */
record Extended(int signExponent, long significand) {
    /** Bias of the exponent. */
    static final int BIAS = 0x3FFF;
    /** Biased exponent of infinities and NaNs. */
    static final int SPECIAL = 0x7FFF;
    /** Sign bit of {@link #signExponent}. */
    static final int SIGN = 0x8000;
    /** Integer bit of the significand. */
    static final long INTEGER_BIT = 1L << 63;
    /** Bit that makes a NaN quiet. */
    static final long QUIET_BIT = 1L << 62;

    /** The default NaN. */
    static final Extended INDEFINITE = new Extended(SIGN | SPECIAL, INTEGER_BIT | QUIET_BIT);
    /** +1. */
    static final Extended ONE = new Extended(BIAS, INTEGER_BIT);

    /** Zero with a sign bit as in {@link #signExponent}. */
    static Extended zero(int sign) {
        return new Extended(sign, 0);
    }

    /** Infinity with a sign bit as in {@link #signExponent}. */
    static Extended infinity(int sign) {
        return new Extended(sign | SPECIAL, INTEGER_BIT);
    }

    /** Sign at its place: 0 or {@link #SIGN}. */
    int sign() {
        return signExponent & SIGN;
    }

    boolean negative() {
        return sign() != 0;
    }

    /** Biased exponent. */
    int exponent() {
        return signExponent & SPECIAL;
    }

    boolean isZero() {
        return exponent() == 0 && significand == 0;
    }

    boolean isDenormal() {
        return exponent() == 0 && significand != 0;
    }

    boolean isInfinity() {
        return exponent() == SPECIAL && significand == INTEGER_BIT;
    }

    boolean isUnsupported() {
        return exponent() != 0 && significand >= 0;
    }

    boolean isNan() {
        return exponent() == SPECIAL && significand < 0 && significand != INTEGER_BIT;
    }

    boolean isSignalling() {
        return isNan() && (significand & QUIET_BIT) == 0;
    }

    Extended quiet() {
        return new Extended(signExponent, significand | QUIET_BIT);
    }

    Extended negate() {
        return new Extended(signExponent ^ SIGN, significand);
    }

    Extended absolute() {
        return new Extended(exponent(), significand);
    }

    /** Significand of a finite number other than 0 with bit 63 set. */
    long normalSignificand() {
        return significand << Long.numberOfLeadingZeros(significand);
    }

    /** Biased exponent that belongs to {@link #normalSignificand}; 0 and below for denormals. */
    int normalExponent() {
        return Math.max(exponent(), 1) - Long.numberOfLeadingZeros(significand);
    }
}
