package org.prtosvm.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.Exit;

class TranslatingEngineTest {
    /**
     * A loop over instructions that read and write flags in every way (adc, sbb, inc, rcl, setcc, cmov, shld, pushf, bt,
     * lahf, shifts by CL), then a call with a frame; ends in HLT.
     */
    private static final String FLAGS = "b928000000be00000200bc0000030031ffb878563412bbf1debc9a01d883d37f19c242c1d003"
            + "0f92c28d7c57054b3106806e03110f4febc1e30566115e080fa4d807f6db9c5a81e2d508000001d70fbae707720ff7d0d0f869c7"
            + "031000007003c1c3099ff7e301561083e901d3ead3cb85c975a7e801000000f45589e583ec108945fc0fb645fd0fbf55fc920fc8"
            + "99c9c3";

    /**
     * A loop that calls a function which rewrites the constant of the caller's instruction behind the call, and that
     * rewrites a byte of an instruction a little further on.
     */
    private static final String SELF_MODIFYING = "bc00000300be2c010000e81f000000b81111111101c28815240001009090052222"
            + "2222bb5500000031c24e75ddf48b3c24897701c3";

    static List<String> programs() {
        return List.of(FLAGS, SELF_MODIFYING);
    }

    private static TranslationPolicy hotAtOnce() {
        return new TranslationPolicy(TranslationPolicy.Mode.HOT, 0, 6, false);
    }

    static List<TranslationPolicy> policies() {
        return List.of(
                TranslationPolicy.eager(), TranslationPolicy.random(1), TranslationPolicy.random(77), hotAtOnce());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldEndLikeTheInterpreter(String program) {
        try (FlatMachine expected = new FlatMachine(program)) {
            assertEquals(Exit.FAULT, expected.run(new Interpreter(expected.memory), 1_000_000));
            assertEquals(Vector.GENERAL_PROTECTION, expected.cpu.faultVector);
            for (TranslationPolicy policy : policies()) {
                try (FlatMachine actual = new FlatMachine(program);
                        TranslatingEngine engine = new TranslatingEngine(actual.memory, policy)) {
                    assertEquals(Exit.FAULT, actual.run(engine, 1_000_000), policy.toString());
                    assertEquals(expected.state(), actual.state(), policy.toString());
                    assertEquals(expected.memoryHash(), actual.memoryHash(), policy.toString());
                    // Code that is rewritten all the time never becomes hot.
                    boolean mustTranslate = policy.mode() == TranslationPolicy.Mode.EAGER;
                    assertTrue(!mustTranslate || engine.translatedInstructions() > 0, policy.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void shouldStopAtTheExactInstruction(String program) {
        Random random = new Random(42);
        try (FlatMachine expected = new FlatMachine(program);
                FlatMachine actual = new FlatMachine(program);
                TranslatingEngine engine = new TranslatingEngine(actual.memory, TranslationPolicy.eager())) {
            ExecutionEngine interpreter = new Interpreter(expected.memory);
            int exit = Exit.BUDGET;
            while (exit == Exit.BUDGET) {
                int budget = 1 + random.nextInt(random.nextBoolean() ? 5 : 300);
                exit = expected.run(interpreter, budget);
                assertEquals(exit, actual.run(engine, budget));
                assertEquals(expected.state(), actual.state());
            }
            assertEquals(expected.memoryHash(), actual.memoryHash());
        }
    }

    @Test
    void shouldTranslateInTheBackgroundWithTheSameResult() throws InterruptedException {
        try (FlatMachine expected = new FlatMachine(FLAGS);
                FlatMachine actual = new FlatMachine(FLAGS);
                TranslatingEngine engine = new TranslatingEngine(
                        actual.memory, new TranslationPolicy(TranslationPolicy.Mode.HOT, 0, 3, true))) {
            ExecutionEngine interpreter = new Interpreter(expected.memory);
            int exit = Exit.BUDGET;
            while (exit == Exit.BUDGET) {
                exit = expected.run(interpreter, 50);
                assertEquals(exit, actual.run(engine, 50));
                assertEquals(expected.state(), actual.state());
                Thread.onSpinWait();
            }
        }
    }
}
