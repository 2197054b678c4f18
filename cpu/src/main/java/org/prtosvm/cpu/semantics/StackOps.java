package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * The stack. Its address size is that of SS (D/B bit): with a 16-bit stack only SP is used and changed. ESP changes
 * after everything that can fault.
 *
 * <p>Source: Intel SDM vol. 1, 6.2 "Stacks"; vol. 2, PUSH, POP, PUSHA, POPA, PUSHF, ENTER, LEAVE.
 */
public final class StackOps {
    private StackOps() {}

    /**
     * Pushes a value.
     *
     * @param cpu processor
     * @param size bytes: 2 or 4
     * @param value its low bytes are pushed
     */
    public static void push(CpuState cpu, int size, int value) {
        int pointer = below(cpu, size);
        Operands.store(cpu, SegmentRegister.SS, pointer, size, value);
        setPointer(cpu, pointer);
    }

    /**
     * Pops a value.
     *
     * @param cpu processor
     * @param size bytes: 2 or 4
     * @return value, zero-extended
     */
    public static int pop(CpuState cpu, int size) {
        int pointer = pointer(cpu);
        int value = Operands.load(cpu, SegmentRegister.SS, pointer, size);
        setPointer(cpu, pointer + size);
        return value;
    }

    /**
     * The stack pointer.
     *
     * @param cpu processor
     * @return ESP, or SP zero-extended with a 16-bit stack
     */
    public static int pointer(CpuState cpu) {
        int pointer = cpu.gpr[Gpr.ESP];
        return (cpu.mode & CpuState.MODE_STACK32) != 0 ? pointer : pointer & 0xFFFF;
    }

    /**
     * Where the stack pointer would be after something was pushed.
     *
     * @param cpu processor
     * @param length bytes to push
     * @return offset in SS, wrapped as the stack wraps
     */
    public static int below(CpuState cpu, int length) {
        return wrap(cpu, cpu.gpr[Gpr.ESP] - length);
    }

    /**
     * Sets the stack pointer.
     *
     * @param cpu processor
     * @param pointer new ESP, or SP in its low 16 bits with a 16-bit stack
     */
    public static void setPointer(CpuState cpu, int pointer) {
        if ((cpu.mode & CpuState.MODE_STACK32) != 0) {
            cpu.gpr[Gpr.ESP] = pointer;
        } else {
            cpu.setReg16(Gpr.ESP, pointer);
        }
    }

    private static int wrap(CpuState cpu, int pointer) {
        return (cpu.mode & CpuState.MODE_STACK32) != 0 ? pointer : pointer & 0xFFFF;
    }

    /**
     * PUSH of a register, memory or constant; PUSH ESP pushes the value before.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void push(CpuState cpu, Instruction i) {
        push(cpu, i.operandSize(), Operands.load(cpu, destination(i), i.addressSize()));
    }

    /**
     * POP to a register or memory. An address with ESP as base uses ESP after the increment.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void pop(CpuState cpu, Instruction i) {
        Operand target = destination(i);
        int size = i.operandSize();
        if (target.isRegister()) {
            Operands.setRegister(cpu, size, target.register(), pop(cpu, size));
            return;
        }
        int before = cpu.gpr[Gpr.ESP];
        int value = pop(cpu, size);
        int after = cpu.gpr[Gpr.ESP];
        int address = Operands.effectiveAddress(cpu, target, i.addressSize());
        cpu.gpr[Gpr.ESP] = before;
        Operands.store(cpu, target.segment(), address, size, value);
        cpu.gpr[Gpr.ESP] = after;
    }

    /**
     * PUSHA.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void pushAll(CpuState cpu, Instruction i) {
        int size = i.operandSize();
        for (int n = 1; n <= 8; n++) {
            cpu.memory.checkWrite(SegmentRegister.SS, below(cpu, n * size), size);
        }
        for (int n = 1; n <= 8; n++) {
            Operands.store(cpu, SegmentRegister.SS, below(cpu, n * size), size, cpu.gpr[n - 1]);
        }
        setPointer(cpu, below(cpu, 8 * size));
    }

    /**
     * POPA; the slot of ESP is skipped.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void popAll(CpuState cpu, Instruction i) {
        int size = i.operandSize();
        int pointer = cpu.gpr[Gpr.ESP];
        for (int n = 0; n < 8; n++) {
            cpu.memory.checkRead(SegmentRegister.SS, wrap(cpu, pointer + n * size), size);
        }
        for (int n = 0; n < 8; n++) {
            int number = Gpr.EDI - n;
            if (number != Gpr.ESP) {
                int value = Operands.load(cpu, SegmentRegister.SS, wrap(cpu, pointer + n * size), size);
                Operands.setRegister(cpu, size, number, value);
            }
        }
        setPointer(cpu, pointer + 8 * size);
    }

    /**
     * ENTER: destination is the size of the frame, the immediate the nesting level.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void enter(CpuState cpu, Instruction i) {
        int size = i.operandSize();
        int level = i.immediate() & 31;
        int allocated = Operands.load(cpu, destination(i), i.addressSize());
        int pushes = level == 0 ? 1 : level + 1;
        for (int n = 1; n <= pushes; n++) {
            cpu.memory.checkWrite(SegmentRegister.SS, below(cpu, n * size), size);
        }
        // The processor also tests the byte that the final stack pointer will point to.
        int last = below(cpu, pushes * size + allocated);
        cpu.memory.checkWrite(SegmentRegister.SS, last, size);
        int frame = cpu.gpr[Gpr.EBP];
        for (int n = 1; n < level; n++) {
            cpu.memory.checkRead(SegmentRegister.SS, wrap(cpu, frame - n * size), size);
        }
        Operands.store(cpu, SegmentRegister.SS, below(cpu, size), size, frame);
        for (int n = 1; n < level; n++) {
            int display = Operands.load(cpu, SegmentRegister.SS, wrap(cpu, frame - n * size), size);
            Operands.store(cpu, SegmentRegister.SS, below(cpu, (n + 1) * size), size, display);
        }
        int newFrame = below(cpu, size);
        if (level > 0) {
            Operands.store(cpu, SegmentRegister.SS, below(cpu, pushes * size), size, newFrame);
        }
        Operands.setRegister(cpu, size, Gpr.EBP, newFrame);
        setPointer(cpu, last);
    }

    /**
     * LEAVE.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void leave(CpuState cpu, Instruction i) {
        int size = i.operandSize();
        int pointer = wrap(cpu, cpu.gpr[Gpr.EBP]);
        int value = Operands.load(cpu, SegmentRegister.SS, pointer, size);
        setPointer(cpu, pointer + size);
        Operands.setRegister(cpu, size, Gpr.EBP, value);
    }

    /**
     * PUSHF: VM and RF are pushed as 0. In virtual-8086 mode with IOPL below 3: #GP(0).
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void pushFlags(CpuState cpu, Instruction i) {
        SystemFlags.checkVirtualMode(cpu);
        push(cpu, i.operandSize(), cpu.eflags() & ~(Eflags.VM | Eflags.RF));
    }

    /**
     * POPF. In virtual-8086 mode with IOPL below 3: #GP(0).
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void popFlags(CpuState cpu, Instruction i) {
        SystemFlags.checkVirtualMode(cpu);
        int value = pop(cpu, i.operandSize());
        SystemFlags.replace(cpu, value, i.operandSize());
        cpu.eip = i.nextEip();
    }
}
