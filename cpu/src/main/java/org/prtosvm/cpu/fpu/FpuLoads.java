package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.FpuState;

/**
 * Instructions that push a value.
 *
 * <p>Source: Intel SDM vol. 2, FLD, FILD, FBLD, FLD1/FLDL2T/FLDL2E/FLDPI/FLDLG2/FLDLN2/FLDZ.
 */
public final class FpuLoads {
    private static final int DECIMAL_SIGN = 0x8000;

    private FpuLoads() {}

    /**
     * FLD m32.
     *
     * @param fpu unit
     * @param bits operand
     */
    public static void loadSingle(FpuState fpu, int bits) {
        if (UsualFormats.normal(bits)
                && UsualFormats.push(fpu, UsualFormats.signExponent(bits), UsualFormats.significand(bits))) {
            return;
        }
        FpuContext context = new FpuContext(fpu);
        loadNarrow(context, Conversion.fromSingle(context, bits));
    }

    /**
     * FLD m64.
     *
     * @param fpu unit
     * @param bits operand
     */
    public static void loadDouble(FpuState fpu, long bits) {
        if (UsualFormats.normal(bits)
                && UsualFormats.push(fpu, UsualFormats.signExponent(bits), UsualFormats.significand(bits))) {
            return;
        }
        FpuContext context = new FpuContext(fpu);
        loadNarrow(context, Conversion.fromDouble(context, bits));
    }

    private static void loadNarrow(FpuContext context, Extended value) {
        if (FpuStack.isFull(context.fpu)) {
            push(context, context.overflowingStack());
        } else if (value.isNan()) {
            push(context, NanRules.result(context, value));
        } else {
            context.noteDenormal(value);
            push(context, value);
        }
    }

    /**
     * FLD m80: any encoding is taken as it is.
     *
     * @param fpu unit
     * @param signExponent bytes 8 and 9 of the operand
     * @param significand bytes 0..7
     */
    public static void loadExtended(FpuState fpu, int signExponent, long significand) {
        if (UsualFormats.push(fpu, signExponent, significand)) {
            return;
        }
        pushExact(new FpuContext(fpu), new Extended(signExponent, significand));
    }

    /**
     * FILD.
     *
     * @param fpu unit
     * @param value operand, sign-extended
     */
    public static void loadInteger(FpuState fpu, long value) {
        long magnitude = Math.abs(value);
        int zeros = Long.numberOfLeadingZeros(magnitude);
        int exponent = value == 0 ? 0 : Extended.BIAS + 63 - zeros | (value < 0 ? Extended.SIGN : 0);
        if (UsualFormats.push(fpu, exponent, magnitude << zeros)) {
            return;
        }
        pushExact(new FpuContext(fpu), Conversion.fromInteger(value));
    }

    /**
     * FBLD.
     *
     * @param fpu unit
     * @param low bytes 0..7 of the operand
     * @param high bytes 8 and 9
     */
    public static void loadDecimal(FpuState fpu, long low, int high) {
        Extended magnitude = Conversion.fromInteger(Conversion.decimalValue(low, high));
        pushExact(new FpuContext(fpu), (high & DECIMAL_SIGN) != 0 ? magnitude.negate() : magnitude);
    }

    /**
     * FLD ST(i).
     *
     * @param fpu unit
     * @param index 0..7
     */
    public static void loadRegister(FpuState fpu, int index) {
        int register = fpu.top() + index & 7;
        if (UsualFormats.inUse(fpu, register)
                && UsualFormats.push(fpu, fpu.signExponent[register], fpu.significand[register])) {
            return;
        }
        FpuContext context = new FpuContext(fpu);
        if (FpuStack.isEmpty(fpu, index)) {
            push(context, context.underflowingStack());
        } else {
            pushExact(context, FpuStack.get(fpu, index));
        }
    }

    /**
     * FLD1, FLDL2T, FLDL2E, FLDPI, FLDLG2, FLDLN2, FLDZ; the irrational ones are rounded by the rounding control.
     *
     * @param fpu unit
     * @param number low three bits of ModR/M: 0..6 in this order
     */
    public static void loadConstant(FpuState fpu, int number) {
        FpuContext context = new FpuContext(fpu);
        pushExact(context, constant(number, context.rounding()));
    }

    private static Extended constant(int number, int rounding) {
        boolean up = rounding == FpuContext.UP;
        boolean down = rounding == FpuContext.DOWN || rounding == FpuContext.TRUNCATE;
        // The true values lie above 2T rounded to nearest, and below the other constants rounded to nearest.
        return switch (number) {
            case 0 -> Extended.ONE;
            case 1 -> new Extended(0x4000, 0xD49A784BCD1B8AFEL + (up ? 1 : 0));
            case 2 -> new Extended(0x3FFF, 0xB8AA3B295C17F0BCL - (down ? 1 : 0));
            case 3 -> new Extended(0x4000, 0xC90FDAA22168C235L - (down ? 1 : 0));
            case 4 -> new Extended(0x3FFD, 0x9A209A84FBCFF799L - (down ? 1 : 0));
            case 5 -> new Extended(0x3FFE, 0xB17217F7D1CF79ACL - (down ? 1 : 0));
            default -> Extended.zero(0);
        };
    }

    private static void pushExact(FpuContext context, Extended value) {
        push(context, FpuStack.isFull(context.fpu) ? context.overflowingStack() : value);
    }

    private static void push(FpuContext context, Extended value) {
        if (!context.stoppedAsInvalid()) {
            FpuStack.push(context.fpu, value);
        }
        context.commit();
    }
}
