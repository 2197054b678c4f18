package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;

/**
 * Decimal adjustment of AL and AX.
 *
 * <p>Undefined by the SDM, chosen here: OF is 0 after DAA and DAS; AAA, AAS, AAM and AAD keep the flags that they leave
 * undefined.
 *
 * <p>Source: Intel SDM vol. 2, DAA, DAS, AAA, AAS, AAM, AAD.
 */
public final class BcdArithmetic {
    private static final int AL = Gpr.EAX;

    private BcdArithmetic() {}

    /**
     * DAA.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void decimalAfterAdd(CpuState cpu, Instruction i) {
        decimal(cpu, 1);
    }

    /**
     * DAS.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void decimalAfterSubtract(CpuState cpu, Instruction i) {
        decimal(cpu, -1);
    }

    private static void decimal(CpuState cpu, int direction) {
        int before = cpu.reg8(AL);
        int flags = cpu.arithmeticFlags();
        int value = before;
        int newFlags = 0;
        if ((before & 0xF) > 9 || (flags & Eflags.AF) != 0) {
            value += 6 * direction;
            newFlags |= Eflags.AF;
            // Only the subtraction keeps the borrow of this step.
            newFlags |= direction < 0 && value < 0 ? Eflags.CF : 0;
        }
        if (before > 0x99 || (flags & Eflags.CF) != 0) {
            value += 0x60 * direction;
            newFlags |= Eflags.CF;
        }
        cpu.setReg8(AL, value);
        cpu.setArithmeticFlags(newFlags | resultFlags(value));
    }

    /** SF, ZF and PF of an 8-bit result. */
    private static int resultFlags(int value) {
        return LazyFlags.bits(LazyFlags.LOGIC, 0, 0, (byte) value);
    }

    /**
     * AAA.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void asciiAfterAdd(CpuState cpu, Instruction i) {
        ascii(cpu, 0x106);
    }

    /**
     * AAS.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void asciiAfterSubtract(CpuState cpu, Instruction i) {
        ascii(cpu, -0x106);
    }

    private static void ascii(CpuState cpu, int correction) {
        boolean adjust = (cpu.reg8(AL) & 0xF) > 9 || (cpu.arithmeticFlags() & Eflags.AF) != 0;
        if (adjust) {
            cpu.setReg16(Gpr.EAX, cpu.gpr[Gpr.EAX] + correction);
        }
        cpu.setReg8(AL, cpu.reg8(AL) & 0xF);
        FlagRecipe.replace(cpu, Eflags.CF | Eflags.AF, adjust ? Eflags.CF | Eflags.AF : 0);
    }

    /**
     * AAM: the base is the operand. Raises #DE for base 0.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void asciiAfterMultiply(CpuState cpu, Instruction i) {
        int base = destination(i).value() & 0xFF;
        if (base == 0) {
            throw cpu.raise(Vector.DIVIDE_ERROR, 0);
        }
        int value = cpu.reg8(AL);
        cpu.setReg16(Gpr.EAX, value / base << 8 | value % base);
        FlagRecipe.replace(cpu, Eflags.SF | Eflags.ZF | Eflags.PF, resultFlags(value % base));
    }

    /**
     * AAD: the base is the operand.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void asciiBeforeDivide(CpuState cpu, Instruction i) {
        int base = destination(i).value() & 0xFF;
        int value = cpu.reg8(AL) + (cpu.gpr[Gpr.EAX] >>> 8 & 0xFF) * base & 0xFF;
        cpu.setReg16(Gpr.EAX, value);
        FlagRecipe.replace(cpu, Eflags.SF | Eflags.ZF | Eflags.PF, resultFlags(value));
    }
}
