// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/**
 * Layouts of the headers inside executables: {@code .prtos_image_hdr} of a partition and {@code .prtos_hdr} of a hypervisor. Offsets in
 * bytes, fields of 32 bits, little endian. Source: ABI 07-binary-formats, 3.
 */
public final class ImageHeaderDescriptor {
    /** Name of the ELF section of a partition's header. */
    public static final String PARTITION_SECTION = ".prtos_image_hdr";
    /** Name of the ELF section of a hypervisor's header. */
    public static final String HYPERVISOR_SECTION = ".prtos_hdr";
    /** Start and end signature of a partition's header. */
    public static final int PARTITION_SIGNATURE = 0x2458_4D69;
    /** Start and end signature of a hypervisor's header. */
    public static final int HYPERVISOR_SIGNATURE = 0x2458_4D68;

    /** Start signature, in both headers. */
    public static final int START_SIGNATURE_OFFSET = 0;
    /** ABI version word, in both headers. */
    public static final int ABI_VERSION_OFFSET = 4;
    /** API version word, in both headers. */
    public static final int API_VERSION_OFFSET = 8;

    /** Partition: linear address of the pool for page tables. */
    public static final int PAGE_TABLE_OFFSET = 12;
    /** Partition: bytes of the pool for page tables. */
    public static final int PAGE_TABLE_SIZE_OFFSET = 16;
    /** Partition: number of custom files, 0 to 3. */
    public static final int PARTITION_CUSTOM_FILE_COUNT_OFFSET = 20;
    /** Partition: three entries of {@link #CUSTOM_FILE_ENTRY_LENGTH} bytes. */
    public static final int PARTITION_CUSTOM_FILES_OFFSET = 24;
    /** Partition: end signature. */
    public static final int PARTITION_END_SIGNATURE_OFFSET = 48;
    /** Bytes of a partition's header. */
    public static final int PARTITION_LENGTH = 52;

    /** Hypervisor: number of custom files, 0 to 3. */
    public static final int HYPERVISOR_CUSTOM_FILE_COUNT_OFFSET = 12;
    /** Hypervisor: three entries of {@link #CUSTOM_FILE_ENTRY_LENGTH} bytes. */
    public static final int HYPERVISOR_CUSTOM_FILES_OFFSET = 16;
    /** Hypervisor: end signature. */
    public static final int HYPERVISOR_END_SIGNATURE_OFFSET = 40;
    /** Bytes of a hypervisor's header. */
    public static final int HYPERVISOR_LENGTH = 44;

    /** Bytes of a custom-file entry: start address, then size (0 for no limit). */
    public static final int CUSTOM_FILE_ENTRY_LENGTH = 8;

    private ImageHeaderDescriptor() {}
}
