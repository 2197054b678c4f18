// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.prtosvm.abi.ContainerDescriptor;
import org.prtosvm.abi.FileDigest;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PrtosConstants;

/** Writes containers, byte for byte as the reference tool. Source: ABI 07-binary-formats, 6. */
public final class ContainerWriter {
    private record Entry(int id, int image, List<Integer> customFiles) {}

    private record Item(InputFile file, int nameOffset) {
        byte[] contents() {
            return file.contents();
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();

    /**
     * Starts a container.
     *
     * @param hypervisor the hypervisor's PEF file
     * @param configuration the custom-file PEF of the configuration, then further custom files of the hypervisor; at most three in all
     */
    public ContainerWriter(InputFile hypervisor, List<InputFile> configuration) {
        addEntry(ContainerDescriptor.HYPERVISOR_ID, hypervisor, configuration);
    }

    /**
     * Adds a partition.
     *
     * @param id its id
     * @param image its PEF file
     * @param customFiles PEF files of its custom files, at most three
     * @return this writer
     * @throws IllegalArgumentException if the id is negative or already there, or there are too many custom files
     */
    public ContainerWriter partition(int id, InputFile image, List<InputFile> customFiles) {
        if (id < 0 || entries.stream().anyMatch(entry -> entry.id() == id)) {
            throw new IllegalArgumentException("partition " + id + " is negative or already in the container");
        }
        addEntry(id, image, customFiles);
        return this;
    }

    private void addEntry(int id, InputFile image, List<InputFile> customFiles) {
        if (customFiles.size() > PrtosConstants.MAX_CUSTOM_FILES) {
            throw new IllegalArgumentException("expected at most " + PrtosConstants.MAX_CUSTOM_FILES
                    + " custom files, found " + customFiles.size());
        }
        int imageIndex = addFile(image);
        entries.add(new Entry(
                id, imageIndex, customFiles.stream().map(this::addFile).toList()));
    }

    private int addFile(InputFile file) {
        items.add(new Item(file, names.size()));
        names.writeBytes(file.baseName().getBytes(StandardCharsets.UTF_8));
        names.write(0);
        return items.size() - 1;
    }

    /**
     * Writes the container.
     *
     * @return its contents
     */
    public byte[] write() {
        int strings =
                align(ContainerDescriptor.HEADER_LENGTH + ContainerDescriptor.PARTITION_LENGTH * entries.size(), 8);
        int fileTable = align(strings + names.size(), 8);
        int[] offsets = new int[items.size()];
        int end = fileTable + ContainerDescriptor.FILE_LENGTH * items.size();
        for (int index = 0; index < offsets.length; index++) {
            offsets[index] = align(end, ContainerDescriptor.FILE_ALIGNMENT);
            end = Math.addExact(offsets[index], items.get(index).contents().length);
        }
        byte[] container = new byte[align(end, 4)];
        writeHeader(container, strings, fileTable, end);
        writeEntries(container);
        System.arraycopy(names.toByteArray(), 0, container, strings, names.size());
        writeFiles(container, fileTable, offsets);
        FileDigest.store(container, ContainerDescriptor.DIGEST_OFFSET);
        return container;
    }

    private static int align(int offset, int alignment) {
        return Math.addExact(offset, alignment - 1) & -alignment;
    }

    private void writeHeader(byte[] container, int strings, int fileTable, int end) {
        LittleEndian.put32(container, ContainerDescriptor.SIGNATURE_OFFSET, ContainerDescriptor.SIGNATURE);
        LittleEndian.put32(container, ContainerDescriptor.VERSION_OFFSET, PrtosConstants.VERSION);
        LittleEndian.put32(container, ContainerDescriptor.FLAGS_OFFSET, ContainerDescriptor.FLAG_DIGEST);
        LittleEndian.put32(container, ContainerDescriptor.FILE_SIZE_OFFSET, container.length);
        LittleEndian.put32(container, ContainerDescriptor.PARTITION_TABLE_OFFSET, ContainerDescriptor.HEADER_LENGTH);
        LittleEndian.put32(container, ContainerDescriptor.PARTITION_COUNT_OFFSET, entries.size());
        LittleEndian.put32(container, ContainerDescriptor.FILE_TABLE_OFFSET, fileTable);
        LittleEndian.put32(container, ContainerDescriptor.FILE_COUNT_OFFSET, items.size());
        LittleEndian.put32(container, ContainerDescriptor.STRING_TABLE_OFFSET, strings);
        LittleEndian.put32(container, ContainerDescriptor.STRING_LENGTH_OFFSET, names.size());
        LittleEndian.put32(container, ContainerDescriptor.FILE_DATA_END_OFFSET, end);
        LittleEndian.put32(
                container,
                ContainerDescriptor.FILE_DATA_LENGTH_OFFSET,
                items.stream().mapToInt(item -> item.contents().length).sum());
    }

    private void writeEntries(byte[] container) {
        int at = ContainerDescriptor.HEADER_LENGTH;
        for (Entry entry : entries) {
            LittleEndian.put32(container, at + ContainerDescriptor.PARTITION_ID_OFFSET, entry.id());
            LittleEndian.put32(container, at + ContainerDescriptor.PARTITION_FILE_OFFSET, entry.image());
            LittleEndian.put32(
                    container,
                    at + ContainerDescriptor.PARTITION_CUSTOM_FILE_COUNT_OFFSET,
                    entry.customFiles().size());
            for (int index = 0; index < entry.customFiles().size(); index++) {
                LittleEndian.put32(
                        container,
                        at + ContainerDescriptor.PARTITION_CUSTOM_FILES_OFFSET + 4 * index,
                        entry.customFiles().get(index));
            }
            at += ContainerDescriptor.PARTITION_LENGTH;
        }
    }

    private void writeFiles(byte[] container, int fileTable, int[] offsets) {
        for (int index = 0; index < offsets.length; index++) {
            Item item = items.get(index);
            int at = fileTable + ContainerDescriptor.FILE_LENGTH * index;
            LittleEndian.put32(container, at + ContainerDescriptor.FILE_DATA_OFFSET, offsets[index]);
            LittleEndian.put32(container, at + ContainerDescriptor.FILE_DATA_SIZE_OFFSET, item.contents().length);
            LittleEndian.put32(container, at + ContainerDescriptor.FILE_NAME_OFFSET, item.nameOffset());
            System.arraycopy(item.contents(), 0, container, offsets[index], item.contents().length);
        }
    }
}
