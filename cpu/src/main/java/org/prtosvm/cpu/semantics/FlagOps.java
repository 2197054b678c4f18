package org.prtosvm.cpu.semantics;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;

/**
 * Instructions on single flags.
 *
 * <p>Source: Intel SDM vol. 2, LAHF, SAHF, SALC (undocumented), CLC, STC, CMC, CLD, STD.
 */
public final class FlagOps {
    private static final int AH = 4;
    private static final int LOW_FLAGS = Eflags.ARITHMETIC & ~Eflags.OF;

    private FlagOps() {}

    /**
     * LAHF.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void load(CpuState cpu, Instruction i) {
        cpu.setReg8(AH, cpu.arithmeticFlags() & LOW_FLAGS | Eflags.RESERVED_ONE);
    }

    /**
     * SAHF.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void store(CpuState cpu, Instruction i) {
        FlagRecipe.replace(cpu, LOW_FLAGS, cpu.reg8(AH));
    }

    /**
     * SALC: AL becomes 0 or 0xFF.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void carryToAccumulator(CpuState cpu, Instruction i) {
        cpu.setReg8(Gpr.EAX, -cpu.carry());
    }

    /**
     * CLC.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void clearCarry(CpuState cpu, Instruction i) {
        FlagRecipe.replace(cpu, Eflags.CF, 0);
    }

    /**
     * STC.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void setCarry(CpuState cpu, Instruction i) {
        FlagRecipe.replace(cpu, Eflags.CF, Eflags.CF);
    }

    /**
     * CMC.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void complementCarry(CpuState cpu, Instruction i) {
        FlagRecipe.replace(cpu, Eflags.CF, cpu.carry() ^ Eflags.CF);
    }

    /**
     * CLD.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void clearDirection(CpuState cpu, Instruction i) {
        cpu.systemFlags &= ~Eflags.DF;
    }

    /**
     * STD.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void setDirection(CpuState cpu, Instruction i) {
        cpu.systemFlags |= Eflags.DF;
    }
}
