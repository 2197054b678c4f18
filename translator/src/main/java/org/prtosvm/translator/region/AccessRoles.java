package org.prtosvm.translator.region;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.Gpr;

/** Which memory accesses an instruction makes that emitters check one by one. */
public final class AccessRoles {
    /** The instruction has no such access. */
    public static final int NONE = -1;

    private AccessRoles() {}

    /**
     * The explicit memory operand of an instruction.
     *
     * @param i instruction
     * @return operand, or null if it has none (the address of LEA is not one)
     */
    public static @Nullable Operand explicitOperand(Instruction i) {
        return switch (i.opcode()) {
            case LEA, INVLPG, NOP -> null;
            default -> {
                if (i.destination() != null && i.destination().isMemory()) {
                    yield i.destination();
                }
                yield i.source() != null && i.source().isMemory() ? i.source() : null;
            }
        };
    }

    /**
     * Role of the explicit memory operand.
     *
     * @param i instruction that has one
     * @return {@link Access#READ} or {@link Access#WRITE}
     */
    public static int explicitRole(Instruction i) {
        boolean destination = i.destination() != null && i.destination().isMemory();
        return switch (i.opcode()) {
            case CMP, TEST, BT, MUL, IMUL_ACCUMULATOR, DIV, IDIV, PUSH, JMP, CALL -> Access.READ;
            default -> destination ? Access.WRITE : Access.READ;
        };
    }

    /**
     * Register that points to the implicit stack access.
     *
     * @param i instruction that has one
     * @return ESP, or EBP for LEAVE
     */
    public static int stackRegister(Instruction i) {
        return i.opcode() == Opcode.LEAVE ? Gpr.EBP : Gpr.ESP;
    }

    /**
     * Role of the implicit stack access.
     *
     * @param i instruction
     * @return {@link Access#STACK_READ}, {@link Access#STACK_WRITE} or {@link #NONE}
     */
    public static int stackRole(Instruction i) {
        return switch (i.opcode()) {
            case PUSH, CALL -> Access.STACK_WRITE;
            case POP, RET, LEAVE -> Access.STACK_READ;
            default -> NONE;
        };
    }
}
