package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.FpuState;

/**
 * Comparisons and classification. As the manual says, an unmasked invalid operation leaves condition codes and EFLAGS
 * unchanged (AMD processors set them).
 *
 * <p>Source: Intel SDM vol. 2, FCOM, FUCOM, FCOMI, FTST, FXAM.
 */
public final class FpuCompares {
    private static final int CONDITIONS = FpuContext.C0 | FpuContext.C1 | FpuContext.C2 | FpuContext.C3;

    private FpuCompares() {}

    /**
     * FCOM, FUCOM and their popping forms.
     *
     * @param fpu unit
     * @param index register compared with ST(0)
     * @param quiet true for FUCOM
     * @param pops 0, 1 or 2
     */
    public static void registers(FpuState fpu, int index, boolean quiet, int pops) {
        int usual = usualConditions(fpu, index);
        if (usual >= 0) {
            finish(fpu, usual, pops);
            return;
        }
        FpuContext context = new FpuContext(fpu);
        int conditions = compareRegisters(context, index, quiet);
        finish(context, conditions, pops);
    }

    private static int usualConditions(FpuState fpu, int index) {
        int other = fpu.top() + index & 7;
        return UsualFormats.inUse(fpu, other)
                ? UsualArithmetic.conditions(fpu, fpu.signExponent[other], fpu.significand[other])
                : -1;
    }

    /** Ends a comparison without exceptions. */
    static void finish(FpuState fpu, int conditions, int pops) {
        setConditions(fpu, conditions);
        for (int i = 0; i < pops; i++) {
            FpuStack.pop(fpu);
        }
    }

    private static int compareRegisters(FpuContext context, int index, boolean quiet) {
        FpuState fpu = context.fpu;
        if (FpuStack.isEmpty(fpu, 0) || FpuStack.isEmpty(fpu, index)) {
            context.underflowingStack();
            return Comparison.UNORDERED;
        }
        return Comparison.compare(context, FpuStack.get(fpu, 0), FpuStack.get(fpu, index), quiet);
    }

    /** ST(0) with a memory operand. */
    static void compare(FpuContext context, boolean empty, Extended operand, int pops) {
        int conditions = Comparison.UNORDERED;
        if (empty) {
            context.underflowingStack();
        } else {
            conditions = Comparison.compare(context, FpuStack.get(context.fpu, 0), operand, false);
        }
        finish(context, conditions, pops);
    }

    /**
     * FTST.
     *
     * @param fpu unit
     */
    public static void test(FpuState fpu) {
        compare(new FpuContext(fpu), FpuStack.isEmpty(fpu, 0), Extended.zero(0), 0);
    }

    private static void finish(FpuContext context, int conditions, int pops) {
        FpuState fpu = context.fpu;
        context.commit();
        if (!context.stoppedAsInvalid()) {
            setConditions(fpu, conditions);
        }
        for (int i = 0; i < pops && !context.stopped(); i++) {
            FpuStack.pop(fpu);
        }
    }

    private static void setConditions(FpuState fpu, int conditions) {
        fpu.status = fpu.status & ~CONDITIONS | conditions;
    }

    /**
     * FCOMI, FUCOMI and their popping forms.
     *
     * @param fpu unit
     * @param index register compared with ST(0)
     * @param quiet true for FUCOMI
     * @param pop true for FCOMIP and FUCOMIP
     * @return arithmetic flags for EFLAGS (OF, SF and AF are 0), or -1 if an unmasked invalid operation leaves them
     *     unchanged
     */
    public static int toFlags(FpuState fpu, int index, boolean quiet, boolean pop) {
        int usual = usualConditions(fpu, index);
        if (usual >= 0) {
            fpu.status &= ~FpuContext.C1;
            if (pop) {
                FpuStack.pop(fpu);
            }
            return flags(usual);
        }
        FpuContext context = new FpuContext(fpu);
        int conditions = compareRegisters(context, index, quiet);
        context.commit();
        if (context.stoppedAsInvalid()) {
            return -1;
        }
        if (pop && !context.stopped()) {
            FpuStack.pop(fpu);
        }
        return flags(conditions);
    }

    private static int flags(int conditions) {
        return ((conditions & FpuContext.C0) != 0 ? Eflags.CF : 0)
                | ((conditions & FpuContext.C2) != 0 ? Eflags.PF : 0)
                | ((conditions & FpuContext.C3) != 0 ? Eflags.ZF : 0);
    }

    /**
     * FXAM.
     *
     * @param fpu unit
     */
    public static void examine(FpuState fpu) {
        Extended value = FpuStack.get(fpu, 0);
        int kind = FpuStack.isEmpty(fpu, 0) ? FpuContext.C3 | FpuContext.C0 : Comparison.examine(value);
        setConditions(fpu, value.negative() ? kind | FpuContext.C1 : kind);
    }
}
