package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.FpuState;

/**
 * Loads and stores of the operands that programs have, on the registers as they are and without allocation: normal numbers
 * or zeros that are normal or zero in the other format too, all exceptions masked. Everything else is left to
 * {@link FpuLoads} and {@link FpuStore}, which give the same results for these operands.
 *
 * <p>Source: Intel SDM vol. 2, FLD, FILD, FST, FIST.
 */
public final class UsualFormats {
    private static final int BIAS = Extended.BIAS;
    private static final int SIGN = Extended.SIGN;
    private static final int EXPONENT = Extended.SPECIAL;
    private static final int MASKS = 0x3F;
    private static final int ROUNDING = 3 << 10;
    private static final int TRUNCATE = 3 << 10;
    private static final int TOP = 7 << 11;
    /** Exponent of the double 1.0 less that of the extended one. */
    private static final int TO_DOUBLE = 1023 - BIAS;

    private static final int TO_SINGLE = 127 - BIAS;

    private UsualFormats() {}

    /** True if a double is a normal number or a zero. */
    static boolean normal(long bits) {
        int exponent = (int) (bits >>> 52) & 0x7FF;
        return exponent != 0 && exponent != 0x7FF || bits << 1 == 0;
    }

    /** Sign and exponent of a double that is {@link #normal}. */
    static int signExponent(long bits) {
        int sign = (int) (bits >>> 48) & SIGN;
        return bits << 1 == 0 ? sign : sign | ((int) (bits >>> 52) & 0x7FF) - TO_DOUBLE;
    }

    /** Significand of a double that is {@link #normal}. */
    static long significand(long bits) {
        return bits << 1 == 0 ? 0 : bits << 11 | Extended.INTEGER_BIT;
    }

    /** True if a single is a normal number or a zero. */
    static boolean normal(int bits) {
        int exponent = bits >>> 23 & 0xFF;
        return exponent != 0 && exponent != 0xFF || bits << 1 == 0;
    }

    /** Sign and exponent of a single that is {@link #normal}. */
    static int signExponent(int bits) {
        int sign = bits >>> 16 & SIGN;
        return bits << 1 == 0 ? sign : sign | (bits >>> 23 & 0xFF) - TO_SINGLE;
    }

    /** Significand of a single that is {@link #normal}. */
    static long significand(int bits) {
        return bits << 1 == 0 ? 0 : (long) bits << 40 | Extended.INTEGER_BIT;
    }

    /** True if a register is in use. */
    static boolean inUse(FpuState fpu, int register) {
        return (fpu.tag >>> 2 * register & 3) != 3;
    }

    /** Pushes a value if the register for it is empty; C1 is cleared. */
    static boolean push(FpuState fpu, int signExponent, long significand) {
        int register = fpu.top() - 1 & 7;
        if (inUse(fpu, register)) {
            return false;
        }
        fpu.signExponent[register] = signExponent;
        fpu.significand[register] = significand;
        fpu.tag &= ~(3 << 2 * register);
        fpu.status = fpu.status & ~(TOP | FpuContext.C1) | register << 11;
        return true;
    }

    private static boolean masked(FpuState fpu) {
        return (fpu.control & (MASKS | ROUNDING)) == MASKS;
    }

    private static boolean fits(FpuState fpu, int difference, int special) {
        int top = fpu.top();
        if (!inUse(fpu, top) || !masked(fpu)) {
            return false;
        }
        int exponent = (fpu.signExponent[top] & EXPONENT) + difference;
        boolean normal = fpu.significand[top] < 0 && exponent > 0 && exponent < special - 1;
        return normal || UsualArithmetic.zero(fpu.signExponent[top], fpu.significand[top]);
    }

    /** Rounds up if the bits below the lowest kept one say so; to nearest, ties to even. */
    private static boolean up(long significand, int dropped) {
        long rest = significand & (1L << dropped) - 1;
        long half = 1L << dropped - 1;
        return rest > half || rest == half && (significand >>> dropped & 1) != 0;
    }

    /** Magnitude of ST(0) in a narrow format; it fits. */
    private static long narrowed(FpuState fpu, int difference, int fractionBits) {
        int top = fpu.top();
        long significand = fpu.significand[top];
        if (significand == 0) {
            return 0;
        }
        int dropped = 63 - fractionBits;
        long exponent = (fpu.signExponent[top] & EXPONENT) + difference;
        // The integer bit, or the carry of rounding, is added to the exponent by itself.
        return (exponent - 1 << fractionBits) + (significand >>> dropped) + (up(significand, dropped) ? 1 : 0);
    }

    /**
     * Tells whether ST(0) can be stored by {@link #toDouble}.
     *
     * @param fpu unit
     * @return true if it can
     */
    public static boolean fitsDouble(FpuState fpu) {
        return fits(fpu, TO_DOUBLE, 0x7FF);
    }

