package org.prtosvm.test.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.PartitionInput;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.test.support.EngineMode;
import org.prtosvm.test.support.RunResult;
import org.prtosvm.test.support.Seeds;
import org.prtosvm.test.support.Systems;
import org.prtosvm.tools.cli.EmbeddedSystems;

/** The examples of the SDK run to their verdict and to their end, alike in all modes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExamplesTest {
    /** Virtual time in microseconds in which every example is done. */
    private static final long PATIENCE_US = 5_000_000;

    private final Map<Example, String> hashes = new ConcurrentHashMap<>();

    /**
     * An example.
     *
     * @param name its folder
     * @param partitions number of partitions
     * @param customFile custom file of partition 0, empty for none
     */
    private record Example(String name, int partitions, String customFile) {
        SystemImage load() {
            String folder = "sdk/examples/" + name + "/";
            Map<Integer, PartitionInput> inputs = new TreeMap<>();
            for (int id = 0; id < partitions; id++) {
                List<InputFile> customFiles = id == 0 && !customFile.isEmpty()
                        ? List.of(EmbeddedSystems.resource(folder + customFile))
                        : List.of();
                InputFile image = EmbeddedSystems.resource("examples/%s-%d.elf".formatted(name, id));
                inputs.put(id, new PartitionInput(image, customFiles));
            }
            return SystemImage.load(EmbeddedSystems.resource(folder + "prtos_cf.x86.xml"), inputs);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Example> EXAMPLES = List.of(
            new Example("01-hello", 2, ""),
            new Example("02-two-cpus", 1, ""),
            new Example("03-timers", 2, ""),
            new Example("04-fault-and-reader", 2, ""),
            new Example("05-tracing", 2, ""),
            new Example("06-channels-and-memory", 2, ""),
            new Example("07-custom-file", 1, "settings.txt"),
            new Example("08-plan-switch", 2, ""),
            new Example("09-supervision", 2, ""),
            new Example("10-hypervisor-tracing", 2, ""),
            new Example("11-memory-protection", 2, ""),
            new Example("12-rtos", 2, ""),
            new Example("13-floating-point", 2, ""));

    static Stream<Arguments> runs() {
        return EXAMPLES.stream().flatMap(example -> EngineMode.all().stream().map(mode -> Arguments.of(example, mode)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("runs")
    void shouldPassItsVerification(Example example, EngineMode mode) throws InterruptedException {
        RunResult result = Systems.run(example.load(), mode.options().withDurationUs(PATIENCE_US));
        String context = "%s%n%s".formatted(result.console(), Seeds.hint());
        assertFalse(result.console().contains("Failed"), context);
        assertTrue(result.console().lines().anyMatch("Verification Passed"::equals), context);
        assertEquals(RunEnd.NOTHING_LEFT, result.end(), context);
        String first = hashes.putIfAbsent(example, result.hash());
        assertEquals(first == null ? result.hash() : first, result.hash(), context);
    }
}
