package org.prtosvm.cpu.engine;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.semantics.SemanticsTable;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Makes decoded instructions executable: frequent forms as operations of their own, everything else as a call of the
 * shared implementation. Both do the same.
 */
final class OperationFactory {
    private final boolean generic;

    /**
     * Creates a factory.
     *
     * @param generic true to call the shared implementation for every instruction: slower, and the reference for all
     *     specialised operations
     */
    OperationFactory(boolean generic) {
        this.generic = generic;
    }

    /**
     * Makes an operation for the current stack size and limit of CS.
     *
     * @param cpu processor
     * @param i decoded instruction
     * @return operation
     */
    Operation create(CpuState cpu, Instruction i) {
        Operation special = generic || i.addressSize() != 4 ? null : special(cpu, i);
        return special != null ? special : new SharedOperation(i, SemanticsTable.of(i.opcode()));
    }

    private static @Nullable Operation special(CpuState cpu, Instruction i) {
        boolean stack32 = (cpu.mode & CpuState.MODE_STACK32) != 0;
        return switch (i.opcode()) {
            case MOV, MOVZX, MOVSX, LEA, CMOV, SETCC, CWD, NOP, PAUSE -> MoveOperations.create(i);
            case ADD, ADC, SUB, SBB, CMP, AND, OR, XOR, TEST -> binary(i);
            case INC, DEC, NEG, NOT, SHL, SHR, SAR, ROL, ROR, IMUL -> unary(i);
            case PUSH, POP, LEAVE -> i.operandSize() == 4 && stack32 ? StackOperations.create(i) : null;
            case JMP, JCC, CALL, RET -> TransferOperations.create(i, cpu.segment[SegmentRegister.CS].limit, stack32);
            default -> null;
        };
    }

    private static @Nullable Operation binary(Instruction i) {
        if (i.operandSize() == 1) {
            return ByteOperations.create(i);
        }
        if (i.operandSize() != 4) {
            return null;
        }
        if (isMemory(i.destination())) {
            return MemoryTargetOperations.create(i);
        }
        return isMemory(i.source()) ? LoadOperations.create(i) : RegisterOperations.create(i);
    }

    private static @Nullable Operation unary(Instruction i) {
        if (i.operandSize() != 4) {
            return null;
        }
        return isMemory(i.destination()) ? MemoryTargetOperations.create(i) : UnaryOperations.create(i);
    }

    private static boolean isMemory(@Nullable Operand operand) {
        return operand != null && operand.isMemory();
    }
}
