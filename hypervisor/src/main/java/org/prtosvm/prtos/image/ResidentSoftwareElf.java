// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.prtosvm.abi.ContainerDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.image.ImageException.Kind;

/** A boot image: an executable that carries a container. Source: ABI 07-binary-formats, 7. */
public final class ResidentSoftwareElf {
    private static final String CONTAINER_SECTION = ".container";
    private static final String TEXT_SECTION = ".text";

    private ResidentSoftwareElf() {}

    /**
     * Whether an executable is a boot image rather than a partition or hypervisor: it carries a container.
     *
     * @param file its name, for messages
     * @param contents of the executable
     * @return true if a container is found
     * @throws ImageException if it is no executable for the system
     */
    public static boolean hasContainer(String file, byte[] contents) {
        return find(ElfFile.parse(file, contents)).isPresent();
    }

    /**
     * Takes the container out of a boot image: from its section, from the segment at the fixed address, or from where the last word of
     * the program text points to, whichever first holds a container.
     *
     * @param file name of the boot image, for messages
     * @param contents of the boot image
     * @return the bytes of the container
     * @throws ImageException if there is no container, or only part of it
     */
    public static byte[] container(String file, byte[] contents) {
        byte[] data = find(ElfFile.parse(file, contents))
                .orElseThrow(() -> new ImageException(
                        Kind.WRONG_FORMAT,
                        file,
                        "container",
                        String.format(
                                "expected one in the section %s, in a segment at 0x%08x or where the last word of %s"
                                        + " points, found none",
                                CONTAINER_SECTION, PrtosConstants.CONTAINER_ADDRESS, TEXT_SECTION)));
        ImageBytes bytes = new ImageBytes(file, data);
        long size = bytes.unsigned("container size", ContainerDescriptor.FILE_SIZE_OFFSET);
        bytes.checkRange("container", 0, size);
        return bytes.copy(0, size);
    }

    private static Optional<byte[]> find(ElfFile elf) {
        List<Optional<byte[]>> candidates = List.of(
                elf.section(CONTAINER_SECTION).map(elf::data),
                elf.dataFrom(PrtosConstants.CONTAINER_ADDRESS),
                pointer(elf).flatMap(elf::dataFrom));
        return Stream.concat(
                        candidates.stream().flatMap(Optional::stream),
                        elf.loadSegments().stream().map(elf::data))
                .filter(ContainerFile::isContainer)
                .findFirst();
    }

    private static Optional<Integer> pointer(ElfFile elf) {
        return elf.section(TEXT_SECTION)
                .map(elf::data)
                .filter(text -> text.length >= 4)
                .map(text -> LittleEndian.get32(text, text.length - 4 & ~3));
    }
}
