package org.prtosvm.tools.vectors;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An opcode form as suites name their files: {@code 01}, {@code 80.4}, {@code 676601}, {@code 0FBA.5}.
 *
 * @param prefixes operand and address size prefixes in hex, or nothing
 * @param opcode opcode bytes in hex
 * @param extension reg field of a group, or nothing
 */
record OpcodeForm(String prefixes, String opcode, String extension) implements Comparable<OpcodeForm> {
    private static final Pattern NAME = Pattern.compile("((?:66|67)*)((?:0F)?[0-9A-F]{2})(?:\\.([0-7]))?");
    private static final Pattern FILE = Pattern.compile("(?i)(.+)\\.MOO(\\.gz)?");

    /**
     * The form that a file is about.
     *
     * @param fileName name of a file without its folder
     * @return form, or nothing if it is no file of captures
     */
    static Optional<OpcodeForm> ofFile(String fileName) {
        Matcher file = FILE.matcher(fileName);
        return file.matches() ? parse(file.group(1)) : Optional.empty();
    }

    private static Optional<OpcodeForm> parse(String name) {
        Matcher form = NAME.matcher(name.toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        String extension = form.group(3);
        return Optional.of(new OpcodeForm(form.group(1), form.group(2), extension == null ? "" : extension));
    }

    @Override
    public int compareTo(OpcodeForm other) {
        return Comparator.comparingInt((OpcodeForm form) -> form.opcode.length())
                .thenComparing(OpcodeForm::opcode)
                .thenComparing(OpcodeForm::extension)
                .thenComparing(form -> form.prefixes.length())
                .thenComparing(OpcodeForm::prefixes)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return prefixes + opcode + (extension.isEmpty() ? "" : "." + extension);
    }
}
