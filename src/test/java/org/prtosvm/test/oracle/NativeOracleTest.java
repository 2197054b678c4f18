package org.prtosvm.test.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.cpu.decode.Disassembler;
import org.prtosvm.test.support.Seeds;
import org.prtosvm.tools.machine.GuestThread;

/** Random instructions on the host's processor, the interpreter and in eager translation: the same outcome. */
final class NativeOracleTest {
    private static final int SHOWN = 60;

    /** The quick test is the same everywhere: hosts differ, and one must be able to tell that from a change of ours. */
    private static final long QUICK_SEED = 20_251_124;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Map<String, Integer> differences = new HashMap<>();
    private final List<String> shown = new ArrayList<>();
    private long compared;

    @Test
    void shouldDoWhatTheHostDoes() throws Exception {
        run(100_000, 20, Long.getLong(Seeds.PROPERTY, QUICK_SEED));
    }

    @Test
    @Tag("long")
    void shouldDoWhatTheHostDoesForTenMillionInstructions() throws Exception {
        run(10_000_000, NativeOracle.BATCH, Seeds.seed());
    }

    private void run(long count, int states, long seed) throws Exception {
        Optional<NativeOracle> started = NativeOracle.start(folder);
        assumeTrue(started.isPresent(), "no gcc -m32 on this host");
        try (NativeOracle oracle = started.get()) {
            GuestThread.call(() -> {
                try {
                    compareAll(oracle, count, states, seed);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                return "";
            });
        }
        assertTrue(compared >= count, compared + " compared");
        assertEquals(
                "",
                String.join("\n", shown),
                "%d kinds of differences; repeat with -D%s=%d".formatted(differences.size(), Seeds.PROPERTY, seed));
    }

    private void compareAll(NativeOracle oracle, long count, int states, long seed) throws IOException {
        RandomGenerator random = new SplittableRandom(seed);
        EncodingCatalog catalog = new EncodingCatalog();
        EncodingGenerator encodings =
                new EncodingGenerator(catalog, random, oracle.codeSelector(), oracle.dataSelector());
        StateGenerator generator = new StateGenerator(random, oracle);
        OracleMachine.NativeSelectors selectors = new OracleMachine.NativeSelectors(
                oracle.codeSelector(), oracle.dataSelector(), oracle.fsSelector(), oracle.gsSelector());
        try (OracleMachine interpreter = new OracleMachine(selectors, false);
                OracleMachine translator = new OracleMachine(selectors, true)) {
            while (compared < count) {
                OracleCase next = encodings.single();
                List<OracleState> before = new ArrayList<>();
                for (int n = 0; n < states; n++) {
                    before.add(generator.next(next.last()));
                }
                oracle.send(next.address(), next.code(), before);
                List<OracleState> host = oracle.receive(states);
                for (int n = 0; n < states; n++) {
                    compare("interpreter", next, before.get(n), host.get(n), interpreter);
                    compare("translator", next, before.get(n), host.get(n), translator);
                    compared++;
                }
            }
        }
    }

    private void compare(String engine, OracleCase given, OracleState before, OracleState host, OracleMachine machine) {
        OracleState ours = machine.run(given.address(), given.code(), before);
        List<String> found = HostDifferences.find(given, before, host, ours);
        if (found.isEmpty()) {
            return;
        }
        String kind = given.last().opcode() + " " + found.getFirst().replaceFirst("[ \\d].*", "");
        if (differences.merge(kind, 1, Integer::sum) == 1 && shown.size() < SHOWN) {
            shown.add("%s: %s (%s) at %08x: %s; before %s"
                    .formatted(
                            engine,
                            Disassembler.text(given.last()),
                            given.hex(),
                            given.address(),
                            String.join("; ", found),
                            describe(before)));
        }
    }

    private static String describe(OracleState state) {
        StringBuilder text = new StringBuilder();
        for (int register : state.gpr) {
            text.append("%08x ".formatted(register));
        }
        return text.append("eflags %08x".formatted(state.eflags)).toString();
    }
}
