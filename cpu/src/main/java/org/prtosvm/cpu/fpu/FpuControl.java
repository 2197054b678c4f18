package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.FpuState;

/**
 * Control and status words.
 *
 * <p>Source: Intel SDM vol. 2, FINIT, FLDCW, FSTCW, FSTSW, FCLEX, EMMS.
 */
public final class FpuControl {
    private static final int CONTROL_WRITABLE = 0x1F3F;
    private static final int CONTROL_ALWAYS_SET = 0x0040;
    private static final int EXCEPTION_BITS = FpuContext.ALL | FpuContext.STACK_FAULT;
    private static final int TOP = 7 << 11;

    private FpuControl() {}

    /**
     * FNINIT: the data registers become empty but keep their contents.
     *
     * @param fpu unit
     */
    public static void initialise(FpuState fpu) {
        fpu.control = FpuState.INITIAL_CONTROL;
        fpu.status = 0;
        fpu.tag = FpuState.ALL_EMPTY;
        fpu.instructionOffset = 0;
        fpu.instructionSelector = 0;
        fpu.operandOffset = 0;
        fpu.operandSelector = 0;
        fpu.opcode = 0;
    }

    /**
     * FLDCW: exceptions that are unmasked while their flags are set become pending.
     *
     * @param fpu unit
     * @param value control word
     */
    public static void loadControl(FpuState fpu, int value) {
        fpu.control = value & CONTROL_WRITABLE | CONTROL_ALWAYS_SET;
        FpuContext.updateSummary(fpu);
    }

    /**
     * FNCLEX.
     *
     * @param fpu unit
     */
    public static void clearExceptions(FpuState fpu) {
        fpu.status &= ~(EXCEPTION_BITS | FpuContext.SUMMARY | FpuContext.BUSY);
    }

    /**
     * Masks all exceptions: what FNSTENV does after storing.
     *
     * @param fpu unit
     */
    public static void maskExceptions(FpuState fpu) {
        fpu.control |= FpuContext.ALL;
        FpuContext.updateSummary(fpu);
    }

    /**
     * Tells whether an unmasked exception waits to be reported.
     *
     * @param fpu unit
     * @return the summary bit
     */
    public static boolean exceptionPending(FpuState fpu) {
        return (fpu.status & FpuContext.SUMMARY) != 0;
    }

    /**
     * EMMS: all registers become empty, TOP 0.
     *
     * @param fpu unit
     */
    public static void empty(FpuState fpu) {
        fpu.tag = FpuState.ALL_EMPTY;
        fpu.status &= ~TOP;
    }
}
