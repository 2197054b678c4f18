package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.FpuState;

/**
 * The eight operations that share one encoding: FADD, FMUL, FCOM, FCOMP, FSUB, FSUBR, FDIV, FDIVR, between registers or
 * with a memory operand.
 *
 * <p>Source: Intel SDM vol. 2, appendix A.5 "Escape Opcode Instructions" and the instructions.
 */
public final class FpuArithmetic {
    private static final int ADD = 0;
    private static final int MULTIPLY = 1;
    private static final int COMPARE = 2;
    private static final int COMPARE_AND_POP = 3;
    private static final int SUBTRACT = 4;
    private static final int SUBTRACT_REVERSED = 5;
    private static final int DIVIDE = 6;

    private FpuArithmetic() {}

    /**
     * ST(0) with a single.
     *
     * @param fpu unit
     * @param operation reg field of ModR/M
     * @param bits operand
     */
    public static void single(FpuState fpu, int operation, int bits) {
        if (UsualFormats.normal(bits)
                && usual(fpu, operation, UsualFormats.signExponent(bits), UsualFormats.significand(bits))) {
            return;
        }
        FpuContext context = new FpuContext(fpu);
        memory(context, operation, Conversion.fromSingle(context, bits));
    }

    /**
     * ST(0) with a double.
     *
     * @param fpu unit
     * @param operation reg field of ModR/M
     * @param bits operand
     */
    public static void dbl(FpuState fpu, int operation, long bits) {
        if (UsualFormats.normal(bits)
                && usual(fpu, operation, UsualFormats.signExponent(bits), UsualFormats.significand(bits))) {
            return;
        }
        FpuContext context = new FpuContext(fpu);
        memory(context, operation, Conversion.fromDouble(context, bits));
    }

    /**
     * ST(0) with an integer.
     *
     * @param fpu unit
     * @param operation reg field of ModR/M
     * @param value operand, sign-extended
     */
    public static void integer(FpuState fpu, int operation, int value) {
        memory(new FpuContext(fpu), operation, Conversion.fromInteger(value));
    }

    private static boolean usual(FpuState fpu, int operation, int seOther, long other) {
        if (operation == COMPARE || operation == COMPARE_AND_POP) {
            int conditions = UsualArithmetic.conditions(fpu, seOther, other);
            if (conditions >= 0) {
                FpuCompares.finish(fpu, conditions, operation - COMPARE);
            }
            return conditions >= 0;
        }
        return UsualArithmetic.compute(fpu, operation, fpu.top(), seOther, other);
    }

    private static void memory(FpuContext context, int operation, Extended operand) {
        boolean empty = FpuStack.isEmpty(context.fpu, 0);
        if (operation == COMPARE || operation == COMPARE_AND_POP) {
            FpuCompares.compare(context, empty, operand, operation - COMPARE);
            return;
        }
        Extended result = empty
                ? context.underflowingStack()
                : compute(context, operation, FpuStack.get(context.fpu, 0), operand);
        finish(context, 0, result, false);
    }

    /**
     * Two registers.
     *
     * @param fpu unit
     * @param operation 0, 1, 4..7: ST(0) op ST(i), whatever the destination
     * @param index i
     * @param toIndex true if ST(i) is the destination, false for ST(0)
     * @param pop true for the instructions that pop
     */
    public static void registers(FpuState fpu, int operation, int index, boolean toIndex, boolean pop) {
        int other = fpu.top() + index & 7;
        if (UsualFormats.inUse(fpu, other)
                && UsualArithmetic.compute(
                        fpu, operation, toIndex ? other : fpu.top(), fpu.signExponent[other], fpu.significand[other])) {
            if (pop) {
                FpuStack.pop(fpu);
            }
            return;
        }
        FpuContext context = new FpuContext(fpu);
        boolean empty = FpuStack.isEmpty(fpu, 0) || FpuStack.isEmpty(fpu, index);
        Extended result = empty
                ? context.underflowingStack()
                : compute(context, operation, FpuStack.get(fpu, 0), FpuStack.get(fpu, index));
        finish(context, toIndex ? index : 0, result, pop);
    }

    private static Extended compute(FpuContext context, int operation, Extended top, Extended other) {
        return switch (operation) {
            case ADD -> Arithmetic.add(context, top, other);
            case MULTIPLY -> Arithmetic.multiply(context, top, other);
            case SUBTRACT -> Arithmetic.subtract(context, top, other);
            case SUBTRACT_REVERSED -> Arithmetic.subtract(context, other, top);
            case DIVIDE -> Arithmetic.divide(context, top, other);
            default -> Arithmetic.divide(context, other, top);
        };
    }

    private static void finish(FpuContext context, int target, Extended result, boolean pop) {
        if (!context.stopped()) {
            FpuStack.set(context.fpu, target, result);
            if (pop) {
                FpuStack.pop(context.fpu);
            }
        }
        context.commit();
    }
}
