package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.loadSigned;
import static org.prtosvm.cpu.semantics.Operands.signExtend;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;

/**
 * Multiplication and division.
 *
 * <p>Undefined by the SDM, chosen here: SF, ZF, AF and PF are 0 after a multiplication; a division changes no flag.
 *
 * <p>Source: Intel SDM vol. 2, MUL, IMUL, DIV, IDIV.
 */
public final class MultiplyDivide {
    private MultiplyDivide() {}

    /**
     * MUL: AX, DX:AX or EDX:EAX becomes accumulator times operand.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void multiply(CpuState cpu, Instruction i) {
        int size = i.operandSize();
        long factor = Operands.load(cpu, destination(i), i.addressSize()) & 0xFFFF_FFFFL;
        long product = (Operands.register(cpu, size, Gpr.EAX) & 0xFFFF_FFFFL) * factor;
        setWide(cpu, size, product);
        setFlags(cpu, product >>> 8 * size != 0);
    }

    /**
     * IMUL with one operand: AX, DX:AX or EDX:EAX becomes accumulator times operand, signed.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void multiplySigned(CpuState cpu, Instruction i) {
        int size = i.operandSize();
        long factor = loadSigned(cpu, destination(i), i.addressSize());
        long product = signExtend(Operands.register(cpu, size, Gpr.EAX), size) * factor;
        setWide(cpu, size, product);
        setFlags(cpu, product != signExtend((int) product, size));
    }

    /**
     * IMUL with two or three operands: the destination becomes the low half.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void multiplyShort(CpuState cpu, Instruction i) {
        Operand other = i.third();
        long a = loadSigned(cpu, source(i), i.addressSize());
        long b = loadSigned(cpu, other == null ? destination(i) : other, i.addressSize());
        long product = a * b;
        Operands.store(cpu, destination(i), i.addressSize(), (int) product);
        setFlags(cpu, product != signExtend((int) product, i.operandSize()));
    }

    private static void setFlags(CpuState cpu, boolean significant) {
        cpu.setArithmeticFlags(significant ? Eflags.CF | Eflags.OF : 0);
    }

    /** Writes the double-width result: AX, DX:AX or EDX:EAX. */
    private static void setWide(CpuState cpu, int size, long value) {
        if (size == 1) {
            cpu.setReg16(Gpr.EAX, (int) value);
        } else {
            setHalves(cpu, size, (int) value, (int) (value >>> 8 * size));
        }
    }

    /** Writes two results: AL and AH, AX and DX, EAX and EDX. */
    private static void setHalves(CpuState cpu, int size, int low, int high) {
        if (size == 1) {
            cpu.setReg16(Gpr.EAX, low & 0xFF | (high & 0xFF) << 8);
        } else {
            Operands.setRegister(cpu, size, Gpr.EAX, low);
            Operands.setRegister(cpu, size, Gpr.EDX, high);
        }
    }

    /** Reads the dividend: AX, DX:AX or EDX:EAX, zero-extended up to 32 bits. */
    private static long wide(CpuState cpu, int size) {
        int low = cpu.gpr[Gpr.EAX];
        int high = cpu.gpr[Gpr.EDX];
        return switch (size) {
            case 1 -> low & 0xFFFF;
            case 2 -> (long) (high & 0xFFFF) << 16 | low & 0xFFFF;
            default -> (long) high << 32 | low & 0xFFFF_FFFFL;
        };
    }

    /**
     * DIV. Raises #DE for a divisor of 0 and a quotient that is too large.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void divide(CpuState cpu, Instruction i) {
        int size = i.operandSize();
        long divisor = Operands.load(cpu, destination(i), i.addressSize()) & 0xFFFF_FFFFL;
        long dividend = wide(cpu, size);
        // The quotient fits exactly if the high half is less than the divisor, which covers a divisor of 0.
        if (dividend >>> 8 * size >= divisor) {
            throw divideError(cpu);
        }
        long quotient = Long.divideUnsigned(dividend, divisor);
        setHalves(cpu, size, (int) quotient, (int) (dividend - quotient * divisor));
    }

    /**
     * IDIV: truncates towards 0, the remainder has the sign of the dividend. Raises #DE as DIV does.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void divideSigned(CpuState cpu, Instruction i) {
        int size = i.operandSize();
        long divisor = loadSigned(cpu, destination(i), i.addressSize());
        long dividend = wide(cpu, size);
        if (size < 4) {
            dividend = size == 1 ? (short) dividend : (int) dividend;
        }
        // The smallest 64-bit dividend would overflow the host's division too.
        if (divisor == 0 || (dividend == Long.MIN_VALUE && divisor == -1)) {
            throw divideError(cpu);
        }
        long quotient = dividend / divisor;
        if (quotient != signExtend((int) quotient, size)) {
            throw divideError(cpu);
        }
        setHalves(cpu, size, (int) quotient, (int) (dividend - quotient * divisor));
    }

    private static GuestFault divideError(CpuState cpu) {
        return cpu.raise(Vector.DIVIDE_ERROR, 0);
    }
}
