package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;

/**
 * Moves, exchanges and conversions.
 *
 * <p>Source: Intel SDM vol. 2, MOV, MOVZX, MOVSX, LEA, XCHG, BSWAP, CBW/CWDE, CWD/CDQ, XLAT, CMOVcc, SETcc.
 */
public final class Moves {
    private Moves() {}

    /**
     * MOV.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void move(CpuState cpu, Instruction i) {
        Operands.store(cpu, destination(i), i.addressSize(), Operands.load(cpu, source(i), i.addressSize()));
    }

    /**
     * MOVSX.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void moveSigned(CpuState cpu, Instruction i) {
        Operands.store(cpu, destination(i), i.addressSize(), Operands.loadSigned(cpu, source(i), i.addressSize()));
    }

    /**
     * LEA.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void address(CpuState cpu, Instruction i) {
        int address = Operands.effectiveAddress(cpu, source(i), i.addressSize());
        Operands.store(cpu, destination(i), i.addressSize(), address);
    }

    /**
     * XCHG.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void exchange(CpuState cpu, Instruction i) {
        Operand a = destination(i);
        Operand b = source(i);
        Operands.checkStore(cpu, a, i.addressSize());
        int valueA = Operands.load(cpu, a, i.addressSize());
        int valueB = Operands.load(cpu, b, i.addressSize());
        // Memory first: its address may depend on the register.
        Operands.store(cpu, a, i.addressSize(), valueB);
        Operands.store(cpu, b, i.addressSize(), valueA);
    }

    /**
     * BSWAP. With 16 bits the result is undefined (SDM); here the low half becomes 0.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void swapBytes(CpuState cpu, Instruction i) {
        Operand target = destination(i);
        int value = i.operandSize() == 4 ? Integer.reverseBytes(cpu.gpr[target.register()]) : 0;
        Operands.store(cpu, target, i.addressSize(), value);
    }

    /**
     * CBW, CWDE.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void extendAccumulator(CpuState cpu, Instruction i) {
        int half = i.operandSize() / 2;
        int value = Operands.signExtend(cpu.gpr[Gpr.EAX], half);
        Operands.setRegister(cpu, i.operandSize(), Gpr.EAX, value);
    }

    /**
     * CWD, CDQ.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void extendToPair(CpuState cpu, Instruction i) {
        int sign = Operands.signExtend(cpu.gpr[Gpr.EAX], i.operandSize()) >> 31;
        Operands.setRegister(cpu, i.operandSize(), Gpr.EDX, sign);
    }

    /**
     * XLAT.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void translate(CpuState cpu, Instruction i) {
        int address = Operands.zeroExtend(cpu.gpr[Gpr.EBX] + cpu.reg8(Gpr.EAX), i.addressSize());
        cpu.setReg8(Gpr.EAX, cpu.memory.load8(i.segment(), address));
    }

    /**
     * CMOVcc: memory is read even if the condition does not hold.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void conditional(CpuState cpu, Instruction i) {
        int value = Operands.load(cpu, source(i), i.addressSize());
        if (cpu.condition(i.condition())) {
            Operands.store(cpu, destination(i), i.addressSize(), value);
        }
    }

    /**
     * SETcc.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void set(CpuState cpu, Instruction i) {
        Operands.store(cpu, destination(i), i.addressSize(), cpu.condition(i.condition()) ? 1 : 0);
    }

    /**
     * NOP, PAUSE and the hint NOPs.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void nothing(CpuState cpu, Instruction i) {
        // The state stays as it is.
    }
}
