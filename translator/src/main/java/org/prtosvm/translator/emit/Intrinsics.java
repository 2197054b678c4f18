package org.prtosvm.translator.emit;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Which instructions are emitted as bytecode. Everything else that may stand inside a block is a <em>shared</em> call of
 * the closure that the interpreter runs.
 */
final class Intrinsics {
    private Intrinsics() {}

    /**
     * Decides for one instruction.
     *
     * @param i instruction that is not alone in its block
     * @return true if an emitter writes it, false for a shared call
     */
    static boolean isIntrinsic(Instruction i) {
        if (i.lock() || i.repeat() != 0 && i.opcode() != Opcode.PAUSE && i.opcode() != Opcode.RET) {
            return false;
        }
        if (!plain(i.destination()) || !plain(i.source()) || !plain(i.third())) {
            return false;
        }
        if (hasMemory(i) && i.addressSize() != 4) {
            return false;
        }
        return switch (i.opcode()) {
            case ADD, ADC, SUB, SBB, CMP, AND, OR, XOR, TEST, INC, DEC, NEG, NOT -> true;
            case MOV, MOVZX, MOVSX, NOP, PAUSE, SETCC, CMOV, CLD, STD -> true;
            case LEA -> i.operandSize() == 4 && i.addressSize() == 4;
            case BSWAP -> i.operandSize() == 4;
            case CBW, CWD -> i.operandSize() == 4;
            case XCHG -> bothRegisters(i);
            case IMUL -> i.operandSize() == 4;
            case MUL, IMUL_ACCUMULATOR -> i.operandSize() == 4;
            case SHL, SHR, SAR, ROL, ROR -> isCount(i.source()) && (i.operandSize() == 4 || isImmediate(i.source()));
            case SHLD, SHRD -> i.operandSize() == 4 && isRegister(i.destination()) && isCount(i.third());
            case BT -> i.operandSize() == 4 && isRegister(i.destination());
            case PUSH -> i.operandSize() == 4;
            case POP -> i.operandSize() == 4 && isRegister(i.destination());
            case LEAVE -> i.operandSize() == 4;
            case JMP, CALL, RET, JCC -> i.operandSize() == 4;
            case LOOP, JCXZ -> i.operandSize() == 4 && i.addressSize() == 4;
            default -> false;
        };
    }

    /**
     * Tells whether an instruction may end a region's block at all: the others leave the region.
     *
     * @param i instruction that ends its block
     * @return true if its control transfer is emitted
     */
    static boolean endsInside(Instruction i) {
        return switch (i.opcode()) {
            case JMP, CALL, RET, JCC, LOOP, JCXZ -> isIntrinsic(i);
            default -> !i.endsBlock();
        };
    }

    private static boolean hasMemory(Instruction i) {
        return isMemory(i.destination()) || isMemory(i.source()) || isMemory(i.third());
    }

    private static boolean plain(@Nullable Operand operand) {
        if (operand == null) {
            return true;
        }
        return switch (operand.kind()) {
            case REGISTER, IMMEDIATE, TARGET -> true;
            case MEMORY -> operand.segment() <= SegmentRegister.DS && operand.segment() != SegmentRegister.CS;
            default -> false;
        };
    }

    private static boolean bothRegisters(Instruction i) {
        return isRegister(i.destination()) && isRegister(i.source());
    }

    /** A shift count that is not known to be 0: that would change nothing, but still access memory. */
    private static boolean isCount(@Nullable Operand operand) {
        return operand != null && (!operand.isImmediate() || (operand.value() & 31) != 0);
    }

    static boolean isRegister(@Nullable Operand operand) {
        return operand != null && operand.isRegister();
    }

    static boolean isMemory(@Nullable Operand operand) {
        return operand != null && operand.isMemory();
    }

    static boolean isImmediate(@Nullable Operand operand) {
        return operand != null && operand.isImmediate();
    }
}
