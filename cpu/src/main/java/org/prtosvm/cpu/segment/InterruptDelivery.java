package org.prtosvm.cpu.segment;

import static org.prtosvm.cpu.segment.DescriptorTables.fault;

import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Takes interrupts and exceptions through the IDT of the guest.
 *
 * <p>On a monitored processor only software interrupts come here. Their gate is checked as hardware does; if it leads to
 * ring 0 the engine is left with {@link Exit#FAULT}, otherwise the guest's own handler is entered, and IF stays set,
 * because ring 0 is the only one that could set it again. Task gates raise #GP with the vector: tasks are not switched
 * by this processor.
 *
 * <p>Source: Intel SDM vol. 3A, 6.11 "IDT Descriptors", 6.12 "Exception and Interrupt Handling", 6.13 "Error Code" and
 * 6.15, Interrupt 8.
 */
public final class InterruptDelivery {
    /** Error code bit: the index is one of the IDT. */
    private static final int ERROR_IDT = 2;

    private static final int NO_ERROR_CODE = -1;
    private static final int CONTRIBUTORY = 1 << Vector.DIVIDE_ERROR
            | 1 << Vector.INVALID_TSS
            | 1 << Vector.SEGMENT_NOT_PRESENT
            | 1 << Vector.STACK_FAULT
            | 1 << Vector.GENERAL_PROTECTION;

    private InterruptDelivery() {}

    /**
     * INT n, INT3 and INTO. Raises #GP(8n+2), #NP(8n+2) for the gate and the faults of the transfer.
     *
     * @param cpu processor; EIP, CS, EFLAGS, stack and the mode are changed, or {@link CpuState#exit} is set
     * @param vector 0..255
     * @param returnEip EIP behind the instruction
     */
    public static void software(CpuState cpu, int vector, int returnEip) {
        deliver(cpu, vector, returnEip, NO_ERROR_CODE, false, 0);
    }

    /**
     * INT1: as {@link #software}, but the privilege level of the gate is not asked.
     *
     * @param cpu processor
     * @param returnEip EIP behind the instruction
     */
    public static void debugTrap(CpuState cpu, int returnEip) {
        deliver(cpu, Vector.DEBUG, returnEip, NO_ERROR_CODE, true, 1);
    }

    /**
     * An external interrupt before the instruction at EIP. Only for processors that are not monitored.
     *
     * @param cpu processor
     * @param vector 0..255
     * @return false if the processor shut down (triple fault)
     */
    public static boolean external(CpuState cpu, int vector) {
        return deliverAndEscalate(cpu, vector, NO_ERROR_CODE);
    }

    /**
     * Delivers the exception recorded in the state ({@code faultVector}, {@code faultErrorCode}) with the current EIP.
     * Faults during the delivery become new exceptions or #DF. Only for processors that are not monitored.
     *
     * @param cpu processor
     * @return false if the processor shut down (triple fault)
     */
    public static boolean exception(CpuState cpu) {
        int vector = cpu.faultVector;
        return deliverAndEscalate(cpu, vector, Vector.hasErrorCode(vector) ? cpu.faultErrorCode : NO_ERROR_CODE);
    }

    private static boolean deliverAndEscalate(CpuState cpu, int firstVector, int firstErrorCode) {
        int vector = firstVector;
        int errorCode = firstErrorCode;
        while (true) {
            try {
                deliver(cpu, vector, cpu.eip, errorCode, true, 1);
                return true;
            } catch (GuestFault e) {
                int next = cpu.faultVector;
                if (vector == Vector.DOUBLE_FAULT) {
                    return false;
                }
                boolean both = contributory(vector) && contributory(next)
                        || vector == Vector.PAGE_FAULT && (contributory(next) || next == Vector.PAGE_FAULT);
                vector = both ? Vector.DOUBLE_FAULT : next;
                errorCode = both ? 0 : Vector.hasErrorCode(next) ? cpu.faultErrorCode : NO_ERROR_CODE;
            }
        }
    }

    private static boolean contributory(int vector) {
        return vector < 32 && (CONTRIBUTORY >>> vector & 1) != 0;
    }

    private static void deliver(CpuState cpu, int vector, int returnEip, int errorCode, boolean anyGate, int external) {
        if ((cpu.mode & CpuState.MODE_PROTECTED) == 0) {
            deliverReal(cpu, vector, returnEip);
            return;
        }
        long gate = gate(cpu, vector, anyGate, external);
        int selector = DescriptorDecoder.gateSelector(gate);
        long code = CodeTarget.read(cpu, selector, external);
        int dpl = DescriptorDecoder.dpl(code);
        if (dpl > cpu.cpl) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector, external);
        }
        boolean inner = !DescriptorDecoder.conforming(code) && dpl < cpu.cpl;
        CodeTarget target = new CodeTarget(selector, code, inner ? dpl : cpu.cpl);
        target.checkPresent(cpu, external);
        if (cpu.monitored && target.privilege() == 0) {
            cpu.faultVector = vector;
            cpu.faultErrorCode = 0;
            cpu.eip = returnEip;
            cpu.exit = Exit.FAULT;
        } else {
            enter(cpu, target, gate, returnEip, errorCode, inner, external);
        }
    }

    private static long gate(CpuState cpu, int vector, boolean anyGate, int external) {
        int error = vector * 8 | ERROR_IDT | external;
        if (vector * 8 + 7 > cpu.idtLimit) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, error);
        }
        long low = cpu.memory.loadSupervisor32(cpu.idtBase + vector * 8) & 0xFFFF_FFFFL;
        long gate = low | (long) cpu.memory.loadSupervisor32(cpu.idtBase + vector * 8 + 4) << 32;
        int type = DescriptorDecoder.type(gate) & ~DescriptorDecoder.WIDE;
        boolean known = DescriptorDecoder.system(gate)
                && (type == DescriptorDecoder.INTERRUPT_GATE16 || type == DescriptorDecoder.TRAP_GATE16);
        if (!known || !anyGate && DescriptorDecoder.dpl(gate) < cpu.cpl) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, error);
        }
        if (!DescriptorDecoder.present(gate)) {
            throw cpu.raise(Vector.SEGMENT_NOT_PRESENT, error);
        }
        return gate;
    }

    private static void enter(
            CpuState cpu, CodeTarget target, long gate, int returnEip, int errorCode, boolean inner, int external) {
        int size = DescriptorDecoder.wide(gate) ? 4 : 2;
        int offset = DescriptorDecoder.gateOffset(gate);
        int[] frame = frame(cpu, returnEip, errorCode, inner);
        if (inner) {
            InnerStack stack = TaskState.innerStack(cpu, target.privilege(), external);
            target.checkOffset(cpu, offset, external);
            target.mark(cpu);
            stack.push(cpu, frame, size);
            target.enter(cpu, offset);
            stack.enter(cpu);
        } else {
            CurrentStack.checkPush(cpu, frame.length, size);
            target.checkOffset(cpu, offset, external);
            target.mark(cpu);
            CurrentStack.push(cpu, size, frame);
            target.enter(cpu, offset);
        }
        boolean interruptGate = (DescriptorDecoder.type(gate) & 1) == 0;
        int cleared = Eflags.TF | Eflags.NT | Eflags.RF | Eflags.VM;
        cpu.systemFlags &= ~(interruptGate && !cpu.monitored ? cleared | Eflags.IF : cleared);
        cpu.updateMode();
    }

    private static int[] frame(CpuState cpu, int returnEip, int errorCode, boolean inner) {
        int outer = inner ? 2 : 0;
        int[] frame = new int[outer + (errorCode == NO_ERROR_CODE ? 3 : 4)];
        if (inner) {
            frame[0] = cpu.segment[SegmentRegister.SS].selector;
            frame[1] = cpu.gpr[Gpr.ESP];
        }
        frame[outer] = cpu.eflags();
        frame[outer + 1] = cpu.segment[SegmentRegister.CS].selector;
        frame[outer + 2] = returnEip;
        if (errorCode != NO_ERROR_CODE) {
            frame[outer + 3] = errorCode;
        }
        return frame;
    }

    private static void deliverReal(CpuState cpu, int vector, int returnEip) {
        if (vector * 4 + 3 > cpu.idtLimit) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        int pointer = cpu.memory.loadSupervisor32(cpu.idtBase + vector * 4);
        CurrentStack.checkPush(cpu, 3, 2);
        SegmentCache code = cpu.segment[SegmentRegister.CS];
        CurrentStack.push(cpu, 2, cpu.eflags(), code.selector, returnEip);
        SegmentLoader.loadReal(code, pointer >>> 16);
        cpu.eip = pointer & 0xFFFF;
        cpu.systemFlags &= ~(Eflags.IF | Eflags.TF | Eflags.AC | Eflags.RF);
        cpu.updateMode();
    }
}
