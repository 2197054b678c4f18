package org.prtosvm.cpu.simd;

import org.prtosvm.cpu.state.SimdState;

/**
 * Conversions between singles, doubles and integers of 32 bits, and the approximations of reciprocals.
 *
 * <p>The approximations are the exact values rounded to nearest: closer than the 1.5 * 2^-12 that the manual promises,
 * and the same on every host.
 *
 * <p>Source: Intel SDM vol. 2, CVTxx2xx, RCPPS, RSQRTPS; vol. 1, 4.9.1.1 "Invalid Operation Exception" for integers.
 */
public final class FloatConversions {
    private static final int INDEFINITE = 0x8000_0000;
    private static final long MASK = 0xFFFF_FFFFL;

    private FloatConversions() {}

    /**
     * Single to double.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a single
     * @return double
     */
    public static long widen(SimdState s, int a) {
        int exponent = a >>> 23 & 0xFF;
        if (exponent != 0 && exponent != 0xFF) {
            return Double.doubleToRawLongBits(Float.intBitsToFloat(a));
        }
        return SoftFloat.convert(s, FloatFormat.SINGLE, FloatFormat.DOUBLE, a & MASK);
    }

    /**
     * Double to single.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a double
     * @return single
     */
    public static int narrow(SimdState s, long a) {
        int exponent = (int) (a >>> 52) & 0x7FF;
        if (Mxcsr.usual(s) && exponent > 1023 - 126 && exponent < 1023 + 127) {
            double exact = Double.longBitsToDouble(a);
            float rounded = (float) exact;
            if (rounded != exact) {
                s.raised |= Mxcsr.PRECISION;
            }
            return Float.floatToRawIntBits(rounded);
        }
        return (int) SoftFloat.convert(s, FloatFormat.DOUBLE, FloatFormat.SINGLE, a);
    }

    /**
     * Integer to single.
     *
     * @param s gives MXCSR; receives exceptions
     * @param value integer
     * @return single
     */
    public static int singleFromInteger(SimdState s, int value) {
        if (!Mxcsr.usual(s)) {
            return (int) SoftFloat.fromInteger(s, FloatFormat.SINGLE, value);
        }
        float rounded = value;
        if ((double) rounded != value) {
            s.raised |= Mxcsr.PRECISION;
        }
        return Float.floatToRawIntBits(rounded);
    }

    /**
     * Integer to double, always exact.
     *
     * @param value integer
     * @return double
     */
    public static long doubleFromInteger(int value) {
        return Double.doubleToRawLongBits(value);
    }

    /**
     * Single to integer by the rounding control.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a single
     * @return integer; 80000000H if it does not fit
     */
    public static int roundSingle(SimdState s, int a) {
        return toInteger(s, singleOperand(s, a), Mxcsr.rounding(s));
    }

    /**
     * Single to integer, truncated.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a single
     * @return integer; 80000000H if it does not fit
     */
    public static int truncateSingle(SimdState s, int a) {
        return toInteger(s, singleOperand(s, a), Mxcsr.TRUNCATE);
    }

    private static double singleOperand(SimdState s, int a) {
        return Float.intBitsToFloat((int) FloatFormat.SINGLE.operand(s, a & MASK));
    }

    /**
     * Double to integer by the rounding control.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a double
     * @return integer; 80000000H if it does not fit
     */
    public static int roundDouble(SimdState s, long a) {
        return toInteger(s, doubleOperand(s, a), Mxcsr.rounding(s));
    }

    /**
     * Double to integer, truncated.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a double
     * @return integer; 80000000H if it does not fit
     */
    public static int truncateDouble(SimdState s, long a) {
        return toInteger(s, doubleOperand(s, a), Mxcsr.TRUNCATE);
    }

    private static double doubleOperand(SimdState s, long a) {
        return Double.longBitsToDouble(FloatFormat.DOUBLE.operand(s, a));
    }

    private static int toInteger(SimdState s, double value, int rounding) {
        double rounded = switch (rounding) {
            case Mxcsr.NEAREST -> Math.rint(value);
            case Mxcsr.DOWN -> Math.floor(value);
            case Mxcsr.UP -> Math.ceil(value);
            default -> value < 0 ? Math.ceil(value) : Math.floor(value);
        };
        // Not the opposite comparison: NaNs do not fit either.
        if (!(rounded >= Integer.MIN_VALUE && rounded <= Integer.MAX_VALUE)) {
            s.raised |= Mxcsr.INVALID;
            return INDEFINITE;
        }
        if (rounded != value) {
            s.raised |= Mxcsr.PRECISION;
        }
        return (int) rounded;
    }

    /**
     * One element of RCPPS; raises nothing. Denormal operands are zeros, tiny results become zeros.
     *
     * @param a single
     * @return reciprocal
     */
    public static int reciprocal(int a) {
        if (Float.isNaN(Float.intBitsToFloat(a))) {
            return a | 1 << 22;
        }
        float result = 1 / flushed(a);
        return Float.floatToRawIntBits(flushed(Float.floatToRawIntBits(result)));
    }

    /**
     * One element of RSQRTPS; raises nothing. Denormal operands are zeros; those of other negative numbers have the default
     * NaN.
     *
     * @param a single
     * @return reciprocal of the square root
     */
    public static int reciprocalRoot(int a) {
        float value = flushed(a);
        if (Float.isNaN(value)) {
            return a | 1 << 22;
        }
        if (value < 0) {
            return (int) FloatFormat.SINGLE.indefinite();
        }
        // The root of -0 is -0, its reciprocal negative infinity.
        return Float.floatToRawIntBits((float) (1 / Math.sqrt(value)));
    }

    private static float flushed(int a) {
        return Float.intBitsToFloat((a & 0x7F80_0000) == 0 ? a & 0x8000_0000 : a);
    }
}
