package org.prtosvm.cpu.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.cpu.decode.Decoder;
import org.prtosvm.cpu.decode.Disassembler;
import org.prtosvm.cpu.decode.SimdEncodings;
import org.prtosvm.cpu.decode.SimdEncodings.Form;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.semantics.SimdOracle.Case;
import org.prtosvm.cpu.state.Eflags;

/**
 * Every row and operand form of MMX, SSE and SSE2 on the host's processor and on ours: same registers, MXCSR, tags, memory,
 * flags, and the same exception. The number of cases of each form is {@code -Dprtos.simd.cases}.
 */
class SimdOracleTest {
    private static final long SEED = Long.getLong("prtos.seed", 20251124);
    private static final int CASES = Integer.getInteger("prtos.simd.cases", 400);
    private static final int LONG_CASES = 20_000;
    private static final int BATCH = 30;
    private static final int IMAGE = SimdOracle.IMAGE;
    private static final int XMM = IMAGE + 160;
    private static final int STACK = IMAGE + 32;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final SimdValues values = new SimdValues(random);

    @Test
    void shouldDoWhatTheHostDoes() throws Exception {
        compareWithHost(CASES);
    }

    @Test
    @Tag("long")
    void shouldDoWhatTheHostDoesInTenMillionCases() throws Exception {
        compareWithHost(LONG_CASES);
    }

    private void compareWithHost(int count) throws Exception {
        Optional<SimdOracle> started = SimdOracle.start(folder);
        assumeTrue(started.isPresent(), "no gcc -m32 on this host");
        Map<String, String> bad = new TreeMap<>();
        try (SimdOracle oracle = started.get();
                OracleMachine machine = new OracleMachine()) {
            for (Form form : SimdEncodings.all()) {
                for (int done = 0; done < count; done += BATCH) {
                    List<Case> cases = new ArrayList<>();
                    for (int n = 0; n < BATCH; n++) {
                        cases.add(create(form));
                    }
                    List<Case> expected = oracle.run(cases);
                    for (int n = 0; n < BATCH; n++) {
                        compare(machine, form, cases.get(n), expected.get(n), bad);
                    }
                }
            }
        }
        assertEquals(
                "",
                String.join("", bad.entrySet().stream().map(Object::toString).toList()),
                "seed " + SEED);
    }

    private Case create(Form form) {
        Case c = new Case();
        ByteBuffer bytes = c.bytes;
        for (int n = 0; n < 8; n++) {
            bytes.putInt(4 * n, values.integer());
        }
        int address = SimdOracle.DATA + 512 + 16 * random.nextInt(8);
        if (random.nextInt(8) == 0 || form.size() < 16 && random.nextInt(2) == 0) {
            address += random.nextInt(16);
        }
        if (form.size() == 512) {
            address = SimdOracle.DATA + 16 * random.nextInt(12);
        }
        bytes.putInt(16, SimdOracle.DATA + 700);
        bytes.putInt(28, SimdOracle.DATA + random.nextInt(640));
        bytes.putInt(32, random.nextInt() & Eflags.ARITHMETIC | Eflags.RESERVED_ONE);
        putImage(bytes, IMAGE, form);
        for (int n = 0; n < SimdOracle.DATA_LENGTH; n += 8) {
            bytes.putLong(c.dataPlace() + n, random.nextLong());
        }
        int place = c.dataPlace() + address - SimdOracle.DATA;
        if (form.size() == 512) {
            putImage(bytes, place, form);
        } else if (form.opcode().equals("LDMXCSR")) {
            bytes.putInt(place, random.nextInt(8) == 0 ? random.nextInt() : random.nextInt() & 0xFFFF);
        } else if (form.memory()) {
            for (int n = 0; n < 16; n += 8) {
                bytes.putLong(place + n, values.element(form.opcode()));
            }
        }
        c.putCode(form.encode(random, address, bytes.getInt(24)));
        return c;
    }

