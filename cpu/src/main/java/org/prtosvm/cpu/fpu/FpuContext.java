package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.FpuState;

/**
 * What one x87 instruction reads from the control word and collects for the status word. Nothing is written until
 * {@link #commit}.
 *
 * <p>Source: Intel SDM vol. 1, 8.1.3 "x87 FPU Status Register", 8.1.5 "x87 FPU Control Word" and 8.4 "x87 FPU
 * Floating-Point Exception Handling".
 */
final class FpuContext {
    /** Invalid operation. */
    static final int INVALID = 1;
    /** Denormal operand. */
    static final int DENORMAL = 1 << 1;
    /** Division of a number by zero. */
    static final int ZERO_DIVIDE = 1 << 2;
    /** Numeric overflow. */
    static final int OVERFLOW = 1 << 3;
    /** Numeric underflow. */
    static final int UNDERFLOW = 1 << 4;
    /** Inexact result. */
    static final int PRECISION = 1 << 5;
    /** All exceptions, at their places in the control and the status word. */
    static final int ALL = 0x3F;
    /** Status bit: the invalid operation was a stack fault. */
    static final int STACK_FAULT = 1 << 6;
    /** Status bit: an unmasked exception is pending. */
    static final int SUMMARY = 1 << 7;
    /** Status bit: copy of {@link #SUMMARY}. */
    static final int BUSY = 1 << 15;
    /** Status bit C0. */
    static final int C0 = 1 << 8;
    /** Status bit C1. */
    static final int C1 = 1 << 9;
    /** Status bit C2. */
    static final int C2 = 1 << 10;
    /** Status bit C3. */
    static final int C3 = 1 << 14;

    /** Rounding control: to nearest, ties to even. */
    static final int NEAREST = 0;
    /** Rounding control: towards minus infinity. */
    static final int DOWN = 1;
    /** Rounding control: towards plus infinity. */
    static final int UP = 2;
    /** Rounding control: towards zero. */
    static final int TRUNCATE = 3;

    private static final int BEFORE_RESULT = INVALID | DENORMAL | ZERO_DIVIDE;

    final FpuState fpu;
    private int raised;
    private boolean roundedUp;
    private boolean narrowDenormal;

    FpuContext(FpuState fpu) {
        this.fpu = fpu;
    }

    /** Rounding control, one of the constants. */
    int rounding() {
        return fpu.control >>> 10 & 3;
    }

    /** Bits of the significand by precision control: 24, 53 or 64. The reserved value 1 counts as 64. */
    int precision() {
        return switch (fpu.control >>> 8 & 3) {
            case 0 -> 24;
            case 2 -> 53;
            default -> 64;
        };
    }

    boolean masked(int exception) {
        return (fpu.control & exception) != 0;
    }

    void raise(int exceptions) {
        raised |= exceptions;
    }

    /** Sets C1 if the magnitude of a result was rounded up. */
    void roundedUp(boolean up) {
        roundedUp = up;
    }

    /** The memory operand was a denormal of the single or double format, which is an ordinary extended number. */
    void narrowDenormal() {
        narrowDenormal = true;
    }

    /** Raises DENORMAL if an operand, or the memory operand, is one. */
    void noteDenormal(Extended operand) {
        if (operand.isDenormal() || narrowDenormal) {
            raise(DENORMAL);
        }
    }

    /** True if an unmasked exception forbids to compute or store a result. */
    boolean stopped() {
        return (raised & ~fpu.control & BEFORE_RESULT) != 0;
    }

    /**
     * True if an unmasked invalid operation forbids to push or to report a comparison; a denormal operand forbids neither,
     * whether masked or not.
     */
    boolean stoppedAsInvalid() {
        return (raised & ~fpu.control & INVALID) != 0;
    }

    /** True if an unmasked exception forbids to store to memory, where no result can be scaled. */
    boolean stoppedInMemory() {
        return (raised & ~fpu.control & (BEFORE_RESULT | OVERFLOW | UNDERFLOW)) != 0;
    }

    /** Invalid operation with its masked result. */
    Extended invalid() {
        raise(INVALID);
        return Extended.INDEFINITE;
    }

    /** Invalid operation found after rounding: an integer out of range. What rounding raised is taken back. */
    void invalidAfterRounding() {
        raised &= ~PRECISION;
        roundedUp = false;
        raise(INVALID);
    }

    /** Invalid operation because an operand register is empty; C1 is cleared. */
    Extended underflowingStack() {
        raise(STACK_FAULT);
        return invalid();
    }

    /** Invalid operation because a register to be pushed to is in use; C1 is set. */
    Extended overflowingStack() {
        raise(STACK_FAULT);
        roundedUp = true;
        return invalid();
    }

    /** Writes exceptions and C1 to the status word. */
    void commit() {
        fpu.status = fpu.status & ~C1 | raised | (roundedUp ? C1 : 0);
        updateSummary(fpu);
    }

    /** Sets or clears the summary bits after a change of the status or control word. */
    static void updateSummary(FpuState fpu) {
        boolean pending = (fpu.status & ~fpu.control & ALL) != 0;
        int both = SUMMARY | BUSY;
        fpu.status = pending ? fpu.status | both : fpu.status & ~both;
    }
}
