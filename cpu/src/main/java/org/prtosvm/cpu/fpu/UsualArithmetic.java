package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.FpuState;

/**
 * Addition, subtraction, multiplication, division and comparison of the operands that programs have: both registers in
 * use, normal numbers in the middle of the range or zeros, all exceptions masked, 64 bits, rounded to nearest. Works on the
 * registers as they are and allocates nothing. Everything else is left to {@link FpuArithmetic}, which gives the same
 * results for these operands.
 *
 * <p>Source: Intel SDM vol. 1, 4.8.4 "Rounding".
 */
final class UsualArithmetic {
    private static final int BIAS = Extended.BIAS;
    private static final int SIGN = Extended.SIGN;
    private static final int EXPONENT = Extended.SPECIAL;
    private static final long INTEGER_BIT = Extended.INTEGER_BIT;
    /** Rounding control, precision control and masks. */
    private static final int CONTROL = 0x0F3F;
    /** To nearest, 64 bits, all masked. */
    private static final int USUAL = 0x033F;
    /** Exponents from here on are far from underflow. */
    private static final int LOWEST = 256;
    /** Number of exponents that are far from underflow and overflow. */
    private static final int MIDDLE = 0x8000 - 2 * LOWEST;

    private UsualArithmetic() {}

    /** True if exceptions, precision and rounding are those of this class. */
    static boolean control(FpuState fpu) {
        return (fpu.control & CONTROL) == USUAL;
    }

    /** True for a normal number in the middle of the range. */
    static boolean middle(int signExponent, long significand) {
        return significand < 0 && (signExponent & EXPONENT) - LOWEST + Integer.MIN_VALUE < MIDDLE + Integer.MIN_VALUE;
    }

    static boolean zero(int signExponent, long significand) {
        return significand == 0 && (signExponent & EXPONENT) == 0;
    }

    /** Writes a register that is in use, and C1 and PRECISION as rounding left them. */
    private static void set(FpuState fpu, int register, int signExponent, long significand) {
        fpu.signExponent[register] = signExponent;
        fpu.significand[register] = significand;
    }

    /** Rounds to nearest, writes the result and the status. */
    private static void round(FpuState fpu, int register, int sign, int exponent, long high, long low) {
        int status = fpu.status & ~FpuContext.C1;
        int roundedExponent = exponent;
        long rounded = high;
        if (low != 0) {
            status |= FpuContext.PRECISION;
            if (low < 0 && (low << 1 != 0 || (high & 1) != 0)) {
                status |= FpuContext.C1;
                rounded++;
                if (rounded == 0) {
                    rounded = INTEGER_BIT;
                    roundedExponent++;
                }
            }
        }
        fpu.status = status;
        set(fpu, register, sign | roundedExponent, rounded);
    }

    private static void exact(FpuState fpu, int register, int signExponent, long significand) {
        fpu.status &= ~FpuContext.C1;
        set(fpu, register, signExponent, significand);
    }

    /**
     * Adds two numbers into a register.
     *
     * @param fpu unit with the {@link #control usual control word}
     * @param register physical number of the target
     * @return false if nothing was done
     */
    static boolean add(FpuState fpu, int register, int seA, long a, int seB, long b) {
        boolean middleA = middle(seA, a);
        boolean middleB = middle(seB, b);
        if (!middleA || !middleB) {
            if (middleA && zero(seB, b)) {
                exact(fpu, register, seA, a);
                return true;
            }
            if (middleB && zero(seA, a)) {
                exact(fpu, register, seB, b);
                return true;
            }
            return false;
        }
        int order = (seA & EXPONENT) - (seB & EXPONENT);
        if (order > 0 || order == 0 && Long.compareUnsigned(a, b) >= 0) {
            addSmaller(fpu, register, seA, a, seB, b);
        } else {
            addSmaller(fpu, register, seB, b, seA, a);
        }
        return true;
    }

    private static void addSmaller(FpuState fpu, int register, int seA, long a, int seB, long b) {
        int exponent = seA & EXPONENT;
        int shift = exponent - (seB & EXPONENT);
        long high;
        long low;
        if (shift == 0) {
            high = b;
            low = 0;
        } else if (shift < 64) {
            high = b >>> shift;
            low = b << 64 - shift;
        } else {
            high = 0;
            low = shift == 64 ? b : 1;
        }
        int sign = seA & SIGN;
        if (((seA ^ seB) & SIGN) == 0) {
            long sum = a + high;
            if (Long.compareUnsigned(sum, a) >= 0) {
                round(fpu, register, sign, exponent, sum, low);
            } else {
                round(fpu, register, sign, exponent + 1, sum >>> 1 | INTEGER_BIT, sum << 63 | low >>> 1 | low & 1);
            }
            return;
        }
        long difference = a - high - (low != 0 ? 1 : 0);
        subtracted(fpu, register, sign, exponent, difference, -low);
    }

    private static void subtracted(FpuState fpu, int register, int sign, int exponent, long high, long low) {
        if (high < 0) {
            round(fpu, register, sign, exponent, high, low);
        } else if (high != 0) {
            int zeros = Long.numberOfLeadingZeros(high);
            round(fpu, register, sign, exponent - zeros, high << zeros | low >>> 64 - zeros, low << zeros);
        } else if (low != 0) {
            int zeros = Long.numberOfLeadingZeros(low);
            exact(fpu, register, sign | exponent - 64 - zeros, low << zeros);
        } else {
            exact(fpu, register, 0, 0);
        }
    }

