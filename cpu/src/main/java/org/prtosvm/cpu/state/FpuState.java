package org.prtosvm.cpu.state;

/**
 * Registers of the x87 unit; data only, the arithmetic is in {@code org.prtosvm.cpu.fpu}.
 *
 * <p>A register is a 64-bit significand with explicit integer bit and a word with the sign in bit 15 and the biased
 * exponent in bits 0..14: the 80-bit format of memory. Registers are kept in physical order: ST(i) is register
 * {@code (top + i) & 7}.
 *
 * <p>Source: Intel SDM vol. 1, 8.1 "x87 FPU Execution Environment".
 */
public final class FpuState {
    /** Control word after FNINIT: all exceptions masked, 64-bit precision, round to nearest. */
    public static final int INITIAL_CONTROL = 0x037F;
    /** Tag word with all registers empty. */
    public static final int ALL_EMPTY = 0xFFFF;

    /** Significands in physical order, integer bit in bit 63. */
    public final long[] significand = new long[8];
    /** Sign (bit 15) and biased exponent (bits 0..14) in physical order; no other bits are ever set. */
    public final int[] signExponent = new int[8];
    /** Control word, 16 bits. */
    public int control = INITIAL_CONTROL;
    /** Status word, 16 bits, TOP in bits 11..13. */
    public int status;
    /**
     * Two bits for each physical register: 3 if it is empty, 0 if it is not. The finer distinction of the architectural
     * tag word (zero, special) is computed from the contents when FNSTENV or FNSAVE shows it, as processors do.
     */
    public int tag = ALL_EMPTY;
    /** Offset of the last non-control x87 instruction. */
    public int instructionOffset;
    /** Code selector of the last non-control x87 instruction, 16 bits. */
    public int instructionSelector;
    /** Offset of the memory operand of the last non-control x87 instruction that had one. */
    public int operandOffset;
    /** Selector of that operand, 16 bits. */
    public int operandSelector;
    /** Last non-control opcode, 11 bits: low three bits of the escape byte, then ModR/M. */
    public int opcode;

    /** Creates the state after FNINIT with all registers +0. */
    public FpuState() {}

    /** Puts everything into the state after FNINIT; register contents become +0 so that nothing of them leaks. */
    public void reset() {
        for (int i = 0; i < 8; i++) {
            significand[i] = 0;
            signExponent[i] = 0;
        }
        control = INITIAL_CONTROL;
        status = 0;
        tag = ALL_EMPTY;
        instructionOffset = 0;
        instructionSelector = 0;
        operandOffset = 0;
        operandSelector = 0;
        opcode = 0;
    }

    /** @return physical number of ST(0) */
    public int top() {
        return status >>> 11 & 7;
    }

    /**
     * Copies another state.
     *
     * @param other source
     */
    public void copyFrom(FpuState other) {
        System.arraycopy(other.significand, 0, significand, 0, 8);
        System.arraycopy(other.signExponent, 0, signExponent, 0, 8);
        control = other.control;
        status = other.status;
        tag = other.tag;
        instructionOffset = other.instructionOffset;
        instructionSelector = other.instructionSelector;
        operandOffset = other.operandOffset;
        operandSelector = other.operandSelector;
        opcode = other.opcode;
    }
}
