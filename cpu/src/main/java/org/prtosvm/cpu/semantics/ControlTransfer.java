package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Near jumps, calls and returns. A target beyond the limit of CS is #GP(0) of the transferring instruction.
 *
 * <p>Source: Intel SDM vol. 2, JMP, Jcc, LOOP/LOOPcc, CALL, RET.
 */
public final class ControlTransfer {
    private ControlTransfer() {}

    /**
     * Raises #GP(0) for a target outside the code segment.
     *
     * @param cpu processor
     * @param target offset in CS
     */
    public static void checkTarget(CpuState cpu, int target) {
        if (Integer.compareUnsigned(target, cpu.segment[SegmentRegister.CS].limit) > 0) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
    }

    private static int target(CpuState cpu, Instruction i) {
        Operand operand = destination(i);
        int target =
                operand.kind() == Operand.Kind.TARGET ? operand.value() : Operands.load(cpu, operand, i.addressSize());
        checkTarget(cpu, target);
        return target;
    }

    private static void branch(CpuState cpu, Instruction i, boolean taken) {
        cpu.eip = taken ? target(cpu, i) : i.nextEip();
    }

    /**
     * JMP.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void jump(CpuState cpu, Instruction i) {
        cpu.eip = target(cpu, i);
    }

    /**
     * Jcc.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void jumpIf(CpuState cpu, Instruction i) {
        branch(cpu, i, cpu.condition(i.condition()));
    }

    /**
     * JCXZ, JECXZ: the address size chooses the register.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void jumpIfCountZero(CpuState cpu, Instruction i) {
        branch(cpu, i, Operands.register(cpu, i.addressSize(), Gpr.ECX) == 0);
    }

    /**
     * LOOP.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void loop(CpuState cpu, Instruction i) {
        loop(cpu, i, true);
    }

    /**
     * LOOPE.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void loopIfZero(CpuState cpu, Instruction i) {
        loop(cpu, i, (cpu.arithmeticFlags() & Eflags.ZF) != 0);
    }

    /**
     * LOOPNE.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void loopIfNotZero(CpuState cpu, Instruction i) {
        loop(cpu, i, (cpu.arithmeticFlags() & Eflags.ZF) == 0);
    }

    private static void loop(CpuState cpu, Instruction i, boolean condition) {
        int count = Operands.zeroExtend(cpu.gpr[Gpr.ECX] - 1, i.addressSize());
        branch(cpu, i, condition && count != 0);
        Operands.setRegister(cpu, i.addressSize(), Gpr.ECX, count);
    }

    /**
     * CALL, near.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void call(CpuState cpu, Instruction i) {
        int target = target(cpu, i);
        StackOps.push(cpu, i.operandSize(), i.nextEip());
        cpu.eip = target;
    }

    /**
     * RET, near; the immediate is added to the stack pointer.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void ret(CpuState cpu, Instruction i) {
        int pointer = StackOps.pointer(cpu);
        int target = Operands.load(cpu, SegmentRegister.SS, pointer, i.operandSize());
        checkTarget(cpu, target);
        StackOps.setPointer(cpu, pointer + i.operandSize() + i.immediate());
        cpu.eip = target;
    }
}
