// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** What the tests of images need of an ELF32 executable. */
final class ElfImage {
    private static final int MAGIC = 0x464C457F;
    private static final int TYPE_EXECUTABLE = 2;
    private static final int MACHINE_386 = 3;
    private static final int SEGMENT_LOAD = 1;

    private final byte[] file;
    private final Map<String, Integer> sectionHeaders = new LinkedHashMap<>();

    ElfImage(byte[] file) {
        this.file = file;
        assertEquals(MAGIC, LittleEndian.get32(file, 0), "magic");
        assertEquals(1, file[4], "class: 32 bits");
        assertEquals(TYPE_EXECUTABLE, LittleEndian.get16(file, 16), "type");
        assertEquals(MACHINE_386, LittleEndian.get16(file, 18), "machine");
        int table = LittleEndian.get32(file, 32);
        int names = LittleEndian.get32(file, table + LittleEndian.get16(file, 50) * 40 + 16);
        for (int i = 1; i < LittleEndian.get16(file, 48); i++) {
            int header = table + i * 40;
            sectionHeaders.put(text(names + LittleEndian.get32(file, header)), header);
        }
    }

    int entry() {
        return LittleEndian.get32(file, 24);
    }

    /** A part of the image in memory; addresses are below 2 GiB. */
    record Segment(int address, int memoryLength) {}

    List<Segment> segments() {
        int table = LittleEndian.get32(file, 28);
        return IntStream.range(0, LittleEndian.get16(file, 44))
                .map(i -> table + i * 32)
                .filter(header -> LittleEndian.get32(file, header) == SEGMENT_LOAD)
                .mapToObj(header ->
                        new Segment(LittleEndian.get32(file, header + 8), LittleEndian.get32(file, header + 20)))
                .toList();
    }

    boolean hasSection(String name) {
        return sectionHeaders.containsKey(name);
    }

    byte[] section(String name) {
        assertTrue(hasSection(name), () -> "section " + name);
        int header = Objects.requireNonNull(sectionHeaders.get(name));
        int offset = LittleEndian.get32(file, header + 16);
        return Arrays.copyOfRange(file, offset, offset + LittleEndian.get32(file, header + 20));
    }

    private String text(int offset) {
        int end = offset;
        while (file[end] != 0) {
            end++;
        }
        return new String(file, offset, end - offset, StandardCharsets.US_ASCII);
    }
}
