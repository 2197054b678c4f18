package org.prtosvm.test.oracle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Decoder;
import org.prtosvm.cpu.decode.FlagEffects;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.test.oracle.EncodingCatalog.Slot;

/**
 * Random encodings from the catalog: every opcode with every addressing form, prefixes that mean something and prefixes
 * that mean nothing, LOCK where it is allowed and where not.
 */
final class EncodingGenerator {
    /** Where code usually lies: in the middle of a page. */
    private static final int MIDDLE = OracleState.CODE + 0x800;

    private static final int SECOND_PAGE = OracleState.CODE + 0x1000;
    private static final int MAX_BYTES = 15;
    private static final int[] SEGMENTS = {0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65};

    private final EncodingCatalog catalog;
    private final RandomGenerator random;
    private final int codeSelector;
    private final int dataSelector;
    private final Map<Integer, List<Slot>> byOpcode = new HashMap<>();
    private final List<Integer> opcodes;

    EncodingGenerator(EncodingCatalog catalog, RandomGenerator random, int codeSelector, int dataSelector) {
        this.catalog = catalog;
        this.random = random;
        this.codeSelector = codeSelector;
        this.dataSelector = dataSelector;
        for (Slot slot : catalog.slots()) {
            byOpcode.computeIfAbsent(slot.key(), key -> new ArrayList<>()).add(slot);
        }
        opcodes = byOpcode.keySet().stream().sorted().toList();
    }

    /** A single instruction. */
    OracleCase single() {
        while (true) {
            OracleCase candidate = encode(slot());
            if (candidate != null) {
                return candidate;
            }
        }
    }

    private Slot slot() {
        List<Slot> from = random.nextBoolean()
                ? catalog.slots()
                : byOpcode.getOrDefault(opcodes.get(random.nextInt(opcodes.size())), catalog.slots());
        return from.get(random.nextInt(from.size()));
    }

