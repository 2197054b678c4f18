package org.prtosvm.cpu.simd;

import org.prtosvm.cpu.state.SimdState;

/**
 * Arithmetic on doubles, given and returned as their encodings. While MXCSR rounds to nearest and inexact results are
 * masked, operands and results in the middle of the range are those of the host's arithmetic, which is IEEE's; whether a
 * result is inexact shows the error of the operation, which is a double itself. It is computed only until the sticky flag is
 * set. Everything else goes to {@link SoftFloat}.
 *
 * <p>Source: Intel SDM vol. 2, ADDSD and so on; the error terms are those of Knuth and Dekker.
 */
public final class DoubleArithmetic {
    private static final FloatFormat FORMAT = FloatFormat.DOUBLE;
    /** Exponents from here on are far from underflow, also those of errors. */
    private static final int LOWEST = 128;
    /** Number of exponents that are far from underflow and overflow. */
    private static final int MIDDLE = 2047 - 2 * LOWEST;

    private DoubleArithmetic() {}

    private static boolean middle(long a) {
        return ((int) (a >>> 52) & 0x7FF) - LOWEST + Integer.MIN_VALUE < MIDDLE + Integer.MIN_VALUE;
    }

    private static boolean zero(long a) {
        return a << 1 == 0;
    }

    private static boolean simple(long a) {
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
    public static long add(SimdState s, long a, long b) {
        if (!Mxcsr.usual(s) || !simple(a) || !simple(b)) {
            return SoftFloat.add(s, FORMAT, a, b);
        }
        return sum(s, Double.longBitsToDouble(a), Double.longBitsToDouble(b));
    }

    /**
     * Subtraction.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @return difference
     */
    public static long subtract(SimdState s, long a, long b) {
        if (!Mxcsr.usual(s) || !simple(a) || !simple(b)) {
            return SoftFloat.subtract(s, FORMAT, a, b);
        }
        return sum(s, Double.longBitsToDouble(a), -Double.longBitsToDouble(b));
    }

    private static long sum(SimdState s, double x, double y) {
        double sum = x + y;
        if (!Mxcsr.knownInexact(s)) {
            double part = sum - x;
            if (x - (sum - part) + (y - part) != 0) {
                s.raised |= Mxcsr.PRECISION;
            }
        }
        return Double.doubleToRawLongBits(sum);
    }

    /**
     * Multiplication.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @return product
     */
    public static long multiply(SimdState s, long a, long b) {
        if (Mxcsr.usual(s) && simple(a) && simple(b)) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double product = x * y;
            long bits = Double.doubleToRawLongBits(product);
            if (middle(bits) || zero(a) || zero(b)) {
                if (!Mxcsr.knownInexact(s) && Math.fma(x, y, -product) != 0) {
                    s.raised |= Mxcsr.PRECISION;
                }
                return bits;
            }
        }
        return SoftFloat.multiply(s, FORMAT, a, b);
    }

    /**
     * Division.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @return quotient
     */
    public static long divide(SimdState s, long a, long b) {
        if (Mxcsr.usual(s) && simple(a) && middle(b)) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double quotient = x / y;
            long bits = Double.doubleToRawLongBits(quotient);
            if (middle(bits) || zero(a)) {
                if (!Mxcsr.knownInexact(s) && Math.fma(-quotient, y, x) != 0) {
                    s.raised |= Mxcsr.PRECISION;
                }
                return bits;
            }
        }
        return SoftFloat.divide(s, FORMAT, a, b);
    }

    /**
     * Square root.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a operand
     * @return root
     */
    public static long squareRoot(SimdState s, long a) {
        if (!Mxcsr.usual(s) || a < 0 || !middle(a)) {
            return SoftFloat.squareRoot(s, FORMAT, a);
        }
        double x = Double.longBitsToDouble(a);
        double root = Math.sqrt(x);
        if (!Mxcsr.knownInexact(s) && Math.fma(-root, root, x) != 0) {
            s.raised |= Mxcsr.PRECISION;
        }
        return Double.doubleToRawLongBits(root);
    }
}
