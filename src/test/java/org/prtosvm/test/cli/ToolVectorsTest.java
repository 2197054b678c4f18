package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.prtos.image.ContainerFile;
import org.prtosvm.prtos.image.ContainerFile.Entry;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.PefFile;
import org.prtosvm.prtos.image.PefType;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.test.conformance.ConformanceSuite;

/** The build tools make the same bytes as the reference's tools, from every file of the conformance suite. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ToolVectorsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private List<Path> cases = List.of();

    @BeforeAll
    void findCases() throws IOException {
        assumeTrue(ConformanceSuite.folder().isPresent(), ConformanceSuite.ABSENT);
        try (Stream<Path> folders = Files.list(suite().resolve("cases"))) {
            cases = folders.sorted().toList();
        }
        assertTrue(cases.size() > 50, () -> "expected all cases, found " + cases);
    }

    private static Path suite() {
        return ConformanceSuite.folder().orElseThrow();
    }

    @Test
    void shouldCompileEveryDescription() throws IOException {
        for (Path test : cases) {
            Path blob = folder.resolve("system.prtos_conf");
            ran(
                    "prtoscparser",
                    "-o",
                    blob.toString(),
                    test.resolve("system.xml").toString());
            assertSame(test.resolve("system.prtos_conf"), blob);
        }
    }

    @Test
    void shouldWrapEveryExecutable() throws IOException {
        int compressed = 0;
        for (Path pef : files(".pef")) {
            PefFile expected = PefFile.parse(pef.toString(), Files.readAllBytes(pef));
            compressed += expected.isCompressed() ? 1 : 0;
            boolean custom = expected.type() == PefType.CUSTOM_FILE;
            Path source = pef.resolveSibling(pef.getFileName().toString().replace(".pef", custom ? ".txt" : ".elf"));
            List<String> command = new ArrayList<>(List.of("prtoseformat", "build"));
            if (custom) {
                command.add("-m");
            }
            if (expected.isCompressed()) {
                command.add("-c");
            }
            Path made = folder.resolve("made.pef");
            command.addAll(List.of("-o", made.toString(), source.toString()));
            ran(command.toArray(String[]::new));
            assertSame(pef, made);
        }
        assertTrue(compressed > 1, "expected compressed files among the vectors");
    }

    @Test
    void shouldWrapEveryConfiguration() throws IOException {
        for (Path pef : files("system.pef.prtos_conf")) {
            boolean compressed =
                    PefFile.parse(pef.toString(), Files.readAllBytes(pef)).isCompressed();
            Path made = folder.resolve("made.pef");
            Path blob = pef.resolveSibling("system.prtos_conf");
            ran("prtoseformat", "build", "-m", compressed ? "-c" : "-m", "-o", made.toString(), blob.toString());
            assertSame(pef, made);
        }
    }

    @Test
    void shouldPackEveryContainer() throws IOException {
        for (Path file : files("container.bin")) {
            ContainerFile container = ContainerFile.parse(file.toString(), Files.readAllBytes(file));
            List<String> command = new ArrayList<>(List.of("prtospack", "build"));
            for (Entry entry : container.entries()) {
                List<String> names = new ArrayList<>();
                names.add(source(file, container, entry.image()));
                entry.customFiles().forEach(index -> names.add(source(file, container, index)));
                boolean hypervisor = entry.id() < 0;
                command.add(hypervisor ? "-h" : "-p");
                command.add((hypervisor ? "" : entry.id() + ":") + String.join(":", names));
            }
            Path made = folder.resolve("made.bin");
            command.add(made.toString());
            ran(command.toArray(String[]::new));
            assertSame(file, made);
        }
    }

    @Test
    void shouldGiveBackWhatWasPacked() throws IOException {
        for (Path file : files("container.bin")) {
            Path image = folder.resolve("resident_sw");
            ran("rswbuild", file.toString(), image.toString());
            assertArrayEquals(
                    Files.readAllBytes(file),
                    SystemImage.load(InputFile.read(image), Map.of())
                            .container()
                            .toByteArray(),
                    file.toString());
        }
    }

    @Test
    void shouldListWhatTheReferenceMade() throws IOException {
        for (Path file : files(".pef")) {
            String text = ran("prtoseformat", "READ", "-h", "-s", "-m", file.toString());
            assertTrue(
                    text.startsWith("PEF header:\n  signature: 0x24584546\n  version: 1.0.0\n  flags: PEF_DIGEST "),
                    text);
        }
        for (Path file : files("container.bin")) {
            String text = ran("prtospack", "list", file.toString());
            assertTrue(text.contains(" " + file + "  Ok\n<Container file=\""), text);
            assertTrue(
                    text.contains("<File entry=\"0\" name=\"placeholder.pef\" offset=\"0x1000\" size=\"176\" />"),
                    text);
        }
    }

    private static String source(Path containerFile, ContainerFile container, int index) {
        String name = container.files().get(index).name();
        Path beside = containerFile.resolveSibling(name);
        return (Files.exists(beside) ? beside : suite().resolve("placeholder").resolve(name)).toString();
    }

    private List<Path> files(String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path test : cases) {
            try (Stream<Path> files = Files.list(test)) {
                files.filter(file -> file.toString().endsWith(ending)).sorted().forEach(found::add);
            }
        }
        assertTrue(found.size() > 1, () -> "expected several files *" + ending + ", found " + found);
        return found;
    }

    private static String ran(String... command) {
        Cli run = Cli.run(command);
        assertEquals(0, run.exitCode(), run::err);
        return run.err();
    }

    private static void assertSame(Path expected, Path made) throws IOException {
        assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(made), expected.toString());
    }
}
