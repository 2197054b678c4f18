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
 * <p>IRET with NT set would switch tasks, which this processor does not do: #TS(task register). IRET to virtual-8086
 * mode raises #GP(0). Data segments that the outer ring may not use become null.
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
        if ((cpu.mode & CpuState.MODE_PROTECTED) == 0) {
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
     */
    public static void interruptReturn(CpuState cpu, int size) {
        // Also if the instruction then faults: Intel SDM vol. 3A, 6.7.1 "Handling Multiple NMIs".
        cpu.nmiMasked = false;
        boolean isProtected = (cpu.mode & CpuState.MODE_PROTECTED) != 0;
        if (isProtected && (cpu.systemFlags & Eflags.NT) != 0) {
            throw fault(cpu, Vector.INVALID_TSS, cpu.tr.selector);
        }
        int offset = CurrentStack.peek(cpu, 0, size);
        int selector = CurrentStack.peek(cpu, size, size) & 0xFFFF;
        int flags = CurrentStack.peek(cpu, 2 * size, size);
        int changeable = changeableFlags(cpu, size);
        if (!isProtected) {
            FarTransfer.enterReal(cpu, selector, offset);
            CurrentStack.setPointer(cpu, cpu.gpr[Gpr.ESP] + 3 * size);
        } else {
            if (size == 4 && (flags & Eflags.VM) != 0 && cpu.cpl == 0) {
                throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
            }
            leave(cpu, target(cpu, selector), offset, 3 * size, size, 0);
        }
        cpu.setEflags(cpu.eflags() & ~changeable | flags & changeable);
        cpu.updateMode();
    }

    /** By the ring before the return. */
    private static int changeableFlags(CpuState cpu, int size) {
        int changeable = FLAGS_ANY_RING;
        if (cpu.cpl <= (cpu.systemFlags & Eflags.IOPL) >>> Eflags.IOPL_SHIFT) {
            changeable |= Eflags.IF;
        }
        if (cpu.cpl == 0) {
            changeable |= Eflags.IOPL | Eflags.VIF | Eflags.VIP;
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
