// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.prtosvm.abi.ImageHeaderDescriptor;
import org.prtosvm.abi.LittleEndian;

/** Builds ELF32 executables for tests. */
public final class TestElf {
    static final int EHDR = 52;
    static final int PHDR = 32;
    static final int SHDR = 40;
    /** Address at which {@link #partition} puts its only segment. */
    static final int BASE = 0x4000000;

    private final List<Integer> addresses = new ArrayList<>();
    private final List<byte[]> segments = new ArrayList<>();
    private final List<String> sectionNames = new ArrayList<>();
    private final List<int[]> sections = new ArrayList<>();
    private int entry;

    /** A partition image: header at the base, then the code, and custom-file slots of address and size. */
    public static byte[] partition(int base, byte[] code, int... slots) {
        byte[] segment = new byte[ImageHeaderDescriptor.PARTITION_LENGTH + code.length];
        LittleEndian.put32(segment, 0, ImageHeaderDescriptor.PARTITION_SIGNATURE);
        LittleEndian.put32(segment, 4, 0x10000);
        LittleEndian.put32(segment, 8, 0x10000);
        LittleEndian.put32(segment, 12, base + 0x10000);
        LittleEndian.put32(segment, 16, 0x10000);
        LittleEndian.put32(segment, 20, slots.length / 2);
        for (int i = 0; i < slots.length; i++) {
            LittleEndian.put32(segment, 24 + 4 * i, slots[i]);
        }
        LittleEndian.put32(segment, 48, ImageHeaderDescriptor.PARTITION_SIGNATURE);
        System.arraycopy(code, 0, segment, ImageHeaderDescriptor.PARTITION_LENGTH, code.length);
        return new TestElf()
                .entry(base + ImageHeaderDescriptor.PARTITION_LENGTH)
                .segment(base, segment)
                .section(ImageHeaderDescriptor.PARTITION_SECTION, base, 0, ImageHeaderDescriptor.PARTITION_LENGTH)
                .build();
    }

    TestElf entry(int address) {
        entry = address;
        return this;
    }

    TestElf segment(int address, byte[] contents) {
        addresses.add(address);
        segments.add(contents);
        return this;
    }

    /** A section over bytes of a segment, by the number of the segment. */
    TestElf section(String name, int address, int segment, int size) {
        sectionNames.add(name);
        sections.add(new int[] {address, segment, size});
        return this;
    }

    byte[] build() {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        names.write(0);
        int data = EHDR + PHDR * segments.size();
        int[] offsets = new int[segments.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = data;
            data += segments.get(i).length;
        }
        byte[][] headers = new byte[sections.size() + 2][SHDR];
        for (int i = 0; i < sections.size(); i++) {
            int[] section = sections.get(i);
            int offset = offsets[section[1]] + section[0] - addresses.get(section[1]);
            fill(headers[i + 1], names.size(), 1, section[0], offset, section[2]);
            names.writeBytes(sectionNames.get(i).getBytes(StandardCharsets.UTF_8));
            names.write(0);
        }
        fill(headers[sections.size() + 1], 0, 3, 0, data, names.size());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(fileHeader(data + names.size()));
        for (int i = 0; i < offsets.length; i++) {
            file.writeBytes(programHeader(addresses.get(i), offsets[i], segments.get(i).length));
        }
        segments.forEach(file::writeBytes);
        file.writeBytes(names.toByteArray());
        for (byte[] header : headers) {
            file.writeBytes(header);
        }
        return file.toByteArray();
    }

    private byte[] fileHeader(int sectionTable) {
        byte[] header = new byte[EHDR];
        LittleEndian.put32(header, 0, 0x464C457F);
        LittleEndian.put32(header, 4, 0x00010101);
        LittleEndian.put32(header, 16, 3 << 16 | 2);
        LittleEndian.put32(header, 20, 1);
        LittleEndian.put32(header, 24, entry);
        LittleEndian.put32(header, 28, EHDR);
        LittleEndian.put32(header, 32, sectionTable);
        LittleEndian.put32(header, 40, PHDR << 16 | EHDR);
        LittleEndian.put32(header, 44, SHDR << 16 | segments.size());
        LittleEndian.put32(header, 48, sections.size() + 1 << 16 | sections.size() + 2);
        return header;
    }

    private static byte[] programHeader(int address, int offset, int size) {
        byte[] header = new byte[PHDR];
        int[] words = {1, offset, address, address, size, size, 7, 1};
        for (int i = 0; i < words.length; i++) {
            LittleEndian.put32(header, 4 * i, words[i]);
        }
        return header;
    }

    private static void fill(byte[] header, int name, int type, int address, int offset, int size) {
        int[] words = {name, type, 0, address, offset, size};
        for (int i = 0; i < words.length; i++) {
            LittleEndian.put32(header, 4 * i, words[i]);
        }
    }
}
