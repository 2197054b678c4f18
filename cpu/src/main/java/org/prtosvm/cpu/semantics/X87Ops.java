package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.fpu.FpuControl;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.FpuState;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Entry of every x87 instruction: availability, pending exceptions, then the operation of the memory or register form,
 * then the pointers to the last instruction and operand.
 *
 * <p>A pending exception is #MF before the next waiting instruction with CR0.NE; without it the unit has no line to
 * report it and execution goes on.
 *
 * <p>Source: Intel SDM vol. 1, 8.6 "x87 FPU Exception Synchronization" and 8.7 "Handling x87 FPU Exceptions in Software";
 * vol. 3A, 2.5 "Control Registers" (EM, MP, TS, NE).
 */
public final class X87Ops {
    private static final int UNAVAILABLE = CpuState.MODE_EMULATE_FPU | CpuState.MODE_TASK_SWITCHED;
    private static final int WAIT_UNAVAILABLE = CpuState.CR0_MP | CpuState.CR0_TS;

    private X87Ops() {}

    /**
     * Any escape opcode: #NM with CR0.EM or TS, #UD for undefined encodings, #MF for a pending exception, and the faults
     * of the memory operand, with the unit unchanged.
     *
     * @param cpu processor
     * @param i immediate: opcode and ModR/M
     */
    public static void execute(CpuState cpu, Instruction i) {
        if ((cpu.mode & UNAVAILABLE) != 0) {
            throw cpu.raise(Vector.DEVICE_NOT_AVAILABLE, 0);
        }
        int code = i.immediate();
        boolean memory = (code & 0xC0) != 0xC0;
        if (!(memory ? X87Memory.isDefined(code) : X87Register.isDefined(code))) {
            throw undefined(cpu);
        }
        if (!(memory ? X87Memory.withoutWait(code) : X87Register.withoutWait(code))) {
            checkPending(cpu);
        }
        if (memory) {
            Operand operand = destination(i);
            int offset = Operands.effectiveAddress(cpu, operand, i.addressSize());
            if (X87Memory.execute(cpu, i, operand.segment(), offset)) {
                notePointers(cpu, i);
                cpu.fpu.operandOffset = offset;
                cpu.fpu.operandSelector = cpu.segment[operand.segment()].selector;
            }
        } else if (X87Register.execute(cpu, code)) {
            notePointers(cpu, i);
        }
    }

    private static void notePointers(CpuState cpu, Instruction i) {
        FpuState fpu = cpu.fpu;
        fpu.instructionOffset = i.eip();
        fpu.instructionSelector = cpu.segment[SegmentRegister.CS].selector;
        fpu.opcode = i.immediate() & 0x7FF;
    }

    /** Raises #MF for a pending x87 exception. */
    static void checkPending(CpuState cpu) {
        if (FpuControl.exceptionPending(cpu.fpu) && (cpu.cr0 & CpuState.CR0_NE) != 0) {
            throw cpu.raise(Vector.X87_ERROR, 0);
        }
    }

    /**
     * WAIT: #NM with CR0.MP and TS, #MF for a pending exception.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void await(CpuState cpu, Instruction i) {
        if ((cpu.cr0 & WAIT_UNAVAILABLE) == WAIT_UNAVAILABLE) {
            throw cpu.raise(Vector.DEVICE_NOT_AVAILABLE, 0);
        }
        checkPending(cpu);
    }

    /**
     * EMMS: #UD with CR0.EM, #NM with TS, #MF for a pending exception.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void emptyMultimediaState(CpuState cpu, Instruction i) {
        if ((cpu.mode & CpuState.MODE_EMULATE_FPU) != 0) {
            throw undefined(cpu);
        }
        if ((cpu.mode & CpuState.MODE_TASK_SWITCHED) != 0) {
            throw cpu.raise(Vector.DEVICE_NOT_AVAILABLE, 0);
        }
        checkPending(cpu);
        FpuControl.empty(cpu.fpu);
    }

    /**
     * #UD for an undefined encoding.
     *
     * @param cpu processor
     * @return throwable to throw
     */
    static GuestFault undefined(CpuState cpu) {
        return cpu.raise(Vector.INVALID_OPCODE, 0);
    }
}
