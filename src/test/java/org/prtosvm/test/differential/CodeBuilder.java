package org.prtosvm.test.differential;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Machine code under construction: bytes, labels, and where each instruction starts.
 */
final class CodeBuilder {
    private static final int UNBOUND = -1;

    private final int origin;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> labels = new ArrayList<>();
    private final List<Fixup> fixups = new ArrayList<>();
    private final TreeSet<Integer> starts = new TreeSet<>();

    /** A 4-byte field that waits for a label: an absolute address, or relative to the end of the field. */
    private record Fixup(int offset, int label, boolean relative) {}

    /**
     * Creates empty code.
     *
     * @param origin address of the first byte
     */
    CodeBuilder(int origin) {
        this.origin = origin;
    }

    /** Begins an instruction at the current place. */
    void begin() {
        starts.add(here());
    }

    /**
     * A whole instruction without labels.
     *
     * @param values its bytes
     */
    void instruction(int... values) {
        begin();
        put(values);
    }

    /**
     * Adds bytes.
     *
     * @param values low 8 bits of each are added
     */
    void put(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
    }

    /**
     * Adds four bytes, little-endian.
     *
     * @param value the word
     */
    void put32(int value) {
        put(value, value >>> 8, value >>> 16, value >>> 24);
    }

    /** @return address of the next byte */
    int here() {
        return origin + bytes.size();
    }

    /** @return a label that is not bound yet */
    int newLabel() {
        labels.add(UNBOUND);
        return labels.size() - 1;
    }

    /**
     * Binds a label to the current place.
     *
     * @param label from {@link #newLabel}
     */
    void bind(int label) {
        labels.set(label, bytes.size());
    }

    /**
     * Adds a 4-byte displacement from the end of the field to a label.
     *
     * @param label bound before {@link #finish}
     */
    void putRelative(int label) {
        fixups.add(new Fixup(bytes.size(), label, true));
        put32(0);
    }

    /**
     * Adds the 4-byte address of a label.
     *
     * @param label bound before {@link #finish}
     */
    void putAddress(int label) {
        fixups.add(new Fixup(bytes.size(), label, false));
        put32(0);
    }

    /** @return the code with all labels filled in */
    byte[] finish() {
        byte[] code = bytes.toByteArray();
        for (Fixup fixup : fixups) {
            int target = labels.get(fixup.label);
            int value = fixup.relative ? target - (fixup.offset + 4) : origin + target;
            for (int i = 0; i < 4; i++) {
                code[fixup.offset + i] = (byte) (value >>> (8 * i));
            }
        }
        return Arrays.copyOf(code, code.length);
    }

    /**
     * The next instruction in address order.
     *
     * @param eip any address
     * @return start of the first instruction behind it, or the first instruction of all
     */
    int nextStart(int eip) {
        Integer next = starts.higher(eip);
        return next != null ? next : starts.first();
    }
}
