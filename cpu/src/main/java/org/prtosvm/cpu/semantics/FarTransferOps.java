package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.segment.FarReturn;
import org.prtosvm.cpu.segment.FarTransfer;
import org.prtosvm.cpu.segment.InterruptDelivery;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;

/**
 * Far jumps, calls and returns, software interrupts, and instructions that only fault.
 *
 * <p>Source: Intel SDM vol. 2, JMP, CALL, RET, IRET, INT n, BOUND, UD, SYSENTER, SYSEXIT.
 */
public final class FarTransferOps {
    private FarTransferOps() {}

    /**
     * JMP far.
     *
     * @param cpu processor
     * @param i destination far pointer, constant or in memory
     */
    public static void jump(CpuState cpu, Instruction i) {
        Operand target = destination(i);
        int offset = offset(cpu, i, target);
        FarTransfer.jump(cpu, selector(cpu, i, target), offset, i.nextEip());
    }

    /**
     * CALL far.
     *
     * @param cpu processor
     * @param i destination far pointer, constant or in memory
     */
    public static void call(CpuState cpu, Instruction i) {
        Operand target = destination(i);
        int offset = offset(cpu, i, target);
        FarTransfer.call(cpu, selector(cpu, i, target), offset, i.nextEip(), i.operandSize());
    }

    private static int offset(CpuState cpu, Instruction i, Operand target) {
        if (!target.isMemory()) {
            return Operands.zeroExtend(target.value(), i.operandSize());
        }
        int address = Operands.effectiveAddress(cpu, target, i.addressSize());
        return Operands.load(cpu, target.segment(), address, i.operandSize());
    }

    private static int selector(CpuState cpu, Instruction i, Operand target) {
        if (!target.isMemory()) {
            return target.selector();
        }
        int address = Operands.effectiveAddress(cpu, target, i.addressSize()) + i.operandSize();
        return cpu.memory.load16(target.segment(), address);
    }

    /**
     * RET far.
     *
     * @param cpu processor
     * @param i immediate: bytes to release
     */
    public static void ret(CpuState cpu, Instruction i) {
        FarReturn.ret(cpu, i.operandSize(), i.immediate());
    }

    /**
     * IRET.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void interruptReturn(CpuState cpu, Instruction i) {
        FarReturn.interruptReturn(cpu, i.operandSize(), i.nextEip());
    }

    /**
     * INT n. Raises #GP(0) in virtual-8086 mode with IOPL below 3.
     *
     * @param cpu processor
     * @param i destination: vector
     */
    public static void interrupt(CpuState cpu, Instruction i) {
        SystemFlags.checkVirtualMode(cpu);
        InterruptDelivery.software(cpu, destination(i).value() & 0xFF, i.nextEip());
    }

    /**
     * INT1.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void debugTrap(CpuState cpu, Instruction i) {
        InterruptDelivery.debugTrap(cpu, i.nextEip());
    }

    /**
     * INT3.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void breakpoint(CpuState cpu, Instruction i) {
        InterruptDelivery.software(cpu, Vector.BREAKPOINT, i.nextEip());
    }

    /**
     * INTO.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void interruptOnOverflow(CpuState cpu, Instruction i) {
        if ((cpu.arithmeticFlags() & Eflags.OF) != 0) {
            InterruptDelivery.software(cpu, Vector.OVERFLOW, i.nextEip());
        } else {
            cpu.eip = i.nextEip();
        }
    }

    /**
     * BOUND: #BR if the signed index is outside the two bounds in memory.
     *
     * @param cpu processor
     * @param i destination index, source the pair of bounds
     */
    public static void bound(CpuState cpu, Instruction i) {
        Operand bounds = source(i);
        int size = i.operandSize();
        int index = Operands.loadSigned(cpu, destination(i), i.addressSize());
        int address = Operands.effectiveAddress(cpu, bounds, i.addressSize());
        int lower = Operands.signExtend(Operands.load(cpu, bounds.segment(), address, size), size);
        int upper = Operands.signExtend(Operands.load(cpu, bounds.segment(), address + size, size), size);
        if (index < lower || index > upper) {
            throw cpu.raise(Vector.BOUND_RANGE, 0);
        }
    }

    /**
     * UD0, UD1, UD2 and every undefined encoding: #UD.
     *
     * @param cpu processor
     * @param i instruction
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static void undefined(CpuState cpu, Instruction i) {
        throw cpu.raise(Vector.INVALID_OPCODE, 0);
    }
}
