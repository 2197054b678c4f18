// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/** Layout of a container file. Offsets in bytes, fields of 32 bits, little endian. Source: ABI 07-binary-formats, 6. */
public final class ContainerDescriptor {
    /** First word of a container. */
    public static final int SIGNATURE = 0x2458_4354;

    /** Signature. */
    public static final int SIGNATURE_OFFSET = 0;
    /** Format version word. */
    public static final int VERSION_OFFSET = 4;
    /** Flags, {@link #FLAG_DIGEST}. */
    public static final int FLAGS_OFFSET = 8;
    /** MD5 of the container with these 16 bytes zero. */
    public static final int DIGEST_OFFSET = 12;
    /** Bytes of the container, a multiple of 4. */
    public static final int FILE_SIZE_OFFSET = 28;
    /** Offset of the partition table. */
    public static final int PARTITION_TABLE_OFFSET = 32;
    /** Number of partition entries, the hypervisor's included. */
    public static final int PARTITION_COUNT_OFFSET = 36;
    /** Offset of the file table. */
    public static final int FILE_TABLE_OFFSET = 40;
    /** Number of files. */
    public static final int FILE_COUNT_OFFSET = 44;
    /** Offset of the string table. */
    public static final int STRING_TABLE_OFFSET = 48;
    /** Bytes of the string table. */
    public static final int STRING_LENGTH_OFFSET = 52;
    /** End of the last file's data; informative. */
    public static final int FILE_DATA_END_OFFSET = 56;
    /** Sum of the file sizes; informative. */
    public static final int FILE_DATA_LENGTH_OFFSET = 60;
    /** Bytes of the header. */
    public static final int HEADER_LENGTH = 64;

    /** The digest is valid. */
    public static final int FLAG_DIGEST = 1;

    /** Partition: id, {@link #HYPERVISOR_ID} for the hypervisor. */
    public static final int PARTITION_ID_OFFSET = 0;
    /** Partition: index of the image in the file table. */
    public static final int PARTITION_FILE_OFFSET = 4;
    /** Partition: number of custom files. */
    public static final int PARTITION_CUSTOM_FILE_COUNT_OFFSET = 8;
    /** Partition: three indices of custom files in the file table. */
    public static final int PARTITION_CUSTOM_FILES_OFFSET = 12;
    /** Bytes of a partition entry. */
    public static final int PARTITION_LENGTH = 24;
    /** Id of the hypervisor's entry, which is always the first. */
    public static final int HYPERVISOR_ID = -1;

    /** File: offset from the start of the container, a multiple of {@link #FILE_ALIGNMENT}. */
    public static final int FILE_DATA_OFFSET = 0;
    /** File: size in bytes. */
    public static final int FILE_DATA_SIZE_OFFSET = 4;
    /** File: offset of its name in the string table. */
    public static final int FILE_NAME_OFFSET = 8;
    /** Bytes of a file entry. */
    public static final int FILE_LENGTH = 12;
    /** Alignment of the files in bytes. */
    public static final int FILE_ALIGNMENT = 4096;

    private ContainerDescriptor() {}
}
