package org.prtosvm.cpu.decode;

import org.jspecify.annotations.Nullable;

/**
 * A decoded instruction.
 *
 * @param eip offset in CS of its first byte
 * @param length bytes, 1..15
 * @param opcode what it does
 * @param operandSize operand size attribute or the width of the operation, in bytes: 1, 2 or 4
 * @param addressSize address size attribute in bytes: 2 or 4
 * @param destination first operand in Intel order, null if it has none
 * @param source second operand, null if it has none
 * @param third third operand, null if it has none
 * @param condition condition code of Jcc, SETcc, CMOVcc; else 0
 * @param immediate additional constant: stack adjustment of RET, nesting level of ENTER (destination is its size),
 *     escape opcode and ModR/M of x87 as {@code (opcode & 7) << 8 | modrm}; else 0
 * @param segment segment of the implicit memory operand of string instructions and XLAT, override applied; DS if none
 * @param repeat 0, {@link #REP} (F3) or {@link #REPNE} (F2)
 * @param lock true with a LOCK prefix
 */
public record Instruction(
        int eip,
        int length,
        Opcode opcode,
        int operandSize,
        int addressSize,
        @Nullable Operand destination,
        @Nullable Operand source,
        @Nullable Operand third,
        int condition,
        int immediate,
        int segment,
        int repeat,
        boolean lock) {
    /** Repeat prefix F3: REP or REPE. */
    public static final int REP = 1;
    /** Repeat prefix F2: REPNE. */
    public static final int REPNE = 2;
    /** Longest instruction in bytes; a longer one is #GP(0). */
    public static final int MAX_LENGTH = 15;

    /** @return EIP of the following instruction */
    public int nextEip() {
        return eip + length;
    }

    /** @return true if it must be the only instruction of its block */
    public boolean alone() {
        return opcode.flow() == Opcode.Flow.ALONE || (opcode.flow() == Opcode.Flow.STRING && repeat != 0);
    }

    /** @return true if nothing behind it belongs to the same block */
    public boolean endsBlock() {
        return switch (opcode.flow()) {
            case JUMP, CONDITIONAL, CALL, RETURN -> true;
            default -> alone();
        };
    }

    /**
     * Tells whether this is a conditional jump to an address.
     *
     * @param eip EIP
     * @return true if it may go there
     */
    public boolean jumpsTo(int eip) {
        return opcode.flow() == Opcode.Flow.CONDITIONAL
                && destination != null
                && destination.kind() == Operand.Kind.TARGET
                && destination.value() == eip;
    }
}
