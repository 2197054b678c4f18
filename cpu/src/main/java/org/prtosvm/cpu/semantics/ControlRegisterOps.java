package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuModel;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Feature;

/**
 * Control and debug registers. Arithmetic flags that the manual leaves undefined keep their values.
 *
 * <p>CR4 knows those of TSD, DE, PSE, PAE, PGE, PCE, OSFXSR and OSXMMEXCPT that the model has; other bits raise #GP(0). CR3 keeps all bits
 * that are written to it. Breakpoints are in {@link org.prtosvm.cpu.debug.Breakpoints}.
 *
 * <p>Source: Intel SDM vol. 2, MOV (control registers), MOV (debug registers), LMSW, SMSW, CLTS; vol. 3A, 2.5 "Control
 * Registers" and vol. 3B, 18.2 "Debug Registers".
 */
public final class ControlRegisterOps {
    /** CR4 bit 8: RDPMC at any CPL. */
    private static final int CR4_PCE = 1 << 8;

    private static final int MACHINE_STATUS = CpuState.CR0_PE | CpuState.CR0_MP | CpuState.CR0_EM | CpuState.CR0_TS;
    private static final int CR0_WRITABLE = MACHINE_STATUS
            | CpuState.CR0_NE
            | CpuState.CR0_WP
            | CpuState.CR0_AM
            | CpuState.CR0_NW
            | CpuState.CR0_CD
            | CpuState.CR0_PG;
    /** A change of these reads the directory pointers of PAE paging again. */
    private static final int CR4_POINTERS = CpuState.CR4_PAE | CpuState.CR4_PSE | CpuState.CR4_PGE;

    private static final int CR0_MAPPING = CpuState.CR0_PE | CpuState.CR0_PG | CpuState.CR0_WP;
    private static final int DR6_ONES = 0xFFFF_0FF0;
    private static final int DR6_WRITABLE = 0x0000_E00F;
    /** DR6.BD: a debug register would have been accessed. */
    private static final int DR6_ACCESS = 1 << 13;

    private static final int DR7_ONE = 1 << 10;
    /** DR7.GD: accesses to debug registers fault. */
    private static final int DR7_GENERAL_DETECT = 1 << 13;

    private static final int DR7_WRITABLE = 0xFFFF_23FF;

    private ControlRegisterOps() {}

    /**
     * MOV from CRn. Raises #GP(0) outside ring 0, #UD for registers that do not exist.
     *
     * @param cpu processor
     * @param i destination register, source control register
     */
    public static void moveFromControl(CpuState cpu, Instruction i) {
        int number = control(cpu, source(i));
        cpu.gpr[destination(i).register()] = switch (number) {
            case 0 -> cpu.cr0;
            case 2 -> cpu.cr2;
            case 3 -> cpu.cr3;
            default -> cpu.cr4;
        };
        cpu.eip = i.nextEip();
    }

    /**
     * MOV to CRn. Raises #GP(0) outside ring 0 and for forbidden combinations, #UD for registers that do not exist.
     *
     * @param cpu processor
     * @param i destination control register, source register
     */
    public static void moveToControl(CpuState cpu, Instruction i) {
        int number = control(cpu, destination(i));
        int value = cpu.gpr[source(i).register()];
        switch (number) {
            case 0 -> setCr0(cpu, value);
            case 2 -> cpu.cr2 = value;
            case 3 -> cpu.memory.loadDirectory(value);
            default -> setCr4(cpu, value);
        }
        cpu.eip = i.nextEip();
    }

    private static int control(CpuState cpu, Operand operand) {
        int number = operand.register();
        if (number == 1 || number > 4) {
            throw cpu.raise(Vector.INVALID_OPCODE, 0);
        }
        Privilege.checkRing0(cpu);
        return number;
    }

    private static void setCr0(CpuState cpu, int value) {
        boolean pagingWithoutProtection = (value & CpuState.CR0_PG) != 0 && (value & CpuState.CR0_PE) == 0;
        boolean writeThroughOnly = (value & CpuState.CR0_NW) != 0 && (value & CpuState.CR0_CD) == 0;
        if (pagingWithoutProtection || writeThroughOnly) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        int changed = cpu.cr0;
        boolean paging = (value & CpuState.CR0_PG) != 0 && (changed & CpuState.CR0_PG) == 0;
        if (paging && (cpu.cr4 & CpuState.CR4_PAE) != 0) {
            cpu.memory.loadDirectoryPointers(cpu.cr3);
        }
        cpu.cr0 = value & CR0_WRITABLE | CpuState.CR0_ET;
        changed ^= cpu.cr0;
        cpu.updateMode();
        if ((changed & CR0_MAPPING) != 0) {
            cpu.memory.flush();
        }
    }

