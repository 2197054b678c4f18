// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/**
 * Offsets in a partition control table (PCT): a fixed part, then the memory map, then the port bitmap. Words of 32 bits unless the name
 * says otherwise. Source: ABI pct-layout, 1 to 5.
 */
public final class PctDescriptor {
    /** Value of the word at {@link #MAGIC_OFFSET}. */
    public static final int MAGIC = 0xA5A5_5A5A;

    /** Magic number. */
    public static final int MAGIC_OFFSET = 0;
    /** Version of the hypervisor. */
    public static final int VERSION_OFFSET = 4;
    /** ABI version. */
    public static final int ABI_VERSION_OFFSET = 8;
    /** API version. */
    public static final int API_VERSION_OFFSET = 12;
    /** Bytes of the fixed part and the memory map. */
    public static final int TABLE_SIZE_OFFSET = 16;
    /** Number of resets since the last cold one. */
    public static final int RESET_COUNTER_OFFSET = 20;
    /** What whoever reset the vCPU wanted to tell it. */
    public static final int RESET_STATUS_OFFSET = 24;
    /** Speed of processor 0 in kHz. */
    public static final int CPU_KHZ_OFFSET = 28;
    /** Partition in bits 0 to 7, vCPU from bit 8 on. */
    public static final int ID_OFFSET = 32;
    /** Number of vCPUs of the partition. */
    public static final int VCPU_COUNT_OFFSET = 36;
    /** Flags of the vCPU, see {@link VcpuFlags}. */
    public static final int FLAGS_OFFSET = 40;
    /** Physical and linear address of the partition's image file in the container. */
    public static final int IMAGE_START_OFFSET = 44;
    /** Bit mask of the hardware interrupt lines that the partition owns. */
    public static final int HW_IRQS_OFFSET = 48;
    /** Number of memory areas. */
    public static final int AREA_COUNT_OFFSET = 52;
    /** Number of ports. */
    public static final int PORT_COUNT_OFFSET = 56;
    /** Name of the partition, {@link PrtosConstants#NAME_LENGTH} bytes, the last one 0. */
    public static final int NAME_OFFSET = 60;
    /** Virtual interrupt flag in bit 9. */
    public static final int IFLAGS_OFFSET = 76;
    /** Pending hardware interrupts. */
    public static final int HW_IRQS_PENDING_OFFSET = 80;
    /** Masked hardware interrupts. */
    public static final int HW_IRQS_MASK_OFFSET = 84;
    /** Pending extended interrupts. */
    public static final int EXT_IRQS_PENDING_OFFSET = 88;
    /** Masked extended interrupts. */
    public static final int EXT_IRQS_MASK_OFFSET = 92;
    /** Limit of the virtual GDT register, 16 bits. */
    public static final int GDT_LIMIT16_OFFSET = 96;
    /** Base of the virtual GDT register. */
    public static final int GDT_BASE_OFFSET = 98;
    /** Limit of the virtual IDT register, 16 bits. */
    public static final int IDT_LIMIT16_OFFSET = 102;
    /** Base of the virtual IDT register. */
    public static final int IDT_BASE_OFFSET = 104;
    /** Number of usable entries of the virtual IDT. */
    public static final int MAX_IDT_VECTOR_OFFSET = 108;
    /** Task register; never written. */
    public static final int TR_OFFSET = 112;
    /** Virtual control register 4. */
    public static final int CR4_OFFSET = 116;
    /** Physical address of the page directory. */
    public static final int CR3_OFFSET = 120;
    /** Linear address of the last page fault. */
    public static final int CR2_OFFSET = 124;
    /** Virtual control register 0. */
    public static final int CR0_OFFSET = 128;
    /** Place of the current slot in its plan. */
    public static final int SLOT_INDEX_OFFSET = 132;
    /** Id of the current slot. */
    public static final int SLOT_ID_OFFSET = 136;
    /** Length of the current slot in microseconds. */
    public static final int SLOT_DURATION_OFFSET = 140;
    /** Vectors of the traps, 32 of 16 bits. */
    public static final int TRAP_VECTORS16_OFFSET = 144;
    /** Vectors of the hardware interrupts, 32 of 16 bits. */
    public static final int HW_IRQ_VECTORS16_OFFSET = 208;
    /** Vectors of the extended interrupts, 32 of 16 bits. */
    public static final int EXT_IRQ_VECTORS16_OFFSET = 272;
    /** Bytes of the fixed part. */
    public static final int FIXED_LENGTH = 336;

    /** First vector of the hardware interrupts after a reset. */
    public static final int FIRST_HW_IRQ_VECTOR = 0x20;
    /** First vector of the extended interrupts after a reset. */
    public static final int FIRST_EXT_IRQ_VECTOR = 0x90;

    /** In an entry of the memory map: name, {@link PrtosConstants#NAME_LENGTH} bytes. */
    public static final int AREA_NAME_OFFSET = 0;
    /** In an entry of the memory map: physical address. */
    public static final int AREA_START_OFFSET = 16;
    /** In an entry of the memory map: linear address. */
    public static final int AREA_MAPPED_AT_OFFSET = 20;
    /** In an entry of the memory map: bytes. */
    public static final int AREA_SIZE_OFFSET = 24;
    /** In an entry of the memory map: {@link MemoryAreaFlags}. */
    public static final int AREA_FLAGS_OFFSET = 28;
    /** Bytes of an entry of the memory map. */
    public static final int AREA_LENGTH = 32;

    private PctDescriptor() {}

    /**
     * Bytes of the fixed part and the memory map; the offset of the port bitmap.
     *
     * @param areas number of memory areas of the partition
     * @return bytes
     */
    public static int tableSize(int areas) {
        return FIXED_LENGTH + AREA_LENGTH * areas;
    }

    /**
     * Distance between the control tables of two vCPUs of a partition. It is too small for the bitmap of a partition with 32 ports or
     * more, as in the reference implementation, since the configuration reserves memory by this rule.
     *
     * @param areas number of memory areas of the partition
     * @param ports number of ports of the partition
     * @return bytes
     */
    public static int stride(int areas, int ports) {
        return tableSize(areas) + (ports >> 5) + ((ports & 31) != 0 ? 4 : 0);
    }
}
