package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.FpuState;

/**
 * The register stack.
 *
 * <p>Source: Intel SDM vol. 1, 8.1.2 "x87 FPU Data Registers" and 8.1.7 "x87 FPU Tag Word".
 */
final class FpuStack {
    private static final int TOP = 7 << 11;

    private FpuStack() {}

    private static int physical(FpuState fpu, int index) {
        return fpu.top() + index & 7;
    }

    static boolean isEmpty(FpuState fpu, int index) {
        return (fpu.tag >>> 2 * physical(fpu, index) & 3) == 3;
    }

    /** True if nothing can be pushed. */
    static boolean isFull(FpuState fpu) {
        return !isEmpty(fpu, 7);
    }

    static Extended get(FpuState fpu, int index) {
        int register = physical(fpu, index);
        return new Extended(fpu.signExponent[register], fpu.significand[register]);
    }

    static void set(FpuState fpu, int index, Extended value) {
        int register = physical(fpu, index);
        fpu.signExponent[register] = value.signExponent();
        fpu.significand[register] = value.significand();
        fpu.tag &= ~(3 << 2 * register);
    }

    static void free(FpuState fpu, int index) {
        fpu.tag |= 3 << 2 * physical(fpu, index);
    }

    /** Moves the top of the stack; 1 towards what was ST(1). */
    static void rotate(FpuState fpu, int steps) {
        fpu.status = fpu.status & ~TOP | (fpu.top() + steps & 7) << 11;
    }

    static void push(FpuState fpu, Extended value) {
        rotate(fpu, -1);
        set(fpu, 0, value);
    }

    static void pop(FpuState fpu) {
        free(fpu, 0);
        rotate(fpu, 1);
    }
}
