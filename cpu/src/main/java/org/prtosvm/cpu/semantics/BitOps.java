package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;

/**
 * Single bits.
 *
 * <p>Undefined by the SDM, chosen here: BT and its relatives change only CF, BSF and BSR only ZF; BSF and BSR of 0 leave
 * the destination unchanged.
 *
 * <p>Source: Intel SDM vol. 2, BT, BTS, BTR, BTC, BSF, BSR.
 */
public final class BitOps {
    private BitOps() {}

    /**
     * BT.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void test(CpuState cpu, Instruction i) {
        Operand target = destination(i);
        int number = Operands.load(cpu, source(i), i.addressSize());
        int value = target.isMemory()
                ? Operands.load(cpu, target.segment(), address(cpu, i, number), i.operandSize())
                : Operands.load(cpu, target, i.addressSize());
        setCarry(cpu, value >>> bit(i, number) & 1);
    }

    /**
     * BTS.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void testAndSet(CpuState cpu, Instruction i) {
        change(cpu, i, 1, 0);
    }

    /**
     * BTR.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void testAndReset(CpuState cpu, Instruction i) {
        change(cpu, i, 1, 1);
    }

    /**
     * BTC.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void testAndComplement(CpuState cpu, Instruction i) {
        change(cpu, i, 0, 1);
    }

    /** The new value is (old | set) ^ toggle in the bit that is meant. */
    private static void change(CpuState cpu, Instruction i, int set, int toggle) {
        Operand target = destination(i);
        int size = i.operandSize();
        int number = Operands.load(cpu, source(i), i.addressSize());
        int bit = bit(i, number);
        if (target.isMemory()) {
            int address = address(cpu, i, number);
            cpu.memory.checkWrite(target.segment(), address, size);
            int value = Operands.load(cpu, target.segment(), address, size);
            Operands.store(cpu, target.segment(), address, size, (value | set << bit) ^ toggle << bit);
            setCarry(cpu, value >>> bit & 1);
        } else {
            int value = Operands.load(cpu, target, i.addressSize());
            Operands.store(cpu, target, i.addressSize(), (value | set << bit) ^ toggle << bit);
            setCarry(cpu, value >>> bit & 1);
        }
    }

    private static int bit(Instruction i, int number) {
        return number & 8 * i.operandSize() - 1;
    }

    /** A register as bit number reaches beyond the operand, signed; a constant does not. */
    private static int address(CpuState cpu, Instruction i, int number) {
        int address = Operands.effectiveAddress(cpu, destination(i), i.addressSize());
        if (source(i).isRegister()) {
            int size = i.operandSize();
            int words = size == 2 ? (short) number >> 4 : number >> 5;
            address += words * size;
        }
        return Operands.zeroExtend(address, i.addressSize());
    }

    private static void setCarry(CpuState cpu, int carry) {
        FlagRecipe.replace(cpu, Eflags.CF, carry);
    }

    /**
     * BSF.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void scanForward(CpuState cpu, Instruction i) {
        int value = Operands.load(cpu, source(i), i.addressSize());
        if (value != 0) {
            Operands.store(cpu, destination(i), i.addressSize(), Integer.numberOfTrailingZeros(value));
        }
        setZero(cpu, value);
    }

    /**
     * BSR.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void scanReverse(CpuState cpu, Instruction i) {
        int value = Operands.load(cpu, source(i), i.addressSize());
        if (value != 0) {
            Operands.store(cpu, destination(i), i.addressSize(), 31 - Integer.numberOfLeadingZeros(value));
        }
        setZero(cpu, value);
    }

    private static void setZero(CpuState cpu, int value) {
        FlagRecipe.replace(cpu, Eflags.ZF, value == 0 ? Eflags.ZF : 0);
    }
}
