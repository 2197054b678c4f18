package org.prtosvm.test.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.test.support.EngineMode;
import org.prtosvm.test.support.RunResult;
import org.prtosvm.test.support.Seeds;
import org.prtosvm.test.support.Systems;
import org.prtosvm.test.support.TestImages;

/**
 * Images that check themselves: flags under interrupts, code that changes code, partitions whose faults never end while
 * their neighbours keep their slots. Each prints PASS lines and halts the system.
 */
final class SelfCheckingImageTest {
    /** Virtual time in microseconds in which every image is done. */
    private static final long PATIENCE_US = 20_000_000;

    static Stream<Arguments> runs() {
        return TestImages.selfChecking().stream()
                .flatMap(image -> EngineMode.all().stream().map(mode -> Arguments.of(image, mode)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("runs")
    void shouldPass(TestImages image, EngineMode mode) throws InterruptedException {
        RunResult result = Systems.run(image.load(), mode.options().withDurationUs(PATIENCE_US));
        List<String> lines = result.console().lines().toList();
        assertEquals(
                List.of(),
                lines.stream().filter(line -> line.startsWith("FAIL")).toList(),
                () -> "%s%n%s".formatted(result.console(), Seeds.hint()));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("PASS")), result::console);
        assertTrue(lines.contains("END"), result::console);
        assertEquals(RunEnd.SYSTEM_HALTED, result.end(), result::console);
    }

    static Stream<TestImages> benches() {
        return TestImages.benches().stream();
    }

    @ParameterizedTest
    @MethodSource("benches")
    void shouldComputeTheSameAsNativeCode(TestImages image) throws InterruptedException {
        RunResult result = Systems.run(image.load(), EngineMode.HOT.options().withDurationUs(2_500_000));
        List<String> rounds = result.console()
                .lines()
                .filter(line -> line.contains(" round "))
                .toList();
        assertTrue(!rounds.isEmpty(), result::console);
        assertTrue(rounds.stream().allMatch(line -> line.endsWith(" ok")), result::console);
    }
}
