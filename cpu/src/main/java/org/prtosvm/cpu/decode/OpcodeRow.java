package org.prtosvm.cpu.decode;

import java.util.ArrayList;
import java.util.List;
import org.prtosvm.cpu.decode.OperandForm.Width;

/**
 * One encoding: a parsed row of the {@link OpcodeTable}.
 *
 * @param opcode what it does
 * @param operands operands in Intel order
 * @param width width of the operation
 * @param modRm true if a ModR/M byte follows the opcode
 */
record OpcodeRow(Opcode opcode, List<OperandForm> operands, Width width, boolean modRm) {
    /**
     * Reads what follows the opcode bytes in a row.
     *
     * @param words mnemonic, operands, and optionally a colon with the letter of the operation's width
     * @param group true if the reg field of a ModR/M byte extends the opcode
     * @return row
     */
    static OpcodeRow parse(List<String> words, boolean group) {
        Opcode opcode = Opcode.valueOf(words.get(0));
        List<OperandForm> operands = new ArrayList<>();
        Width width = null;
        boolean modRm = group;
        for (String word : words.subList(1, words.size())) {
            if (word.startsWith(":")) {
                width = widthOf(word);
            } else {
                OperandForm form = OperandForm.parse(word);
                operands.add(form);
                modRm |= form.addressing().modRm;
            }
        }
        return new OpcodeRow(opcode, List.copyOf(operands), width != null ? width : defaultWidth(operands), modRm);
    }

    private static Width widthOf(String word) {
        return switch (word) {
            case ":b" -> Width.BYTE;
            case ":d" -> Width.DOUBLE_WORD;
            case ":v" -> Width.OPERAND;
            default -> throw new IllegalArgumentException("opcode table: unknown width " + word);
        };
    }

    private static Width defaultWidth(List<OperandForm> operands) {
        Width first = operands.isEmpty() ? Width.NONE : operands.get(0).width();
        return first == Width.NONE ? Width.OPERAND : first;
    }

    /** Tells whether the mod field of ModR/M has no meaning, because r/m always names a register. */
    boolean registersOnly() {
        return operands.stream().anyMatch(form -> form.addressing() == OperandForm.Addressing.RM_FIELD);
    }
}
