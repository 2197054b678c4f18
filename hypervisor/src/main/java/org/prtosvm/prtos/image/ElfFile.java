// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.prtosvm.prtos.image.ImageException.Kind;

/** An ELF32 executable for EM_386. Source: System V ABI, "Object Files" and "Program Loading". */
final class ElfFile {
    private static final int MAGIC = 0x464C_457F;
    private static final int CLASS_AND_ORDER_OFFSET = 4;
    private static final int CLASS32_LITTLE_ENDIAN = 0x0101;
    private static final int TYPE_OFFSET = 16;
    private static final int ET_EXEC = 2;
    private static final int MACHINE_OFFSET = 18;
    private static final int EM_386 = 3;
    private static final int ENTRY_OFFSET = 24;
    private static final int PHOFF_OFFSET = 28;
    private static final int SHOFF_OFFSET = 32;
    private static final int PHENTSIZE_OFFSET = 42;
    private static final int PHNUM_OFFSET = 44;
    private static final int SHENTSIZE_OFFSET = 46;
    private static final int SHNUM_OFFSET = 48;
    private static final int SHSTRNDX_OFFSET = 50;
    private static final int EHDR_LENGTH = 52;

    private static final int PHDR_LENGTH = 32;
    private static final int PT_LOAD = 1;

    private static final int SHDR_LENGTH = 40;
    private static final int SHT_NULL = 0;
    private static final int SHT_NOBITS = 8;

    /**
     * A part of the file that is loaded.
     *
     * @param offset of its bytes in the file
     * @param virtual linear address
     * @param physical physical address
     * @param size bytes in the file
     */
    record Segment(long offset, int virtual, int physical, long size) {}

    /**
     * A section.
     *
     * @param name its name
     * @param address linear address
     * @param offset of its bytes in the file
     * @param size bytes
     * @param hasData whether the file holds these bytes
     */
    record Section(String name, int address, long offset, long size, boolean hasData) {}

    private final ImageBytes bytes;
    private final List<Segment> segments;
    private final List<Section> sections;

    private ElfFile(ImageBytes bytes) {
        this.bytes = bytes;
        this.segments = readSegments();
        this.sections = readSections();
    }

    /** Whether contents begin like an ELF file. */
    static boolean isElf(byte[] contents) {
        return contents.length >= 4 && new ImageBytes("", contents).word("magic", 0) == MAGIC;
    }

    /** Reads a file. */
    static ElfFile parse(String file, byte[] contents) {
        ImageBytes bytes = new ImageBytes(file, contents);
        if (!isElf(contents)) {
            throw bytes.refuse(Kind.SIGNATURE, "elf magic", "expected 0x%08x at the start of the file", MAGIC);
        }
        bytes.checkRange("elf header", 0, EHDR_LENGTH);
        expect(bytes, "class and byte order", CLASS_AND_ORDER_OFFSET, CLASS32_LITTLE_ENDIAN, "32 bits, little endian");
        expect(bytes, "type", TYPE_OFFSET, ET_EXEC, "an executable with fixed addresses");
        expect(bytes, "machine", MACHINE_OFFSET, EM_386, "80386");
        return new ElfFile(bytes);
    }

    private static void expect(ImageBytes bytes, String field, int offset, int expected, String meaning) {
        int found = bytes.half(field, offset);
        if (found != expected) {
            throw bytes.refuse(
                    Kind.WRONG_FORMAT, "elf " + field, "expected 0x%x (%s), found 0x%x", expected, meaning, found);
        }
    }

    private List<Segment> readSegments() {
        int count = bytes.half("elf number of program headers", PHNUM_OFFSET);
        if (count == 0) {
            throw bytes.refuse(Kind.FIELD, "elf program headers", "expected at least one, found none");
        }
        expect(bytes, "program header size", PHENTSIZE_OFFSET, PHDR_LENGTH, "elf32");
        long table = bytes.unsigned("elf program header offset", PHOFF_OFFSET);
        bytes.checkTable("elf program headers", table, count, PHDR_LENGTH);
        List<Segment> read = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            long at = table + (long) index * PHDR_LENGTH;
            long size = bytes.unsigned("elf segment size", at + 16);
            if (bytes.word("elf segment type", at) == PT_LOAD && size != 0) {
                long offset = bytes.unsigned("elf segment offset", at + 4);
                bytes.checkRange("elf segment " + index, offset, size);
                read.add(new Segment(
                        offset,
                        bytes.word("elf segment address", at + 8),
                        bytes.word("elf segment address", at + 12),
                        size));
            }
        }
        return read;
    }

    private List<Section> readSections() {
        int count = bytes.half("elf number of sections", SHNUM_OFFSET);
        if (count == 0) {
            return List.of();
        }
        expect(bytes, "section header size", SHENTSIZE_OFFSET, SHDR_LENGTH, "elf32");
        long table = bytes.unsigned("elf section header offset", SHOFF_OFFSET);
        bytes.checkTable("elf section headers", table, count, SHDR_LENGTH);
        int names = bytes.half("elf section name table", SHSTRNDX_OFFSET);
        if (names == 0 || names >= count) {
            throw bytes.refuse(
                    Kind.FIELD,
                    "elf section name table",
                    "expected a section from 1 to %d, found %d",
                    count - 1,
                    names);
        }
        long nameHeader = table + (long) names * SHDR_LENGTH;
        long nameOffset = bytes.unsigned("elf section names", nameHeader + 16);
        long nameSize = bytes.unsigned("elf section names", nameHeader + 20);
        bytes.checkRange("elf section names", nameOffset, nameSize);
        List<Section> read = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            read.add(section(index, table + (long) index * SHDR_LENGTH, nameOffset, nameOffset + nameSize));
        }
        return read;
    }

    private Section section(int index, long at, long names, long namesEnd) {
        String field = "elf section " + index;
        long name = names + bytes.unsigned(field, at);
        int type = bytes.word(field, at + 4);
        long offset = bytes.unsigned(field, at + 16);
        long size = bytes.unsigned(field, at + 20);
        boolean hasData = type != SHT_NULL && type != SHT_NOBITS;
        if (hasData) {
            bytes.checkRange(field, offset, size);
        }
        return new Section(
                bytes.string(field + " name", name, namesEnd), bytes.word(field, at + 12), offset, size, hasData);
    }

    String file() {
        return bytes.file();
    }

    int entryPoint() {
        return bytes.word("elf entry point", ENTRY_OFFSET);
    }

    /** The PT_LOAD segments that have bytes in the file, in the order of the program headers. */
    List<Segment> loadSegments() {
        return segments;
    }

    List<Section> sections() {
        return sections;
    }

    /** The first section with a name that has bytes in the file. */
    Optional<Section> section(String name) {
        return sections.stream()
                .filter(section -> section.hasData() && section.name().equals(name))
                .findFirst();
    }

    byte[] data(Segment segment) {
        return bytes.copy(segment.offset(), segment.size());
    }

    byte[] data(Section section) {
        return bytes.copy(section.offset(), section.size());
    }

    /** The bytes from a linear address to the end of the segment that holds it. */
    Optional<byte[]> dataFrom(int address) {
        for (Segment segment : segments) {
            long skip = Integer.toUnsignedLong(address - segment.virtual());
            if (skip < segment.size()) {
                return Optional.of(bytes.copy(segment.offset() + skip, segment.size() - skip));
            }
        }
        return Optional.empty();
    }
}
