package org.prtosvm.cpu.fpu;

import org.prtosvm.cpu.state.FpuState;

/**
 * MMX registers: the significands of the physical x87 registers.
 *
 * <p>Source: Intel SDM vol. 1, 9.5 "Compatibility with x87 FPU Architecture"; vol. 3A, 13.1 "Emulation of the MMX
 * Instruction Set" and 13.2 "The MMX State and MMX Register Aliasing".
 */
public final class MmxRegisters {
    private static final int TOP = 7 << 11;
    private static final int ONES = 0xFFFF;

    private MmxRegisters() {}

    /**
     * Reads a register.
     *
     * @param fpu unit
     * @param number 0..7
     * @return contents
     */
    public static long get(FpuState fpu, int number) {
        return fpu.significand[number];
    }

    /**
     * Writes a register; what an x87 instruction sees there is a NaN or an infinity.
     *
     * @param fpu unit
     * @param number 0..7
     * @param value contents
     */
    public static void set(FpuState fpu, int number, long value) {
        fpu.significand[number] = value;
        fpu.signExponent[number] = ONES;
    }

    /**
     * Makes the registers those of MMX: TOP is 0, all are in use. What every MMX instruction but EMMS does.
     *
     * @param fpu unit
     */
    public static void enter(FpuState fpu) {
        fpu.status &= ~TOP;
        fpu.tag = 0;
    }

    /**
     * Tags of FXSAVE: one bit for each physical register.
     *
     * @param fpu unit
     * @return bit n set if register n is in use
     */
    public static int abridgedTag(FpuState fpu) {
        int tag = 0;
        for (int n = 0; n < 8; n++) {
            tag |= (fpu.tag >>> 2 * n & 3) == 3 ? 0 : 1 << n;
        }
        return tag;
    }

    /**
     * Sets the tags from those of FXRSTOR.
     *
     * @param fpu unit
     * @param tag bit n set if register n is in use
     */
    public static void setAbridgedTag(FpuState fpu, int tag) {
        fpu.tag = 0;
        for (int n = 0; n < 8; n++) {
            fpu.tag |= (tag >>> n & 1) != 0 ? 0 : 3 << 2 * n;
        }
    }
}
