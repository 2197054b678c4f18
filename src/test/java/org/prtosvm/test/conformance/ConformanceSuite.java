package org.prtosvm.test.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.test.support.Json;

/** The conformance suite, which lies outside the checkout, and the list of cases that are not passed yet. */
public final class ConformanceSuite {
    /** Why tests that need the suite are skipped where it is absent. */
    public static final String ABSENT =
            "no folder shared/conformance beside the checkout or above it: the conformance suite is not run";

    private static final String EXCLUSIONS = "conformance-exclusions.txt";

    private ConformanceSuite() {}

    /** @return folder of the suite, or nothing if it is not there */
    public static Optional<Path> folder() {
        Path start = Path.of(System.getProperty("prtos.root", "")).toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve("conformance");
            if (Files.exists(candidate.resolve("manifest.json"))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads the manifest.
     *
     * @return all cases in its order; none if the suite is not there
     * @throws IOException if it cannot be read
     */
    static List<ConformanceCase> cases() throws IOException {
        Optional<Path> folder = folder();
        if (folder.isEmpty()) {
            return List.of();
        }
        Map<?, ?> manifest = map(Json.parse(Files.readString(folder.get().resolve("manifest.json"))));
        List<ConformanceCase> cases = new ArrayList<>();
        for (Object entry : list(manifest.get("cases"))) {
            cases.add(conformanceCase(folder.get(), map(entry)));
        }
        return cases;
    }

    /**
     * Loads a case from its description and PEF files.
     *
     * @param name name of a case
     * @return system
     * @throws IOException if the manifest cannot be read
     */
    public static SystemImage image(String name) throws IOException {
        return cases().stream()
                .filter(test -> test.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("the suite has no case " + name))
                .load(ConformanceCase.Form.PEF);
    }

    /**
     * Cases that are not passed yet.
     *
     * @return reasons by name of the case
     * @throws IOException if the list cannot be read
     */
    static Map<String, String> exclusions() throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        try (InputStream in = ConformanceSuite.class.getResourceAsStream(EXCLUSIONS)) {
            if (in == null) {
                throw new IOException(EXCLUSIONS + " is not on the class path");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                int colon = line.indexOf(':');
                if (colon < 1 || line.substring(colon + 1).isBlank()) {
                    throw new IOException("%s: expected '<case>: <reason>', found '%s'".formatted(EXCLUSIONS, line));
                }
                reasons.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        return reasons;
    }

    private static ConformanceCase conformanceCase(Path suite, Map<?, ?> entry) {
        String name = text(entry.get("name"));
        Map<?, ?> end = map(entry.get("end"));
        List<ConformanceCase.PartitionFiles> partitions = new ArrayList<>();
        for (Object partition : list(entry.get("partitions"))) {
            partitions.add(partitionFiles(map(partition)));
        }
        Set<String> options = new TreeSet<>();
        list(entry.get("normalise")).forEach(option -> options.add(text(option)));
        return new ConformanceCase(
                suite.resolve("cases").resolve(name),
                name,
                partitions,
                number(entry.get("timeout_virtual_ms")),
                Pattern.compile(text(end.get("pattern"))),
                (int) number(end.get("count")),
                options);
    }

    private static ConformanceCase.PartitionFiles partitionFiles(Map<?, ?> entry) {
        List<String> customFiles = new ArrayList<>();
        if (entry.get("custom_files") != null) {
            list(entry.get("custom_files"))
                    .forEach(file -> customFiles.add(text(map(file).get("pef"))));
        }
        return new ConformanceCase.PartitionFiles(
                (int) number(entry.get("id")), text(entry.get("pef")), text(entry.get("elf")), customFiles);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return expect(value, Map.class);
    }

    private static List<?> list(@Nullable Object value) {
        return expect(value, List.class);
    }

    private static String text(@Nullable Object value) {
        return expect(value, String.class);
    }

    private static long number(@Nullable Object value) {
        return expect(value, Long.class);
    }

    private static <T> T expect(@Nullable Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "manifest.json: expected %s, found %s".formatted(type.getSimpleName(), value));
        }
        return type.cast(value);
    }
}
