package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.FpuState;

/**
 * Instructions that compute on ST(0), or on ST(0) and ST(1): FSQRT, FRNDINT, FSCALE, FXTRACT, FPREM, FPREM1 and the
 * transcendental ones.
 *
 * <p>Source: Intel SDM vol. 1, 8.3.5 "Basic Arithmetic Instructions" to 8.3.9; vol. 2, the instructions.
 */
public final class FpuFunctions {
    private static final int CONDITIONS = FpuContext.C0 | FpuContext.C1 | FpuContext.C2 | FpuContext.C3;

    private FpuFunctions() {}

    /** A function of one value. */
    private interface OneOperand {
        Extended compute(FpuContext context, Extended value);
    }

    /** A function of ST(0) and ST(1). */
    private interface TwoOperands {
        Extended compute(FpuContext context, Extended top, Extended second);
    }

    private static void replaceTop(FpuState fpu, OneOperand function) {
        FpuContext context = new FpuContext(fpu);
        Extended result = FpuStack.isEmpty(fpu, 0)
                ? context.underflowingStack()
                : function.compute(context, FpuStack.get(fpu, 0));
        if (!context.stopped()) {
            FpuStack.set(fpu, 0, result);
        }
        context.commit();
    }

    private static void combine(FpuState fpu, TwoOperands function, boolean pop) {
        FpuContext context = new FpuContext(fpu);
        boolean empty = FpuStack.isEmpty(fpu, 0) || FpuStack.isEmpty(fpu, 1);
        Extended result = empty
                ? context.underflowingStack()
                : function.compute(context, FpuStack.get(fpu, 0), FpuStack.get(fpu, 1));
        if (!context.stopped()) {
            FpuStack.set(fpu, pop ? 1 : 0, result);
            if (pop) {
                FpuStack.pop(fpu);
            }
        }
        context.commit();
    }

    /**
     * FSQRT.
     *
     * @param fpu unit
     */
    public static void squareRoot(FpuState fpu) {
        replaceTop(fpu, Arithmetic::squareRoot);
    }

    /**
     * FRNDINT.
     *
     * @param fpu unit
     */
    public static void roundToInteger(FpuState fpu) {
        replaceTop(fpu, Scaling::roundToInteger);
    }

    /**
     * FSCALE.
     *
     * @param fpu unit
     */
    public static void scale(FpuState fpu) {
        combine(fpu, Scaling::scale, false);
    }

    /**
     * FPREM and FPREM1. Without a remainder C0 and C3 keep their values and C1 and C2 are cleared.
     *
     * @param fpu unit
     * @param nearest true for FPREM1
     */
    public static void remainder(FpuState fpu, boolean nearest) {
        Remainder remainder = new Remainder();
        combine(fpu, (context, a, b) -> remainder.reduce(context, a, b, nearest), false);
        int changed = remainder.complete() ? CONDITIONS : FpuContext.C1 | FpuContext.C2;
        fpu.status = fpu.status & ~changed | remainder.conditions();
    }

    /**
     * F2XM1.
     *
     * @param fpu unit
     */
    public static void powerOfTwoLessOne(FpuState fpu) {
        replaceTop(fpu, Transcendental::powerOfTwoLessOne);
    }

    /**
     * FYL2X.
     *
     * @param fpu unit
     */
    public static void logarithm(FpuState fpu) {
        combine(fpu, Transcendental::logarithm, true);
    }

    /**
     * FYL2XP1.
     *
     * @param fpu unit
     */
    public static void logarithmOfOnePlus(FpuState fpu) {
        combine(fpu, Transcendental::logarithmOfOnePlus, true);
    }

    /**
     * FPATAN.
     *
     * @param fpu unit
     */
    public static void arcTangent(FpuState fpu) {
        combine(fpu, Transcendental::arcTangent, true);
    }

    /**
     * FSIN. C2 is set, and nothing else done, for arguments beyond 2^63.
     *
     * @param fpu unit
     */
    public static void sine(FpuState fpu) {
        if (inRange(fpu, false)) {
            replaceTop(fpu, Transcendental::sine);
        }
    }

    /**
     * FCOS. C2 is set, and nothing else done, for arguments beyond 2^63.
     *
     * @param fpu unit
     */
    public static void cosine(FpuState fpu) {
        if (inRange(fpu, false)) {
            replaceTop(fpu, Transcendental::cosine);
        }
    }

    /** Clears C1 and C2, or sets C2 for an argument that is out of range, unless a stack fault comes first. */
    private static boolean inRange(FpuState fpu, boolean full) {
        boolean out = !full && !FpuStack.isEmpty(fpu, 0) && Transcendental.outOfRange(FpuStack.get(fpu, 0));
        int cleared = fpu.status & ~(FpuContext.C1 | FpuContext.C2);
        fpu.status = out ? cleared | FpuContext.C2 : cleared;
        return !out;
    }

    /**
     * FPTAN: the tangent, then 1.
     *
     * @param fpu unit
     */
    public static void tangent(FpuState fpu) {
        if (inRange(fpu, FpuStack.isFull(fpu))) {
            replaceAndPush(fpu, Transcendental::tangent, FpuFunctions::divisorOfTangent);
        }
    }

    /** 1, or the same NaN as the tangent. */
    private static Extended divisorOfTangent(FpuContext context, Extended angle) {
        if (NanRules.applies(angle)) {
            return NanRules.result(context, angle);
        }
        return angle.isInfinity() ? context.invalid() : Extended.ONE;
    }

    /** The first function replaces ST(0), the value of the second is pushed. */
    private static void replaceAndPush(FpuState fpu, OneOperand first, OneOperand second) {
        FpuContext context = new FpuContext(fpu);
        Extended replaced;
        Extended pushed;
        if (FpuStack.isEmpty(fpu, 0) || FpuStack.isFull(fpu)) {
            replaced = FpuStack.isEmpty(fpu, 0) ? context.underflowingStack() : context.overflowingStack();
            pushed = replaced;
        } else {
            Extended value = FpuStack.get(fpu, 0);
            replaced = first.compute(context, value);
            pushed = second.compute(context, value);
        }
        if (!context.stopped()) {
            FpuStack.set(fpu, 0, replaced);
            FpuStack.push(fpu, pushed);
        }
        context.commit();
    }

    /**
     * FSINCOS: the sine, then the cosine.
     *
     * @param fpu unit
     */
    public static void sineAndCosine(FpuState fpu) {
        if (inRange(fpu, FpuStack.isFull(fpu))) {
            replaceAndPush(fpu, Transcendental::sine, Transcendental::cosine);
        }
    }

    /**
     * FXTRACT: the exponent, then the significand.
     *
     * @param fpu unit
     */
    public static void extract(FpuState fpu) {
        replaceAndPush(fpu, FpuFunctions::exponent, FpuFunctions::significand);
    }

    private static Extended exponent(FpuContext context, Extended value) {
        if (NanRules.applies(value)) {
            return NanRules.result(context, value);
        }
        if (value.isInfinity()) {
            return value.absolute();
        }
        if (value.isZero()) {
            context.raise(FpuContext.ZERO_DIVIDE);
            return Extended.infinity(Extended.SIGN);
        }
        context.noteDenormal(value);
        return Scaling.exponent(value);
    }

    private static Extended significand(FpuContext context, Extended value) {
        if (NanRules.applies(value)) {
            return NanRules.result(context, value);
        }
        return value.isInfinity() || value.isZero() ? value : Scaling.significand(value);
    }
}
