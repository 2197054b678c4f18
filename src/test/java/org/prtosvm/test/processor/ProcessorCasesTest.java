package org.prtosvm.test.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.test.support.EngineMode;
import org.prtosvm.tools.machine.EngineKind;
import org.prtosvm.tools.machine.GuestThread;
import org.prtosvm.translator.TranslatingEngine;

/** Runs every case on every engine: the end must be as the case says, and the same on all engines to the last count. */
final class ProcessorCasesTest {
    /** What the guest used: image, log, tables, stacks and free memory. */
    private static final int COMPARED_LENGTH = 0x8_0000;

    static Stream<ProcessorCase> cases() {
        return CaseFile.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldEndAsExpectedOnEveryEngine(ProcessorCase program) throws InterruptedException {
        String reference = GuestThread.call(() -> end(program, EngineMode.INTERPRETER));
        for (EngineMode mode : List.of(EngineMode.EAGER, EngineMode.RANDOM, EngineMode.HOT)) {
            String end = GuestThread.call(() -> end(program, mode));
            assertEquals(reference, end, () -> "%s: %s and interpreter differ".formatted(program, mode));
        }
    }

    private static String end(ProcessorCase program, EngineMode mode) {
        try (TestBoard board = new TestBoard()) {
            if (mode.engine() == EngineKind.INTERPRETER) {
                return end(program, mode, board, new Interpreter(board.memory()));
            }
            try (TranslatingEngine engine = new TranslatingEngine(board.memory(), mode.policy())) {
                return end(program, mode, board, engine);
            }
        }
    }

    private static String end(ProcessorCase program, EngineMode mode, TestBoard board, ExecutionEngine engine) {
        List<String> differences = board.run(program, engine);
        assertTrue(differences.isEmpty(), () -> "%s (%s): %s".formatted(program, mode, String.join("; ", differences)));
        byte[] memory = new byte[COMPARED_LENGTH];
        board.memory().read(0, memory, 0, memory.length);
        return "registers %s eip 0x%08x eflags 0x%08x count %d memory %08x"
                .formatted(
                        Arrays.toString(board.cpu().gpr),
                        board.cpu().eip,
                        board.cpu().eflags(),
                        board.cpu().count(),
                        Arrays.hashCode(memory));
    }
}
