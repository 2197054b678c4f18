package org.prtosvm.cpu.segment;

import static org.prtosvm.cpu.segment.DescriptorTables.fault;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Far returns and interrupt returns, to the same and to outer rings. Every check comes before the first change.
 *
 * <p>On a monitored processor IRET with NT set does not switch tasks but raises #TS(task register). Data segments that the outer ring may not use become null.
 *
 * <p>Source: Intel SDM vol. 2, RET and IRET; vol. 3A, 5.8.6 "Returning from a Called Procedure".
 */
public final class FarReturn {
    private static final int FLAGS_ANY_RING =
            Eflags.ARITHMETIC | Eflags.TF | Eflags.DF | Eflags.NT | Eflags.RF | Eflags.AC | Eflags.ID;

    private FarReturn() {}

    /**
     * RET far. Raises #GP, #NP and #SS with a selector or 0, and #PF.
     *
     * @param cpu processor; CS, EIP, stack and the mode are changed
     * @param size operand size in bytes: 2 or 4
     * @param release bytes of parameters to drop from the stack (from both stacks if the ring changes)
     */
    public static void ret(CpuState cpu, int size, int release) {
        int offset = CurrentStack.peek(cpu, 0, size);
        int selector = CurrentStack.peek(cpu, size, size) & 0xFFFF;
        int used = 2 * size + release;
        if (!cpu.usesDescriptors()) {
            FarTransfer.enterReal(cpu, selector, offset);
            CurrentStack.setPointer(cpu, cpu.gpr[Gpr.ESP] + used);
            return;
        }
        leave(cpu, target(cpu, selector), offset, used, size, release);
        cpu.updateMode();
    }

    /**
     * IRET. Raises #GP, #NP, #TS and #SS with a selector or 0, and #PF.
     *
     * @param cpu processor; CS, EIP, EFLAGS, stack and the mode are changed
     * @param size operand size in bytes: 2 or 4
     * @param returnEip EIP behind the instruction: where the task goes on if this returns to another one
     */
    public static void interruptReturn(CpuState cpu, int size, int returnEip) {
        // Also if the instruction then faults: Intel SDM vol. 3A, 6.7.1 "Handling Multiple NMIs".
        cpu.nmiMasked = false;
        boolean virtual = VirtualMode.active(cpu);
        if (virtual && cpu.cpl > ioPrivilege(cpu)) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        if (cpu.usesDescriptors() && (cpu.systemFlags & Eflags.NT) != 0) {
            returnToTask(cpu, returnEip);
            return;
        }
        int offset = CurrentStack.peek(cpu, 0, size);
        int selector = CurrentStack.peek(cpu, size, size) & 0xFFFF;
        int flags = CurrentStack.peek(cpu, 2 * size, size);
        int changeable = changeableFlags(cpu, size);
        if (!cpu.usesDescriptors()) {
            FarTransfer.enterReal(cpu, selector, offset);
            CurrentStack.setPointer(cpu, cpu.gpr[Gpr.ESP] + 3 * size);
        } else if (size == 4 && (flags & Eflags.VM) != 0 && cpu.cpl == 0) {
            VirtualMode.enter(cpu);
            return;
        } else {
            leave(cpu, target(cpu, selector), offset, 3 * size, size, 0);
        }
        cpu.setEflags(cpu.eflags() & ~changeable | flags & changeable);
        cpu.updateMode();
    }

    private static void returnToTask(CpuState cpu, int returnEip) {
        if (cpu.monitored) {
            throw fault(cpu, Vector.INVALID_TSS, cpu.tr.selector);
        }
        TaskSwitch.back(cpu, returnEip);
        TaskSwitch.checkEip(cpu, 0);
    }

    private static int ioPrivilege(CpuState cpu) {
        return (cpu.systemFlags & Eflags.IOPL) >>> Eflags.IOPL_SHIFT;
    }

    /** By the ring before the return. VIF and VIP are changed in protected mode only. */
    private static int changeableFlags(CpuState cpu, int size) {
        int changeable = FLAGS_ANY_RING;
        if (cpu.cpl <= ioPrivilege(cpu)) {
            changeable |= Eflags.IF;
        }
        if (cpu.cpl == 0) {
            changeable |= cpu.usesDescriptors() ? Eflags.IOPL | Eflags.VIF | Eflags.VIP : Eflags.IOPL;
        }
        return size == 2 ? changeable & 0xFFFF : changeable;
    }

    private static CodeTarget target(CpuState cpu, int selector) {
        long code = CodeTarget.read(cpu, selector, 0);
        int privilege = selector & 3;
        int dpl = DescriptorDecoder.dpl(code);
        boolean level = DescriptorDecoder.conforming(code) ? dpl <= privilege : dpl == privilege;
        if (privilege < cpu.cpl || !level) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector);
        }
        CodeTarget target = new CodeTarget(selector, code, privilege);
        target.checkPresent(cpu, 0);
        return target;
    }

    private static void leave(CpuState cpu, CodeTarget target, int offset, int used, int size, int release) {
        if (target.privilege() == cpu.cpl) {
            target.checkOffset(cpu, offset, 0);
            target.mark(cpu);
            target.enter(cpu, offset);
            CurrentStack.setPointer(cpu, cpu.gpr[Gpr.ESP] + used);
            return;
        }
        int pointer = CurrentStack.peek(cpu, used, size);
        int selector = CurrentStack.peek(cpu, used + size, size) & 0xFFFF;
        if (DescriptorTables.isNull(selector)) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        long stack = SegmentLoader.stack(cpu, selector, target.privilege(), Vector.GENERAL_PROTECTION, 0);
        target.checkOffset(cpu, offset, 0);
        target.mark(cpu);
        stack = DescriptorTables.markAccessed(cpu, selector, stack);
        target.enter(cpu, offset);
        DescriptorTables.fill(cpu.segment[SegmentRegister.SS], selector, stack);
        CurrentStack.setPointer(cpu, pointer + release);
        SegmentLoader.dropPrivileged(cpu);
    }
}