    private void putImage(ByteBuffer bytes, int place, Form form) {
        // AMD does not look at pending exceptions for CVTPI2PS with memory, unlike the manual.
        boolean pending = random.nextInt(24) == 0 && !(form.opcode().equals("CVTPI2PS") && form.memory());
        bytes.putShort(place, (short) (pending ? 0x0340 : 0x037F));
        bytes.putShort(place + 2, (short) (random.nextInt(8) << 11 | (pending ? 0x81 | 0x8000 : 0)));
        bytes.put(place + 4, (byte) random.nextInt());
        int masks = random.nextInt(4) == 0 ? random.nextInt(64) : 63;
        int rounding = random.nextInt(2) == 0 ? 0 : random.nextInt(4);
        int special = random.nextInt(3) == 0 ? random.nextInt() & 0x8040 : 0;
        int flags = random.nextInt(3) == 0 ? random.nextInt(64) : 0;
        bytes.putInt(place + 24, masks << 7 | rounding << 13 | special | flags);
        for (int n = 0; n < 8; n++) {
            bytes.putLong(place + 32 + 16 * n, values.element(form.opcode()));
            bytes.putShort(place + 40 + 16 * n, (short) random.nextInt());
            bytes.putLong(place + 160 + 16 * n, values.element(form.opcode()));
            bytes.putLong(place + 168 + 16 * n, values.element(form.opcode()));
        }
    }

    private static void compare(OracleMachine machine, Form form, Case before, Case expected, Map<String, String> bad) {
        Case after = machine.run(before);
        blank(form, after, expected);
        blank(form, expected, expected);
        if (form.opcode().startsWith("R")) {
            unify(after, expected);
        }
        if (!Arrays.equals(after.bytes.array(), expected.bytes.array())) {
            String text = Disassembler.text(Decoder.decode(before::code, 0, true));
            bad.merge(
                    form.toString(),
                    "%s%n  before %s%n  host   %s%n  ours   %s%n"
                            .formatted(text, before.show(), expected.show(), after.show()),
                    (a, b) -> a);
        }
    }

    /** Clears what does not count, and what processors do differently. */
    private static void blank(Form form, Case c, Case host) {
        ByteBuffer bytes = c.bytes;
        bytes.putInt(32, c.flags() & Eflags.ARITHMETIC);
        blankImage(bytes, IMAGE, true);
        boolean faulted = form.opcode().contains("PI") && host.fault() == Vector.SIMD_ERROR;
        if (faulted || form.opcode().equals("CVTPI2PS") && form.memory()) {
            // AMD turns to MMX before it finds the exception, and not for CVTPI2PS with memory, both unlike the manual.
            clear(bytes, IMAGE + 2, 3);
            clear(bytes, STACK, 128);
        }
        if (form.opcode().equals("FXSAVE") && host.fault() < 0) {
            int address = (c.code(3) | c.code(4) << 8 | c.code(5) << 16 | c.code(6) << 24)
                    + ((c.code(2) & 7) == 5 ? 0 : c.register(6));
            blankImage(bytes, c.dataPlace() + address - SimdOracle.DATA, false);
        }
    }

    /** Clears reserved bytes, pointers to the last instruction and the mask of MXCSR. */
    private static void blankImage(ByteBuffer bytes, int place, boolean whole) {
        bytes.put(place + 5, (byte) 0);
        clear(bytes, place + 6, 18);
        clear(bytes, place + 28, 4);
        for (int n = 0; n < 8; n++) {
            clear(bytes, place + 42 + 16 * n, 6);
        }
        clear(bytes, place + 288, whole ? 224 : 176);
    }

    private static void clear(ByteBuffer bytes, int place, int length) {
        for (int n = 0; n < length; n++) {
            bytes.put(place + n, (byte) 0);
        }
    }

    /** Takes the host's approximations where ours are near them. */
    private static void unify(Case ours, Case host) {
        for (int n = 0; n < 32; n++) {
            float x = ours.bytes.getFloat(XMM + 4 * n);
            float y = host.bytes.getFloat(XMM + 4 * n);
            if (Math.abs(x - y) <= Math.abs(x) * 0x1p-11f || tiny(x) && tiny(y)) {
                ours.bytes.putFloat(XMM + 4 * n, y);
            }
        }
    }

    /** Where a reciprocal becomes tiny depends on the processor. */
    private static boolean tiny(float value) {
        return Math.abs(value) <= 0x1.01p-126f;
    }
}
