// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** The conformance suite in the folder {@code shared} beside the checkout; tests that need it are skipped where it is absent. */
public final class ConformanceFiles {
    private ConformanceFiles() {}

    private static Optional<Path> root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolveSibling("shared").resolve("conformance"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** The image of a hypervisor that does nothing. */
    public static Path placeholder() {
        return root().orElseThrow().resolve("placeholder").resolve("placeholder.pef");
    }

    /** One test for each case, with its folder; one skipped test if there is no suite. */
    public static Collection<DynamicTest> eachCase(Consumer<Path> check) {
        Optional<Path> root = root();
        if (root.isEmpty()) {
            return List.of(DynamicTest.dynamicTest(
                    "conformance suite",
                    () -> Assumptions.abort("no folder shared/conformance beside the checkout or a folder above")));
        }
        try (Stream<Path> folders = Files.list(root.get().resolve("cases"))) {
            return folders.sorted()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check.accept(folder)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The contents of a file. */
    public static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
