package org.prtosvm.test.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prtosvm.test.isolation.VictimSystem.Observation;
import org.prtosvm.test.isolation.VictimSystem.SlotStart;
import org.prtosvm.test.support.EngineMode;
import org.prtosvm.test.support.GuestImage;

/**
 * Every slot starts at its configured instant, to the count, whatever the partition before it does with its time, and nobody else is
 * moved by one instruction.
 */
final class TemporalExactnessTest {
    private static final long DURATION_US = 101_000;
    private static final long COUNTS_PER_US = VictimSystem.CPU_KHZ / 1000;

    /** Start of each slot in its frame in microseconds, and its partition, as the description of the system says. */
    private static final int[][] SHARED = {{0, 0}, {2_000, 2}, {4_000, 1}, {7_000, 2}, {9_000, 3}};

    /** In Intel syntax; labels are relative, so the place does not matter. */
    private static final List<String[]> PROGRAMS = List.of(
            // here: jmp here
            new String[] {"waits", "ebfe"},
            // again: inc eax; add [esp-64], eax; jmp again
            new String[] {"never yields", "bc00002f06 40 014424c0 ebf9"},
            // again: ud2; jmp again
            new String[] {"faults for ever", "0f0b ebfc"},
            // again: mov ecx, 5000; mov esi, edi; rep movsb; jmp again
            new String[] {"copies for ever", "b988130000 be00002406 bf00002506 f3a4 ebed"},
            // mov edx, 0x2f8; again: out dx, al; in al, dx; jmp again
            new String[] {"floods an I/O port", "baf8020000 ee ec ebfc"},
            // mov esp, stack; again: mov eax, 32; lcall 0x108:0; jmp again
            new String[] {"calls for ever", "bc00002f06 b820000000 9a000000000801 ebf2"},
            // mov esp, stack; again: idle_self; jmp again
            new String[] {"idles for ever", "bc00002f06 b808000000 9a000000000801 ebf2"},
            // mov esp, stack; again: console write of 128 bytes; jmp again
            new String[] {
                "prints for ever", "bc00002f06 b80c000000 bb00080001 b900102006 ba80000000 9a000000000801 ebe3"
            });

    private static Stream<Arguments> programs() {
        return PROGRAMS.stream()
                .flatMap(program -> EngineMode.all().stream()
                        .map(mode ->
                                Arguments.of(program[0], mode, HexFormat.of().parseHex(program[1].replace(" ", "")))));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("programs")
    void shouldStartEverySlotAtItsInstant(String name, EngineMode mode, byte[] code) throws InterruptedException {
        String ignore = "<HealthMonitor><Event name=\"PRTOS_HM_EV_X86_INVALID_OPCODE\" action=\"PRTOS_HM_AC_IGNORE\""
                + " log=\"yes\"/></HealthMonitor>";
        Observation seen = VictimSystem.with(GuestImage.elf(VictimSystem.OTHER, code), ignore, 1)
                .run(mode, DURATION_US);
        assertEquals(expectedSlots(), seen.slots());
        assertTrue(seen.otherInstructions() > 0, "the program runs");
        assertEquals(name.equals("faults for ever"), seen.otherTraps() > 0, "traps: " + seen.otherTraps());
        Observation alone = VictimSystem.with(HostileProgram.idleImage(VictimSystem.OTHER), ignore, 1)
                .run(EngineMode.INTERPRETER, DURATION_US);
        assertNull(VictimSystem.difference(alone, seen));
    }

    private static List<SlotStart> expectedSlots() {
        List<SlotStart> expected = new ArrayList<>();
        for (long frameUs = VictimSystem.PLAN_START_US; ; frameUs += VictimSystem.FRAME_US) {
            for (int index = 0; index < SHARED.length; index++) {
                long startUs = frameUs + SHARED[index][0];
                if (startUs >= DURATION_US) {
                    return expected;
                }
                expected.add(new SlotStart(0, SHARED[index][1], index, startUs * COUNTS_PER_US));
            }
        }
    }
}
