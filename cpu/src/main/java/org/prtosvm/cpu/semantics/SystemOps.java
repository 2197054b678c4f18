package org.prtosvm.cpu.semantics;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;

/**
 * Interrupt flag, halt, caches, time and identification.
 *
 * <p>Caches are not modelled and look-asides are never visible: INVD, WBINVD and INVLPG only check the CPL. Model-specific
 * registers are in {@link ModelSpecific}.
 *
 * <p>Source: Intel SDM vol. 2, the instructions; vol. 3A, 6.8.1 "Masking Maskable Hardware Interrupts".
 */
public final class SystemOps {
    private SystemOps() {}

    /**
     * CLI. Raises #GP(0) if CPL is above IOPL.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void clearInterrupts(CpuState cpu, Instruction i) {
        Privilege.checkInterruptFlag(cpu);
        cpu.systemFlags &= ~Eflags.IF;
        cpu.eip = i.nextEip();
    }

    /**
     * STI; interrupts are held off for one more instruction if they were off. Raises #GP(0) if CPL is above IOPL.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void setInterrupts(CpuState cpu, Instruction i) {
        Privilege.checkInterruptFlag(cpu);
        if ((cpu.systemFlags & Eflags.IF) == 0) {
            cpu.interruptShadow = true;
            cpu.debugShadow = false;
        }
        cpu.systemFlags |= Eflags.IF;
        cpu.eip = i.nextEip();
    }

    /**
     * HLT. Raises #GP(0) outside ring 0.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void halt(CpuState cpu, Instruction i) {
        Privilege.checkRing0(cpu);
        cpu.eip = i.nextEip();
        cpu.exit = Exit.HALT;
    }

    /**
     * INVD, WBINVD and INVLPG: nothing but the check, #GP(0) outside ring 0.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void privilegedNothing(CpuState cpu, Instruction i) {
        Privilege.checkRing0(cpu);
        cpu.eip = i.nextEip();
    }

    /**
     * RDTSC: the count of the processor. Raises #GP(0) outside ring 0 with CR4.TSD.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void readTime(CpuState cpu, Instruction i) {
        if ((cpu.cr4 & CpuState.CR4_TSD) != 0) {
            Privilege.checkRing0(cpu);
        }
        setPair(cpu, cpu.count());
        cpu.eip = i.nextEip();
    }

    /**
     * RDPMC: #GP(0), the processor has no performance counters.
     *
     * @param cpu processor
     * @param i instruction
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static void readCounter(CpuState cpu, Instruction i) {
        throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
    }

    /**
     * RDMSR. Raises #GP(0) outside ring 0 and for registers that do not exist.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void readModelSpecific(CpuState cpu, Instruction i) {
        Privilege.checkRing0(cpu);
        setPair(cpu, ModelSpecific.read(cpu, cpu.gpr[Gpr.ECX]));
        cpu.eip = i.nextEip();
    }

    /**
     * WRMSR. Raises #GP(0) outside ring 0 and for registers that do not exist.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void writeModelSpecific(CpuState cpu, Instruction i) {
        Privilege.checkRing0(cpu);
        long value = (long) cpu.gpr[Gpr.EDX] << 32 | cpu.gpr[Gpr.EAX] & 0xFFFF_FFFFL;
        ModelSpecific.write(cpu, cpu.gpr[Gpr.ECX], value);
        cpu.eip = i.nextEip();
    }

    private static void setPair(CpuState cpu, long value) {
        cpu.gpr[Gpr.EAX] = (int) value;
        cpu.gpr[Gpr.EDX] = (int) (value >>> 32);
    }

    /**
     * CPUID: fixed answers, see {@link CpuIdentification}.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void identify(CpuState cpu, Instruction i) {
        int leaf = cpu.gpr[Gpr.EAX];
        cpu.gpr[Gpr.EAX] = CpuIdentification.answer(cpu.model, leaf, 0);
        cpu.gpr[Gpr.EBX] = CpuIdentification.answer(cpu.model, leaf, 1);
        cpu.gpr[Gpr.ECX] = CpuIdentification.answer(cpu.model, leaf, 2);
        cpu.gpr[Gpr.EDX] = CpuIdentification.answer(cpu.model, leaf, 3);
    }
}
