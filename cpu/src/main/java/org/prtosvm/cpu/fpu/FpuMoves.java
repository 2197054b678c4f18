package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.FpuState;

/**
 * Moves between registers, sign changes and stack management.
 *
 * <p>Source: Intel SDM vol. 2, FST, FXCH, FCMOVcc, FABS, FCHS, FFREE, FINCSTP, FDECSTP.
 */
public final class FpuMoves {
    private FpuMoves() {}

    /**
     * FST and FSTP ST(i).
     *
     * @param fpu unit
     * @param index destination
     * @param pop true for FSTP
     */
    public static void store(FpuState fpu, int index, boolean pop) {
        int top = fpu.top();
        if (UsualFormats.inUse(fpu, top)) {
            int register = top + index & 7;
            fpu.signExponent[register] = fpu.signExponent[top];
            fpu.significand[register] = fpu.significand[top];
            fpu.tag &= ~(3 << 2 * register);
            fpu.status &= ~FpuContext.C1;
            if (pop) {
                FpuStack.pop(fpu);
            }
            return;
        }
        FpuContext context = new FpuContext(fpu);
        Extended value = FpuStack.isEmpty(fpu, 0) ? context.underflowingStack() : FpuStack.get(fpu, 0);
        if (!context.stopped()) {
            FpuStack.set(fpu, index, value);
            if (pop) {
                FpuStack.pop(fpu);
            }
        }
        context.commit();
    }

    /**
     * FXCH.
     *
     * @param fpu unit
     * @param index other register
     */
    public static void exchange(FpuState fpu, int index) {
        int first = fpu.top();
        int register = first + index & 7;
        if (UsualFormats.inUse(fpu, first) && UsualFormats.inUse(fpu, register)) {
            int signExponent = fpu.signExponent[first];
            long significand = fpu.significand[first];
            fpu.signExponent[first] = fpu.signExponent[register];
            fpu.significand[first] = fpu.significand[register];
            fpu.signExponent[register] = signExponent;
            fpu.significand[register] = significand;
            fpu.status &= ~FpuContext.C1;
            return;
        }
        FpuContext context = new FpuContext(fpu);
        Extended top = FpuStack.isEmpty(fpu, 0) ? context.underflowingStack() : FpuStack.get(fpu, 0);
        Extended other = FpuStack.isEmpty(fpu, index) ? context.underflowingStack() : FpuStack.get(fpu, index);
        if (!context.stopped()) {
            FpuStack.set(fpu, 0, other);
            FpuStack.set(fpu, index, top);
        }
        context.commit();
    }

    /**
     * FCMOVcc. C1 is cleared by a stack fault only; either register being empty is one, whatever the condition.
     *
     * @param fpu unit
     * @param index source
     * @param condition true if the move takes place
     */
    public static void conditional(FpuState fpu, int index, boolean condition) {
        if (FpuStack.isEmpty(fpu, 0) || FpuStack.isEmpty(fpu, index)) {
            FpuContext context = new FpuContext(fpu);
            Extended indefinite = context.underflowingStack();
            if (!context.stopped()) {
                FpuStack.set(fpu, 0, indefinite);
            }
            context.commit();
        } else if (condition) {
            FpuStack.set(fpu, 0, FpuStack.get(fpu, index));
        }
    }

    /**
     * FCHS.
     *
     * @param fpu unit
     */
    public static void changeSign(FpuState fpu) {
        replaceTop(fpu, FpuStack.get(fpu, 0).negate());
    }

    /**
     * FABS.
     *
     * @param fpu unit
     */
    public static void absolute(FpuState fpu) {
        replaceTop(fpu, FpuStack.get(fpu, 0).absolute());
    }

    private static void replaceTop(FpuState fpu, Extended value) {
        FpuContext context = new FpuContext(fpu);
        Extended result = FpuStack.isEmpty(fpu, 0) ? context.underflowingStack() : value;
        if (!context.stopped()) {
            FpuStack.set(fpu, 0, result);
        }
        context.commit();
    }

    /**
     * FFREE, and FFREEP; C1 is cleared.
     *
     * @param fpu unit
     * @param index register that becomes empty
     * @param pop true for FFREEP
     */
    public static void free(FpuState fpu, int index, boolean pop) {
        FpuStack.free(fpu, index);
        fpu.status &= ~FpuContext.C1;
        if (pop) {
            FpuStack.pop(fpu);
        }
    }

    /**
     * FINCSTP and FDECSTP; C1 is cleared.
     *
     * @param fpu unit
     * @param steps 1 or -1
     */
    public static void rotate(FpuState fpu, int steps) {
        FpuStack.rotate(fpu, steps);
        fpu.status &= ~FpuContext.C1;
    }
}
