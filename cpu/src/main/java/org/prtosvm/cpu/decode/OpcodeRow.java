package org.prtosvm.cpu.decode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.OperandForm.Width;
import org.prtosvm.cpu.state.Feature;

/**
 * One encoding: a parsed row of the {@link OpcodeTable}.
 *
 * @param opcode what it does
 * @param operands operands in Intel order
 * @param width width of the operation
 * @param modRm true if a ModR/M byte follows the opcode
 * @param feature what a processor must have to know it, null if all do
 */
record OpcodeRow(
        Opcode opcode,
        List<OperandForm> operands,
        Width width,
        boolean modRm,
        @Nullable Feature feature) {
    /**
     * Reads what follows the opcode bytes in a row.
     *
     * @param words mnemonic, operands, and optionally a colon with the letter of the operation's width and an at sign with
     *     the feature
     * @param group true if fields of a ModR/M byte extend the opcode
     * @param usualFeature feature of a row that names none
     * @return row
     */
    static OpcodeRow parse(List<String> words, boolean group, @Nullable Feature usualFeature) {
        Opcode opcode = Opcode.valueOf(words.get(0));
        List<OperandForm> operands = new ArrayList<>();
        Width width = null;
        boolean modRm = group;
        Feature feature = usualFeature;
        for (String word : words.subList(1, words.size())) {
            if (word.startsWith(":")) {
                width = widthOf(word);
            } else if (word.startsWith("@")) {
                feature = Feature.valueOf(word.substring(1));
            } else {
                OperandForm form = OperandForm.parse(word);
                operands.add(form);
                modRm |= form.addressing().modRm;
            }
        }
        Width used = width != null ? width : defaultWidth(operands);
        return new OpcodeRow(opcode, List.copyOf(operands), used, modRm, feature);
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
        return switch (first) {
            case NONE -> Width.OPERAND;
            case QUAD_WORD, DOUBLE_QUAD_WORD -> Width.DOUBLE_WORD;
            default -> first;
        };
    }

    /** Tells whether the mod field of ModR/M has no meaning, because r/m always names a register. */
    boolean registersOnly() {
        return operands.stream().anyMatch(form -> form.addressing() == OperandForm.Addressing.RM_FIELD);
    }
}
