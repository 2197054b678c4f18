package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.signExtend;
import static org.prtosvm.cpu.semantics.Operands.source;
import static org.prtosvm.cpu.semantics.Operands.third;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;

/**
 * Shifts and rotates. The count is taken modulo 32; a count of 0 changes nothing, but memory must still be writable.
 *
 * <p>Undefined by the SDM, chosen here: OF for counts other than 1 follows the rule for 1 (given at each method); CF of a
 * SHL or SHR longer than the operand is 0; AF after a shift is 0; SHLD and SHRD of 16 bits by more than 16 shift in the
 * destination's own bits again behind the source's.
 *
 * <p>Source: Intel SDM vol. 2, SAL/SAR/SHL/SHR, RCL/RCR/ROL/ROR, SHLD, SHRD.
 */
public final class Shifts {
    private Shifts() {}

    private static int count(CpuState cpu, Instruction i) {
        Operands.checkStore(cpu, destination(i), i.addressSize());
        return Operands.load(cpu, source(i), i.addressSize()) & 31;
    }

    private static int value(CpuState cpu, Instruction i) {
        return Operands.load(cpu, destination(i), i.addressSize());
    }

    private static void finishShift(CpuState cpu, Instruction i, int unextended, int carry, int overflow) {
        int result = signExtend(unextended, i.operandSize());
        Operands.store(cpu, destination(i), i.addressSize(), result);
        FlagRecipe.set(cpu, LazyFlags.SHIFT, 0, carry * Eflags.CF | overflow * Eflags.OF, result);
    }

    private static void finishRotate(CpuState cpu, Instruction i, int result, int carry, int overflow) {
        Operands.store(cpu, destination(i), i.addressSize(), result);
        FlagRecipe.replace(cpu, Eflags.CF | Eflags.OF, carry * Eflags.CF | overflow * Eflags.OF);
    }

    /**
     * SHL: OF is the sign of the result xor CF.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void left(CpuState cpu, Instruction i) {
        int count = count(cpu, i);
        if (count != 0) {
            int bits = 8 * i.operandSize();
            long shifted = (value(cpu, i) & 0xFFFF_FFFFL) << count;
            int carry = (int) (shifted >>> bits) & 1;
            finishShift(cpu, i, (int) shifted, carry, (int) (shifted >>> bits - 1) & 1 ^ carry);
        }
    }

    /**
     * SHR: OF is the sign before.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void right(CpuState cpu, Instruction i) {
        int count = count(cpu, i);
        if (count != 0) {
            int value = value(cpu, i);
            int sign = value >>> 8 * i.operandSize() - 1;
            finishShift(cpu, i, value >>> count, value >>> count - 1 & 1, sign);
        }
    }

    /**
     * SAR: OF is 0.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void arithmeticRight(CpuState cpu, Instruction i) {
        int count = count(cpu, i);
        if (count != 0) {
            int value = signExtend(value(cpu, i), i.operandSize());
            finishShift(cpu, i, value >> count, value >> count - 1 & 1, 0);
        }
    }

    /**
     * SHLD: OF is set if the sign changed.
     *
     * @param cpu processor
     * @param i destination, source of the bits that come in, third the count
     */
    public static void doubleLeft(CpuState cpu, Instruction i) {
        int count = doubleCount(cpu, i);
        if (count == 0) {
            return;
        }
        int bits = 8 * i.operandSize();
        long value = value(cpu, i) & 0xFFFF_FFFFL;
        long in = Operands.load(cpu, source(i), i.addressSize()) & 0xFFFF_FFFFL;
        int result;
        int carry;
        if (bits == 32) {
            result = (int) (value << count | in >>> 32 - count);
            carry = (int) (value >>> 32 - count) & 1;
        } else {
            long wide = value << 32 | in << 16 | value;
            result = (int) (wide << count >>> 32) & 0xFFFF;
            carry = (int) (wide >>> 48 - count) & 1;
        }
        finishShift(cpu, i, result, carry, (int) (value >>> bits - 1) ^ result >>> bits - 1);
    }

