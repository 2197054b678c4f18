package org.prtosvm.test.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.test.support.EngineMode;
import org.prtosvm.test.support.RunResult;
import org.prtosvm.test.support.Seeds;
import org.prtosvm.test.support.Systems;
import org.prtosvm.tools.cli.EmbeddedSystems;
import org.prtosvm.tools.machine.MachineOptions;
import org.prtosvm.translator.TranslationPolicy;

/** The hash of the demo over engines, modes and repetitions. The conformance tests compare those of their cases. */
final class HashTest {
    private static final int REPETITIONS = 10;
    private static final SystemImage DEMO = EmbeddedSystems.demo();

    static List<EngineMode> modes() {
        return EngineMode.all();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void shouldBeEqualInAllModes(EngineMode mode) throws InterruptedException {
        RunResult reference = Systems.run(DEMO, EngineMode.INTERPRETER.options());
        RunResult result = Systems.run(DEMO, mode.options());
        assertEquals(RunEnd.SYSTEM_HALTED, result.end());
        assertEquals(reference.console(), result.console(), Seeds::hint);
        assertEquals(reference.hash(), result.hash(), Seeds::hint);
    }

    @Test
    void shouldBeEqualInRepetitions() throws InterruptedException {
        String first = Systems.run(DEMO, MachineOptions.DEFAULT).hash();
        for (int repetition = 1; repetition < REPETITIONS; repetition++) {
            TranslationPolicy policy =
                    repetition % 2 == 0 ? TranslationPolicy.hot() : TranslationPolicy.random(Seeds.seed() + repetition);
            MachineOptions options = MachineOptions.DEFAULT.withEngine(MachineOptions.DEFAULT.engine(), policy);
            assertEquals(first, Systems.run(DEMO, options).hash(), "%s; %s".formatted(policy, Seeds.hint()));
        }
    }

    @Test
    void shouldDifferWhereTheRunDiffers() throws InterruptedException {
        MachineOptions options = MachineOptions.DEFAULT.withDurationUs(100_000);
        assertNotEquals(
                Systems.run(DEMO, options).hash(),
                Systems.run(DEMO, options.withCpuKhz(150_000)).hash());
        assertNotEquals(
                Systems.run(DEMO, options).hash(),
                Systems.run(DEMO, options.withDurationUs(200_000)).hash());
    }
}
