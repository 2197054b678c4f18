package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prtosvm.tools.sdk.ProjectTemplate;

/** New projects build and run as they are; what is wrong with one is said. */
final class ProjectTest {
    private static final String VERDICT = "Verification Passed";

    @TempDir
    private Path folder;

    static Stream<Arguments> projects() {
        return Stream.concat(
                Stream.of(ProjectTemplate.values())
                        .map(template -> Arguments.of(template.word(), template.partitions())),
                Stream.of(Arguments.of("hello", 5), Arguments.of("ports", 4)));
    }

    @ParameterizedTest(name = "{0} with {1} partitions")
    @MethodSource("projects")
    void shouldBuildAndRun(String template, int partitions) throws IOException, InterruptedException {
        assumeCompiler();
        String project = folder.resolve("sample").toString();
        Cli made = Cli.run("new", project, "--template", template, "--partitions", Integer.toString(partitions));
        assertEquals(0, made.exitCode(), made.err());

        Cli built = Cli.run("build", project);
        assertEquals(0, built.exitCode(), built.err());
        assertEquals(partitions, built.out().lines().count(), built.out());

        Cli run = Cli.run("run", project, "--duration", "5s");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains(VERDICT), run.out());
        assertFalse(run.out().contains("Verification Failed"), run.out());
        assertTrue(run.err().contains("ended: no vCPU can ever run again"), run.err());
    }

    @Test
    void shouldTakeCustomFilesAndOtherNames() throws IOException, InterruptedException {
        assumeCompiler();
        Path example = Path.of(System.getProperty("prtos.root"), "guest-abi/src/main/sdk/examples/07-custom-file");
        for (String file : List.of("prtos_cf.x86.xml", "partition0.c")) {
            Files.copy(example.resolve(file), folder.resolve(file));
        }
        Files.createDirectory(folder.resolve("custom0"));
        Files.copy(example.resolve("settings.txt"), folder.resolve("custom0/settings.txt"));
        assertEquals(0, Cli.run("build", folder.toString()).exitCode());
        Cli run = Cli.run("run", folder.toString());
        assertTrue(run.out().contains(VERDICT), run.out() + run.err());
    }

    @Test
    void shouldSayWhatTheCompilerSays() throws IOException, InterruptedException {
        assumeCompiler();
        String project = folder.resolve("sample").toString();
        Cli.run("new", project);
        Files.writeString(Path.of(project, "partition1.c"), "void partition_main(void)\n{\n    nothing\n}\n");
        Cli built = Cli.run("build", project);
        assertEquals(2, built.exitCode());
        assertTrue(built.err().contains("partition1.c:3:5: error"), built.err());
        Cli.run("run", project).assertRefused("partition1.pef: expected the image of partition 1, found none");
    }

    @Test
    void shouldRefuseWhatIsNoProject() throws IOException {
        String project = folder.toString();
        Cli.run("build", project).assertRefused("expected a system description (system.xml or prtos_cf.x86.xml)");
        Cli.run("run", project).assertRefused("expected a system description (system.xml or prtos_cf.x86.xml)");
        Cli.run("build", folder.resolve("absent").toString()).assertRefused("expected a folder with a project");
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Cli.run("new", project).assertRefused("expected nothing or an empty folder there, found something");
    }

    @Test
    void shouldRefuseAProjectWithoutSources() throws IOException {
        String project = folder.resolve("sample").toString();
        Cli.run("new", project);
        for (int id = 0; id < 2; id++) {
            Files.delete(Path.of(project, "partition" + id + ".c"));
        }
        Cli built = Cli.run("build", project);
        assertEquals(2, built.exitCode());
        assertTrue(built.err().contains("expected sources of a partition"), built.err());
    }

    @Test
    void shouldRefuseNumbersAndTemplatesThatThereAreNot() {
        String project = folder.resolve("sample").toString();
        Cli.run("new", project, "--template", "ports", "--partitions", "1")
                .assertRefused("template ports takes 2 to 16 partitions, found 1");
        Cli.run("new", project, "--partitions", "17")
                .assertRefused("template hello takes 1 to 16 partitions, found 17");
        Cli.run("new", project, "--template", "nothing").assertRefused("expected hello, ports", "found 'nothing'");
        assertFalse(Files.exists(Path.of(project)));
    }

    private static void assumeCompiler() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "sh", "-c", "echo 'int x;' | gcc -m32 -x c -c -o /dev/null - && ld -v && ar -V")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeTrue(process.waitFor() == 0, "skipped: no gcc for 32-bit x86, ld and ar here");
    }
}
