package org.prtosvm.cpu.semantics;

import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.state.CpuState;

/** Writes the arithmetic flags of a processor, as recipes of {@link LazyFlags}. */
public final class FlagRecipe {
    private FlagRecipe() {}

    /**
     * Records a recipe; all values sign-extended.
     *
     * @param cpu processor
     * @param kind kind of {@link LazyFlags}
     * @param a first operand
     * @param b second operand
     * @param result result
     */
    public static void set(CpuState cpu, int kind, int a, int b, int result) {
        cpu.flagKind = kind;
        cpu.flagA = a;
        cpu.flagB = b;
        cpu.flagResult = result;
    }

    /**
     * Records the result of a bitwise operation.
     *
     * @param cpu processor
     * @param result result, sign-extended
     */
    public static void setLogic(CpuState cpu, int result) {
        cpu.flagKind = LazyFlags.LOGIC;
        cpu.flagResult = result;
    }

    /**
     * Replaces some flags and keeps the others.
     *
     * @param cpu processor
     * @param mask flags to replace
     * @param bits their new values at their EFLAGS places
     */
    public static void replace(CpuState cpu, int mask, int bits) {
        cpu.setArithmeticFlags((cpu.arithmeticFlags() & ~mask) | (bits & mask));
    }
}
