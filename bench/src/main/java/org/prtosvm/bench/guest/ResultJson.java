package org.prtosvm.bench.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes raw results as JSON, to be kept beside the text. */
final class ResultJson {
    private ResultJson() {}

    /**
     * Makes the document.
     *
     * @param results results
     * @param notes what is missing on this host
     * @return JSON text
     */
    static String of(List<ProgramResult> results, List<String> notes) {
        List<String> programs = results.stream().map(ResultJson::program).toList();
        return """
                {
                  "host": %s,
                  "processors": %d,
                  "java": %s,
                  "notes": [%s],
                  "programs": [
                %s
                  ]
                }
                """.formatted(
                        text(System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                                + System.getProperty("os.arch")),
                        Runtime.getRuntime().availableProcessors(),
                        text(System.getProperty("java.vm.version")),
                        String.join(", ", notes.stream().map(ResultJson::text).toList()),
                        String.join(",\n", programs));
    }

    private static String program(ProgramResult result) {
        List<String> variants = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            List<String> samples = result.samples(variant).stream()
                    .map(sample -> String.format(
                            Locale.ROOT,
                            "{\"rounds\": %d, \"wallNs\": %d, \"cpuNs\": %d}",
                            sample.rounds(),
                            sample.wallNs(),
                            sample.cpuNs()))
                    .toList();
            if (!samples.isEmpty()) {
                variants.add("      \"%s\": [%s]".formatted(variant.label(), String.join(", ", samples)));
            }
        }
        return "    {\n      \"name\": %s,\n      \"unit\": %s,\n      \"unitsPerRound\": %d,\n%s\n    }"
                .formatted(
                        text(result.program().name()),
                        text(result.program().work()),
                        result.program().unitsPerRound(),
                        String.join(",\n", variants));
    }

    private static String text(String value) {
        StringBuilder escaped = new StringBuilder("\"");
        for (int n = 0; n < value.length(); n++) {
            char c = value.charAt(n);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ') {
                escaped.append("\\u%04x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.append('"').toString();
    }
}
