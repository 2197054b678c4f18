package org.prtosvm.cpu.simd;

import org.prtosvm.cpu.state.SimdState;

/**
 * Arithmetic on singles, given and returned as their encodings, as {@link DoubleArithmetic} does it with doubles. The host's
 * doubles hold products of singles exactly, which tells the inexact results of multiplication, division and square root.
 *
 * <p>Source: Intel SDM vol. 2, ADDSS and so on.
 */
public final class SingleArithmetic {
    private static final FloatFormat FORMAT = FloatFormat.SINGLE;
    /** Exponents from here on are far from underflow, also those of errors. */
    private static final int LOWEST = 32;
    /** Number of exponents that are far from underflow and overflow. */
    private static final int MIDDLE = 255 - 2 * LOWEST;

    private static final long MASK = 0xFFFF_FFFFL;

    private SingleArithmetic() {}

    private static boolean middle(int a) {
        return (a >>> 23 & 0xFF) - LOWEST + Integer.MIN_VALUE < MIDDLE + Integer.MIN_VALUE;
    }

    private static boolean zero(int a) {
        return a << 1 == 0;
    }

    private static boolean simple(int a) {
        return middle(a) || zero(a);
    }

    /**
     * Addition.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @return sum
     */
    public static int add(SimdState s, int a, int b) {
        if (!Mxcsr.usual(s) || !simple(a) || !simple(b)) {
            return (int) SoftFloat.add(s, FORMAT, a & MASK, b & MASK);
        }
        return sum(s, Float.intBitsToFloat(a), Float.intBitsToFloat(b));
    }

    /**
     * Subtraction.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @return difference
     */
    public static int subtract(SimdState s, int a, int b) {
        if (!Mxcsr.usual(s) || !simple(a) || !simple(b)) {
            return (int) SoftFloat.subtract(s, FORMAT, a & MASK, b & MASK);
        }
        return sum(s, Float.intBitsToFloat(a), -Float.intBitsToFloat(b));
    }

    private static int sum(SimdState s, float x, float y) {
        float sum = x + y;
        if (!Mxcsr.knownInexact(s)) {
            float part = sum - x;
            if (x - (sum - part) + (y - part) != 0) {
                s.raised |= Mxcsr.PRECISION;
            }
        }
        return Float.floatToRawIntBits(sum);
    }

    /**
     * Multiplication.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @return product
     */
    public static int multiply(SimdState s, int a, int b) {
        if (Mxcsr.usual(s) && simple(a) && simple(b)) {
            double exact = (double) Float.intBitsToFloat(a) * Float.intBitsToFloat(b);
            float product = (float) exact;
            int bits = Float.floatToRawIntBits(product);
            if (middle(bits) || zero(a) || zero(b)) {
                noteInexact(s, product, exact);
                return bits;
            }
        }
        return (int) SoftFloat.multiply(s, FORMAT, a & MASK, b & MASK);
    }

    private static void noteInexact(SimdState s, double rounded, double exact) {
        if (rounded != exact) {
            s.raised |= Mxcsr.PRECISION;
        }
    }

    /**
     * Division.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @return quotient
     */
    public static int divide(SimdState s, int a, int b) {
        if (Mxcsr.usual(s) && simple(a) && middle(b)) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            float quotient = x / y;
            int bits = Float.floatToRawIntBits(quotient);
            if (middle(bits) || zero(a)) {
                noteInexact(s, (double) quotient * y, x);
                return bits;
            }
        }
        return (int) SoftFloat.divide(s, FORMAT, a & MASK, b & MASK);
    }

    /**
     * Square root.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a operand
     * @return root
     */
    public static int squareRoot(SimdState s, int a) {
        if (!Mxcsr.usual(s) || a < 0 || !middle(a)) {
            return (int) SoftFloat.squareRoot(s, FORMAT, a & MASK);
        }
        float x = Float.intBitsToFloat(a);
        float root = (float) Math.sqrt(x);
        noteInexact(s, (double) root * root, x);
        return Float.floatToRawIntBits(root);
    }
}
