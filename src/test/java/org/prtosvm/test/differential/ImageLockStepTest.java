package org.prtosvm.test.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prtosvm.test.support.EngineMode;
import org.prtosvm.test.support.Seeds;
import org.prtosvm.test.support.Systems;
import org.prtosvm.test.support.TestImages;
import org.prtosvm.tools.machine.Machine;
import org.prtosvm.tools.machine.MachineBuilder;

/**
 * All guest images on both engines in random steps: the state of the processor must be the same at every stop, and the
 * machine at the end.
 */
final class ImageLockStepTest {
    private static final long DURATION_US = Integer.getInteger("prtos.lockstep.us", 40_000);
    private static final int LONGEST_STEP = 3_000;

    static Stream<Arguments> images() {
        List<TestImages> images = new ArrayList<>();
        images.add(new TestImages(
                "demo",
                "demo/system.xml",
                List.of(
                        "demo-sensor",
                        "demo-control",
                        "demo-compute",
                        "demo-logger",
                        "demo-faulty",
                        "demo-supervisor")));
        images.addAll(TestImages.selfChecking());
        images.addAll(TestImages.benches());
        return images.stream()
                .flatMap(
                        image -> Stream.of(EngineMode.EAGER, EngineMode.RANDOM).map(mode -> Arguments.of(image, mode)));
    }

    /** A finished run: what its engine saw, and its hash. */
    private record Run(SteppingEngine engine, String hash) {}

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("images")
    void shouldKeepBothEnginesInStep(TestImages image, EngineMode mode) throws InterruptedException {
        Run expected = run(image, EngineMode.INTERPRETER, -1);
        Run found = run(image, mode, -1);
        int stop = found.engine.firstDifference(expected.engine);
        if (stop >= 0) {
            fail("%s on %s: stop %d differs%nfound    %s%nexpected %s%n%s"
                    .formatted(
                            image,
                            mode,
                            stop,
                            run(image, mode, stop).engine.description(),
                            run(image, EngineMode.INTERPRETER, stop).engine.description(),
                            Seeds.hint()));
        }
        assertEquals(expected.engine.stops(), found.engine.stops());
        assertEquals(expected.hash, found.hash, Seeds::hint);
    }

    private static Run run(TestImages image, EngineMode mode, int described) throws InterruptedException {
        List<SteppingEngine> engines = new ArrayList<>();
        try (Machine machine = new MachineBuilder(image.load(), mode.options().withDurationUs(DURATION_US))
                .engineWrapper(engine -> {
                    engines.add(new SteppingEngine(engine, Seeds.seed(), LONGEST_STEP, described));
                    return engines.getFirst();
                })
                .build()) {
            Systems.watched(machine, machine::run);
            return new Run(engines.getFirst(), machine.hash());
        }
    }
}