    /**
     * ST(0) as a double; nothing is changed.
     *
     * @param fpu unit whose ST(0) {@linkplain #fitsDouble fits}
     * @return encoding
     */
    public static long toDouble(FpuState fpu) {
        return narrowed(fpu, TO_DOUBLE, 52) | (long) (fpu.signExponent[fpu.top()] & SIGN) << 48;
    }

    /**
     * Tells whether ST(0) can be stored by {@link #toSingle}.
     *
     * @param fpu unit
     * @return true if it can
     */
    public static boolean fitsSingle(FpuState fpu) {
        return fits(fpu, TO_SINGLE, 0xFF);
    }

    /**
     * ST(0) as a single; nothing is changed.
     *
     * @param fpu unit whose ST(0) {@linkplain #fitsSingle fits}
     * @return encoding
     */
    public static int toSingle(FpuState fpu) {
        return (int) narrowed(fpu, TO_SINGLE, 23) | (fpu.signExponent[fpu.top()] & SIGN) << 16;
    }

    /**
     * Updates the unit after a store of {@link #toDouble}.
     *
     * @param fpu unit
     * @param pop true to pop
     */
    public static void storedDouble(FpuState fpu, boolean pop) {
        stored(fpu, 11, pop);
    }

    /**
     * Updates the unit after a store of {@link #toSingle}.
     *
     * @param fpu unit
     * @param pop true to pop
     */
    public static void storedSingle(FpuState fpu, boolean pop) {
        stored(fpu, 40, pop);
    }

    private static void stored(FpuState fpu, int dropped, boolean pop) {
        long significand = fpu.significand[fpu.top()];
        noteRounding(fpu, (significand & (1L << dropped) - 1) != 0, up(significand, dropped));
        if (pop) {
            FpuStack.pop(fpu);
        }
    }

    private static void noteRounding(FpuState fpu, boolean inexact, boolean up) {
        int raised = (inexact ? FpuContext.PRECISION : 0) | (up ? FpuContext.C1 : 0);
        fpu.status = fpu.status & ~FpuContext.C1 | raised;
    }

    /**
     * Tells whether ST(0) can be stored by {@link #toInteger}: to nearest or truncated.
     *
     * @param fpu unit
     * @param bits 16, 32 or 64
     * @return true if it can
     */
    public static boolean fitsInteger(FpuState fpu, int bits) {
        int top = fpu.top();
        int rounding = fpu.control & ROUNDING;
        if (!inUse(fpu, top) || (fpu.control & MASKS) != MASKS || rounding != 0 && rounding != TRUNCATE) {
            return false;
        }
        int exponent = fpu.signExponent[top] & EXPONENT;
        boolean small = fpu.significand[top] < 0 && exponent > 0 && exponent < BIAS + bits - 2;
        return small || UsualArithmetic.zero(exponent, fpu.significand[top]);
    }

    /** Bits behind the point of ST(0), the first one in bit 63, lost ones or-ed into the lowest. */
    private static long fraction(FpuState fpu) {
        int shift = BIAS + 63 - (fpu.signExponent[fpu.top()] & EXPONENT);
        long significand = fpu.significand[fpu.top()];
        if (shift < 64) {
            return significand << 64 - shift;
        }
        return shift == 64 || significand == 0 ? significand : 1;
    }

    private static long whole(FpuState fpu) {
        int shift = BIAS + 63 - (fpu.signExponent[fpu.top()] & EXPONENT);
        return shift < 64 ? fpu.significand[fpu.top()] >>> shift : 0;
    }

    private static boolean upToInteger(FpuState fpu) {
        long fraction = fraction(fpu);
        boolean nearest = (fpu.control & ROUNDING) == 0;
        return nearest && fraction < 0 && (fraction << 1 != 0 || (whole(fpu) & 1) != 0);
    }

    /**
     * ST(0) as an integer; nothing is changed.
     *
     * @param fpu unit whose ST(0) {@linkplain #fitsInteger fits}
     * @return integer
     */
    public static long toInteger(FpuState fpu) {
        long magnitude = whole(fpu) + (upToInteger(fpu) ? 1 : 0);
        return (fpu.signExponent[fpu.top()] & SIGN) != 0 ? -magnitude : magnitude;
    }

    /**
     * Updates the unit after a store of {@link #toInteger}.
     *
     * @param fpu unit
     * @param pop true to pop
     */
    public static void storedInteger(FpuState fpu, boolean pop) {
        noteRounding(fpu, fraction(fpu) != 0, upToInteger(fpu));
        if (pop) {
            FpuStack.pop(fpu);
        }
    }
}