    /**
     * SHRD: OF is set if the sign changed.
     *
     * @param cpu processor
     * @param i destination, source of the bits that come in, third the count
     */
    public static void doubleRight(CpuState cpu, Instruction i) {
        int count = doubleCount(cpu, i);
        if (count == 0) {
            return;
        }
        int bits = 8 * i.operandSize();
        long value = value(cpu, i) & 0xFFFF_FFFFL;
        long in = Operands.load(cpu, source(i), i.addressSize()) & 0xFFFF_FFFFL;
        long wide = bits == 32 ? in << 32 | value : value << 32 | in << 16 | value;
        int result = Operands.zeroExtend((int) (wide >>> count), i.operandSize());
        int carry = (int) (wide >>> count - 1) & 1;
        finishShift(cpu, i, result, carry, (int) (value >>> bits - 1) ^ result >>> bits - 1);
    }

    private static int doubleCount(CpuState cpu, Instruction i) {
        Operand count = third(i);
        Operands.checkStore(cpu, destination(i), i.addressSize());
        return Operands.load(cpu, count, i.addressSize()) & 31;
    }

    /**
     * ROL: CF is the lowest bit of the result, OF the highest xor CF.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void rotateLeft(CpuState cpu, Instruction i) {
        int count = count(cpu, i);
        if (count != 0) {
            int bits = 8 * i.operandSize();
            int result = rotated(value(cpu, i), bits, count);
            int carry = result & 1;
            finishRotate(cpu, i, result, carry, result >>> bits - 1 ^ carry);
        }
    }

    /**
     * ROR: CF is the highest bit of the result, OF the two highest xor.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void rotateRight(CpuState cpu, Instruction i) {
        int count = count(cpu, i);
        if (count != 0) {
            int bits = 8 * i.operandSize();
            int result = rotated(value(cpu, i), bits, bits - count % bits);
            int carry = result >>> bits - 1;
            finishRotate(cpu, i, result, carry, carry ^ result >>> bits - 2 & 1);
        }
    }

    private static int rotated(int value, int bits, int count) {
        int left = count % bits;
        if (left == 0) {
            return value;
        }
        int mask = -1 >>> 32 - bits;
        return (value << left | value >>> bits - left) & mask;
    }

    /**
     * RCL: OF is the highest bit of the result xor CF. A count of all bits and CF (8 and 16 bits) rotates nothing.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void rotateCarryLeft(CpuState cpu, Instruction i) {
        int count = count(cpu, i);
        if (count != 0) {
            int bits = 8 * i.operandSize();
            long rotated = rotatedWithCarry(cpu, i, bits, count % (bits + 1));
            int carry = (int) (rotated >>> bits) & 1;
            finishRotate(cpu, i, (int) rotated, carry, (int) (rotated >>> bits - 1) & 1 ^ carry);
        }
    }

    /**
     * RCR: OF is the two highest bits of the result xor. A count of all bits and CF (8 and 16 bits) rotates nothing.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void rotateCarryRight(CpuState cpu, Instruction i) {
        int count = count(cpu, i);
        if (count != 0) {
            int bits = 8 * i.operandSize();
            long rotated = rotatedWithCarry(cpu, i, bits, (bits + 1 - count % (bits + 1)) % (bits + 1));
            int carry = (int) (rotated >>> bits) & 1;
            int highest = (int) (rotated >>> bits - 1) & 1;
            finishRotate(cpu, i, (int) rotated, carry, highest ^ (int) (rotated >>> bits - 2) & 1);
        }
    }

    /** Rotates CF and value, CF above the highest bit, to the left. */
    private static long rotatedWithCarry(CpuState cpu, Instruction i, int bits, int count) {
        long wide = (long) cpu.carry() << bits | value(cpu, i) & 0xFFFF_FFFFL;
        long mask = (1L << bits + 1) - 1;
        return count == 0 ? wide : (wide << count | wide >>> bits + 1 - count) & mask;
    }
}
