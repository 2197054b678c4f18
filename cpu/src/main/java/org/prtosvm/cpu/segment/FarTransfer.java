package org.prtosvm.cpu.segment;

import static org.prtosvm.cpu.segment.DescriptorTables.fault;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Far jumps and calls: direct, and through call gates. Every check comes before the first change.
 *
 * <p>Task gates and TSS selectors as targets switch the task. On a monitored processor they raise #GP(selector), and a
 * call gate to ring 0 is checked as hardware does, parameters included, and then left to the
 * owner as {@link Exit#CALL_GATE}.
 *
 * <p>Source: Intel SDM vol. 2, CALL and JMP; vol. 3A, 5.8 "Privilege Level Checking When Transferring Program Control
 * Between Code Segments".
 */
public final class FarTransfer {
    private FarTransfer() {}

    /**
     * JMP far. Raises #GP, #NP with a selector and #PF.
     *
     * @param cpu processor; CS, EIP and the mode are changed
     * @param selector target selector
     * @param offset target offset, ignored for gates
     * @param returnEip EIP behind the instruction: where the task goes on if this jumps to another one
     */
    public static void jump(CpuState cpu, int selector, int offset, int returnEip) {
        if (!cpu.usesDescriptors()) {
            enterReal(cpu, selector, offset);
            return;
        }
        long descriptor = readTarget(cpu, selector);
        if (DescriptorDecoder.code(descriptor)) {
            enter(cpu, direct(cpu, selector, descriptor), offset);
            return;
        }
        if (switchesTask(cpu, descriptor)) {
            toTask(cpu, selector, descriptor, TaskSwitch.Cause.JUMP, returnEip);
            return;
        }
        checkGate(cpu, selector, descriptor);
        int codeSelector = DescriptorDecoder.gateSelector(descriptor);
        long code = CodeTarget.read(cpu, codeSelector, 0);
        int dpl = DescriptorDecoder.dpl(code);
        if (DescriptorDecoder.conforming(code) ? dpl > cpu.cpl : dpl != cpu.cpl) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, codeSelector);
        }
        enter(cpu, new CodeTarget(codeSelector, code, cpu.cpl), DescriptorDecoder.gateOffset(descriptor));
    }

    private static void enter(CpuState cpu, CodeTarget target, int offset) {
        target.checkPresent(cpu, 0);
        target.checkOffset(cpu, offset, 0);
        target.mark(cpu);
        target.enter(cpu, offset);
        cpu.updateMode();
    }

    private static long readTarget(CpuState cpu, int selector) {
        if (DescriptorTables.isNull(selector)) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        return DescriptorTables.read(cpu, selector, Vector.GENERAL_PROTECTION, 0);
    }

    /** Checks the privilege of a code segment that is named directly. */
    private static CodeTarget direct(CpuState cpu, int selector, long descriptor) {
        int dpl = DescriptorDecoder.dpl(descriptor);
        boolean allowed =
                DescriptorDecoder.conforming(descriptor) ? dpl <= cpu.cpl : (selector & 3) <= cpu.cpl && dpl == cpu.cpl;
        if (!allowed) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector);
        }
        return new CodeTarget(selector, descriptor, cpu.cpl);
    }

    private static boolean switchesTask(CpuState cpu, long descriptor) {
        if (cpu.monitored || !DescriptorDecoder.system(descriptor)) {
            return false;
        }
        return switch (DescriptorDecoder.type(descriptor)) {
            case DescriptorDecoder.TASK_GATE,
                    DescriptorDecoder.TSS16_AVAILABLE,
                    DescriptorDecoder.TSS16_BUSY,
                    DescriptorDecoder.TSS32_AVAILABLE,
                    DescriptorDecoder.TSS32_BUSY -> true;
            default -> false;
        };
    }

    private static void toTask(CpuState cpu, int selector, long descriptor, TaskSwitch.Cause cause, int returnEip) {
        if (DescriptorDecoder.dpl(descriptor) < Math.max(cpu.cpl, selector & 3)) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector);
        }
        int task = selector;
        if (DescriptorDecoder.type(descriptor) == DescriptorDecoder.TASK_GATE) {
            if (!DescriptorDecoder.present(descriptor)) {
                throw fault(cpu, Vector.SEGMENT_NOT_PRESENT, selector);
            }
            task = DescriptorDecoder.gateSelector(descriptor);
        }
        long state = TaskSwitch.available(cpu, task, 0);
        TaskSwitch.perform(cpu, task, state, cause, returnEip, cpu.eflags(), 0);
        TaskSwitch.checkEip(cpu, 0);
    }

    private static void checkGate(CpuState cpu, int selector, long gate) {
        int type = DescriptorDecoder.type(gate);
        boolean callGate = DescriptorDecoder.system(gate)
                && (type == DescriptorDecoder.CALL_GATE16 || type == DescriptorDecoder.CALL_GATE32);
        if (!callGate || DescriptorDecoder.dpl(gate) < Math.max(cpu.cpl, selector & 3)) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector);
        }
        if (!DescriptorDecoder.present(gate)) {
            throw fault(cpu, Vector.SEGMENT_NOT_PRESENT, selector);
        }
    }

    /**
     * CALL far. Raises #GP, #NP, #TS, #SS with a selector or 0 and #PF. Leaves {@link Exit#CALL_GATE} as described at
     * the class.
     *
     * @param cpu processor; CS, EIP, stack and the mode are changed
     * @param selector target selector
     * @param offset target offset, ignored for gates
     * @param returnEip EIP behind the instruction
     * @param size operand size in bytes: 2 or 4
     */
    public static void call(CpuState cpu, int selector, int offset, int returnEip, int size) {
        if (!cpu.usesDescriptors()) {
            CurrentStack.checkPush(cpu, 2, size, 0);
            CurrentStack.push(cpu, size, cpu.segment[SegmentRegister.CS].selector, returnEip);
            enterReal(cpu, selector, offset);
            return;
        }
        long descriptor = readTarget(cpu, selector);
        if (DescriptorDecoder.code(descriptor)) {
            callSameRing(cpu, direct(cpu, selector, descriptor), offset, returnEip, size);
        } else if (switchesTask(cpu, descriptor)) {
            toTask(cpu, selector, descriptor, TaskSwitch.Cause.CALL, returnEip);
        } else {
            checkGate(cpu, selector, descriptor);
            callGate(cpu, selector, descriptor, returnEip);
        }
    }

    private static void callSameRing(CpuState cpu, CodeTarget target, int offset, int returnEip, int size) {
        target.checkPresent(cpu, 0);
        CurrentStack.checkPush(cpu, 2, size, 0);
        target.checkOffset(cpu, offset, 0);
        target.mark(cpu);
        CurrentStack.push(cpu, size, cpu.segment[SegmentRegister.CS].selector, returnEip);
        target.enter(cpu, offset);
        cpu.updateMode();
    }

    private static void callGate(CpuState cpu, int gateSelector, long gate, int returnEip) {
        int selector = DescriptorDecoder.gateSelector(gate);
        long code = CodeTarget.read(cpu, selector, 0);
        int dpl = DescriptorDecoder.dpl(code);
        if (dpl > cpu.cpl) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector);
        }
        boolean inner = !DescriptorDecoder.conforming(code) && dpl < cpu.cpl;
        CodeTarget target = new CodeTarget(selector, code, inner ? dpl : cpu.cpl);
        target.checkPresent(cpu, 0);
        int size = DescriptorDecoder.wide(gate) ? 4 : 2;
        if (!inner) {
            callSameRing(cpu, target, DescriptorDecoder.gateOffset(gate), returnEip, size);
        } else if (cpu.monitored && dpl == 0) {
            parameters(cpu, DescriptorDecoder.gateParameters(gate), size);
            cpu.exitSelector = gateSelector & ~3;
            cpu.eip = returnEip;
            cpu.exit = Exit.CALL_GATE;
        } else {
            callInner(cpu, target, gate, returnEip, size);
        }
    }

    private static void callInner(CpuState cpu, CodeTarget target, long gate, int returnEip, int size) {
        InnerStack stack = TaskState.innerStack(cpu, target.privilege(), 0);
        int offset = DescriptorDecoder.gateOffset(gate);
        target.checkOffset(cpu, offset, 0);
        int count = DescriptorDecoder.gateParameters(gate);
        int[] frame = new int[count + 4];
        frame[0] = cpu.segment[SegmentRegister.SS].selector;
        frame[1] = cpu.gpr[Gpr.ESP];
        System.arraycopy(parameters(cpu, count, size), 0, frame, 2, count);
        frame[count + 2] = cpu.segment[SegmentRegister.CS].selector;
        frame[count + 3] = returnEip;
        target.mark(cpu);
        stack.push(cpu, frame, size);
        target.enter(cpu, offset);
        stack.enter(cpu);
        cpu.updateMode();
    }

    /** Reads gate parameters in the order in which they are pushed again: the one farthest from the pointer first. */
    private static int[] parameters(CpuState cpu, int count, int size) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[count - 1 - i] = CurrentStack.peek(cpu, i * size, size);
        }
        return values;
    }

    /**
     * Loads CS and EIP in real mode. Raises #GP beyond the limit that CS has.
     *
     * @param cpu processor
     * @param selector new CS
     * @param offset new EIP
     */
    static void enterReal(CpuState cpu, int selector, int offset) {
        SegmentCache code = cpu.segment[SegmentRegister.CS];
        if (Integer.compareUnsigned(offset, code.limit) > 0) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        SegmentLoader.loadReal(cpu, code, selector);
        cpu.eip = offset;
        cpu.updateMode();
    }
}
