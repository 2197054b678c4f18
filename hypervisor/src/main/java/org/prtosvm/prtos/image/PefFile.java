// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.ArrayList;
import java.util.List;
import org.prtosvm.abi.PefDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.image.ImageException.Kind;

/** A PEF file (loadable file), read and checked. Source: ABI 07-binary-formats, 4. */
public final class PefFile {
    private static final int ARCHITECTURE_MASK = 0xFF00;
    private static final long END_OF_MEMORY = 1L << 32;

    private final ImageBytes bytes;
    private final PefType type;
    private final boolean compressed;
    private final long imageOffset;
    private final List<PefSegment> segments;
    private final List<CustomFileSlot> customFiles;

    private PefFile(ImageBytes bytes) {
        this.bytes = bytes;
        bytes.checkSignature(PefDescriptor.SIGNATURE);
        bytes.checkRange("header", 0, PefDescriptor.HEADER_LENGTH);
        bytes.checkFileSize(PefDescriptor.FILE_SIZE_OFFSET);
        bytes.checkDigest(PefDescriptor.DIGEST_OFFSET);
        int flags = bytes.word("flags", PefDescriptor.FLAGS_OFFSET);
        this.type = type(flags);
        this.compressed = (flags & PefDescriptor.FLAG_COMPRESSED) != 0;
        this.imageOffset = bytes.unsigned("image offset", PefDescriptor.IMAGE_OFFSET);
        bytes.checkRange(
                "image",
                imageOffset,
                bytes.unsigned("deflated image length", PefDescriptor.DEFLATED_IMAGE_LENGTH_OFFSET));
        this.segments = readSegments();
        this.customFiles = readCustomFiles();
    }

    /**
     * Reads a PEF file.
     *
     * @param file its name, for messages
     * @param contents its contents; not to be changed afterwards
     * @return the file
     * @throws ImageException if it is damaged or breaks a rule of the format
     */
    public static PefFile parse(String file, byte[] contents) {
        return new PefFile(new ImageBytes(file, contents));
    }

    /**
     * Whether contents begin like a PEF file.
     *
     * @param contents of a file
     * @return true if they have the signature
     */
    public static boolean isPef(byte[] contents) {
        return contents.length >= 4 && new ImageBytes("", contents).word("signature", 0) == PefDescriptor.SIGNATURE;
    }

    private PefType type(int flags) {
        if ((flags & ARCHITECTURE_MASK) != 0) {
            throw bytes.refuse(Kind.FIELD, "flags", "expected architecture 0 (x86), found 0x%08x", flags);
        }
        for (PefType candidate : PefType.values()) {
            if (candidate.flags() == (flags & PefDescriptor.TYPE_MASK)) {
                return candidate;
            }
        }
        throw bytes.refuse(Kind.FIELD, "flags", "expected a type of 0x00, 0x40 or 0x80, found 0x%08x", flags);
    }

    private List<PefSegment> readSegments() {
        long table = bytes.unsigned("segment table offset", PefDescriptor.SEGMENT_TABLE_OFFSET);
        long count = bytes.unsigned("number of segments", PefDescriptor.SEGMENT_COUNT_OFFSET);
        if (count == 0) {
            throw bytes.refuse(Kind.FIELD, "number of segments", "expected at least 1, found 0");
        }
        bytes.checkTable("segment table", table, count, PefDescriptor.SEGMENT_LENGTH);
        List<PefSegment> read = new ArrayList<>();
        long total = 0;
        for (int index = 0; index < count; index++) {
            PefSegment segment = segment("segment " + index, table + (long) index * PefDescriptor.SEGMENT_LENGTH);
            total += Integer.toUnsignedLong(segment.size());
            read.add(segment);
        }
        long imageLength = bytes.unsigned("image length", PefDescriptor.IMAGE_LENGTH_OFFSET);
        if (total != imageLength) {
            throw bytes.refuse(
                    Kind.FIELD,
                    "image length",
                    "expected 0x%x, the sum of the segments, found 0x%x",
                    total,
                    imageLength);
        }
        return read;
    }

    private PefSegment segment(String field, long at) {
        long stored = bytes.unsigned(field, at + PefDescriptor.SEGMENT_DEFLATED_SIZE_OFFSET);
        long offset = bytes.unsigned(field, at + PefDescriptor.SEGMENT_DATA_OFFSET);
        long imageEnd = bytes.unsigned("deflated image length", PefDescriptor.DEFLATED_IMAGE_LENGTH_OFFSET);
        if (offset + stored > imageEnd) {
            throw bytes.refuse(
                    Kind.TRUNCATED, field, "ends at 0x%x, the image has 0x%x bytes", offset + stored, imageEnd);
        }
        PefSegment segment = new PefSegment(
                bytes.word(field, at + PefDescriptor.SEGMENT_PHYSICAL_OFFSET),
                bytes.word(field, at + PefDescriptor.SEGMENT_VIRTUAL_OFFSET),
                bytes.word(field, at + PefDescriptor.SEGMENT_FILE_SIZE_OFFSET),
                (int) stored,
                (int) (imageOffset + offset));
        checkSize(field, segment);
        return segment;
    }

    private void checkSize(String field, PefSegment segment) {
        if (segment.loadRange().end() > END_OF_MEMORY) {
            throw bytes.refuse(
                    Kind.FIELD,
                    field,
                    "expected to end below 4 GiB, found 0x%x bytes at 0x%08x",
                    segment.size(),
                    segment.physical());
        }
        if (compressed) {
            checkFrame(field, segment);
        } else if (segment.size() != segment.storedSize()) {
            throw bytes.refuse(
                    Kind.FIELD,
                    field,
                    "not compressed, expected equal lengths, found 0x%x and stored 0x%x",
                    segment.size(),
                    segment.storedSize());
        }
    }

