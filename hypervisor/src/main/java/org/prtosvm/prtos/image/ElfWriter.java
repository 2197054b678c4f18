// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.prtosvm.abi.LittleEndian;

/** Writes small ELF32 executables for EM_386. Source: System V ABI, "Object Files" and "Program Loading". */
final class ElfWriter {
    private static final int EHDR_LENGTH = 52;
    private static final int PHDR_LENGTH = 32;
    private static final int SHDR_LENGTH = 40;
    /** Where the first section stands in the file, as in boot images of the reference. */
    private static final int FIRST_SECTION = 0x400;

    private static final int SECTION_ALIGNMENT = 16;
    private static final int SHT_PROGBITS = 1;
    private static final int SHT_STRTAB = 3;
    private static final int SHF_ALLOC_EXECINSTR = 6;
    private static final int PF_ALL = 7;
    private static final byte[] IDENTIFICATION = {0x7F, 'E', 'L', 'F', 1, 1, 1};

    private static final class Section {
        private final String name;
        private final int type;
        private final int flags;
        private final int address;
        private final byte[] data;
        private final int offset;

        Section(String name, int type, int flags, int address, byte[] data, int offset) {
            this.name = name;
            this.type = type;
            this.flags = flags;
            this.address = address;
            this.data = data;
            this.offset = offset;
        }
    }

    private final int entry;
    private final List<Section> sections = new ArrayList<>();
    private int end = FIRST_SECTION;

    /**
     * Starts a file.
     *
     * @param entry linear address of its first instruction
     */
    ElfWriter(int entry) {
        this.entry = entry;
    }

    /** Adds a section that is loaded at an address, with a program header of its own. */
    ElfWriter load(String name, int address, byte[] data) {
        return add(name, SHT_PROGBITS, SHF_ALLOC_EXECINSTR, address, data);
    }

    /** Adds a section that is not loaded. */
    ElfWriter note(String name, byte[] data) {
        return add(name, SHT_PROGBITS, 0, 0, data);
    }

    private ElfWriter add(String name, int type, int flags, int address, byte[] data) {
        sections.add(new Section(name, type, flags, address, data, end));
        end = align(Math.addExact(end, data.length));
        return this;
    }

    private static int align(int offset) {
        return offset + SECTION_ALIGNMENT - 1 & -SECTION_ALIGNMENT;
    }

    /** Writes the file. */
    byte[] write() {
        List<Integer> nameOffsets = new ArrayList<>();
        byte[] names = names(nameOffsets);
        add(".shstrtab", SHT_STRTAB, 0, 0, names);
        int headers = end;
        byte[] file = new byte[headers + SHDR_LENGTH * (sections.size() + 1)];
        List<Section> loaded =
                sections.stream().filter(section -> section.flags != 0).toList();
        writeHeader(file, headers, loaded.size());
        for (int index = 0; index < loaded.size(); index++) {
            writeProgramHeader(file, EHDR_LENGTH + PHDR_LENGTH * index, loaded.get(index));
        }
        for (int index = 0; index < sections.size(); index++) {
            Section section = sections.get(index);
            System.arraycopy(section.data, 0, file, section.offset, section.data.length);
            writeSectionHeader(file, headers + SHDR_LENGTH * (index + 1), section, nameOffsets.get(index));
        }
        return file;
    }

    /** The section name table; its own name comes last. */
    private byte[] names(List<Integer> offsets) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        names.write(0);
        for (Section section : sections) {
            offsets.add(names.size());
            names.writeBytes((section.name + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        offsets.add(names.size());
        names.writeBytes(".shstrtab\0".getBytes(StandardCharsets.US_ASCII));
        return names.toByteArray();
    }

    private void writeHeader(byte[] file, int sectionHeaders, int programHeaders) {
        System.arraycopy(IDENTIFICATION, 0, file, 0, IDENTIFICATION.length);
        putHalf(file, 16, 2); // ET_EXEC
        putHalf(file, 18, 3); // EM_386
        LittleEndian.put32(file, 20, 1);
        LittleEndian.put32(file, 24, entry);
        LittleEndian.put32(file, 28, EHDR_LENGTH);
        LittleEndian.put32(file, 32, sectionHeaders);
        putHalf(file, 40, EHDR_LENGTH);
        putHalf(file, 42, PHDR_LENGTH);
        putHalf(file, 44, programHeaders);
        putHalf(file, 46, SHDR_LENGTH);
        putHalf(file, 48, sections.size() + 1);
        putHalf(file, 50, sections.size());
    }

    private static void putHalf(byte[] file, int offset, int value) {
        file[offset] = (byte) value;
        file[offset + 1] = (byte) (value >> 8);
    }

    private static void writeProgramHeader(byte[] file, int at, Section section) {
        LittleEndian.put32(file, at, 1); // PT_LOAD
        LittleEndian.put32(file, at + 4, section.offset);
        LittleEndian.put32(file, at + 8, section.address);
        LittleEndian.put32(file, at + 12, section.address);
        LittleEndian.put32(file, at + 16, section.data.length);
        LittleEndian.put32(file, at + 20, section.data.length);
        LittleEndian.put32(file, at + 24, PF_ALL);
        LittleEndian.put32(file, at + 28, 4);
    }

    private static void writeSectionHeader(byte[] file, int at, Section section, int name) {
        LittleEndian.put32(file, at, name);
        LittleEndian.put32(file, at + 4, section.type);
        LittleEndian.put32(file, at + 8, section.flags);
        LittleEndian.put32(file, at + 12, section.address);
        LittleEndian.put32(file, at + 16, section.offset);
        LittleEndian.put32(file, at + 20, section.data.length);
        LittleEndian.put32(file, at + 32, 1);
    }
}
