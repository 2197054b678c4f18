package org.prtosvm.test.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.prtosvm.prtos.host.EventSink;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.test.conformance.ConformanceSuite;
import org.prtosvm.test.support.ConsoleRecorder;
import org.prtosvm.test.support.EngineMode;
import org.prtosvm.test.support.RunResult;
import org.prtosvm.test.support.Seeds;
import org.prtosvm.test.support.Systems;
import org.prtosvm.tools.cli.EmbeddedSystems;
import org.prtosvm.tools.machine.Machine;
import org.prtosvm.tools.machine.MachineBuilder;
import org.prtosvm.tools.machine.MachineOptions;

/**
 * Machines that are saved at random events and times, thrown away, and loaded into new ones with another engine must end
 * as if nothing had happened.
 */
final class SaveLoadTest {
    private static final List<String> CASES = List.of("12-plan-switch", "18-queuing", "28-ring3");
    private static final long CASE_DURATION_US = 5_000_000;
    private static final int SAVES = 6;

    @Test
    void shouldEndTheDemoWithTheSameHash() throws InterruptedException, IOException {
        assertSameEnd("demo", EmbeddedSystems.demo(), MachineOptions.DEFAULT, 3_031_000, 20_000);
    }

    @TestFactory
    Stream<DynamicTest> shouldEndConformanceCasesWithTheSameHash() {
        if (ConformanceSuite.folder().isEmpty()) {
            return Stream.of(DynamicTest.dynamicTest("suite", () -> abort(ConformanceSuite.ABSENT)));
        }
        return CASES.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    SystemImage image = ConformanceSuite.image(name);
                    MachineOptions options = MachineOptions.DEFAULT.withDurationUs(CASE_DURATION_US);
                    assertSameEnd(name, image, options, 200_000, 500);
                }));
    }

    private static void assertSameEnd(
            String name, SystemImage image, MachineOptions options, long lengthUs, int lengthEvents)
            throws InterruptedException, IOException {
        RunResult whole = Systems.run(image, options);
        RandomGenerator random = Seeds.generator(name.hashCode());
        ConsoleRecorder console = new ConsoleRecorder();
        byte[] saved = {};
        RunEnd end = RunEnd.STOPPED;
        String hash = "";
        for (int part = 0; end == RunEnd.STOPPED || end == RunEnd.DURATION; part++) {
            EngineMode mode =
                    EngineMode.all().get(random.nextInt(EngineMode.all().size()));
            StopAtEvent stop = new StopAtEvent(part < SAVES ? 1 + random.nextInt(lengthEvents / SAVES) : 0);
            long untilUs = part < SAVES && random.nextBoolean()
                    ? 1 + random.nextLong(lengthUs / SAVES * (part + 1))
                    : options.durationUs();
            try (Machine machine = new MachineBuilder(image, options.withEngine(mode.engine(), mode.policy()))
                    .console(console)
                    .events(stop)
                    .build()) {
                stop.machine = machine;
                if (part > 0) {
                    machine.restore(new DataInputStream(new ByteArrayInputStream(saved)));
                    assertEquals(hash, machine.hash(), () -> name + ": another hash behind loading; " + Seeds.hint());
                }
                end = Systems.watched(machine, () -> machine.runUntil(untilUs));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                machine.save(new DataOutputStream(bytes));
                saved = bytes.toByteArray();
                hash = machine.hash();
            }
            if (end == RunEnd.DURATION && untilUs == options.durationUs()) {
                break;
            }
            assertTrue(part < 10 * SAVES, () -> name + ": the run did not end; " + Seeds.hint());
        }
        assertEquals(whole.end(), end, Seeds::hint);
        assertEquals(whole.console(), console.text(), Seeds::hint);
        assertEquals(whole.hash(), hash, () -> name + ": another hash at the end; " + Seeds.hint());
    }

    /** Asks the machine to stop when so many events have happened. */
    private static final class StopAtEvent implements EventSink {
        private final int wanted;
        private int seen;
        private @Nullable Machine machine;

        StopAtEvent(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void event(long time, int cpu, int event, long a, long b, long c) {
            seen++;
            if (seen == wanted && machine != null) {
                machine.requestStop();
            }
        }
    }
}
