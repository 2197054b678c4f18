package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.FpuState;

/**
 * The memory images of FNSTENV and FNSAVE.
 *
 * <pre>
 * word  protected mode                        real mode
 * 0     control                               control
 * 1     status                                status
 * 2     tag                                   tag
 * 3     instruction offset                    instruction pointer, low 16 bits
 * 4     opcode (32-bit only), code selector   instruction pointer, other bits at 12; opcode
 * 5     operand offset                        operand pointer, low 16 bits
 * 6     operand selector                      operand pointer, other bits at 12
 * </pre>
 *
 * <p>Words have 2 or 4 bytes, unused halves of the latter are ones. In real mode pointers are linear addresses. FNSAVE
 * adds ST(0)..ST(7) with ten bytes each.
 *
 * <p>Source: Intel SDM vol. 1, 8.1.10 "Saving the x87 FPU's State with FSTENV/FNSTENV and FSAVE/FNSAVE".
 */
public final class FpuImage {
    /** Number of words of an environment. */
    public static final int ENVIRONMENT_WORDS = 7;
    /** Bytes of the registers behind the environment. */
    public static final int REGISTERS_LENGTH = 80;

    private static final int UPPER_ONES = 0xFFFF_0000;
    private static final int OPCODE = 0x7FF;

    private FpuImage() {}

    /**
     * Environment as 4-byte words; for 2-byte words the low halves count.
     *
     * @param fpu unit
     * @param size bytes of a word: 2 or 4
     * @param real true in real and virtual-8086 mode
     * @return seven words
     */
    public static int[] environment(FpuState fpu, int size, boolean real) {
        int[] words = new int[ENVIRONMENT_WORDS];
        words[0] = UPPER_ONES | fpu.control;
        words[1] = UPPER_ONES | fpu.status;
        words[2] = UPPER_ONES | fullTag(fpu);
        if (real) {
            int instruction = (fpu.instructionSelector << 4) + fpu.instructionOffset;
            int operand = (fpu.operandSelector << 4) + fpu.operandOffset;
            words[3] = UPPER_ONES | instruction;
            words[4] = instruction >>> 16 << 12 | fpu.opcode;
            words[5] = UPPER_ONES | operand;
            words[6] = operand >>> 16 << 12;
        } else {
            words[3] = fpu.instructionOffset;
            words[4] = fpu.instructionSelector | (size == 4 ? fpu.opcode << 16 : 0);
            words[5] = fpu.operandOffset;
            words[6] = UPPER_ONES | fpu.operandSelector;
        }
        return words;
    }

    /**
     * FLDENV.
     *
     * @param fpu unit
     * @param words seven words, 2-byte ones zero-extended
     * @param size bytes of a word: 2 or 4
     * @param real true in real and virtual-8086 mode
     */
    public static void loadEnvironment(FpuState fpu, int[] words, int size, boolean real) {
        fpu.status = words[1] & 0xFFFF;
        loadTag(fpu, words[2]);
        if (real) {
            fpu.instructionOffset = words[3] & 0xFFFF | words[4] >>> 12 << 16;
            fpu.instructionSelector = 0;
            fpu.opcode = words[4] & OPCODE;
            fpu.operandOffset = words[5] & 0xFFFF | words[6] >>> 12 << 16;
            fpu.operandSelector = 0;
        } else {
            fpu.instructionOffset = words[3];
            fpu.instructionSelector = words[4] & 0xFFFF;
            fpu.opcode = size == 4 ? words[4] >>> 16 & OPCODE : 0;
            fpu.operandOffset = words[5];
            fpu.operandSelector = words[6] & 0xFFFF;
        }
        FpuControl.loadControl(fpu, words[0]);
    }

    /** Only empty or not is remembered of a loaded tag word. */
    private static void loadTag(FpuState fpu, int tag) {
        fpu.tag = 0;
        for (int register = 0; register < 8; register++) {
            int place = 3 << 2 * register;
            fpu.tag |= (tag & place) == place ? place : 0;
        }
    }

    /** Tag word with the contents of registers classified: 0 valid, 1 zero, 2 special, 3 empty. */
    private static int fullTag(FpuState fpu) {
        int tag = fpu.tag;
        for (int register = 0; register < 8; register++) {
            if ((tag >>> 2 * register & 3) != 3) {
                Extended value = new Extended(fpu.signExponent[register], fpu.significand[register]);
                boolean valid = value.exponent() != 0 && value.exponent() != Extended.SPECIAL && !value.isUnsupported();
                tag |= (value.isZero() ? 1 : valid ? 0 : 2) << 2 * register;
            }
        }
        return tag;
    }

    /**
     * Significand of a register for FNSAVE.
     *
     * @param fpu unit
     * @param index i of ST(i)
     * @return bytes 0..7
     */
    public static long significand(FpuState fpu, int index) {
        return fpu.significand[fpu.top() + index & 7];
    }

    /**
     * Sign and exponent of a register for FNSAVE.
     *
     * @param fpu unit
     * @param index i of ST(i)
     * @return bytes 8 and 9
     */
    public static int signExponent(FpuState fpu, int index) {
        return fpu.signExponent[fpu.top() + index & 7];
    }

    /**
     * Sets a register for FRSTOR; its tag is not changed.
     *
     * @param fpu unit, TOP already loaded
     * @param index i of ST(i)
     * @param signExponent bytes 8 and 9
     * @param significand bytes 0..7
     */
    public static void setRegister(FpuState fpu, int index, int signExponent, long significand) {
        int register = fpu.top() + index & 7;
        fpu.signExponent[register] = signExponent & 0xFFFF;
        fpu.significand[register] = significand;
    }
}
