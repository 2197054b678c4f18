// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.prtosvm.abi.FileDigest;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PefDescriptor;
import org.prtosvm.abi.PrtosConstants;

/** Writes PEF files, byte for byte as the reference tool. Source: ABI 07-binary-formats, 2 and 4. */
public final class PefWriter {
    private static final class Part {
        private final int physical;
        private final int virtual;
        private final int size;
        private final byte[] stored;

        Part(int physical, int virtual, byte[] data, boolean compress) {
            this.physical = physical;
            this.virtual = virtual;
            this.size = data.length;
            this.stored = compress ? compressed(data) : data;
        }
    }

    private final PefType type;
    private final boolean compress;
    private final List<Part> parts = new ArrayList<>();
    private List<CustomFileSlot> customFiles = List.of();
    private byte[] payload = new byte[PefDescriptor.PAYLOAD_LENGTH];
    private int pageTable;
    private int pageTableSize;
    private int headerAddress;
    private int entryPoint;

    private PefWriter(PefType type, boolean compress) {
        this.type = type;
        this.compress = compress;
    }

    /**
     * Prepares the wrapping of an executable.
     *
     * @param elf the executable
     * @param compress whether its segments are compressed
     * @return a writer
     * @throws ImageException if the executable has no segment with data
     */
    public static PefWriter ofExecutable(ElfImage elf, boolean compress) {
        PefWriter writer = new PefWriter(elf.type(), compress);
        List<byte[]> data = elf.segmentData();
        if (data.isEmpty()) {
            throw new ImageException(
                    ImageException.Kind.FIELD, elf.file(), "elf segments", "expected one with data, found none");
        }
        for (int index = 0; index < data.size(); index++) {
            ElfFile.Segment segment = elf.segments().get(index);
            writer.addPart(segment.physical(), segment.virtual(), data.get(index));
        }
        writer.customFiles = elf.header().customFiles();
        writer.pageTable = elf.header().pageTable();
        writer.pageTableSize = elf.header().pageTableSize();
        writer.headerAddress = elf.headerAddress();
        writer.entryPoint = elf.entryPoint();
        return writer;
    }

    /**
     * Prepares the wrapping of any file as a custom file.
     *
     * @param contents the file, not empty
     * @param compress whether it is compressed
     * @return a writer
     * @throws IllegalArgumentException if the file is empty: the format has no empty custom files
     */
    public static PefWriter ofCustomFile(byte[] contents, boolean compress) {
        if (contents.length == 0) {
            throw new IllegalArgumentException("a custom file is not empty");
        }
        PefWriter writer = new PefWriter(PefType.CUSTOM_FILE, compress);
        writer.addPart(0, 0, contents);
        return writer;
    }

    /**
     * Prepares the wrapping of a hypervisor image that begins with its header.
     *
     * @param address where it is loaded
     * @param image header and code
     * @param entryPoint address of the first instruction
     * @param configuration where the configuration goes
     * @param compress whether the image is compressed
     * @return a writer
     */
    static PefWriter ofHypervisor(
            int address, byte[] image, int entryPoint, CustomFileSlot configuration, boolean compress) {
        PefWriter writer = new PefWriter(PefType.HYPERVISOR, compress);
        writer.addPart(address, address, image);
        writer.customFiles = List.of(configuration);
        writer.headerAddress = address;
        writer.entryPoint = entryPoint;
        return writer;
    }

    private void addPart(int physical, int virtual, byte[] data) {
        parts.add(new Part(physical, virtual, data, compress));
    }

    private static byte[] compressed(byte[] data) {
        byte[] stream = Lzss.encode(data);
        byte[] stored = new byte[PefDescriptor.COMPRESSION_HEADER_LENGTH + stream.length];
        LittleEndian.put32(stored, 0, PefDescriptor.COMPRESSION_MAGIC);
        LittleEndian.put32(stored, PefDescriptor.COMPRESSION_SIZE_OFFSET, data.length);
        LittleEndian.put32(stored, PefDescriptor.COMPRESSION_STREAM_SIZE_OFFSET, stream.length);
        System.arraycopy(stream, 0, stored, PefDescriptor.COMPRESSION_HEADER_LENGTH, stream.length);
        return stored;
    }

    /**
     * Sets the bytes that are the user's.
     *
     * @param bytes at most 16 bytes; the rest is zero
     * @return this writer
     */
    public PefWriter payload(byte[] bytes) {
        payload = Arrays.copyOf(bytes, PefDescriptor.PAYLOAD_LENGTH);
        return this;
    }

