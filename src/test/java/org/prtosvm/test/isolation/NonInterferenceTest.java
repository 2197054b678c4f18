package org.prtosvm.test.isolation;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prtosvm.abi.HmEvent;
import org.prtosvm.test.isolation.VictimSystem.Observation;
import org.prtosvm.test.support.EngineMode;
import org.prtosvm.test.support.Seeds;

/**
 * Whatever a partition does, events, memory and timing of two others are bit by bit those that they have beside a partition that does
 * nothing. {@value #SEEDS_PROPERTY} is the number of hostile programs.
 */
final class NonInterferenceTest {
    private static final String SEEDS_PROPERTY = "prtos.isolation.seeds";
    private static final int SEEDS = Integer.getInteger(SEEDS_PROPERTY, 50);
    private static final long DURATION_US = 61_000;

    /** Actions mostly let the program go on, so that it does more than one thing. */
    private static final List<String> ACTIONS = Stream.of(
                    Collections.nCopies(14, "PRTOS_HM_AC_PROPAGATE"),
                    Collections.nCopies(7, "PRTOS_HM_AC_PARTITION_WARM_RESET"),
                    Collections.nCopies(2, "PRTOS_HM_AC_PARTITION_COLD_RESET"),
                    List.of(
                            "PRTOS_HM_AC_IGNORE",
                            "PRTOS_HM_AC_SHUTDOWN",
                            "PRTOS_HM_AC_SUSPEND",
                            "PRTOS_HM_AC_PARTITION_HALT"))
            .flatMap(List::stream)
            .toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldKeepTwoPartitionsFromNoticingAThird(int processors) throws InterruptedException {
        Observation alone = VictimSystem.with(HostileProgram.idleImage(VictimSystem.OTHER), "", processors)
                .run(EngineMode.INTERPRETER, DURATION_US);
        assertTrue(alone.events().size() > 100, "the victims do something");
        assertTrue(alone.console().lines().count() > 0, "the victims print something");
        long instructions = 0;
        long traps = 0;
        for (int i = 0; i < SEEDS / 2; i++) {
            long seed = Seeds.seed() * 1_000_003 + i * 2L + processors;
            RandomGenerator random = new SplittableRandom(seed);
            byte[] image = HostileProgram.image(VictimSystem.OTHER, VictimSystem.VICTIMS, random);
            String actions = actions(random);
            EngineMode mode =
                    EngineMode.all().get(random.nextInt(EngineMode.all().size()));
            Observation here = VictimSystem.with(image, actions, processors).run(mode, DURATION_US);
            int number = i;
            assertNull(
                    VictimSystem.difference(alone, here),
                    () -> "program %d, %s, %d processors; %s".formatted(number, mode, processors, Seeds.hint()));
            instructions += here.otherInstructions();
            traps += here.otherTraps();
        }
        String done = "%d programs: %d instructions, %d traps".formatted(SEEDS / 2, instructions, traps);
        assertTrue(instructions > SEEDS * 5_000L && traps > SEEDS * 10L, done);
    }

    /** Without the right difference this test could not fail. */
    @Test
    void shouldNoticeThatVictimsRanLonger() throws InterruptedException {
        VictimSystem system = VictimSystem.with(HostileProgram.idleImage(VictimSystem.OTHER), "", 1);
        Observation longer = system.run(EngineMode.INTERPRETER, DURATION_US + 50);
        Observation whole = system.run(EngineMode.INTERPRETER, DURATION_US);
        assertNull(VictimSystem.difference(whole, system.run(EngineMode.EAGER, DURATION_US)));
        assertNotNull(VictimSystem.difference(whole, longer));
    }

    private static String actions(RandomGenerator random) {
        StringBuilder element = new StringBuilder("<HealthMonitor>");
        for (int event = HmEvent.FIRST_X86_EVENT; event < HmEvent.COUNT; event++) {
            if (event != HmEvent.UNUSED) {
                element.append("<Event name=\"%s\" action=\"%s\" log=\"%s\"/>"
                        .formatted(
                                HmEvent.of(event).configurationName(),
                                ACTIONS.get(random.nextInt(ACTIONS.size())),
                                random.nextBoolean() ? "yes" : "no"));
            }
        }
        return element.append("</HealthMonitor>").toString();
    }
}