    private void checkFrame(String field, PefSegment segment) {
        if (segment.storedSize() < PefDescriptor.COMPRESSION_HEADER_LENGTH) {
            throw bytes.refuse(
                    Kind.COMPRESSION,
                    field,
                    "expected a compression header of %d bytes, found %d bytes",
                    PefDescriptor.COMPRESSION_HEADER_LENGTH,
                    segment.storedSize());
        }
        expectFrame(field, "magic", segment, 0, PefDescriptor.COMPRESSION_MAGIC);
        expectFrame(field, "length", segment, PefDescriptor.COMPRESSION_SIZE_OFFSET, segment.size());
        expectFrame(
                field,
                "stream length",
                segment,
                PefDescriptor.COMPRESSION_STREAM_SIZE_OFFSET,
                segment.storedSize() - PefDescriptor.COMPRESSION_HEADER_LENGTH);
    }

    private void expectFrame(String field, String part, PefSegment segment, int offset, int expected) {
        int found = bytes.word(field, (long) segment.offset() + offset);
        if (found != expected) {
            throw bytes.refuse(
                    Kind.COMPRESSION,
                    field,
                    "compression header: expected the %s 0x%x, found 0x%x",
                    part,
                    expected,
                    found);
        }
    }

    private List<CustomFileSlot> readCustomFiles() {
        long table = bytes.unsigned("custom file table offset", PefDescriptor.CUSTOM_FILE_TABLE_OFFSET);
        long count = bytes.unsigned("number of custom files", PefDescriptor.CUSTOM_FILE_COUNT_OFFSET);
        if (count > PrtosConstants.MAX_CUSTOM_FILES) {
            throw bytes.refuse(
                    Kind.FIELD,
                    "number of custom files",
                    "expected at most %d, found %d",
                    PrtosConstants.MAX_CUSTOM_FILES,
                    count);
        }
        bytes.checkTable("custom file table", table, count, PefDescriptor.CUSTOM_FILE_LENGTH);
        List<CustomFileSlot> read = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            long at = table + (long) index * PefDescriptor.CUSTOM_FILE_LENGTH;
            read.add(new CustomFileSlot(bytes.word("custom file address", at), bytes.word("custom file size", at + 4)));
        }
        return read;
    }

    /**
     * The name of this file.
     *
     * @return the name as the user gave it, or from the container
     */
    public String file() {
        return bytes.file();
    }

    /**
     * The size of this file.
     *
     * @return bytes
     */
    public int fileSize() {
        return bytes.length();
    }

    /**
     * What this file holds.
     *
     * @return the type
     */
    public PefType type() {
        return type;
    }

    /**
     * Whether the segments are compressed.
     *
     * @return true if they are
     */
    public boolean isCompressed() {
        return compressed;
    }

    /**
     * The digest of this file, which matches its contents.
     *
     * @return 16 bytes
     */
    public byte[] digest() {
        return bytes.copy(PefDescriptor.DIGEST_OFFSET, PefDescriptor.DIGEST_LENGTH);
    }

    /**
     * The bytes that the user put into this file.
     *
     * @return 16 bytes
     */
    public byte[] payload() {
        return bytes.copy(PefDescriptor.PAYLOAD_OFFSET, PefDescriptor.PAYLOAD_LENGTH);
    }

    /**
     * The segments.
     *
     * @return at least one
     */
    public List<PefSegment> segments() {
        return List.copyOf(segments);
    }

    /**
     * Where the image wants its custom files.
     *
     * @return at most three
     */
    public List<CustomFileSlot> customFiles() {
        return List.copyOf(customFiles);
    }

    /**
     * The uncompressed length of all segments.
     *
     * @return bytes, unsigned
     */
    public int imageLength() {
        return bytes.word("image length", PefDescriptor.IMAGE_LENGTH_OFFSET);
    }

    /**
     * The pool for page tables.
     *
     * @return linear address; 0 unless this is a partition
     */
    public int pageTable() {
        return bytes.word("page table", PefDescriptor.PAGE_TABLE_OFFSET);
    }

    /**
     * The size of the pool for page tables.
     *
     * @return bytes, unsigned; 0 unless this is a partition
     */
    public int pageTableSize() {
        return bytes.word("page table size", PefDescriptor.PAGE_TABLE_SIZE_OFFSET);
    }

    /**
     * Where the image header lies once the segments are loaded.
     *
     * @return linear address; 0 for custom files
     */
    public int headerAddress() {
        return bytes.word("image header", PefDescriptor.IMAGE_HEADER_OFFSET);
    }

    /**
     * The first instruction.
     *
     * @return linear address; 0 for custom files
     */
    public int entryPoint() {
        return bytes.word("entry point", PefDescriptor.ENTRY_POINT_OFFSET);
    }

    /**
     * The contents of a segment.
     *
     * @param segment a segment of this file
     * @return its uncompressed bytes, a new array
     * @throws ImageException if it does not decompress to its length
     */
    public byte[] data(PefSegment segment) {
        if (!compressed) {
            return bytes.copy(segment.offset(), segment.storedSize());
        }
        int header = PefDescriptor.COMPRESSION_HEADER_LENGTH;
        try {
            return Lzss.decode(bytes.bytes(), segment.offset() + header, segment.storedSize() - header, segment.size());
        } catch (IllegalArgumentException e) {
            throw bytes.refuse(
                    Kind.COMPRESSION,
                    "segment at 0x%08x".formatted(segment.physical()),
                    "%s",
                    String.valueOf(e.getMessage()));
        }
    }
}