    /**
     * Writes the file.
     *
     * @return its contents
     */
    public byte[] write() {
        int customFileTable =
                align8(PefDescriptor.FIRST_SEGMENT_TABLE_OFFSET + PefDescriptor.SEGMENT_LENGTH * parts.size());
        int image = align8(customFileTable + PefDescriptor.CUSTOM_FILE_LENGTH * customFiles.size());
        int stored = parts.stream().mapToInt(part -> part.stored.length).sum();
        byte[] file = new byte[image + stored + 3 & ~3];
        writeHeader(file, customFileTable, image, stored);
        writeCustomFiles(file, customFileTable);
        writeParts(file, image);
        FileDigest.store(file, PefDescriptor.DIGEST_OFFSET);
        return file;
    }

    private static int align8(int offset) {
        return offset + 7 & ~7;
    }

    private void writeHeader(byte[] file, int customFileTable, int image, int stored) {
        int flags = PefDescriptor.FLAG_DIGEST | type.flags() | (compress ? PefDescriptor.FLAG_COMPRESSED : 0);
        LittleEndian.put32(file, PefDescriptor.SIGNATURE_OFFSET, PefDescriptor.SIGNATURE);
        LittleEndian.put32(file, PefDescriptor.VERSION_OFFSET, PrtosConstants.VERSION);
        LittleEndian.put32(file, PefDescriptor.FLAGS_OFFSET, flags);
        System.arraycopy(payload, 0, file, PefDescriptor.PAYLOAD_OFFSET, payload.length);
        LittleEndian.put32(file, PefDescriptor.FILE_SIZE_OFFSET, file.length);
        LittleEndian.put32(file, PefDescriptor.SEGMENT_TABLE_OFFSET, PefDescriptor.FIRST_SEGMENT_TABLE_OFFSET);
        LittleEndian.put32(file, PefDescriptor.SEGMENT_COUNT_OFFSET, parts.size());
        LittleEndian.put32(file, PefDescriptor.CUSTOM_FILE_TABLE_OFFSET, customFileTable);
        LittleEndian.put32(file, PefDescriptor.CUSTOM_FILE_COUNT_OFFSET, customFiles.size());
        LittleEndian.put32(file, PefDescriptor.IMAGE_OFFSET, image);
        LittleEndian.put32(
                file,
                PefDescriptor.IMAGE_LENGTH_OFFSET,
                parts.stream().mapToInt(part -> part.size).sum());
        LittleEndian.put32(file, PefDescriptor.DEFLATED_IMAGE_LENGTH_OFFSET, stored);
        LittleEndian.put32(file, PefDescriptor.PAGE_TABLE_OFFSET, pageTable);
        LittleEndian.put32(file, PefDescriptor.PAGE_TABLE_SIZE_OFFSET, pageTableSize);
        LittleEndian.put32(file, PefDescriptor.IMAGE_HEADER_OFFSET, headerAddress);
        LittleEndian.put32(file, PefDescriptor.ENTRY_POINT_OFFSET, entryPoint);
    }

    private void writeCustomFiles(byte[] file, int table) {
        int at = table;
        for (CustomFileSlot slot : customFiles) {
            LittleEndian.put32(file, at, slot.address());
            LittleEndian.put32(file, at + 4, slot.size());
            at += PefDescriptor.CUSTOM_FILE_LENGTH;
        }
    }

    private void writeParts(byte[] file, int image) {
        int at = PefDescriptor.FIRST_SEGMENT_TABLE_OFFSET;
        int offset = 0;
        for (Part part : parts) {
            LittleEndian.put32(file, at + PefDescriptor.SEGMENT_PHYSICAL_OFFSET, part.physical);
            LittleEndian.put32(file, at + PefDescriptor.SEGMENT_VIRTUAL_OFFSET, part.virtual);
            LittleEndian.put32(file, at + PefDescriptor.SEGMENT_FILE_SIZE_OFFSET, part.size);
            LittleEndian.put32(file, at + PefDescriptor.SEGMENT_DEFLATED_SIZE_OFFSET, part.stored.length);
            LittleEndian.put32(file, at + PefDescriptor.SEGMENT_DATA_OFFSET, offset);
            System.arraycopy(part.stored, 0, file, image + offset, part.stored.length);
            at += PefDescriptor.SEGMENT_LENGTH;
            offset += part.stored.length;
        }
    }
}
