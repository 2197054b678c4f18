package org.prtosvm.test.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.test.support.BareMachine;
import org.prtosvm.tools.machine.GuestThread;
import org.prtosvm.translator.TranslatingEngine;
import org.prtosvm.translator.TranslationPolicy;

/**
 * A loop full of flags, interrupted once at every single instruction of several iterations: the handler destroys all
 * arithmetic flags and restores them from the frame that it was given.
 */
final class InterruptEverywhereTest {
    private static final int PROGRAM = 0x1_0000;
    private static final int HANDLER = 0x1_1000;
    private static final int DATA = 0x2_0000;
    private static final int STACK = 0x3_0000;
    private static final int PLACES = 700;

    /**
     * In Intel syntax, a loop of arithmetic whose flags are all used by something later:
     *
     * <pre>
     *   mov ecx, 40; mov ebx, DATA; xor eax, eax; xor edx, edx
     * loop:
     *   add eax, 0x9e3779b9; adc edx, [ebx]; setc [ebx+4]; rcl eax, 3; sbb edx, eax; seto [ebx+5]
     *   inc eax; cmovs esi, edx; shl edx, 1; rcr esi, 1; lahf; xor [ebx+8], ah; sub edi, eax; cmc
     *   adc [ebx], edi; neg edx; jp skip; add esi, 7
     * skip:
     *   bt eax, 5; setb [ebx+6]; dec ecx; jnz loop
     * end:
     *   hlt
     * </pre>
     */
    private static final String CODE = "b9 28000000 bb 00000200 31c0 31d2"
            + " 05 b979379e 1313 0f924304 c1d003 19c2 0f904305"
            + " 40 0f48f2 d1e2 d1de 9f 306308 29c7 f5"
            + " 113b f7da 7a03 83c607"
            + " 0fbae005 0f924306 49 75c7"
            + " f4";

    /** {@code push eax; xor eax, eax; sub eax, 1; add eax, 0x7fffffff; pop eax; popf; ret}. */
    private static final String HANDLER_CODE = "50 31c0 83e801 05ffffff7f 58 9d c3";

    @ParameterizedTest
    @ValueSource(strings = {"interpreter", "eager", "hot"})
    void shouldNotChangeTheResult(String mode) throws InterruptedException {
        GuestThread.call(() -> {
            List<Integer> expected = runInterruptedAt("interpreter", -1);
            for (int place = 0; place < PLACES; place++) {
                int at = place;
                assertEquals(expected, runInterruptedAt(mode, place), () -> "%s, interrupt at %d".formatted(mode, at));
            }
            return "";
        });
    }

    private static List<Integer> runInterruptedAt(String mode, int place) {
        try (BareMachine machine = new BareMachine(1);
                TranslatingEngine translator = new TranslatingEngine(
                        machine.memory(),
                        mode.equals("hot")
                                ? new TranslationPolicy(TranslationPolicy.Mode.HOT, 0, 4, false)
                                : TranslationPolicy.eager())) {
            ExecutionEngine engine = mode.equals("interpreter") ? new Interpreter(machine.memory()) : translator;
            machine.write(PROGRAM, HexFormat.of().parseHex(CODE.replace(" ", "")));
            machine.write(HANDLER, HexFormat.of().parseHex(HANDLER_CODE.replace(" ", "")));
            CpuState cpu = machine.cpu();
            cpu.eip = PROGRAM;
            cpu.gpr[Gpr.ESP] = STACK;
            if (place >= 0) {
                cpu.setTime(0, place);
                assertEquals(Exit.BUDGET, engine.run(cpu));
                interrupt(machine);
            }
            cpu.setTime(0, 100_000);
            assertEquals(Exit.FAULT, engine.run(cpu), "the program ends with hlt, which faults in ring 1");
            return List.of(
                    cpu.gpr[Gpr.EAX],
                    cpu.gpr[Gpr.EDX],
                    cpu.gpr[Gpr.ESI],
                    cpu.gpr[Gpr.EDI],
                    cpu.gpr[Gpr.ESP],
                    cpu.eip,
                    cpu.eflags(),
                    machine.memory().load32(DATA),
                    machine.memory().load32(DATA + 4),
                    machine.memory().load32(DATA + 8));
        }
    }

    private static void interrupt(BareMachine machine) {
        CpuState cpu = machine.cpu();
        int esp = cpu.gpr[Gpr.ESP];
        machine.memory().store32(esp - 4, cpu.eip);
        machine.memory().store32(esp - 8, cpu.eflags());
        cpu.gpr[Gpr.ESP] = esp - 8;
        cpu.eip = HANDLER;
    }
}
