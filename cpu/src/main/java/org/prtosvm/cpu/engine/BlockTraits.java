package org.prtosvm.cpu.engine;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;

/** Facts about blocks that follow from their instructions alone. */
final class BlockTraits {
    private BlockTraits() {}

    /** Tells whether any instruction may write memory; x87 and system instructions are taken to. */
    static boolean stores(Operation[] operations) {
        for (Operation operation : operations) {
            if (mayStore(operation.instruction)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayStore(Instruction i) {
        return switch (i.opcode()) {
            case CMP, TEST, BT, NOP, JMP, MUL, IMUL_ACCUMULATOR, DIV, IDIV, VERR, VERW -> false;
            case PUSH, PUSHA, PUSHF, PUSH_SEGMENT, CALL, ENTER, MOVS, STOS, MASKMOVQ, MASKMOVDQU -> true;
            default -> i.alone() || isMemory(i.destination());
        };
    }

    private static boolean isMemory(@Nullable Operand operand) {
        return operand != null && operand.isMemory();
    }

    /**
     * Tells whether a block may be a loop that waits: it jumps to its own start, and its instructions only load, compare
     * and combine. Whether it waits shows when an iteration leaves everything as it was.
     */
    static boolean mayWait(int eip, Operation[] operations) {
        Instruction last = operations[operations.length - 1].instruction;
        Operand target = last.destination();
        if ((last.opcode() != Opcode.JMP && last.opcode() != Opcode.JCC)
                || target == null
                || target.kind() != Operand.Kind.TARGET
                || target.value() != eip) {
            return false;
        }
        for (Operation operation : operations) {
            if (!mayWait(operation.instruction)) {
                return false;
            }
        }
        return true;
    }

    /** Counting instructions are left out: with them a loop is unlikely to wait, and the comparison would slow it down. */
    private static boolean mayWait(Instruction i) {
        return switch (i.opcode()) {
            case CMP, TEST, BT, NOP, PAUSE, JMP, JCC -> true;
            case MOV, MOVZX, MOVSX, AND, OR, XOR, LEA, SETCC -> !isMemory(i.destination());
            default -> false;
        };
    }
}
