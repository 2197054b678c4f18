// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.prtosvm.abi.ContainerDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.image.ImageException.Kind;

/** A container of PEF files, read and checked; the files in it are not looked into. Source: ABI 07-binary-formats, 6. */
public final class ContainerFile {
    /**
     * What the container holds for one partition or the hypervisor.
     *
     * @param id partition, or -1 for the hypervisor
     * @param image index of its image in {@link #files()}
     * @param customFiles indices of its custom files, at most three
     */
    public record Entry(int id, int image, List<Integer> customFiles) {
        /** Makes an entry with a copy of the list. */
        public Entry {
            customFiles = List.copyOf(customFiles);
        }
    }

    /**
     * A file in the container.
     *
     * @param name base name
     * @param offset from the start of the container, a multiple of 4096
     * @param size bytes
     */
    public record Item(String name, int offset, int size) {}

    private final ImageBytes bytes;
    private final List<Item> files;
    private final List<Entry> entries;

    private ContainerFile(ImageBytes bytes) {
        this.bytes = bytes;
        bytes.checkSignature(ContainerDescriptor.SIGNATURE);
        bytes.checkRange("header", 0, ContainerDescriptor.HEADER_LENGTH);
        bytes.checkFileSize(ContainerDescriptor.FILE_SIZE_OFFSET);
        bytes.checkDigest(ContainerDescriptor.DIGEST_OFFSET);
        this.files = readFiles();
        this.entries = readEntries();
    }

    /**
     * Reads a container.
     *
     * @param file its name, for messages
     * @param contents its contents; not to be changed afterwards
     * @return the container
     * @throws ImageException if it is damaged or breaks a rule of the format
     */
    public static ContainerFile parse(String file, byte[] contents) {
        return new ContainerFile(new ImageBytes(file, contents));
    }

    /**
     * Whether contents begin like a container.
     *
     * @param contents of a file
     * @return true if they have the signature
     */
    public static boolean isContainer(byte[] contents) {
        return contents.length >= 4
                && new ImageBytes("", contents).word("signature", 0) == ContainerDescriptor.SIGNATURE;
    }

    private List<Item> readFiles() {
        long table = bytes.unsigned("file table offset", ContainerDescriptor.FILE_TABLE_OFFSET);
        long count = bytes.unsigned("number of files", ContainerDescriptor.FILE_COUNT_OFFSET);
        bytes.checkTable("file table", table, count, ContainerDescriptor.FILE_LENGTH);
        long strings = bytes.unsigned("string table offset", ContainerDescriptor.STRING_TABLE_OFFSET);
        long stringLength = bytes.unsigned("string table length", ContainerDescriptor.STRING_LENGTH_OFFSET);
        bytes.checkRange("string table", strings, stringLength);
        List<Item> read = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            long at = table + (long) index * ContainerDescriptor.FILE_LENGTH;
            read.add(item("file " + index, at, strings, strings + stringLength));
        }
        return read;
    }

    private Item item(String field, long at, long strings, long stringsEnd) {
        long offset = bytes.unsigned(field, at + ContainerDescriptor.FILE_DATA_OFFSET);
        long size = bytes.unsigned(field, at + ContainerDescriptor.FILE_DATA_SIZE_OFFSET);
        bytes.checkRange(field, offset, size);
        if (offset % ContainerDescriptor.FILE_ALIGNMENT != 0) {
            throw bytes.refuse(Kind.FIELD, field, "offset: expected a multiple of 0x1000, found 0x%x", offset);
        }
        long name = strings + bytes.unsigned(field, at + ContainerDescriptor.FILE_NAME_OFFSET);
        return new Item(bytes.string(field + " name", name, stringsEnd), (int) offset, (int) size);
    }

    private List<Entry> readEntries() {
        long table = bytes.unsigned("partition table offset", ContainerDescriptor.PARTITION_TABLE_OFFSET);
        long count = bytes.unsigned("number of partitions", ContainerDescriptor.PARTITION_COUNT_OFFSET);
        if (count == 0) {
            throw bytes.refuse(Kind.FIELD, "number of partitions", "expected at least 1, the hypervisor, found 0");
        }
        bytes.checkTable("partition table", table, count, ContainerDescriptor.PARTITION_LENGTH);
        List<Entry> read = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        for (int index = 0; index < count; index++) {
            Entry entry = entry("entry " + index, table + (long) index * ContainerDescriptor.PARTITION_LENGTH);
            if ((entry.id() == ContainerDescriptor.HYPERVISOR_ID) != (index == 0) || !ids.add(entry.id())) {
                throw bytes.refuse(
                        Kind.PARTITION,
                        "entry " + index,
                        "expected the hypervisor (-1) first and each partition once, found id %d",
                        entry.id());
            }
            read.add(entry);
        }
        return read;
    }

    private Entry entry(String field, long at) {
        long count = bytes.unsigned(field, at + ContainerDescriptor.PARTITION_CUSTOM_FILE_COUNT_OFFSET);
        if (count > PrtosConstants.MAX_CUSTOM_FILES) {
            throw bytes.refuse(
                    Kind.CUSTOM_FILE,
                    field,
                    "expected at most %d custom files, found %d",
                    PrtosConstants.MAX_CUSTOM_FILES,
                    count);
        }
        List<Integer> customFiles = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            customFiles.add(fileIndex(field, at + ContainerDescriptor.PARTITION_CUSTOM_FILES_OFFSET + 4L * index));
        }
        return new Entry(
                bytes.word(field, at + ContainerDescriptor.PARTITION_ID_OFFSET),
                fileIndex(field, at + ContainerDescriptor.PARTITION_FILE_OFFSET),
                customFiles);
    }

    private int fileIndex(String field, long at) {
        int index = bytes.word(field, at);
        if (Integer.compareUnsigned(index, files.size()) >= 0) {
            throw bytes.refuse(
                    Kind.FIELD,
                    field,
                    "file: expected an index below %d, found %s",
                    files.size(),
                    Integer.toUnsignedString(index));
        }
        return index;
    }

    /**
     * The entries; the first one is the hypervisor.
     *
     * @return at least one
     */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * The files.
     *
     * @return files by index
     */
    public List<Item> files() {
        return List.copyOf(files);
    }

    /**
     * The contents of a file.
     *
     * @param index of the file
     * @return a copy
     */
    public byte[] contents(int index) {
        Item item = files.get(index);
        return bytes.copy(item.offset(), item.size());
    }

    /**
     * The size of this container.
     *
     * @return bytes
     */
    public int size() {
        return bytes.length();
    }

    /**
     * The digest of this container, which matches its contents.
     *
     * @return 16 bytes
     */
    public byte[] digest() {
        return bytes.copy(ContainerDescriptor.DIGEST_OFFSET, 16);
    }

    /**
     * The container as a file.
     *
     * @return a copy of its bytes
     */
    public byte[] toByteArray() {
        return bytes.copy(0, bytes.length());
    }
}
