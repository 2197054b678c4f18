package org.prtosvm.cpu.simd;

import org.prtosvm.cpu.state.SimdState;

/**
 * Bits of MXCSR and what they decide.
 *
 * <p>Source: Intel SDM vol. 1, 10.2.3 "MXCSR Control and Status Register" and 11.5 "SSE, SSE2, and SSE3 Exceptions".
 */
public final class Mxcsr {
    /** Invalid operation. */
    public static final int INVALID = 1;
    /** Denormal operand. */
    public static final int DENORMAL = 1 << 1;
    /** Division of a number by zero. */
    public static final int ZERO_DIVIDE = 1 << 2;
    /** Numeric overflow. */
    public static final int OVERFLOW = 1 << 3;
    /** Numeric underflow. */
    public static final int UNDERFLOW = 1 << 4;
    /** Inexact result. */
    public static final int PRECISION = 1 << 5;
    /** All exceptions. */
    public static final int ALL = 0x3F;
    /** Denormal operands are taken for zeros. */
    public static final int DENORMALS_ARE_ZEROS = 1 << 6;
    /** Tiny results become zeros while underflow is masked. */
    public static final int FLUSH_TO_ZERO = 1 << 15;

    /** Rounding control: to nearest, ties to even. */
    static final int NEAREST = 0;
    /** Rounding control: towards minus infinity. */
    static final int DOWN = 1;
    /** Rounding control: towards plus infinity. */
    static final int UP = 2;
    /** Rounding control: towards zero. */
    static final int TRUNCATE = 3;

    private static final int MASKS = 7;
    private static final int ROUNDING = 13;
    /** Rounding to nearest with inexact results masked. */
    private static final int USUAL = PRECISION << MASKS;

    private static final int USUAL_MASK = 3 << ROUNDING | PRECISION << MASKS;
    /** Exceptions that are found before a result is computed. */
    private static final int BEFORE_RESULT = INVALID | DENORMAL | ZERO_DIVIDE;

    private Mxcsr() {}

    /** Rounding control, one of the constants. */
    static int rounding(SimdState s) {
        return s.mxcsr >>> ROUNDING & 3;
    }

    /** True if the host's arithmetic gives the result of operands and results in the middle of the range. */
    static boolean usual(SimdState s) {
        return (s.mxcsr & USUAL_MASK) == USUAL;
    }

    /** True if it need not be found out whether a result is inexact. */
    static boolean knownInexact(SimdState s) {
        return (s.mxcsr & PRECISION) != 0;
    }

    static boolean masked(SimdState s, int exception) {
        return (s.mxcsr & exception << MASKS) != 0;
    }

    static boolean flushesToZero(SimdState s) {
        return (s.mxcsr & FLUSH_TO_ZERO) != 0;
    }

    static boolean denormalsAreZeros(SimdState s) {
        return (s.mxcsr & DENORMALS_ARE_ZEROS) != 0;
    }

    /**
     * Adds the exceptions of an instruction to the sticky flags. If one that is found before computing is not masked, those
     * found afterwards, in other elements, do not show.
     *
     * @param s state; {@link SimdState#raised} is read
     * @return true if an exception is not masked: the result must not be written
     */
    public static boolean commit(SimdState s) {
        int raised = s.raised;
        int unmasked = raised & ~(s.mxcsr >>> MASKS);
        if ((unmasked & BEFORE_RESULT) != 0) {
            raised &= BEFORE_RESULT;
        }
        s.mxcsr |= raised;
        return unmasked != 0;
    }
}
