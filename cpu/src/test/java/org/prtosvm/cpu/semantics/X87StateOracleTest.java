package org.prtosvm.cpu.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.cpu.semantics.SimdOracle.Case;
import org.prtosvm.cpu.state.Eflags;

/**
 * The x87 instructions that load, store and manage state, in both operand sizes, with and without pending exceptions, and
 * sequences that mix them with MMX, on the host's processor and on ours. The pointers to the last instruction are not
 * compared: processors of AMD keep them only when an exception is pending.
 */
class X87StateOracleTest {
    private static final long SEED = Long.getLong("prtos.seed", 20251124);
    private static final int CASES = Integer.getInteger("prtos.simd.cases", 400);
    private static final int BATCH = 30;
    private static final int PLACE = 64;

    /** Instructions without the address of their memory operand, where the ModR/M byte asks for one. */
    private static final List<String> INSTRUCTIONS = List.of(
            "d925",
            "66d925",
            "d935",
            "66d935",
            "dd25",
            "66dd25",
            "dd35",
            "66dd35",
            "d92d",
            "d93d",
            "dd3d",
            "db2d",
            "db3d",
            "df25",
            "df35",
            "9b",
            "dfe0",
            "dbe2",
            "dbe3",
            "d9d0",
            "d9f6",
            "d9f7",
            "ddc3",
            "d9c9",
            "d9e5",
            "0f77",
            "0f6fca",
            "0fefd2",
            "0f7fca",
            "ddc1d9c1",
            "0fefd2d9e5",
            "0fefc9d9c0dfe0",
            "d9e80f77d9ee",
            "dd350fefd2",
            "0faef8");

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final SimdValues values = new SimdValues(random);

    @Test
    void shouldKeepTheStateThatTheHostKeeps() throws Exception {
        Optional<SimdOracle> started = SimdOracle.start(folder);
        assumeTrue(started.isPresent(), "no gcc -m32 on this host");
        Map<String, String> bad = new TreeMap<>();
        try (SimdOracle oracle = started.get();
                OracleMachine machine = new OracleMachine()) {
            for (String instruction : INSTRUCTIONS) {
                for (int done = 0; done < CASES; done += BATCH) {
                    List<Case> cases = new ArrayList<>();
                    for (int n = 0; n < BATCH; n++) {
                        cases.add(create(instruction));
                    }
                    List<Case> expected = oracle.run(cases);
                    for (int n = 0; n < BATCH; n++) {
                        compare(machine, instruction, cases.get(n), expected.get(n), bad);
                    }
                }
            }
        }
        assertEquals(
                "",
                String.join("", bad.entrySet().stream().map(Object::toString).toList()),
                "seed " + SEED);
    }

    private Case create(String instruction) {
        Case c = new Case();
        ByteBuffer bytes = c.bytes;
        for (int n = 0; n < 8; n++) {
            bytes.putInt(4 * n, values.integer());
        }
        bytes.putInt(16, SimdOracle.DATA + 700);
        bytes.putInt(32, random.nextInt() & Eflags.ARITHMETIC | Eflags.RESERVED_ONE);
        boolean pending = random.nextInt(4) == 0;
        int control = (pending ? 0x0340 | random.nextInt(64) : 0x7F) | random.nextInt(64) << 8;
        int status = random.nextInt(1 << 7) | random.nextInt(1 << 7) << 8;
        boolean summary = (status & ~control & 0x3F) != 0;
        bytes.putShort(SimdOracle.IMAGE, (short) (control & 0x1F3F | 0x40));
        bytes.putShort(SimdOracle.IMAGE + 2, (short) (status & 0x7F7F | (summary ? 0x8080 : 0)));
        bytes.put(SimdOracle.IMAGE + 4, (byte) (random.nextInt() & 0x3C));
        bytes.putInt(SimdOracle.IMAGE + 24, 0x1F80);
        for (int n = 0; n < 8; n++) {
            putExtended(bytes, SimdOracle.STACK + 16 * n);
        }
        for (int n = 0; n < SimdOracle.DATA_LENGTH; n += 2) {
            bytes.putShort(
                    c.dataPlace() + n, (short) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt() & 0x3FFF));
        }
        for (int n = 0; n < 8; n++) {
            putExtended(bytes, c.dataPlace() + PLACE + 28 + 10 * n);
        }
        if (instruction.startsWith("db2d") || instruction.startsWith("d92d")) {
            putExtended(bytes, c.dataPlace() + PLACE);
        }
        if (instruction.startsWith("df25")) {
            for (int n = 0; n < 9; n++) {
                bytes.put(c.dataPlace() + PLACE + n, (byte) (random.nextInt(10) << 4 | random.nextInt(10)));
            }
        }
        c.putCode(code(instruction));
        return c;
    }

    /** Now and then pseudo-denormals, unnormals and other encodings that nobody computes. */
    private void putExtended(ByteBuffer bytes, int place) {
        int exponent = switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 0x7FFF;
            case 2 -> random.nextInt(0x8000);
            default -> 0x3FFF + random.nextInt(80) - 10;
        };
        long significand = random.nextInt(4) == 0 ? 0 : random.nextLong() & -1L << random.nextInt(64);
        boolean whole = exponent != 0 && random.nextInt(6) != 0;
        bytes.putLong(place, whole ? significand | 1L << 63 : significand);
        bytes.putShort(place + 8, (short) (exponent | (random.nextBoolean() ? 0x8000 : 0)));
    }

    private static byte[] code(String instruction) {
        byte[] opcode = HexFormat.of().parseHex(instruction);
        int first = opcode[0] == 0x66 ? 1 : 0;
        boolean x87 = (opcode[first] & 0xF8) == 0xD8;
        int modRm = x87 ? first + 1 : -1;
        if (!x87 || (opcode[modRm] & 0xC7) != 5) {
            return opcode;
        }
        ByteBuffer code = ByteBuffer.allocate(opcode.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        code.put(opcode, 0, modRm + 1).putInt(SimdOracle.DATA + PLACE);
        return code.put(opcode, modRm + 1, opcode.length - modRm - 1).array();
    }

    private static void compare(
            OracleMachine machine, String instruction, Case before, Case expected, Map<String, String> bad) {
        Case after = machine.run(before);
        blank(instruction, after);
        blank(instruction, expected);
        if (!Arrays.equals(after.bytes.array(), expected.bytes.array())) {
            bad.merge(
                    instruction,
                    "%n  before %s%n  host   %s%n  ours   %s%n".formatted(before.show(), expected.show(), after.show()),
                    (a, b) -> a);
        }
    }

    private static void blank(String instruction, Case c) {
        ByteBuffer bytes = c.bytes;
        bytes.putInt(32, c.flags() & Eflags.ARITHMETIC);
        int image = SimdOracle.IMAGE;
        bytes.put(image + 5, (byte) 0);
        clear(bytes, image + 6, 18);
        clear(bytes, image + 28, 4);
        for (int n = 0; n < 8; n++) {
            clear(bytes, image + 42 + 16 * n, 6);
        }
        clear(bytes, image + 288, 224);
        boolean narrow = instruction.startsWith("66");
        boolean stores = instruction.contains("d935") || instruction.contains("dd35");
        if (stores) {
            clear(bytes, c.dataPlace() + PLACE + (narrow ? 6 : 12), narrow ? 8 : 16);
        }
    }

    private static void clear(ByteBuffer bytes, int place, int length) {
        for (int n = 0; n < length; n++) {
            bytes.put(place + n, (byte) 0);
        }
    }
}