    private @Nullable OracleCase encode(Slot slot) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        boolean shortAddress = prefixes(slot, code);
        if (slot.twoBytes()) {
            code.write(0x0F);
        }
        code.write(slot.opcode());
        if (slot.modRm() >= 0) {
            operand(slot, shortAddress, code);
        }
        byte[] bytes = finish(slot, code.toByteArray());
        if (bytes == null) {
            return null;
        }
        int address = random.nextInt(16) == 0 ? SECOND_PAGE - 1 - random.nextInt(bytes.length) : MIDDLE;
        Instruction i =
                Decoder.decode(eip -> eip - address < bytes.length ? bytes[eip - address] & 0xFF : 0, address, true);
        if (i.third() != null && i.third().isImmediate() && FlagEffects.undefinedResult(i)) {
            return null;
        }
        return new OracleCase(address, bytes, List.of(i), FlagEffects.undefined(i));
    }

    private boolean prefixes(Slot slot, ByteArrayOutputStream code) {
        boolean shortAddress = random.nextInt(slot.memory() ? 5 : 12) == 0;
        int[] all = new int[8];
        int count = 0;
        if (slot.prefix() != 0) {
            all[count++] = slot.prefix();
        } else if (random.nextInt(3) == 0) {
            all[count++] = 0x66;
        }
        if (shortAddress) {
            all[count++] = 0x67;
            // Its 64 KiB begin where GS does.
            all[count++] = random.nextInt(8) == 0 ? 0x3E : 0x65;
        } else if (random.nextInt(slot.memory() ? 6 : 16) == 0) {
            all[count++] = SEGMENTS[random.nextInt(SEGMENTS.length)];
        }
        if (random.nextInt(slot.memory() ? 8 : 40) == 0) {
            all[count++] = 0xF0;
        }
        // Elsewhere the manual reserves them, and processors do what they like.
        if (!slot.twoBytes() && isString(slot.opcode()) && random.nextBoolean()) {
            all[count++] = random.nextBoolean() ? 0xF3 : 0xF2;
        }
        if (random.nextInt(200) == 0) {
            all[count++] = 0x2E;
            all[count++] = 0x3E;
        }
        for (int left = count; left > 0; left--) {
            int chosen = random.nextInt(left);
            code.write(all[chosen]);
            all[chosen] = all[left - 1];
        }
        return shortAddress;
    }

    private static boolean isString(int opcode) {
        return opcode >= 0xA4 && opcode <= 0xA7 || opcode >= 0xAA && opcode <= 0xAF || opcode >= 0x6C && opcode <= 0x6F;
    }

    private void operand(Slot slot, boolean shortAddress, ByteArrayOutputStream code) {
        if (slot.fixedRm()) {
            code.write(slot.modRm());
            return;
        }
        if (!slot.memory()) {
            code.write(slot.modRm() | random.nextInt(8));
            return;
        }
        int mod = random.nextInt(3);
        int rm = random.nextInt(8);
        code.write(mod << 6 | slot.modRm() | rm);
        if (shortAddress) {
            int bytes = mod == 1 ? 1 : mod == 2 || rm == 6 ? 2 : 0;
            constant(code, displacement16(mod, rm), bytes);
            return;
        }
        boolean sib = rm == 4;
        int base = rm;
        if (sib) {
            int byteValue = random.nextInt(256);
            code.write(byteValue);
            base = byteValue & 7;
        }
        boolean absolute = mod == 0 && base == 5;
        int bytes = mod == 1 ? 1 : mod == 2 || absolute ? 4 : 0;
        constant(
                code,
                absolute ? target() : random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(-200, 200),
                bytes);
    }

    private int displacement16(int mod, int rm) {
        return mod == 0 && rm == 6 ? target() - OracleState.GS_BASE : random.nextInt();
    }

    /** An address that operands should have. */
    int target() {
        return target(random);
    }

    static int target(RandomGenerator random) {
        return switch (random.nextInt(24)) {
            case 0 -> OracleState.READ_ONLY - random.nextInt(12);
            case 1 -> OracleState.READ_ONLY + random.nextInt(32);
            case 2 -> OracleState.READ_ONLY + 4096 - random.nextInt(12);
            case 3 -> OracleState.DATA - random.nextInt(12);
            case 4, 5 -> OracleState.WINDOW_A + 384 - random.nextInt(16);
            // Aligned as for FXSAVE and SSE.
            case 6, 7, 8, 9 -> OracleState.WINDOW_A + 16 * random.nextInt(20);
            default -> OracleState.WINDOW_A + 16 + random.nextInt(300);
        };
    }

    private void constant(ByteArrayOutputStream code, int value, int bytes) {
        for (int n = 0; n < bytes; n++) {
            code.write(value >>> 8 * n);
        }
    }

    /** Adds what follows ModR/M: the decoder knows how much that is. */
    private byte @Nullable [] finish(Slot slot, byte[] begun) {
        Instruction probe = catalog.decode(begun);
        boolean locked = indexOf(begun, 0xF0) >= 0 && probe.opcode() == Opcode.UD;
        if (locked) {
            byte[] unlocked = begun.clone();
            // A DS prefix in its place: first, so that it overrides nothing that comes later.
            unlocked[indexOf(begun, 0xF0)] = 0x2E;
            probe = catalog.decode(unlocked);
        }
        // AMD processors do not look at LOCK there, or reach CR8 with it.
        boolean unchecked = locked && slot.twoBytes() && (slot.opcode() == 0 || slot.opcode() >>> 2 == 0x20 >>> 2);
        if (probe.opcode() == Opcode.UD
                || unchecked
                || !catalog.isAllowed(probe, indexOf(begun, 0xF3) >= 0 || indexOf(begun, 0xF2) >= 0)
                || probe.length() > MAX_BYTES) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(begun, Math.max(probe.length(), begun.length));
        int rest = bytes.length - begun.length;
        int value = immediate(probe, rest);
        for (int n = 0; n < rest; n++) {
            bytes[begun.length + n] = (byte) (n < 4 ? value >>> 8 * n : 0);
        }
        return farPointer(probe, bytes, begun.length);
    }

    private int immediate(Instruction i, int rest) {
        return switch (i.opcode()) {
            case JMP, JCC, CALL, LOOP, LOOPE, LOOPNE, JCXZ -> distance(rest == 4);
            case INT -> random.nextInt(4) == 0 ? random.nextInt(3, 6) : random.nextInt(128);
            case RET, RET_FAR -> random.nextInt(16) * 2;
            case ENTER -> random.nextInt(64) | (random.nextInt(4) == 0 ? random.nextInt(32) : random.nextInt(3)) << 16;
            case MOV ->
                rest >= 2 && usesOffset(i)
                        ? target() - (i.addressSize() == 2 ? OracleState.GS_BASE : 0)
                        : interesting(random);
            default -> interesting(random);
        };
    }

    /** Forwards or backwards, but not into the jump itself. */
    private int distance(boolean wide) {
        int far = random.nextInt(wide ? 0x600 : 0x70);
        return random.nextBoolean() ? far : -16 - far;
    }

    /** A0 to A3. */
    private static boolean usesOffset(Instruction i) {
        return i.destination() != null
                        && i.destination().isMemory()
                        && i.destination().base() < 0
                || i.source() != null && i.source().isMemory() && i.source().base() < 0;
    }

    private byte[] farPointer(Instruction i, byte[] bytes, int from) {
        boolean direct = (i.opcode() == Opcode.CALL_FAR || i.opcode() == Opcode.JMP_FAR)
                && i.destination() != null
                && !i.destination().isMemory();
        if (direct) {
            int size = bytes.length - from - 2;
            int target = OracleState.CODE + random.nextInt(0x700);
            int selector = farSelector(random, codeSelector, dataSelector);
            for (int n = 0; n < size; n++) {
                bytes[from + n] = (byte) (target >>> 8 * n);
            }
            bytes[from + size] = (byte) selector;
            bytes[from + size + 1] = (byte) (selector >>> 8);
        }
        return bytes;
    }

    /** Selectors for CS: the right one, null ones, and one of a data segment. */
    static int farSelector(RandomGenerator random, int codeSelector, int dataSelector) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(4);
            case 1 -> dataSelector;
            default -> codeSelector;
        };
    }

    private static int indexOf(byte[] bytes, int value) {
        for (int n = 0; n < bytes.length; n++) {
            if ((bytes[n] & 0xFF) == value) {
                return n;
            }
        }
        return -1;
    }

    /** Values near the edges more often than others. */
    static int interesting(RandomGenerator random) {
        return switch (random.nextInt(7)) {
            case 0 -> random.nextInt(-2, 3);
            case 1 -> Integer.MIN_VALUE + random.nextInt(-2, 3);
            case 2 -> (1 << random.nextInt(32)) - random.nextInt(2);
            case 3 -> 0x8000 + random.nextInt(-2, 3);
            case 4 -> random.nextInt(256) * 0x0101_0101;
            default -> random.nextInt();
        };
    }
}
