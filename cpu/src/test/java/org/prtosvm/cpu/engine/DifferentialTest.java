package org.prtosvm.cpu.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.prtosvm.cpu.semantics.NativeOracle;
import org.prtosvm.cpu.semantics.RandomCode;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;

/** Random programs by specialised operations and by the shared implementations, whole and in pieces: same in all they do. */
class DifferentialTest {
    private static final long SEED = Long.getLong("prtos.seed", 20251124);
    private static final int PROGRAMS = Integer.getInteger("prtos.differential.programs", 300);

    private final Random random = new Random(SEED);

    /** A loop of random sequences: mov dword [counter], n; L: ...; dec dword [counter]; jnz L; hlt. */
    private String loop() {
        RandomCode generator = new RandomCode(random);
        StringBuilder body = new StringBuilder();
        int parts = 1 + random.nextInt(3);
        for (int n = 0; n < parts; n++) {
            body.append(HexFormat.of().formatHex(generator.sequence(1 + random.nextInt(12))));
        }
        int length = body.length() / 2;
        String counter = "fc0f0020";
        return "c705" + counter + "%02x000000".formatted(1 + random.nextInt(5)) + body + "ff0d" + counter + "0f85"
                + HexFormat.of().toHexDigits(Integer.reverseBytes(-(length + 6 + 6))) + "f4";
    }

    private static GuestProgram start(boolean generic, String code, long seed) {
        GuestProgram p = new GuestProgram(generic, code);
        Random random = new Random(seed);
        CpuState cpu = p.cpu;
        for (int n = 0; n < 8; n++) {
            cpu.gpr[n] = RandomCode.interesting(random);
        }
        cpu.gpr[Gpr.ESP] = NativeOracle.DATA + 2048;
        cpu.gpr[Gpr.EBP] = NativeOracle.DATA + 2048 + 64;
        cpu.setEflags(random.nextInt() & Eflags.ARITHMETIC);
        byte[] data = new byte[4096];
        random.nextBytes(data);
        p.machine.memory.write(NativeOracle.DATA, data, 0, data.length);
        p.budget(2000);
        return p;
    }

    private static String outcome(GuestProgram p, int exit) {
        return "exit %d vector %d error %x ".formatted(exit, p.cpu.faultVector, p.cpu.faultErrorCode) + p.state();
    }

    @Test
    void shouldDoTheSameSpecialisedAndShared() {
        for (int n = 0; n < PROGRAMS; n++) {
            String code = loop();
            long seed = random.nextLong();
            try (GuestProgram special = start(false, code, seed);
                    GuestProgram shared = start(true, code, seed)) {
                String expected = outcome(shared, shared.run());
                assertEquals(expected, outcome(special, special.run()), () -> "seed " + SEED + " code " + code);
            }
        }
    }

    @Test
    void shouldDoTheSameInPieces() {
        for (int n = 0; n < PROGRAMS; n++) {
            String code = loop();
            long seed = random.nextLong();
            try (GuestProgram whole = start(false, code, seed);
                    GuestProgram pieces = start(false, code, seed);
                    GuestProgram steps = start(false, code, seed)) {
                String expected = outcome(whole, whole.run());
                String message = "seed " + SEED + " code " + code;
                assertEquals(expected, outcome(pieces, runInPieces(pieces)), message);
                assertEquals(expected, outcome(steps, runInSteps(steps)), message);
            }
        }
    }

    private int runInPieces(GuestProgram p) {
        long left = p.cpu.budget;
        int exit = 0;
        while (left > 0) {
            long piece = Math.min(left, 1 + random.nextInt(9));
            p.cpu.limit -= p.cpu.budget - piece;
            p.cpu.budget = piece;
            exit = p.run();
            left -= piece - p.cpu.budget;
            p.cpu.limit += left - p.cpu.budget;
            p.cpu.budget = left;
            if (exit != Exit.BUDGET) {
                return exit;
            }
        }
        return exit;
    }

    private static int runInSteps(GuestProgram p) {
        while (p.cpu.budget > 0) {
            int exit = p.interpreter.step(p.cpu);
            if (exit != Exit.NONE) {
                return exit;
            }
        }
        return Exit.BUDGET;
    }
}
