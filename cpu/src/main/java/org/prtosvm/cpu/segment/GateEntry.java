package org.prtosvm.cpu.segment;

import static org.prtosvm.cpu.segment.DescriptorTables.fault;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * One interrupt on its way through a gate of the IDT, or in real mode through the vector table. Every check comes before
 * the first change, but for what {@link TaskSwitch} says.
 *
 * @param vector 0..255
 * @param returnEip EIP to return to
 * @param errorCode error code to push, or {@link TaskSwitch#NO_ERROR_CODE}
 * @param anyGate true if the privilege level of the gate is not asked
 * @param external 1 for EXT in error codes: an external event or an exception; 0 for INT n, INT3 and INTO
 * @param resume RF or 0: added to the saved EFLAGS
 */
record GateEntry(int vector, int returnEip, int errorCode, boolean anyGate, int external, int resume) {
    /** Error code bit: the index is one of the IDT. */
    private static final int ERROR_IDT = 2;

    private static final int CLEARED = Eflags.TF | Eflags.NT | Eflags.RF | Eflags.VM;

    /**
     * Enters the handler. Raises #GP, #NP, #TS, #SS and #PF.
     *
     * @param cpu processor; EIP, CS, EFLAGS, stack and the mode are changed
     */
    void deliver(CpuState cpu) {
        if ((cpu.mode & CpuState.MODE_PROTECTED) == 0) {
            deliverReal(cpu);
            return;
        }
        long gate = gate(cpu);
        int selector = DescriptorDecoder.gateSelector(gate);
        if (DescriptorDecoder.type(gate) == DescriptorDecoder.TASK_GATE) {
            enterTask(cpu, selector);
            return;
        }
        long code = CodeTarget.read(cpu, selector, external);
        int dpl = DescriptorDecoder.dpl(code);
        boolean conforming = DescriptorDecoder.conforming(code);
        boolean virtual = VirtualMode.active(cpu);
        if (dpl > cpu.cpl) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector, external);
        }
        boolean inner = !conforming && dpl < cpu.cpl;
        CodeTarget target = new CodeTarget(selector, code, inner ? dpl : cpu.cpl);
        target.checkPresent(cpu, external);
        if (virtual && (conforming || dpl != 0)) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector, external);
        }
        if (cpu.monitored && target.privilege() == 0) {
            cpu.faultVector = vector;
            cpu.faultErrorCode = 0;
            cpu.eip = returnEip;
            cpu.exit = Exit.FAULT;
        } else if (inner) {
            enterInner(cpu, target, gate, virtual);
        } else {
            enterSameRing(cpu, target, gate);
        }
    }

    private long gate(CpuState cpu) {
        int error = vector * 8 | ERROR_IDT | external;
        if (vector * 8 + 7 > cpu.idtLimit) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, error);
        }
        long low = cpu.memory.loadSupervisor32(cpu.idtBase + vector * 8) & 0xFFFF_FFFFL;
        long gate = low | (long) cpu.memory.loadSupervisor32(cpu.idtBase + vector * 8 + 4) << 32;
        if (!known(cpu, gate) || !anyGate && DescriptorDecoder.dpl(gate) < cpu.cpl) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, error);
        }
        if (!DescriptorDecoder.present(gate)) {
            throw cpu.raise(Vector.SEGMENT_NOT_PRESENT, error);
        }
        return gate;
    }

    private static boolean known(CpuState cpu, long gate) {
        int type = DescriptorDecoder.type(gate);
        int narrow = type & ~DescriptorDecoder.WIDE;
        boolean handler = narrow == DescriptorDecoder.INTERRUPT_GATE16 || narrow == DescriptorDecoder.TRAP_GATE16;
        boolean task = type == DescriptorDecoder.TASK_GATE && !cpu.monitored;
        return DescriptorDecoder.system(gate) && (handler || task);
    }

    private void enterTask(CpuState cpu, int selector) {
        long descriptor = TaskSwitch.available(cpu, selector, external);
        int flags = cpu.eflags() | resume;
        TaskSwitch.perform(cpu, selector, descriptor, TaskSwitch.Cause.CALL, returnEip, flags, external);
        if (errorCode != TaskSwitch.NO_ERROR_CODE) {
            int size = DescriptorDecoder.wide(descriptor) ? 4 : 2;
            CurrentStack.checkPush(cpu, 1, size, external);
            CurrentStack.push(cpu, size, errorCode);
        }
        TaskSwitch.checkEip(cpu, external);
    }

    private void enterInner(CpuState cpu, CodeTarget target, long gate, boolean virtual) {
        int offset = DescriptorDecoder.gateOffset(gate);
        InnerStack stack = TaskState.innerStack(cpu, target.privilege(), external);
        target.checkOffset(cpu, offset, external);
        target.mark(cpu);
        int outer = virtual ? VirtualMode.OUTER_WORDS : 2;
        int[] frame = frame(cpu, outer);
        if (virtual) {
            VirtualMode.saveOuter(cpu, frame);
        } else {
            frame[0] = cpu.segment[SegmentRegister.SS].selector;
            frame[1] = cpu.gpr[Gpr.ESP];
        }
        stack.push(cpu, frame, size(gate));
        target.enter(cpu, offset);
        stack.enter(cpu);
        if (virtual) {
            VirtualMode.dropData(cpu);
        }
        clearFlags(cpu, gate);
    }

    private void enterSameRing(CpuState cpu, CodeTarget target, long gate) {
        int offset = DescriptorDecoder.gateOffset(gate);
        int[] frame = frame(cpu, 0);
        CurrentStack.checkPush(cpu, frame.length, size(gate), external);
        target.checkOffset(cpu, offset, external);
        target.mark(cpu);
        CurrentStack.push(cpu, size(gate), frame);
        target.enter(cpu, offset);
        clearFlags(cpu, gate);
    }

    private static int size(long gate) {
        return DescriptorDecoder.wide(gate) ? 4 : 2;
    }

    private static void clearFlags(CpuState cpu, long gate) {
        boolean interruptGate = (DescriptorDecoder.type(gate) & 1) == 0;
        cpu.systemFlags &= ~(interruptGate && !cpu.monitored ? CLEARED | Eflags.IF : CLEARED);
        cpu.updateMode();
    }

    /** EFLAGS, CS, EIP and the error code behind so many words that the caller fills in. */
    private int[] frame(CpuState cpu, int outer) {
        boolean code = errorCode != TaskSwitch.NO_ERROR_CODE;
        int[] frame = new int[outer + (code ? 4 : 3)];
        frame[outer] = cpu.eflags() | resume;
        frame[outer + 1] = cpu.segment[SegmentRegister.CS].selector;
        frame[outer + 2] = returnEip;
        if (code) {
            frame[outer + 3] = errorCode;
        }
        return frame;
    }

    private void deliverReal(CpuState cpu) {
        if (vector * 4 + 3 > cpu.idtLimit) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        int pointer = cpu.memory.loadSupervisor32(cpu.idtBase + vector * 4);
        CurrentStack.checkPush(cpu, 3, 2, 0);
        SegmentCache code = cpu.segment[SegmentRegister.CS];
        CurrentStack.push(cpu, 2, cpu.eflags(), code.selector, returnEip);
        SegmentLoader.loadReal(cpu, code, pointer >>> 16);
        cpu.eip = pointer & 0xFFFF;
        cpu.systemFlags &= ~(Eflags.IF | Eflags.TF | Eflags.AC | Eflags.RF);
        cpu.updateMode();
    }
}
