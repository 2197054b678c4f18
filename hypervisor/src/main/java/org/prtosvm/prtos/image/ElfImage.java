// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.ImageHeaderDescriptor;
import org.prtosvm.prtos.image.ImageException.Kind;

/**
 * An executable for the system: ELF32, EM_386, ET_EXEC, with a section that holds the image header of a partition or of a hypervisor.
 * Source: System V ABI, "Object Files"; ABI 07-binary-formats, 3 and ABI 10-tools, A.2.
 */
public final class ElfImage {
    private final ElfFile elf;
    private final ElfFile.Section headerSection;
    private final PefType type;
    private final ImageHeader header;
    private final List<ElfFile.Segment> segments;

    private ElfImage(ElfFile elf, ElfFile.Section headerSection, PefType type) {
        this.elf = elf;
        this.headerSection = headerSection;
        this.type = type;
        byte[] bytes = elf.data(headerSection);
        this.header = type == PefType.PARTITION
                ? ImageHeader.partition(elf.file(), bytes)
                : ImageHeader.hypervisor(elf.file(), bytes);
        this.segments = elf.loadSegments();
    }

    /**
     * Reads an executable.
     *
     * @param file its name, for messages
     * @param bytes its contents
     * @return the image
     * @throws ImageException if it is no such executable, is damaged, or has no image header
     */
    public static ElfImage parse(String file, byte[] bytes) {
        ElfFile elf = ElfFile.parse(file, bytes);
        ElfFile.Section section = null;
        for (ElfFile.Section candidate : elf.sections()) {
            if (isHeader(candidate)) {
                if (section != null) {
                    throw refuse(
                            file, "expected one section of them, found " + section.name() + " and " + candidate.name());
                }
                section = candidate;
            }
        }
        return new ElfImage(elf, checkHeader(file, section), typeOf(section));
    }

    private static boolean isHeader(ElfFile.Section section) {
        return section.name().equals(ImageHeaderDescriptor.PARTITION_SECTION)
                || section.name().equals(ImageHeaderDescriptor.HYPERVISOR_SECTION);
    }

    private static PefType typeOf(ElfFile.@Nullable Section section) {
        return section != null && section.name().equals(ImageHeaderDescriptor.HYPERVISOR_SECTION)
                ? PefType.HYPERVISOR
                : PefType.PARTITION;
    }

    private static ElfFile.Section checkHeader(String file, ElfFile.@Nullable Section section) {
        if (section == null) {
            throw refuse(file, "expected one of them, found none");
        }
        int length = typeOf(section) == PefType.HYPERVISOR
                ? ImageHeaderDescriptor.HYPERVISOR_LENGTH
                : ImageHeaderDescriptor.PARTITION_LENGTH;
        if (section.size() != length || !section.hasData()) {
            throw refuse(
                    file, "expected " + length + " bytes of data in " + section.name() + ", found " + section.size());
        }
        return section;
    }

    private static ImageException refuse(String file, String text) {
        return new ImageException(
                Kind.IMAGE_HEADER,
                file,
                "sections " + ImageHeaderDescriptor.PARTITION_SECTION + " and "
                        + ImageHeaderDescriptor.HYPERVISOR_SECTION,
                text);
    }

    /**
     * The name of this file.
     *
     * @return the name as the user gave it
     */
    public String file() {
        return elf.file();
    }

    /**
     * Whether this is a partition or a hypervisor; the name of the header's section says it.
     *
     * @return the type
     */
    public PefType type() {
        return type;
    }

    /**
     * The image header.
     *
     * @return the header
     */
    public ImageHeader header() {
        return header;
    }

    /**
     * Where the image header lies.
     *
     * @return linear address
     */
    public int headerAddress() {
        return headerSection.address();
    }

    /**
     * The first instruction.
     *
     * @return linear address
     */
    public int entryPoint() {
        return elf.entryPoint();
    }

    /**
     * The parts of the file that are loaded: PT_LOAD with data. What a segment's memory size adds is not described by any format of the
     * system; programs clear it themselves.
     *
     * @return segments in the order of the program headers
     */
    List<ElfFile.Segment> segments() {
        return segments;
    }

    /** Copies of the bytes of all segments. */
    List<byte[]> segmentData() {
        List<byte[]> data = new ArrayList<>();
        segments.forEach(segment -> data.add(elf.data(segment)));
        return data;
    }
}
