package org.prtosvm.cpu.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.cpu.TestMachine;
import org.prtosvm.cpu.decode.Decoder;
import org.prtosvm.cpu.decode.Disassembler;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.semantics.NativeOracle.State;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;

/** Random code on the host's processor and on ours: same registers, memory and defined flags. */
class NativeOracleTest {
    private static final long SEED = Long.getLong("prtos.seed", 20251124);
    private static final int ROUNDS = Integer.getInteger("prtos.integer.rounds", 200);
    private static final int BATCH = 40;
    private static final int SIGILL = 4;
    private static final int SIGFPE = 8;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final RandomCode generator = new RandomCode(random);
    private int compared;

    private record Case(State before, int undefined) {}

    @Test
    void shouldDoWhatTheHostDoesWithShortSequences() throws Exception {
        compareWithHost(() -> newCase(generator.sequence(1 + random.nextInt(6)), false));
    }

    @Test
    void shouldDoWhatTheHostDoesWithStringInstructions() throws Exception {
        compareWithHost(() -> newCase(generator.string(), true));
    }

    private Case newCase(byte[] code, boolean strings) {
        int[] registers = new int[8];
        for (int n = 0; n < 8; n++) {
            registers[n] = RandomCode.interesting(random);
        }
        registers[4] = NativeOracle.DATA + 256;
        registers[5] = NativeOracle.DATA + 256 + 4 * random.nextInt(16);
        if (strings) {
            registers[1] = random.nextInt(20);
            registers[6] = NativeOracle.DATA + 200 + random.nextInt(120);
            registers[7] = NativeOracle.DATA + 200 + random.nextInt(120);
        }
        byte[] data = new byte[NativeOracle.DATA_LENGTH];
        random.nextBytes(data);
        for (int n = 0; n < data.length && strings; n++) {
            data[n] &= 1;
        }
        int flags = random.nextInt() & (strings ? Eflags.ARITHMETIC | Eflags.DF : Eflags.ARITHMETIC);
        return new Case(new State(registers, flags | Eflags.RESERVED_ONE, 0, code, data), generator.undefinedFlags());
    }

    private interface Source {
        Case next();
    }

    private void compareWithHost(Source source) throws IOException, InterruptedException {
        Optional<NativeOracle> started = NativeOracle.start(folder);
        assumeTrue(started.isPresent(), "no gcc -m32 on this host");
        try (NativeOracle oracle = started.get();
                TestMachine machine = new TestMachine(true, 0)) {
            machine.memory.addRam(NativeOracle.CODE, 4096);
            machine.memory.addRam(NativeOracle.DATA, 4096);
            Interpreter interpreter = new Interpreter(machine.memory);
            for (int round = 0; round < ROUNDS; round++) {
                List<Case> cases = new ArrayList<>();
                for (int n = 0; n < BATCH; n++) {
                    cases.add(source.next());
                }
                List<State> expected =
                        oracle.run(cases.stream().map(Case::before).toList());
                for (int n = 0; n < BATCH; n++) {
                    compare(machine, interpreter, cases.get(n), expected.get(n));
                }
            }
        }
        assertTrue(compared > ROUNDS * BATCH / 2, () -> compared + " cases compared");
    }

    private void compare(TestMachine machine, Interpreter interpreter, Case given, State expected) {
        boolean comparable = expected.signal() == 0 || expected.signal() == SIGILL || expected.signal() == SIGFPE;
        if (!comparable) {
            return;
        }
        compared++;
        CpuState cpu = machine.cpu;
        State before = given.before;
        machine.memory.write(NativeOracle.CODE, before.code(), 0, before.code().length);
        machine.memory.store8(NativeOracle.CODE + NativeOracle.CODE_LENGTH, 0xF4);
        machine.memory.write(NativeOracle.DATA, before.data(), 0, before.data().length);
        System.arraycopy(before.registers(), 0, cpu.gpr, 0, 8);
        cpu.setEflags(before.flags());
        cpu.eip = NativeOracle.CODE;
        cpu.setTime(0, 1000);
        int exit = interpreter.run(cpu);
        String message = describe(before);
        if (expected.signal() != 0) {
            assertEquals(Exit.FAULT, exit, message);
            int vector = expected.signal() == SIGILL ? Vector.INVALID_OPCODE : Vector.DIVIDE_ERROR;
            assertEquals(vector, cpu.faultVector, message);
            return;
        }
        assertEquals(Exit.HALT, exit, message);
        byte[] data = new byte[NativeOracle.DATA_LENGTH];
        machine.memory.read(NativeOracle.DATA, data, 0, data.length);
        int mask = (Eflags.ARITHMETIC | Eflags.DF) & ~given.undefined;
        assertEquals(
                show(expected.registers(), expected.flags() & mask, expected.data()),
                show(cpu.gpr, cpu.eflags() & mask, data),
                message);
    }

    private static String show(int[] registers, int flags, byte[] data) {
        StringBuilder text = new StringBuilder();
        for (int register : registers) {
            text.append("%08x ".formatted(register));
        }
        return text + "flags %03x data ".formatted(flags) + HexFormat.of().formatHex(data);
    }

    private static String describe(State before) {
        StringBuilder text = new StringBuilder("seed " + SEED + ", registers");
        for (int register : before.registers()) {
            text.append(" %08x".formatted(register));
        }
        text.append(" flags %03x:".formatted(before.flags()));
        int at = 0;
        while (at < NativeOracle.CODE_LENGTH - 15) {
            Instruction i = Decoder.decode(eip -> before.code()[eip] & 0xFF, at, true);
            text.append(' ').append(Disassembler.text(i)).append(';');
            at = i.nextEip();
        }
        return text.toString();
    }
}
