// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/**
 * Layout of a PEF file (loadable file). Offsets in bytes, fields of 32 bits, little endian. Source: ABI 07-binary-formats, 1, 2.1 and 4.
 */
public final class PefDescriptor {
    /** First word of a PEF file. */
    public static final int SIGNATURE = 0x2458_4546;

    /** Signature. */
    public static final int SIGNATURE_OFFSET = 0;
    /** Format version word. */
    public static final int VERSION_OFFSET = 4;
    /** Flags, {@code FLAG_*}. */
    public static final int FLAGS_OFFSET = 8;
    /** MD5 of the file with these 16 bytes zero. */
    public static final int DIGEST_OFFSET = 12;
    /** Sixteen bytes of the user. */
    public static final int PAYLOAD_OFFSET = 28;
    /** Bytes of the file, a multiple of 4. */
    public static final int FILE_SIZE_OFFSET = 44;
    /** Offset of the segment table. */
    public static final int SEGMENT_TABLE_OFFSET = 48;
    /** Number of segments, at least 1. */
    public static final int SEGMENT_COUNT_OFFSET = 52;
    /** Offset of the custom-file table. */
    public static final int CUSTOM_FILE_TABLE_OFFSET = 56;
    /** Number of custom files. */
    public static final int CUSTOM_FILE_COUNT_OFFSET = 60;
    /** Offset of the image bytes. */
    public static final int IMAGE_OFFSET = 64;
    /** Sum of the uncompressed lengths of the segments. */
    public static final int IMAGE_LENGTH_OFFSET = 68;
    /** Bytes of image stored in the file. */
    public static final int DEFLATED_IMAGE_LENGTH_OFFSET = 72;
    /** Partitions: copy of the header's page-table pool address. */
    public static final int PAGE_TABLE_OFFSET = 76;
    /** Partitions: copy of the header's page-table pool size. */
    public static final int PAGE_TABLE_SIZE_OFFSET = 80;
    /** Linear address of the image header; 0 for custom files. */
    public static final int IMAGE_HEADER_OFFSET = 84;
    /** Linear address of the first instruction; 0 for custom files. */
    public static final int ENTRY_POINT_OFFSET = 88;
    /** Bytes of the header's fields. */
    public static final int HEADER_LENGTH = 92;
    /** Where the segment table begins in a file written by the tools: the header and four zero bytes. */
    public static final int FIRST_SEGMENT_TABLE_OFFSET = 96;

    /** Bytes of the payload field. */
    public static final int PAYLOAD_LENGTH = 16;
    /** Bytes of a digest. */
    public static final int DIGEST_LENGTH = 16;

    /** The digest is valid. */
    public static final int FLAG_DIGEST = 0x01;
    /** The segments are compressed. */
    public static final int FLAG_COMPRESSED = 0x04;
    /** Mask of the kind of file. */
    public static final int TYPE_MASK = 0xC0;
    /** The file is a hypervisor image. */
    public static final int TYPE_HYPERVISOR = 0x00;
    /** The file is a partition image. */
    public static final int TYPE_PARTITION = 0x40;
    /** The file is a custom file. */
    public static final int TYPE_CUSTOM_FILE = 0x80;

    /** Segment: physical address (ELF p_paddr). */
    public static final int SEGMENT_PHYSICAL_OFFSET = 0;
    /** Segment: linear address (ELF p_vaddr). */
    public static final int SEGMENT_VIRTUAL_OFFSET = 4;
    /** Segment: uncompressed length. */
    public static final int SEGMENT_FILE_SIZE_OFFSET = 8;
    /** Segment: stored length, compression header included. */
    public static final int SEGMENT_DEFLATED_SIZE_OFFSET = 12;
    /** Segment: offset from the image bytes. */
    public static final int SEGMENT_DATA_OFFSET = 16;
    /** Bytes of a segment entry. */
    public static final int SEGMENT_LENGTH = 20;

    /** Bytes of a custom-file entry: start address, then size. */
    public static final int CUSTOM_FILE_LENGTH = 8;

    /** First word of a compressed segment. */
    public static final int COMPRESSION_MAGIC = 0x6475_1423;
    /** Compressed segment: uncompressed length. */
    public static final int COMPRESSION_SIZE_OFFSET = 4;
    /** Compressed segment: bytes of the LZSS stream. */
    public static final int COMPRESSION_STREAM_SIZE_OFFSET = 8;
    /** Bytes of the header of a compressed segment. */
    public static final int COMPRESSION_HEADER_LENGTH = 12;

    private PefDescriptor() {}
}
