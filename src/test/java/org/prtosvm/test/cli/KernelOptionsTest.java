package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.prtos.config.KernelOption;

/** Kernel options: names, ranges, files, what they forbid, and the layouts that they change. */
final class KernelOptionsTest {
    private static final int DEFAULT_HEADER = ConfigurationBlobDescriptor.HEADER_LENGTH;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldBeTheDefaultBuildWithoutOptions() throws IOException {
        byte[] plain = compile();
        assertArrayEquals(
                plain, compile("--kernel", "NO_CPUS=4", "--kernel", "CONFIG_KSTACK_KB=8", "--kernel", "SMP=y"));
    }

    @Test
    void shouldMoveTheTablesWithTheNumberOfProcessors() throws IOException {
        byte[] blob = compile("--kernel", "NO_CPUS=2");
        int moved = ConfigurationBlobDescriptor.PARTITION_TABLE_OFFSET - 2 * ConfigurationBlobDescriptor.CPU_LENGTH;
        assertEquals(1, LittleEndian.get32(blob, moved + 4), "number of partitions");
        int vcpus = LittleEndian.get32(blob, ConfigurationBlobDescriptor.VCPU_TABLE_OFFSET - 40);
        assertEquals((DEFAULT_HEADER - 40 + 31) & ~31, vcpus, "the first table follows the header");
    }

    @Test
    void shouldShortenTheTableOfInterruptLinesWithoutSmp() throws IOException {
        byte[] blob = compile("--kernel", "SMP=n");
        int shift = 3 * ConfigurationBlobDescriptor.CPU_LENGTH + 16 * 4;
        assertEquals(1, LittleEndian.get32(blob, ConfigurationBlobDescriptor.PARTITION_TABLE_OFFSET - shift + 4));
    }

    @Test
    void shouldGiveThreadsTheirStack() throws IOException {
        int plain = size(compile());
        assertEquals(plain + 8 * 1024, size(compile("--kernel", "KSTACK_KB=16")));
    }

    private static int size(byte[] blob) {
        return LittleEndian.get32(blob, ConfigurationBlobDescriptor.SIZE_OFFSET);
    }

    /** A whole system of another kernel, from description to run. */
    @ParameterizedTest
    @CsvSource({
        "NO_CPUS=2",
        "NO_CPUS=9",
        "SMP=n",
        "PRTOS_LOAD_ADDR=0x1400000",
        "CONTAINER_ADDR=0x400000",
        "KSTACK_KB=32"
    })
    void shouldRunWithTheOptionsThatItWasBuiltWith(String option) throws IOException {
        Path blob = folder.resolve("conf.bin");
        Path conf = folder.resolve("conf.pef");
        Path core = folder.resolve("core.pef");
        Path image = folder.resolve("p0.pef");
        Path container = folder.resolve("container.bin");
        Path boot = folder.resolve("boot");
        ran(
                "config",
                "--kernel",
                option,
                "-o",
                blob.toString(),
                sample().description().toString());
        ran("eformat", "build", "-m", "-c", "-o", conf.toString(), blob.toString());
        ran("core", "--kernel", option, "-o", core.toString());
        ran("eformat", "build", "-o", image.toString(), sample().image().toString());
        String hypervisor = core + ":" + conf;
        ran("pack", "build", "--kernel", option, "-h", hypervisor, "-p", "0:" + image, container.toString());
        ran("rsw", "--kernel", option, container.toString(), boot.toString());
        Cli run = ran("run", "--kernel", option, boot.toString(), "--stop-after", " ok=2", "--engine", "interpreter");
        assertTrue(run.out().contains("hypercall round 0"), run.out());
        assertTrue(ran("inspect", "--kernel", option, blob.toString()).out().contains("system: \"bench-system\""));
    }

    @Test
    void shouldRefuseABlobOfAnotherKernel() throws IOException {
        Path blob = Files.write(folder.resolve("conf.bin"), compile("--kernel", "NO_CPUS=2"));
        Cli.run("plan", blob.toString(), "--kernel", "NO_CPUS=2");
        assertEquals(2, Cli.run("plan", blob.toString()).exitCode());
    }

