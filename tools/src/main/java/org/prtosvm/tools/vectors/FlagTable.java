package org.prtosvm.tools.vectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which flags each opcode leaves defined, from the table that comes with a suite: {@code metadata.json} (field {@code
 * flags-mask} of an opcode or of its {@code reg} forms) or a {@code .csv} file (column {@code f_umask}).
 */
final class FlagTable {
    /** No table: everything is defined, as far as the files themselves do not say otherwise. */
    static final FlagTable EMPTY = new FlagTable();

    private static final int ALL = 0xFFFF;
    /** Always 1 in FLAGS: set in a mask of defined bits, clear in a mask of undefined ones. */
    private static final int RESERVED_ONE = 2;

    private final Map<String, Integer> defined = new HashMap<>();

    private FlagTable() {}

    /**
     * Tells whether a file is such a table by its name.
     *
     * @param file a file
     * @return true if {@link #read} can be tried
     */
    static boolean isTable(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.equals("metadata.json") || name.endsWith(".csv");
    }

    /**
     * Reads a table.
     *
     * @param file file that {@link #isTable} accepts
     * @return table
     */
    static FlagTable read(Path file) {
        FlagTable table = new FlagTable();
        try {
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
                table.readCsv(file);
            } else {
                table.readJson(file);
            }
        } catch (IOException | NumberFormatException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new VectorsException("%s: cannot be read as a table of opcodes: %s".formatted(file, reason), e);
        }
        return table;
    }

    /**
     * The defined flags of a form.
     *
     * @param form opcode form
     * @return mask of the low sixteen bits
     */
    int definedFlags(OpcodeForm form) {
        return defined.getOrDefault(key(form.opcode(), form.extension()), ALL);
    }

    private static String key(String opcode, String extension) {
        return opcode.toUpperCase(Locale.ROOT) + (extension.isEmpty() ? "" : "." + extension);
    }

    private void put(String opcode, String extension, int mask) {
        int wide = mask & ALL;
        defined.put(key(opcode, extension), (wide & RESERVED_ONE) != 0 ? wide : ALL & ~wide);
    }

    /** The names of the objects around a mask are its address: opcodes, an opcode, and for a group reg and a number. */
    private void readJson(Path file) throws IOException {
        Deque<String> path = new ArrayDeque<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isStructStart()) {
                    path.addLast(String.valueOf(json.currentName()));
                } else if (token.isStructEnd()) {
                    path.removeLast();
                } else if (token.isNumeric() && "flags-mask".equals(json.currentName())) {
                    List<String> names = List.copyOf(path);
                    int opcodes = names.indexOf("opcodes");
                    boolean group = names.size() == opcodes + 4
                            && names.get(opcodes + 2).equals("reg");
                    put(names.get(opcodes + 1), group ? names.getLast() : "", json.getIntValue());
                }
            }
        }
    }

    private void readCsv(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<String> head = lines.isEmpty() ? List.of() : cells(lines.getFirst());
        int opcode = head.indexOf("op");
        int extension = head.indexOf("ex");
        int mask = head.indexOf("f_umask");
        if (opcode < 0 || mask < 0) {
            return;
        }
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            if (cells.size() > Math.max(opcode, mask) && !cells.get(mask).isEmpty()) {
                String digits = cells.get(mask).toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
                String group = extension >= 0 && extension < cells.size() ? cells.get(extension) : "";
                put(cells.get(opcode), group, Integer.parseInt(digits, 16));
            }
        }
    }

    /** Only cells behind the ones of interest are free text with commas. */
    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1))
                .map(cell -> cell.strip().replace("\"", ""))
                .toList();
    }
}
