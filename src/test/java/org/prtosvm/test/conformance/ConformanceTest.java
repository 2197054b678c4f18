package org.prtosvm.test.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.prtosvm.test.conformance.ConformanceCase.Form;
import org.prtosvm.test.support.EngineMode;
import org.prtosvm.test.support.RunResult;
import org.prtosvm.test.support.Seeds;
import org.prtosvm.test.support.Systems;

/**
 * Every case of the suite on both engines in every translation mode, with equal hashes. Cases on the checked-in list
 * must fail: one that passes has to leave the list.
 *
 * <p>{@code -Dprtos.conformance=NAME} runs the cases whose names contain NAME only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConformanceTest {
    /** Share of the instructions that eager translation must reach, over all cases. */
    private static final double EAGER_SHARE = 0.95;

    private static final List<String> ELF_CASES = List.of("01-boot-state", "43-custom-file", "45-areas");
    private static final String ONLY = System.getProperty("prtos.conformance", "");

    private final Map<String, String> hashes = new HashMap<>();
    private long eagerInstructions;
    private long eagerTranslated;

    @TestFactory
    Stream<DynamicTest> shouldPassOnTheInterpreter() throws IOException {
        return tests(EngineMode.INTERPRETER);
    }

    @TestFactory
    Stream<DynamicTest> shouldPassInEagerTranslation() throws IOException {
        DynamicTest share = DynamicTest.dynamicTest("translated share", this::checkEagerShare);
        return Stream.concat(tests(EngineMode.EAGER), Stream.of(share));
    }

    @TestFactory
    Stream<DynamicTest> shouldPassInRandomTranslation() throws IOException {
        return tests(EngineMode.RANDOM);
    }

    @TestFactory
    Stream<DynamicTest> shouldPassInHotTranslation() throws IOException {
        return tests(EngineMode.HOT);
    }

    @TestFactory
    Stream<DynamicTest> shouldPassFromContainersAndElfFiles() throws IOException {
        return selected()
                .flatMap(test -> Stream.of(Form.CONTAINER, Form.ELF)
                        .filter(form -> form == Form.CONTAINER ? test.hasContainer() : ELF_CASES.contains(test.name()))
                        .map(form -> DynamicTest.dynamicTest(
                                "%s %s".formatted(form, test), () -> check(test, form, EngineMode.HOT))));
    }

    @Test
    void shouldListOnlyCasesThatExist() throws IOException {
        assumeTrue(ConformanceSuite.folder().isPresent(), ConformanceSuite.ABSENT);
        List<String> names =
                ConformanceSuite.cases().stream().map(ConformanceCase::name).toList();
        for (String name : ConformanceSuite.exclusions().keySet()) {
            assertTrue(names.contains(name), () -> "the list of exclusions names %s, which is no case".formatted(name));
        }
    }

    private static Stream<ConformanceCase> selected() throws IOException {
        return ConformanceSuite.cases().stream().filter(test -> test.name().contains(ONLY));
    }

    private Stream<DynamicTest> tests(EngineMode mode) throws IOException {
        if (ConformanceSuite.folder().isEmpty()) {
            return Stream.of(DynamicTest.dynamicTest("suite", () -> abort(ConformanceSuite.ABSENT)));
        }
        return selected()
                .map(test ->
                        DynamicTest.dynamicTest("%s on %s".formatted(test, mode), () -> check(test, Form.PEF, mode)));
    }

    private void check(ConformanceCase test, Form form, EngineMode mode) throws IOException, InterruptedException {
        String reason = ConformanceSuite.exclusions().get(test.name());
        if (reason == null) {
            String problem = problem(test, form, mode);
            if (!problem.isEmpty()) {
                fail(problem);
            }
            return;
        }
        // The interpreter decides about the list: what fails there need not be tried on the translator.
        if (mode.equals(EngineMode.INTERPRETER) && passes(test, form, mode)) {
            fail("%s passes, but the list of exclusions has it (%s): take it off the list".formatted(test, reason));
        }
        abort("on the list of exclusions: " + reason);
    }

    private boolean passes(ConformanceCase test, Form form, EngineMode mode) throws IOException, InterruptedException {
        try {
            return problem(test, form, mode).isEmpty();
        } catch (RuntimeException | AssertionError e) {
            return false;
        }
    }

    private String problem(ConformanceCase test, Form form, EngineMode mode) throws IOException, InterruptedException {
        RunResult result = Systems.run(test.load(form), mode.options().withDurationUs(test.timeoutMs() * 1000));
        String found = new Normaliser(test.options()).normalise(result.console());
        String expected = test.expected();
        if (!found.equals(expected)) {
            return "%s on %s: the transcript differs (- expected, + found), the run ended by %s at %d us%n%s%s"
                    .formatted(
                            test,
                            mode,
                            result.end(),
                            result.statistics().virtualTimeUs(),
                            Differences.of(expected, found),
                            Seeds.hint());
        }
        if (!test.ended(result.console())) {
            return "%s on %s: the console never showed %s %d times".formatted(test, mode, test.end(), test.endCount());
        }
        if (mode.equals(EngineMode.EAGER)) {
            eagerInstructions += result.statistics().instructions();
            eagerTranslated += result.statistics().translatedInstructions();
        }
        // The container of another tool lies in memory too, so only runs from the same files have the same hash.
        if (form == Form.PEF) {
            String first = hashes.putIfAbsent(test.name(), result.hash());
            if (first != null) {
                assertEquals(
                        first, result.hash(), () -> "%s on %s: another hash; %s".formatted(test, mode, Seeds.hint()));
            }
        }
        return "";
    }

    private void checkEagerShare() {
        assumeTrue(eagerInstructions > 0, "no case was run");
        double share = (double) eagerTranslated / eagerInstructions;
        assertTrue(
                share >= EAGER_SHARE,
                () -> "expected %.1f %% of the instructions translated, found %.1f %% of %d"
                        .formatted(100 * EAGER_SHARE, 100 * share, eagerInstructions));
    }
}
