package org.prtosvm.cpu.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;

class WaitingLoopTest {
    /** Endless loops of several kinds: jmp $; pause; flag polls. */
    private static final String FOREVER = "ebfe";

    @ParameterizedTest
    @ValueSource(
            strings = {
                FOREVER,
                "f390 ebfc",
                "a1 00001000 85c0 74f7 f4",
                "f390 833d 00001000 00 74f5 f4",
                "0fb605 00001000 3c01 75f5 f4",
                "8b0d 00001000 f6c101 74f5 f4"
            })
    void shouldCountWithoutExecuting(String code) {
        for (long budget : new long[] {1, 2, 3, 7, 1000, 1001, 1002, 1003}) {
            try (GuestProgram skipping = new GuestProgram(code);
                    GuestProgram executing = new GuestProgram(code)) {
                executing.interpreter.executeWaitingLoops();
                skipping.budget(budget);
                executing.budget(budget);
                assertEquals(Exit.BUDGET, skipping.run());
                assertEquals(Exit.BUDGET, executing.run());
                assertEquals(executing.state(), skipping.state(), code);
            }
        }
    }

    @Test
    void shouldTakeNoTime() {
        try (GuestProgram p = new GuestProgram(FOREVER)) {
            p.budget(1L << 60);
            assertEquals(Exit.BUDGET, p.run());
            assertEquals(1L << 60, p.cpu.count());
            assertTrue(p.interpreter.skippedInstructions() > 1L << 59);
        }
    }

    @Test
    void shouldSeeTheFlagWhenItChanges() {
        try (GuestProgram p = new GuestProgram("a1 00001000 85c0 74f7 f4")) {
            p.budget(100_000_001);
            p.run();
            p.machine.memory.store32(GuestProgram.DATA, 7);
            p.budget(100);
            assertEquals(Exit.HALT, p.run());
            assertEquals(7, p.cpu.gpr[Gpr.EAX]);
        }
    }

    @Test
    void shouldExecuteALoopThatOnlyLooksLikeOne() {
        // L: mov eax, [eax]; test eax, eax; jnz L; hlt: follows a list
        try (GuestProgram p = new GuestProgram("8b00 85c0 75fa f4")) {
            for (int n = 0; n < 10; n++) {
                int next = n == 9 ? 0 : GuestProgram.DATA + 16 * (n + 1);
                p.machine.memory.store32(GuestProgram.DATA + 16 * n, next);
            }
            p.cpu.gpr[Gpr.EAX] = GuestProgram.DATA;
            assertEquals(Exit.HALT, p.run());
            assertEquals(31, p.cpu.count());
            assertEquals(0, p.interpreter.skippedInstructions());
        }
    }
}
