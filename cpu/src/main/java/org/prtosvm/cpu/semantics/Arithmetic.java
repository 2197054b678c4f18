package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.loadSigned;
import static org.prtosvm.cpu.semantics.Operands.signExtend;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;

/**
 * Addition, subtraction and comparison.
 *
 * <p>Source: Intel SDM vol. 2, ADD, ADC, SUB, SBB, CMP, NEG, INC, DEC, XADD, CMPXCHG, CMPXCHG8B.
 */
public final class Arithmetic {
    private Arithmetic() {}

    /**
     * ADD.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void add(CpuState cpu, Instruction i) {
        sum(cpu, i, 0);
    }

    /**
     * ADC.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void addWithCarry(CpuState cpu, Instruction i) {
        sum(cpu, i, cpu.carry());
    }

    private static void sum(CpuState cpu, Instruction i, int carry) {
        Operand target = destination(i);
        Operands.checkStore(cpu, target, i.addressSize());
        int b = loadSigned(cpu, source(i), i.addressSize());
        int a = loadSigned(cpu, target, i.addressSize());
        int result = signExtend(a + b + carry, i.operandSize());
        Operands.store(cpu, target, i.addressSize(), result);
        FlagRecipe.set(cpu, LazyFlags.ADD, a, b, result);
    }

    /**
     * SUB.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void subtract(CpuState cpu, Instruction i) {
        difference(cpu, i, 0);
    }

    /**
     * SBB.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void subtractWithBorrow(CpuState cpu, Instruction i) {
        difference(cpu, i, cpu.carry());
    }

    private static void difference(CpuState cpu, Instruction i, int borrow) {
        Operand target = destination(i);
        Operands.checkStore(cpu, target, i.addressSize());
        int b = loadSigned(cpu, source(i), i.addressSize());
        int a = loadSigned(cpu, target, i.addressSize());
        int result = signExtend(a - b - borrow, i.operandSize());
        Operands.store(cpu, target, i.addressSize(), result);
        FlagRecipe.set(cpu, LazyFlags.SUB, a, b, result);
    }

    /**
     * CMP.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void compare(CpuState cpu, Instruction i) {
        int b = loadSigned(cpu, source(i), i.addressSize());
        int a = loadSigned(cpu, destination(i), i.addressSize());
        compare(cpu, i.operandSize(), a, b);
    }

    /**
     * Sets the flags of a comparison.
     *
     * @param cpu processor
     * @param size bytes
     * @param a minuend, sign-extended
     * @param b subtrahend, sign-extended
     */
    static void compare(CpuState cpu, int size, int a, int b) {
        FlagRecipe.set(cpu, LazyFlags.SUB, a, b, signExtend(a - b, size));
    }

    /**
     * NEG: as a subtraction from 0.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void negate(CpuState cpu, Instruction i) {
        Operand target = destination(i);
        Operands.checkStore(cpu, target, i.addressSize());
        int b = loadSigned(cpu, target, i.addressSize());
        int result = signExtend(-b, i.operandSize());
        Operands.store(cpu, target, i.addressSize(), result);
        FlagRecipe.set(cpu, LazyFlags.SUB, 0, b, result);
    }

    /**
     * INC; CF keeps its value.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void increment(CpuState cpu, Instruction i) {
        step(cpu, i, LazyFlags.INC, 1);
    }

    /**
     * DEC; CF keeps its value.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void decrement(CpuState cpu, Instruction i) {
        step(cpu, i, LazyFlags.DEC, -1);
    }

    private static void step(CpuState cpu, Instruction i, int kind, int distance) {
        Operand target = destination(i);
        Operands.checkStore(cpu, target, i.addressSize());
        int a = loadSigned(cpu, target, i.addressSize());
        int result = signExtend(a + distance, i.operandSize());
        Operands.store(cpu, target, i.addressSize(), result);
        FlagRecipe.set(cpu, kind, a, cpu.carry(), result);
    }

    /**
     * XADD: the source register gets the old destination; if both are the same register it holds the sum.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void exchangeAndAdd(CpuState cpu, Instruction i) {
        Operand target = destination(i);
        Operand other = source(i);
        Operands.checkStore(cpu, target, i.addressSize());
        int a = loadSigned(cpu, target, i.addressSize());
        int b = loadSigned(cpu, other, i.addressSize());
        int result = signExtend(a + b, i.operandSize());
        if (target.isMemory()) {
            Operands.store(cpu, target, i.addressSize(), result);
            Operands.store(cpu, other, i.addressSize(), a);
        } else {
            Operands.store(cpu, other, i.addressSize(), a);
            Operands.store(cpu, target, i.addressSize(), result);
        }
        FlagRecipe.set(cpu, LazyFlags.ADD, a, b, result);
    }

    /**
     * CMPXCHG. Memory is written in both cases, with its own value if the comparison fails.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void compareAndExchange(CpuState cpu, Instruction i) {
        Operand target = destination(i);
        int size = i.operandSize();
        Operands.checkStore(cpu, target, i.addressSize());
        int accumulator = signExtend(Operands.register(cpu, size, Gpr.EAX), size);
        int value = loadSigned(cpu, target, i.addressSize());
        boolean equal = accumulator == value;
        if (equal) {
            Operands.store(cpu, target, i.addressSize(), Operands.load(cpu, source(i), i.addressSize()));
        } else {
            if (target.isMemory()) {
                Operands.store(cpu, target, i.addressSize(), value);
            }
            Operands.setRegister(cpu, size, Gpr.EAX, value);
        }
        compare(cpu, size, accumulator, value);
    }

    /**
     * CMPXCHG8B: changes only ZF among the flags. Memory is written in both cases.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void compareAndExchange8(CpuState cpu, Instruction i) {
        Operand target = destination(i);
        int address = Operands.effectiveAddress(cpu, target, i.addressSize());
        cpu.memory.checkWrite(target.segment(), address, 8);
        long value = cpu.memory.load64(target.segment(), address);
        boolean equal = value == pair(cpu, Gpr.EDX, Gpr.EAX);
        cpu.memory.store64(target.segment(), address, equal ? pair(cpu, Gpr.ECX, Gpr.EBX) : value);
        if (!equal) {
            cpu.gpr[Gpr.EAX] = (int) value;
            cpu.gpr[Gpr.EDX] = (int) (value >>> 32);
        }
        FlagRecipe.replace(cpu, Eflags.ZF, equal ? Eflags.ZF : 0);
    }

    private static long pair(CpuState cpu, int high, int low) {
        return (long) cpu.gpr[high] << 32 | cpu.gpr[low] & 0xFFFF_FFFFL;
    }
}