    /**
     * Multiplies two numbers into a register.
     *
     * @param fpu unit with the {@link #control usual control word}
     * @param register physical number of the target
     * @return false if nothing was done
     */
    static boolean multiply(FpuState fpu, int register, int seA, long a, int seB, long b) {
        int sign = (seA ^ seB) & SIGN;
        if (!middle(seA, a) || !middle(seB, b)) {
            boolean nothing = zero(seA, a) && (middle(seB, b) || zero(seB, b)) || zero(seB, b) && middle(seA, a);
            if (nothing) {
                exact(fpu, register, sign, 0);
            }
            return nothing;
        }
        long high = Math.unsignedMultiplyHigh(a, b);
        long low = a * b;
        int exponent = (seA & EXPONENT) + (seB & EXPONENT) - BIAS + 1;
        if (exponent <= 1 || exponent >= EXPONENT - 1) {
            return false;
        }
        if (high < 0) {
            round(fpu, register, sign, exponent, high, low);
        } else {
            round(fpu, register, sign, exponent - 1, high << 1 | low >>> 63, low << 1);
        }
        return true;
    }

    /**
     * Divides one number by another into a register.
     *
     * @param fpu unit with the {@link #control usual control word}
     * @param register physical number of the target
     * @return false if nothing was done
     */
    static boolean divide(FpuState fpu, int register, int seA, long a, int seB, long b) {
        int sign = (seA ^ seB) & SIGN;
        if (!middle(seA, a) || !middle(seB, b)) {
            boolean nothing = zero(seA, a) && middle(seB, b);
            if (nothing) {
                exact(fpu, register, sign, 0);
            }
            return nothing;
        }
        boolean halve = Long.compareUnsigned(a, b) >= 0;
        int exponent = (seA & EXPONENT) - (seB & EXPONENT) + BIAS - (halve ? 0 : 1);
        if (exponent <= 1 || exponent >= EXPONENT - 1) {
            return false;
        }
        long numeratorLow = halve ? a << 63 : 0;
        long quotient = WideDivision.quotient(halve ? a >>> 1 : a, numeratorLow, b);
        long rest = numeratorLow - quotient * b;
        // Twice the rest against the divisor tells the side of the middle; a tie cannot be: the divisor has no more
        // bits.
        long low = rest == 0 ? 0 : rest < 0 || Long.compareUnsigned(rest << 1, b) >= 0 ? INTEGER_BIT | 1 : 1;
        round(fpu, register, sign, exponent, quotient, low);
        return true;
    }

    /**
     * Compares two numbers.
     *
     * @return -1, 0 or 1, or 2 if they are not both in the middle of the range or zeros
     */
    static int compare(int seA, long a, int seB, long b) {
        boolean zeroA = zero(seA, a);
        boolean zeroB = zero(seB, b);
        if (!zeroA && !middle(seA, a) || !zeroB && !middle(seB, b)) {
            return 2;
        }
        if (zeroA && zeroB) {
            return 0;
        }
        if (((seA ^ seB) & SIGN) != 0) {
            return (seA & SIGN) != 0 ? -1 : 1;
        }
        int exponents = (seA & EXPONENT) - (seB & EXPONENT);
        int magnitude = exponents != 0 ? exponents : Long.compareUnsigned(a, b);
        return Integer.signum((seA & SIGN) != 0 ? -magnitude : magnitude);
    }

    /**
     * One of the six operations of {@link FpuArithmetic} on ST(0) and another number.
     *
     * @param fpu unit
     * @param operation reg field of ModR/M
     * @param target physical number of the target, in use
     * @return false if nothing was done
     */
    static boolean compute(FpuState fpu, int operation, int target, int seOther, long other) {
        int top = fpu.top();
        if (!control(fpu) || !UsualFormats.inUse(fpu, top)) {
            return false;
        }
        int seTop = fpu.signExponent[top];
        long value = fpu.significand[top];
        return switch (operation) {
            case 0 -> add(fpu, target, seTop, value, seOther, other);
            case 1 -> multiply(fpu, target, seTop, value, seOther, other);
            case 4 -> add(fpu, target, seTop, value, seOther ^ SIGN, other);
            case 5 -> add(fpu, target, seOther, other, seTop ^ SIGN, value);
            case 6 -> divide(fpu, target, seTop, value, seOther, other);
            default -> divide(fpu, target, seOther, other, seTop, value);
        };
    }

    /**
     * Condition codes of a comparison of ST(0) with another number.
     *
     * @param fpu unit
     * @return condition code bits, or -1 if the operands are not those of this class
     */
    static int conditions(FpuState fpu, int seOther, long other) {
        int top = fpu.top();
        if (!UsualFormats.inUse(fpu, top)) {
            return -1;
        }
        return switch (compare(fpu.signExponent[top], fpu.significand[top], seOther, other)) {
            case 0 -> FpuContext.C3;
            case 1 -> 0;
            case -1 -> FpuContext.C0;
            default -> -1;
        };
    }
}
