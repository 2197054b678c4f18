package org.prtosvm.test.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.test.support.BareMachine;
import org.prtosvm.test.support.Seeds;
import org.prtosvm.tools.machine.GuestThread;
import org.prtosvm.translator.TranslatingEngine;
import org.prtosvm.translator.TranslationPolicy;

/**
 * Random programs on both engines in lock step: after every budget, all registers, flags, faults, counts and memory must
 * be equal. The number of programs is the system property {@value #PROGRAMS_PROPERTY}.
 */
final class RandomProgramTest {
    static final String PROGRAMS_PROPERTY = "prtos.lockstep.programs";
    private static final int PROGRAMS = Integer.getInteger(PROGRAMS_PROPERTY, 60);
    private static final int INSTRUCTIONS = 20_000;
    private static final int MEMORY_CHECK_STOPS = 16;

    @ParameterizedTest
    @ValueSource(strings = {"eager", "random", "hot"})
    void shouldKeepBothEnginesInStep(String mode) throws InterruptedException {
        int programs = mode.equals("eager") ? PROGRAMS / 3 : PROGRAMS;
        for (int program = 0; program < programs; program++) {
            long seed = Seeds.generator(program * 3L + mode.length()).nextLong();
            String difference = GuestThread.call(() -> runProgram(mode, seed));
            if (!difference.isEmpty()) {
                fail("program %d, translation %s: %s%n%s".formatted(program, mode, difference, Seeds.hint()));
            }
        }
    }

    @Test
    void shouldExecuteMostOfARandomProgramAsTranslatedCodeWhenEager() throws InterruptedException {
        long[] executed = new long[2];
        GuestThread.call(() -> {
            for (int program = 0; program < 5; program++) {
                RandomGenerator random = Seeds.generator(1000L + program);
                ProgramGenerator.Program code = ProgramGenerator.generate(random);
                try (BareMachine machine = prepare(code, random, 3);
                        TranslatingEngine engine = new TranslatingEngine(machine.memory(), TranslationPolicy.eager())) {
                    while (machine.cpu().count() < INSTRUCTIONS) {
                        machine.cpu().setTime(machine.cpu().count(), INSTRUCTIONS);
                        recover(machine, code, engine.run(machine.cpu()));
                    }
                    executed[0] += engine.translatedInstructions();
                    executed[1] += machine.cpu().count();
                }
            }
            return "";
        });
        assertTrue(
                executed[0] > executed[1] / 4,
                () -> "%d of %d instructions were translated; %s".formatted(executed[0], executed[1], Seeds.hint()));
    }

    private static String runProgram(String mode, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        ProgramGenerator.Program program = ProgramGenerator.generate(random);
        int ring = random.nextBoolean() ? 1 : 3;
        long dataSeed = random.nextLong();
        try (BareMachine reference = prepare(program, new SplittableRandom(dataSeed), ring);
                BareMachine translated = prepare(program, new SplittableRandom(dataSeed), ring);
                TranslatingEngine engine = new TranslatingEngine(translated.memory(), policy(mode, seed))) {
            ExecutionEngine interpreter = new Interpreter(reference.memory());
            for (int stop = 0; reference.cpu().count() < INSTRUCTIONS; stop++) {
                long budget = 1 + random.nextInt(random.nextInt(4) == 0 ? 5 : 900);
                int eip = reference.cpu().eip;
                int wanted = runFor(reference, interpreter, budget);
                int found = runFor(translated, engine, budget);
                List<String> differences = translated.differences(reference);
                if (wanted != found || !differences.isEmpty()) {
                    return describe(stop, eip, budget, wanted, found, differences, reference);
                }
                if (stop % MEMORY_CHECK_STOPS == 0 && translated.firstDifferentByte(reference) >= 0) {
                    return "stop %d: %s".formatted(stop, memoryDifference(translated, reference));
                }
                recover(reference, program, wanted);
                recover(translated, program, found);
            }
            return memoryDifference(translated, reference);
        }
    }

    private static String memoryDifference(BareMachine found, BareMachine expected) {
        int address = found.firstDifferentByte(expected);
        if (address < 0) {
            return "";
        }
        int word = address & -4;
        return "memory at 0x%08x: 0x%08x, expected 0x%08x"
                .formatted(word, found.memory().load32(word), expected.memory().load32(word));
    }

    private static TranslationPolicy policy(String mode, long seed) {
        return switch (mode) {
            case "eager" -> TranslationPolicy.eager();
            case "random" -> TranslationPolicy.random(seed);
            default -> new TranslationPolicy(TranslationPolicy.Mode.HOT, 0, 5, false);
        };
    }

    private static BareMachine prepare(ProgramGenerator.Program program, RandomGenerator random, int ring) {
        BareMachine machine = new BareMachine(ring);
        machine.write(ProgramGenerator.CODE, program.bytes());
        byte[] data = new byte[ProgramGenerator.DATA_LENGTH];
        random.nextBytes(data);
        machine.write(ProgramGenerator.DATA, data);
        CpuState cpu = machine.cpu();
        for (int i = 0; i < cpu.gpr.length; i++) {
            cpu.gpr[i] = random.nextInt();
        }
        start(machine, program);
        return machine;
    }

    private static int runFor(BareMachine machine, ExecutionEngine engine, long budget) {
        CpuState cpu = machine.cpu();
        cpu.setTime(cpu.count(), cpu.count() + budget);
        return engine.run(cpu);
    }

    /** After a fault: behind the instruction, or from the start if the program lost its way. */
    private static void recover(BareMachine machine, ProgramGenerator.Program program, int exit) {
        if (exit == Exit.BUDGET) {
            return;
        }
        CpuState cpu = machine.cpu();
        int length = program.bytes().length;
        boolean inCode = cpu.eip - ProgramGenerator.CODE >= 0 && cpu.eip - ProgramGenerator.CODE < length;
        int stackRoom = ProgramGenerator.STACK_TOP - machine.esp();
        if (inCode && stackRoom > 0 && stackRoom < ProgramGenerator.STACK_LENGTH) {
            cpu.eip = program.code().nextStart(cpu.eip);
        } else {
            start(machine, program);
        }
        cpu.setEflags(cpu.eflags() & ~Eflags.TF);
    }

    private static void start(BareMachine machine, ProgramGenerator.Program program) {
        machine.cpu().eip = program.entry();
        machine.cpu().gpr[Gpr.ESP] = ProgramGenerator.STACK_TOP - 0x100;
    }

    private static String describe(
            int stop, int eip, long budget, int wanted, int found, List<String> differences, BareMachine reference) {
        byte[] bytes = new byte[16];
        int from = Math.clamp(reference.cpu().eip, 0, BareMachine.RAM_LENGTH - bytes.length);
        reference.memory().read(from, bytes, 0, bytes.length);
        return "stop %d, from eip 0x%08x for %d instructions: exit %d, expected %d; found, expected: %s; bytes at 0x%08x: %s"
                .formatted(
                        stop,
                        eip,
                        budget,
                        found,
                        wanted,
                        String.join("; ", differences),
                        from,
                        HexFormat.ofDelimiter(" ").formatHex(bytes));
    }

    @Test
    void shouldGenerateTheSameProgramForTheSameSeed() {
        ProgramGenerator.Program first = ProgramGenerator.generate(new SplittableRandom(1));
        ProgramGenerator.Program second = ProgramGenerator.generate(new SplittableRandom(1));
        assertEquals(HexFormat.of().formatHex(first.bytes()), HexFormat.of().formatHex(second.bytes()));
    }
}