    @Test
    void shouldReadTheFileOfTheReferencesConfiguration() throws IOException {
        Path file = Files.writeString(folder.resolve("dot.config"), """
                #
                # Automatically generated
                #
                CONFIG_x86=y
                CONFIG_VMWARE=y
                # CONFIG_SMP is not set
                CONFIG_KSTACK_KB=16
                CONFIG_SOMETHING="text"
                """);
        assertArrayEquals(
                compile("--kernel", "SMP=n", "--kernel", "KSTACK_KB=16"), compile("--kernel-config", file.toString()));
        Files.writeString(file, "CONFIG_NO_CPUS=0\n");
        refused("dot.config:1:1: NO_CPUS: expected 1 to 32, found \"0\"", "--kernel-config", file.toString());
        Files.writeString(file, "\nnonsense\n");
        refused("dot.config:2:1: expected CONFIG_NAME=VALUE", "--kernel-config", file.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    NO_CPUS=33 | expected 1 to 32
                    NO_CPUS=x | expected 1 to 32
                    PRTOS_LOAD_ADDR=0x1234000 | multiple of 0x400000
                    PARTITION_NO_GDT_ENTRIES=64 | expected 32
                    SMP=maybe | expected y or n
                    NO_HWIRQS=16 | expected 32 with SMP
                    NONSENSE=1 | expected one of
                    NONSENSE | NAME=VALUE
                    """)
    void shouldRefuseWrongSettings(String setting, String text) throws IOException {
        refused(text, "--kernel", setting);
    }

    /** What is legal in a description depends on the kernel. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SMP=n | <Processor id="0"> | <Processor id="0"><CyclicPlanTable><Plan id="0"/></CyclicPlanTable></Processor><Processor id="1"> | expected 1 to 1, found 2
                    DEV_UART=n | <Devices> | <Devices> | leave out its driver
                    SMP=n | </PhysicalMemoryAreas> | </PhysicalMemoryAreas><HwResources><Interrupts lines="17"/></HwResources> | below 16
                    SMP=n | </PhysicalMemoryAreas> | </PhysicalMemoryAreas><HwResources><Interrupts lines="0"/></HwResources> | line 0 is reserved
                    MAX_NO_VCPUS=1 | <Partition id="0" | <Partition noVCpus="2" id="0" | expected 1 to 1 vcpus
                    """)
    void shouldForbidWhatTheKernelDoesNotHave(String option, String from, String to, String text) throws IOException {
        Path file = sample().changed(from, to);
        Cli run = Cli.run("check", "--kernel", option, file.toString());
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains(text), run::err);
    }

    @Test
    void shouldReserveTheTimerPortsOnlyForTheTimerClock() throws IOException {
        Path file = sample().changed(
                        "</PhysicalMemoryAreas>",
                        "</PhysicalMemoryAreas><HwResources><IoPorts><Range base=\"0x43\" noPorts=\"2\"/></IoPorts></HwResources>");
        ran("check", "--kernel", "SMP=n", file.toString());
        Cli run = Cli.run("check", "--kernel", "SMP=n", "--kernel", "PC_PIT_CLOCK=y", file.toString());
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("0x0040..0x0043"), run::err);
    }

    @Test
    void shouldBeDocumented() throws IOException {
        String text =
                Files.readString(Path.of(System.getProperty("prtos.root", "")).resolve("docs/kernel-options.md"));
        for (KernelOption option : List.of(KernelOption.values())) {
            String row = "| `%s` | %s | %s | %s |".formatted(option, option.range(), option.preset(), option.effect());
            assertTrue(text.contains(row), () -> "expected in docs/kernel-options.md: " + row);
        }
    }

    private void refused(String text, String... options) throws IOException {
        Cli run = Cli.run(command(options));
        assertEquals(2, run.exitCode(), run::err);
        assertTrue(run.err().contains(text), run::err);
    }

    private byte[] compile(String... options) throws IOException {
        ran(command(options));
        return Files.readAllBytes(folder.resolve("out"));
    }

    private String[] command(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("config"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-o", folder.resolve("out").toString(), sample().description().toString()));
        return command.toArray(String[]::new);
    }

    private static Cli ran(String... command) {
        Cli run = Cli.run(command);
        assertEquals(0, run.exitCode(), run::err);
        return run;
    }

    private SampleSystem sample() {
        return new SampleSystem(folder);
    }
}
