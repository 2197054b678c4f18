package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.image.HypervisorImage;
import org.prtosvm.prtos.image.PefFile;

/** The build tools without the conformance suite: a system from description to boot image, wrong use and bad input. */
final class BuildToolsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldBuildASystemThatRuns() throws IOException {
        Path image = buildContainer();
        Path boot = folder.resolve("resident_sw");
        Cli report = Cli.run("rswbuild", image.toString(), boot.toString());
        assertEquals(0, report.exitCode(), report.err());
        assertTrue(report.out().contains("prtos_core.pef"), report.out());

        Cli run = Cli.run("run", boot.toString(), "--stop-after", " ok=3", "--engine", "interpreter");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("hypercall round 0 check"), run.out());
    }

    @Test
    void shouldWriteImagesReadableByOwnerAndGroup() throws IOException {
        Path container = buildContainer();
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(container)));
    }

    @Test
    void shouldCopyThePayload() throws IOException {
        Path payload = Files.writeString(folder.resolve("payload"), "0123456789abcdefghi");
        Path pef = folder.resolve("p.pef");
        Cli build = ran("eformat", "build", "-p", payload.toString(), "-o", pef.toString(), elf());
        assertTrue(build.err().startsWith("30 31 32 33 34 35 36 37\n38 39 61 62 63 64 65 66\n"), build.err());
        assertArrayEquals(
                "0123456789abcdef".getBytes(StandardCharsets.US_ASCII),
                PefFile.parse("p.pef", Files.readAllBytes(pef)).payload());
    }

    @Test
    void shouldWriteTheConfigurationAsSourceText() throws IOException {
        Path source = folder.resolve("conf.c");
        ran("config", "-c", "-o", source.toString(), xml());
        assertTrue(Files.readString(source).contains("0x43, 0x4d, 0x58, 0x24,"), source.toString());
    }

    @Test
    void shouldWriteSmallCustomFilesCompressed() throws IOException {
        Path small = Files.writeString(folder.resolve("small"), "a");
        Path pef = folder.resolve("small.pef");
        ran("eformat", "build", "-m", "-c", "-o", pef.toString(), small.toString());
        PefFile read = PefFile.parse("small.pef", Files.readAllBytes(pef));
        assertEquals("a", new String(read.data(read.segments().getFirst()), StandardCharsets.US_ASCII));
    }

    @Test
    void shouldPrintTheBuildInformationOfAHypervisor() throws IOException {
        Path core = folder.resolve("prtos_core");
        ran("core", "-o", core + ".pef", "--elf", core.toString(), "--kernel", "NO_CPUS=2");
        String text = ran("prtosbuildinfo", core.toString()).out();
        assertTrue(text.startsWith("BUILD_TARGET="), text);
        assertTrue(text.contains("\nCONFIG_SMP=y\nCONFIG_NO_CPUS=2\nCONFIG_MAX_NO_VCPUS=2\n"), text);
        ran("eformat", "read", "-h", core + ".pef");
        Cli.run("buildinfo", elf()).assertRefused("p0.elf", ".build_info");
    }

    @Test
    void shouldFindWhatAPartitionIsLinkedTo() throws IOException {
        assertEquals("0x6000000\n", ran("xpathstart", "0", xml()).out());
        assertEquals(
                "1MB\n", ran("xpath", "-f", xml(), "-c", "//prtos:Area/@size").out());
        assertEquals(
                "size=\"1MB\"\n",
                ran("xpath", "-f", xml(), "//prtos:Area/@size").out());
        assertEquals(
                "1\n",
                ran("xpath", "-f", xml(), "count(//p:Area)", "-n", "p=http://www.prtos.org/prtos-1.x")
                        .out());
        Cli.run("xpath", "-f", xml(), "//prtos:Area[").assertRefused("system.xml", "//prtos:Area[");
    }

    /** The exit codes that makefiles know. */
    @ParameterizedTest
    @CsvSource({
        "0, prtoscparser",
        "0, prtoscparser --nonsense",
        "2, prtoscparser none.xml",
        "254, prtoseformat",
        "2, prtoseformat nonsense",
        "2, prtoseformat read none.pef",
        "2, prtospack",
        "0, prtospack nonsense",
        "0, prtospack list",
        "2, prtospack check x",
        "2, prtospack list none.bin",
        "2, prtospack build -p 0:none.pef out",
        "1, rswbuild",
        "1, rswbuild none.bin out",
        "1, prtosbuildinfo",
        "2, xpath",
        "255, xpathstart 0",
        "255, xpathstart 0 none.xml",
        "2, config",
        "2, eformat",
        "2, pack nonsense",
        "2, rsw",
        "2, buildinfo none"
    })
    void shouldEndWithTheCodeOfTheTool(int code, String command) {
        Cli run = Cli.run(command.split(" ", -1));
        assertEquals(code, run.exitCode(), run::err);
        assertTrue(run.err().startsWith(command.startsWith("prtos") ? command.split(" ", -1)[0] + ":" : ""), run::err);
        assertFalse(run.err().contains("\tat "), run::err);
    }

    @Test
    void shouldEndWithTheCodeForAPartitionThatIsNotThere() throws IOException {
        assertEquals(255, Cli.run("xpathstart", "7", xml()).exitCode());
    }

    @Test
    void shouldLeaveNothingBehindAfterAnError() throws IOException {
        Path output = folder.resolve("out");
        Files.writeString(output, "before");
        String broken = sample().changed("</Plan>", "</Plam>").toString();
        String image = elf();
        List<String> before = names();
        assertEquals(2, Cli.run("config", "-o", output.toString(), broken).exitCode());
        assertEquals(
                2, Cli.run("eformat", "build", "-o", output.toString(), broken).exitCode());
        assertEquals(
                2,
                Cli.run("pack", "build", "-h", image + ":" + image, output.toString())
                        .exitCode());
        assertEquals(2, Cli.run("rsw", broken, output.toString()).exitCode());
        assertEquals("before", Files.readString(output));
        assertEquals(before, names());
        Cli.run("config", "-o", folder.resolve("no/such/out").toString(), xml()).assertRefused("no/such/out", "folder");
    }

    @Test
    void shouldNameWhatIsWrongWithAContainersParts() throws IOException {
        Path container = buildContainer();
        String core = folder.resolve("prtos_core.pef").toString();
        String conf = folder.resolve("conf.pef").toString();
        String image = folder.resolve("p0.pef").toString();
        String out = folder.resolve("out").toString();
        Cli.run("pack", "build", "-p", "0:" + image, "-h", core + ":" + conf, out)
                .assertRefused("-h", "first");
        Cli.run("pack", "build", "-h", core, out).assertRefused(core, "configuration");
        Cli absent = Cli.run("pack", "build", "-h", core + ":" + conf, "-p", "9:" + image, out);
        assertEquals(2, absent.exitCode());
        assertTrue(absent.err().endsWith("p0.pef: partition: expected an id from 0 to 0, found 9\n"), absent.err());
        Cli.run("pack", "build", "-h", core + ":" + conf, "-p", "x:" + image, out)
                .assertRefused("x:", "id");
        Cli.run("pack", "build", "-h", image + ":" + conf, out).assertRefused("p0.pef", "HYPERVISOR");
        Cli.run("pack", "check", container.toString(), "-h", core).assertRefused("container.bin", "signature");
        Cli twice = Cli.run("pack", "build", "-h", core + ":" + conf, "-p", "0:" + image, "-p", "0:" + image, out);
        twice.assertRefused("0", "twice");
        assertFalse(Files.exists(Path.of(out)));
    }

    private Path buildContainer() throws IOException {
        Path core = Files.write(
                folder.resolve("prtos_core.pef"),
                HypervisorImage.pef(KernelOptions.DEFAULT).contents());
        Path blob = folder.resolve("conf.bin");
        Path conf = folder.resolve("conf.pef");
        Path image = folder.resolve("p0.pef");
        Path container = folder.resolve("container.bin");
        ran("prtoscparser", "-o", blob.toString(), xml());
        ran("prtoseformat", "build", "-m", blob.toString(), "-c", "-o", conf.toString());
        ran("prtoseformat", "build", elf(), "-c", "-o", image.toString());
        String hypervisor = core + ":" + conf;
        ran("prtospack", "check", conf.toString(), "-h", hypervisor, "-p", "0:" + image);
        Cli build = ran("prtospack", "build", "-h", hypervisor, "-p", "0:" + image, container.toString());
        assertEquals("> %s ... ok%n> %s ... ok%n".formatted(core, image), build.err());
        return container;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private static Cli ran(String... command) {
        Cli run = Cli.run(command);
        assertEquals(0, run.exitCode(), run::err);
        return run;
    }

    private SampleSystem sample() {
        return new SampleSystem(folder);
    }

    private String xml() throws IOException {
        return sample().description().toString();
    }

    private String elf() throws IOException {
        return sample().image().toString();
    }
}
