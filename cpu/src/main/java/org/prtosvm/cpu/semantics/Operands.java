package org.prtosvm.cpu.semantics;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.CpuState;

/**
 * Reading and writing of general operands: registers, memory and constants of 1, 2 or 4 bytes.
 *
 * <p>Source: Intel SDM vol. 1, 3.7 "Operand Addressing".
 */
public final class Operands {
    private Operands() {}

    /**
     * Effective address of a memory operand.
     *
     * @param cpu processor
     * @param operand memory operand
     * @param addressSize bytes: 2 wraps at 64 KiB
     * @return offset in the operand's segment
     */
    public static int effectiveAddress(CpuState cpu, Operand operand, int addressSize) {
        int address = operand.value();
        if (operand.base() >= 0) {
            address += cpu.gpr[operand.base()];
        }
        if (operand.index() >= 0) {
            address += cpu.gpr[operand.index()] << operand.scale();
        }
        return addressSize == 2 ? address & 0xFFFF : address;
    }

    /**
     * Reads an operand.
     *
     * @param cpu processor
     * @param operand register, memory or constant of 1, 2 or 4 bytes
     * @param addressSize bytes
     * @return value, zero-extended
     */
    public static int load(CpuState cpu, Operand operand, int addressSize) {
        return switch (operand.kind()) {
            case REGISTER -> register(cpu, operand.size(), operand.register());
            case MEMORY -> load(cpu, operand.segment(), effectiveAddress(cpu, operand, addressSize), operand.size());
            default -> zeroExtend(operand.value(), operand.size());
        };
    }

    /**
     * Reads an operand, sign-extended: the form in which arithmetic and flags work.
     *
     * @param cpu processor
     * @param operand register, memory or constant of 1, 2 or 4 bytes
     * @param addressSize bytes
     * @return value, sign-extended
     */
    public static int loadSigned(CpuState cpu, Operand operand, int addressSize) {
        return signExtend(load(cpu, operand, addressSize), operand.size());
    }

    /**
     * Writes an operand.
     *
     * @param cpu processor
     * @param operand register or memory of 1, 2 or 4 bytes
     * @param addressSize bytes
     * @param value its low bytes are written
     */
    public static void store(CpuState cpu, Operand operand, int addressSize, int value) {
        if (operand.isRegister()) {
            setRegister(cpu, operand.size(), operand.register(), value);
        } else {
            store(cpu, operand.segment(), effectiveAddress(cpu, operand, addressSize), operand.size(), value);
        }
    }

    /**
     * Checks that a later {@link #store} succeeds. To be called before the load of an instruction that reads and writes
     * its operand, so that a fault is reported as the write that it is.
     *
     * @param cpu processor
     * @param operand register or memory
     * @param addressSize bytes
     */
    public static void checkStore(CpuState cpu, Operand operand, int addressSize) {
        if (operand.isMemory()) {
            cpu.memory.checkWrite(operand.segment(), effectiveAddress(cpu, operand, addressSize), operand.size());
        }
    }

    /**
     * Reads memory.
     *
     * @param cpu processor
     * @param segment segment register number
     * @param offset effective address
     * @param size bytes: 1, 2 or 4
     * @return value, zero-extended
     */
    public static int load(CpuState cpu, int segment, int offset, int size) {
        return switch (size) {
            case 1 -> cpu.memory.load8(segment, offset);
            case 2 -> cpu.memory.load16(segment, offset);
            default -> cpu.memory.load32(segment, offset);
        };
    }

    /**
     * Writes memory.
     *
     * @param cpu processor
     * @param segment segment register number
     * @param offset effective address
     * @param size bytes: 1, 2 or 4
     * @param value its low bytes are written
     */
    public static void store(CpuState cpu, int segment, int offset, int size, int value) {
        switch (size) {
            case 1 -> cpu.memory.store8(segment, offset, value);
            case 2 -> cpu.memory.store16(segment, offset, value);
            default -> cpu.memory.store32(segment, offset, value);
        }
    }

    /**
     * Reads a general register.
     *
     * @param cpu processor
     * @param size bytes: 1, 2 or 4
     * @param number register number as encoded
     * @return value, zero-extended
     */
    public static int register(CpuState cpu, int size, int number) {
        return switch (size) {
            case 1 -> cpu.reg8(number);
            case 2 -> cpu.gpr[number] & 0xFFFF;
            default -> cpu.gpr[number];
        };
    }

    /**
     * Writes a general register; the bytes it does not name keep their values.
     *
     * @param cpu processor
     * @param size bytes: 1, 2 or 4
     * @param number register number as encoded
     * @param value its low bytes are written
     */
    public static void setRegister(CpuState cpu, int size, int number, int value) {
        switch (size) {
            case 1 -> cpu.setReg8(number, value);
            case 2 -> cpu.setReg16(number, value);
            default -> cpu.gpr[number] = value;
        }
    }

    /**
     * Sign-extends to 32 bits.
     *
     * @param value value in the low bytes
     * @param size bytes: 1, 2 or 4
     * @return sign-extended value
     */
    public static int signExtend(int value, int size) {
        return switch (size) {
            case 1 -> (byte) value;
            case 2 -> (short) value;
            default -> value;
        };
    }

    /**
     * Zero-extends to 32 bits.
     *
     * @param value value in the low bytes
     * @param size bytes: 1, 2 or 4
     * @return zero-extended value
     */
    public static int zeroExtend(int value, int size) {
        return switch (size) {
            case 1 -> value & 0xFF;
            case 2 -> value & 0xFFFF;
            default -> value;
        };
    }

    /**
     * The first operand of an instruction that has one.
     *
     * @param i instruction
     * @return destination
     */
    public static Operand destination(Instruction i) {
        return required(i, i.destination());
    }

    /**
     * The second operand of an instruction that has one.
     *
     * @param i instruction
     * @return source
     */
    public static Operand source(Instruction i) {
        return required(i, i.source());
    }

    /**
     * The third operand of an instruction that has one.
     *
     * @param i instruction
     * @return third operand
     */
    public static Operand third(Instruction i) {
        return required(i, i.third());
    }

    private static Operand required(Instruction i, @Nullable Operand operand) {
        if (operand == null) {
            throw new IllegalStateException("%s at 0x%08x lacks an operand".formatted(i.opcode(), i.eip()));
        }
        return operand;
    }
}
