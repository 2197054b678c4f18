package org.prtosvm.cpu.decode;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Every row of the SIMD tables in every operand form, as bytes with random registers and constants. */
public final class SimdEncodings {
    private SimdEncodings() {}

    /**
     * One row with one kind of operand.
     *
     * @param row text of the row
     * @param memory true for the form with memory
     */
    public record Form(String row, boolean memory) {
        /** Mnemonic in capital letters. */
        public String opcode() {
            List<String> words = words();
            return words.get(at() + 1);
        }

        private List<String> words() {
            return Arrays.asList(row.split(" "));
        }

        private int at() {
            List<String> words = words();
            return words.get(0).equals("0F") ? 1 : 2;
        }

        /** Bytes of memory accessed, 0 for none. */
        public int size() {
            return switch (opcode()) {
                case "FXSAVE", "FXRSTOR" -> 512;
                default ->
                    words().stream()
                            .skip(at() + 2)
                            .filter(word -> "QWEM".indexOf(word.charAt(0)) >= 0)
                            .mapToInt(word -> switch (word.substring(1)) {
                                case "dq" -> 16;
                                case "q" -> 8;
                                case "d" -> 4;
                                case "dw" -> 2;
                                default -> 1;
                            })
                            .findFirst()
                            .orElse(0);
            };
        }

        /** Encoding; memory is at a constant address, or at ESI or EBX plus a displacement where the registers suit. */
        public byte[] encode(Random random, int address, int esi) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            List<String> words = words();
            if (!words.get(0).equals("NP") && !words.get(0).equals("0F")) {
                bytes.write(Integer.parseInt(words.get(0), 16));
            }
            bytes.write(0x0F);
            String code = words.get(at());
            bytes.write(Integer.parseInt(code.substring(0, 2), 16));
            boolean digit = code.length() > 3 && Character.isDigit(code.charAt(3));
            boolean needed = code.length() > 2
                    || words.stream().skip(at() + 2).anyMatch(word -> "PQVWEGM".indexOf(word.charAt(0)) >= 0);
            if (needed) {
                int reg = digit ? code.charAt(3) - '0' : random.nextInt(8);
                // ESP stays as it is: the stack of the oracle is not there for data.
                boolean general = words.stream().skip(at() + 2).anyMatch(word -> word.startsWith("G"));
                reg = general && reg == 4 ? 0 : reg;
                if (!memory) {
                    int rm = random.nextInt(8);
                    bytes.write(0xC0 | reg << 3 | (words.contains("Ed") && rm == 4 ? 0 : rm));
                } else if (random.nextBoolean()) {
                    bytes.write(reg << 3 | 5);
                    word(bytes, address);
                } else {
                    bytes.write(0x80 | reg << 3 | 6);
                    word(bytes, address - esi);
                }
            }
            if (words.contains("Ub")) {
                bytes.write(random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(20));
            }
            return bytes.toByteArray();
        }

        private static void word(ByteArrayOutputStream bytes, int value) {
            for (int n = 0; n < 4; n++) {
                bytes.write(value >>> 8 * n);
            }
        }

        @Override
        public String toString() {
            return row + (memory ? " with memory" : " with registers");
        }
    }

    /** All rows and forms. */
    public static List<Form> all() {
        List<Form> forms = new ArrayList<>();
        Stream.of(SimdRows.MMX, SimdRows.SSE, SimdRows.SSE2)
                .flatMap(String::lines)
                .forEach(row -> {
                    boolean both = row.matches(".* [QWE](q|d|dq|dw|b)\\b.*");
                    if (!row.contains("/reg") && (both || row.contains("/mem"))) {
                        forms.add(new Form(row, true));
                    }
                    if (!row.contains("/mem")) {
                        forms.add(new Form(row, false));
                    }
                });
        return forms;
    }
}
