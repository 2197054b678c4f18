package org.prtosvm.test.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Writes small files of captures in the MOO format. */
final class MooWriter {
    private final String part;
    private final boolean wide;
    private final ByteArrayOutputStream tests = new ByteArrayOutputStream();
    private final ByteArrayOutputStream masks = new ByteArrayOutputStream();
    private int count;

    /** Begins a file of captures of a part, {@code C286} or {@code 386E}. */
    MooWriter(String part) {
        this.part = part;
        wide = part.equals("386E");
    }

    /** Makes bits of a register undefined in the whole file. */
    MooWriter mask(int register, int bits) {
        masks.writeBytes(registers(Map.of(register, bits), wide ? "RM32" : "RMSK"));
        return this;
    }

    /** Adds a capture; registers by their bit number in the format. */
    MooWriter test(
            String name,
            byte[] code,
            Map<Integer, Integer> before,
            Map<Integer, Integer> ram,
            Map<Integer, Integer> after,
            Map<Integer, Integer> ramAfter) {
        ByteArrayOutputStream test = new ByteArrayOutputStream();
        put32(test, count++);
        test.writeBytes(chunk("NAME", counted(name.getBytes(StandardCharsets.US_ASCII))));
        test.writeBytes(chunk("BYTS", counted(code)));
        test.writeBytes(chunk("INIT", concatenated(registers(before, tag()), ram(ram))));
        test.writeBytes(chunk("FINA", concatenated(registers(after, tag()), ram(ramAfter))));
        byte[] hash = new byte[20];
        hash[0] = (byte) count;
        test.writeBytes(chunk("HASH", hash));
        tests.writeBytes(chunk("TEST", test.toByteArray()));
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        put32(head, 0x101);
        put32(head, count);
        head.writeBytes(part.getBytes(StandardCharsets.US_ASCII));
        return concatenated(chunk("MOO ", head.toByteArray()), masks.toByteArray(), tests.toByteArray());
    }

    private String tag() {
        return wide ? "RG32" : "REGS";
    }

    private byte[] registers(Map<Integer, Integer> values, String tag) {
        int present = values.keySet().stream().mapToInt(n -> 1 << n).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int size = wide ? 4 : 2;
        put(out, present, size);
        new TreeMap<>(values).values().forEach(value -> put(out, value, size));
        return chunk(tag, out.toByteArray());
    }

    private static byte[] ram(Map<Integer, Integer> bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put32(out, bytes.size());
        bytes.forEach((address, value) -> {
            put32(out, address);
            out.write(value);
        });
        return chunk("RAM ", out.toByteArray());
    }

    private static byte[] counted(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put32(out, bytes.length);
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private static byte[] chunk(String tag, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(tag.getBytes(StandardCharsets.US_ASCII));
        put32(out, payload.length);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static void put32(ByteArrayOutputStream out, int value) {
        put(out, value, 4);
    }

    private static void put(ByteArrayOutputStream out, int value, int size) {
        for (int n = 0; n < size; n++) {
            out.write(value >>> 8 * n);
        }
    }
}