    private static int cr4Writable(CpuModel model) {
        return (model.has(Feature.TSC) ? CpuState.CR4_TSD : 0)
                | (model.has(Feature.DE) ? CpuState.CR4_DE : 0)
                | (model.has(Feature.PSE) ? CpuState.CR4_PSE : 0)
                | (model.has(Feature.PAE) ? CpuState.CR4_PAE : 0)
                | (model.has(Feature.PGE) ? CpuState.CR4_PGE : 0)
                | (model.has(Feature.CMOV) ? CR4_PCE : 0)
                | (model.has(Feature.FXSR) ? CpuState.CR4_OSFXSR : 0)
                | (model.has(Feature.SSE) ? CpuState.CR4_OSXMMEXCPT : 0);
    }

    private static void setCr4(CpuState cpu, int value) {
        if ((value & ~cr4Writable(cpu.model)) != 0) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        boolean paging = (cpu.cr0 & CpuState.CR0_PG) != 0 && (value & CpuState.CR4_PAE) != 0;
        if (paging && ((value ^ cpu.cr4) & CR4_POINTERS) != 0) {
            cpu.memory.loadDirectoryPointers(cpu.cr3);
        }
        cpu.cr4 = value;
        cpu.memory.flush();
    }

    /**
     * LMSW: the low four bits of CR0; cannot clear PE.
     *
     * @param cpu processor
     * @param i destination: 16 bits
     */
    public static void loadMachineStatus(CpuState cpu, Instruction i) {
        Privilege.checkRing0(cpu);
        int value = Operands.load(cpu, destination(i), i.addressSize()) & MACHINE_STATUS;
        setCr0(cpu, cpu.cr0 & (~MACHINE_STATUS | CpuState.CR0_PE) | value);
        cpu.eip = i.nextEip();
    }

    /**
     * SMSW: a 32-bit register gets all of CR0. Allowed in every ring.
     *
     * @param cpu processor
     * @param i destination
     */
    public static void storeMachineStatus(CpuState cpu, Instruction i) {
        Operands.store(cpu, destination(i), i.addressSize(), cpu.cr0);
    }

    /**
     * CLTS.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void clearTaskSwitched(CpuState cpu, Instruction i) {
        Privilege.checkRing0(cpu);
        cpu.cr0 &= ~CpuState.CR0_TS;
        cpu.updateMode();
        cpu.eip = i.nextEip();
    }

    /**
     * MOV from DRn; 4 and 5 are 6 and 7. Raises #UD for those with CR4.DE, #GP(0) outside ring 0, #DB with DR7.GD.
     *
     * @param cpu processor
     * @param i destination register, source debug register
     */
    public static void moveFromDebug(CpuState cpu, Instruction i) {
        int number = debug(cpu, source(i));
        int value = cpu.dr[number];
        cpu.gpr[destination(i).register()] = number < 6 ? value : number == 6 ? value | DR6_ONES : value | DR7_ONE;
        cpu.eip = i.nextEip();
    }

    /**
     * MOV to DRn; 4 and 5 are 6 and 7. Raises #UD for those with CR4.DE, #GP(0) outside ring 0, #DB with DR7.GD.
     *
     * @param cpu processor
     * @param i destination debug register, source register
     */
    public static void moveToDebug(CpuState cpu, Instruction i) {
        int number = debug(cpu, destination(i));
        int value = cpu.gpr[source(i).register()];
        cpu.dr[number] = number < 6 ? value : value & (number == 6 ? DR6_WRITABLE : DR7_WRITABLE);
        cpu.updateMode();
        cpu.eip = i.nextEip();
    }

    private static int debug(CpuState cpu, Operand operand) {
        int number = operand.register();
        boolean alias = number == 4 || number == 5;
        if (alias && (cpu.cr4 & CpuState.CR4_DE) != 0) {
            throw cpu.raise(Vector.INVALID_OPCODE, 0);
        }
        Privilege.checkRing0(cpu);
        if ((cpu.dr[7] & DR7_GENERAL_DETECT) != 0) {
            throw cpu.raiseDebug(DR6_ACCESS, true);
        }
        return alias ? number + 2 : number;
    }
}
