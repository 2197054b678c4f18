package org.prtosvm.test.processor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the checked-in case files to their sources. */
final class CaseFilesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("prtos.root", ".")).resolve("src/test/resources/org/prtosvm/test/processor");
    private static final int FEWEST_CASES = 300;

    static List<String> areas() {
        return CaseFile.AREAS;
    }

    @ParameterizedTest
    @MethodSource("areas")
    void shouldHoldWhatTheSourceAssemblesTo(String area, @TempDir Path work) throws Exception {
        assumeTrue(runs("as", "--version") && runs("ld", "--version") && runs("objcopy", "--version"), "no binutils");
        Path object = work.resolve("case.o");
        Path linked = work.resolve("case.elf");
        Path image = work.resolve("case.bin");
        run(
                "as",
                "--32",
                "-I",
                FOLDER.toString(),
                "-o",
                object.toString(),
                source(area).toString());
        run(
                "ld",
                "-m",
                "elf_i386",
                "-T",
                FOLDER.resolve("machine.ld").toString(),
                "-o",
                linked.toString(),
                object.toString());
        run("objcopy", "-O", "binary", linked.toString(), image.toString());
        assertArrayEquals(Files.readAllBytes(image), CaseFile.bytes(area), area + ".bin: run build.sh beside it");
    }

    @Test
    void shouldHaveAFolderForEveryArea() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER).filter(Files::isDirectory)) {
            assertEquals(
                    new HashSet<>(CaseFile.AREAS),
                    new HashSet<>(folders.map(folder -> folder.getFileName().toString())
                            .toList()));
        }
    }

    @Test
    void shouldHaveManyCasesWithNamesOfTheirOwn() {
        List<ProcessorCase> cases = CaseFile.all().toList();
        Set<String> names = new HashSet<>();
        for (ProcessorCase each : cases) {
            assertTrue(names.add(each.toString()), () -> "two cases have the name " + each);
            assertTrue(!each.expectations().isEmpty(), () -> each + " expects nothing");
        }
        assertTrue(cases.size() >= FEWEST_CASES, () -> cases.size() + " cases");
    }

    private static Path source(String area) {
        return FOLDER.resolve(area).resolve(area + ".S");
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + output);
    }
}
