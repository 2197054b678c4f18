package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.loadSigned;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.CpuState;

/**
 * Bitwise operations. AF is undefined (SDM) and becomes 0.
 *
 * <p>Source: Intel SDM vol. 2, AND, OR, XOR, TEST, NOT.
 */
public final class Logic {
    private Logic() {}

    /**
     * AND.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void and(CpuState cpu, Instruction i) {
        int b = operand(cpu, i);
        finish(cpu, i, loadSigned(cpu, destination(i), i.addressSize()) & b);
    }

    /**
     * OR.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void or(CpuState cpu, Instruction i) {
        int b = operand(cpu, i);
        finish(cpu, i, loadSigned(cpu, destination(i), i.addressSize()) | b);
    }

    /**
     * XOR.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void xor(CpuState cpu, Instruction i) {
        int b = operand(cpu, i);
        finish(cpu, i, loadSigned(cpu, destination(i), i.addressSize()) ^ b);
    }

    private static int operand(CpuState cpu, Instruction i) {
        Operands.checkStore(cpu, destination(i), i.addressSize());
        return loadSigned(cpu, source(i), i.addressSize());
    }

    private static void finish(CpuState cpu, Instruction i, int result) {
        Operands.store(cpu, destination(i), i.addressSize(), result);
        FlagRecipe.setLogic(cpu, result);
    }

    /**
     * TEST.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void test(CpuState cpu, Instruction i) {
        int b = loadSigned(cpu, source(i), i.addressSize());
        FlagRecipe.setLogic(cpu, loadSigned(cpu, destination(i), i.addressSize()) & b);
    }

    /**
     * NOT; no flags.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void not(CpuState cpu, Instruction i) {
        Operand target = destination(i);
        Operands.checkStore(cpu, target, i.addressSize());
        Operands.store(cpu, target, i.addressSize(), ~Operands.load(cpu, target, i.addressSize()));
    }
}
