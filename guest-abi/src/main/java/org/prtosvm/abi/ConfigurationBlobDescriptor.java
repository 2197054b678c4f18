// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/**
 * Layout of a configuration blob. Offsets in bytes, fields of 32 bits, little endian. "Offset" fields count from the start of the blob,
 * "first" fields are indices into a table, name fields are offsets into the string table. Source: ABI 07-binary-formats, 5.
 */
public final class ConfigurationBlobDescriptor {
    /** First word of a blob. */
    public static final int SIGNATURE = 0x2458_4D43;

    /** Signature. */
    public static final int SIGNATURE_OFFSET = 0;
    /** MD5 of the first {@code data_size} bytes with these 16 bytes zero. */
    public static final int DIGEST_OFFSET = 4;
    /** Bytes present in the file, a multiple of 4. */
    public static final int DATA_SIZE_OFFSET = 20;
    /** {@code data_size} plus the zero-initialised tail. */
    public static final int SIZE_OFFSET = 24;
    /** Format version word. */
    public static final int VERSION_OFFSET = 28;
    /** Version word of the system description. */
    public static final int FILE_VERSION_OFFSET = 32;
    /** Offset of the reserved-memory table. */
    public static final int RESERVED_MEMORY_TABLE_OFFSET = 36;
    /** Name of the system. */
    public static final int NAME_OFFSET = 40;
    /** Hypervisor record, {@code HYPERVISOR_*}. */
    public static final int HYPERVISOR_OFFSET = 44;
    /** Number of memory areas of the resident software. */
    public static final int RSW_AREA_COUNT_OFFSET = 388;
    /** First memory area of the resident software. */
    public static final int RSW_FIRST_AREA_OFFSET = 392;
    /** Offset of the partition table; its count is the next word. */
    public static final int PARTITION_TABLE_OFFSET = 396;
    /** Offset of the boot partition table, in the tail. */
    public static final int BOOT_PARTITION_TABLE_OFFSET = 404;
    /** Offset of a word that is never used, in the tail. */
    public static final int RSW_INFO_OFFSET = 408;
    /** Offset of the region table; its count is the next word. */
    public static final int REGION_TABLE_OFFSET = 412;
    /** Offset of the slot table; its count is the next word. */
    public static final int SLOT_TABLE_OFFSET = 420;
    /** Offset of the plan table; its count is the next word. */
    public static final int PLAN_TABLE_OFFSET = 428;
    /** Offset of the channel table; its count is the next word. */
    public static final int CHANNEL_TABLE_OFFSET = 436;
    /** Offset of the memory-area table; its count is the next word. */
    public static final int AREA_TABLE_OFFSET = 444;
    /** Offset of the port table; its count is the next word. */
    public static final int PORT_TABLE_OFFSET = 452;
    /** Offset of the I/O bitmaps; their number is the next word. */
    public static final int IO_BITMAP_TABLE_OFFSET = 460;
    /** Offset of the IPVI destinations; their number is the next word. */
    public static final int IPVI_TABLE_OFFSET = 468;
    /** Offset of the vCPU table. */
    public static final int VCPU_TABLE_OFFSET = 476;
    /** Offset of the string table; its length in bytes is the next word. */
    public static final int STRING_TABLE_OFFSET = 480;
    /** Offset of the memory-block table; its count is the next word. */
    public static final int MEMORY_BLOCK_TABLE_OFFSET = 488;
    /** Baud rates of the two UARTs, 0 for a UART that is not declared. */
    public static final int UART_BAUD_RATES_OFFSET = 496;
    /** Bytes of the header. */
    public static final int HEADER_LENGTH = 504;

    /** Hypervisor: number of memory areas. */
    public static final int HYPERVISOR_AREA_COUNT_OFFSET = 0;
    /** Hypervisor: first memory area. */
    public static final int HYPERVISOR_FIRST_AREA_OFFSET = 4;
    /** Hypervisor: number of processors. */
    public static final int HYPERVISOR_CPU_COUNT_OFFSET = 8;
    /** Hypervisor: four processor records, {@code CPU_*}. */
    public static final int HYPERVISOR_CPU_TABLE_OFFSET = 12;
    /** Hypervisor: health-monitor table, 26 words. */
    public static final int HYPERVISOR_HM_TABLE_OFFSET = 92;
    /** Hypervisor: health-monitor device. */
    public static final int HYPERVISOR_HM_DEVICE_OFFSET = 196;
    /** Hypervisor: console device. */
    public static final int HYPERVISOR_CONSOLE_OFFSET = 200;
    /** Hypervisor: node id, 0. */
    public static final int HYPERVISOR_NODE_ID_OFFSET = 204;
    /** Hypervisor: owner of each hardware interrupt line or -1, 32 words. */
    public static final int HYPERVISOR_HW_IRQ_TABLE_OFFSET = 208;
    /** Hypervisor: trace device. */
    public static final int HYPERVISOR_TRACE_DEVICE_OFFSET = 336;
    /** Hypervisor: trace mask. */
    public static final int HYPERVISOR_TRACE_MASK_OFFSET = 340;

    /** Processor: id. */
    public static final int CPU_ID_OFFSET = 0;
    /** Processor: features, 0. */
    public static final int CPU_FEATURES_OFFSET = 4;
    /** Processor: frequency in kHz, 0 for "measure". */
    public static final int CPU_FREQUENCY_OFFSET = 8;
    /** Processor: first plan. */
    public static final int CPU_FIRST_PLAN_OFFSET = 12;
    /** Processor: number of plans. */
    public static final int CPU_PLAN_COUNT_OFFSET = 16;
    /** Bytes of a processor record. */
    public static final int CPU_LENGTH = 20;

    /** Partition: id. */
    public static final int PARTITION_ID_OFFSET = 0;
    /** Partition: name. */
    public static final int PARTITION_NAME_OFFSET = 4;
    /** Partition: {@link PartitionFlags}. */
    public static final int PARTITION_FLAGS_OFFSET = 8;
    /** Partition: number of vCPUs. */
    public static final int PARTITION_VCPU_COUNT_OFFSET = 12;
    /** Partition: mask of its hardware interrupt lines. */
    public static final int PARTITION_HW_IRQS_OFFSET = 16;
    /** Partition: number of memory areas. */
    public static final int PARTITION_AREA_COUNT_OFFSET = 20;
    /** Partition: first memory area. */
    public static final int PARTITION_FIRST_AREA_OFFSET = 24;
    /** Partition: console device. */
    public static final int PARTITION_CONSOLE_OFFSET = 28;
    /** Partition: first port. */
    public static final int PARTITION_FIRST_PORT_OFFSET = 32;
    /** Partition: number of ports. */
    public static final int PARTITION_PORT_COUNT_OFFSET = 36;
    /** Partition: health-monitor table, 26 words. */
    public static final int PARTITION_HM_TABLE_OFFSET = 40;
    /** Partition: index of its I/O bitmap. */
    public static final int PARTITION_IO_BITMAP_OFFSET = 144;
    /** Partition: number of I/O ports declared; 0 for no access. */
    public static final int PARTITION_IO_PORT_COUNT_OFFSET = 148;
    /** Partition: trace device. */
    public static final int PARTITION_TRACE_DEVICE_OFFSET = 152;
    /** Partition: trace mask. */
    public static final int PARTITION_TRACE_MASK_OFFSET = 156;
    /** Partition: eight pairs of first IPVI destination and number of destinations. */
    public static final int PARTITION_IPVI_TABLE_OFFSET = 160;
    /** Bytes of a partition record. */
    public static final int PARTITION_LENGTH = 224;

    /** Bytes of a boot partition record. */
    public static final int BOOT_PARTITION_LENGTH = 48;

    /** Region: start. */
    public static final int REGION_START_OFFSET = 0;
    /** Region: size. */
    public static final int REGION_SIZE_OFFSET = 4;
    /** Region: flags, {@link PrtosConstants#REGION_RAM} or {@link PrtosConstants#REGION_ROM}. */
    public static final int REGION_FLAGS_OFFSET = 8;
    /** Bytes of a region. */
    public static final int REGION_LENGTH = 12;

    /** Memory area: name. */
    public static final int AREA_NAME_OFFSET = 0;
    /** Memory area: physical start. */
    public static final int AREA_START_OFFSET = 4;
    /** Memory area: linear start. */
    public static final int AREA_MAPPED_AT_OFFSET = 8;
    /** Memory area: size. */
    public static final int AREA_SIZE_OFFSET = 12;
    /** Memory area: {@link MemoryAreaFlags}. */
    public static final int AREA_FLAGS_OFFSET = 16;
    /** Memory area: index of its region. */
    public static final int AREA_REGION_OFFSET = 20;
    /** Bytes of a memory area. */
    public static final int AREA_LENGTH = 24;

    /** Slot: id. */
    public static final int SLOT_ID_OFFSET = 0;
    /** Slot: partition. */
    public static final int SLOT_PARTITION_OFFSET = 4;
    /** Slot: vCPU. */
    public static final int SLOT_VCPU_OFFSET = 8;
    /** Slot: start in microseconds. */
    public static final int SLOT_START_OFFSET = 12;
    /** Slot: end in microseconds. */
    public static final int SLOT_END_OFFSET = 16;
    /** Bytes of a slot. */
    public static final int SLOT_LENGTH = 20;

    /** Plan: name. */
    public static final int PLAN_NAME_OFFSET = 0;
    /** Plan: id. */
    public static final int PLAN_ID_OFFSET = 4;
    /** Plan: major frame in microseconds. */
    public static final int PLAN_MAJOR_FRAME_OFFSET = 8;
    /** Plan: number of slots. */
    public static final int PLAN_SLOT_COUNT_OFFSET = 12;
    /** Plan: first slot. */
    public static final int PLAN_FIRST_SLOT_OFFSET = 16;
    /** Bytes of a plan. */
    public static final int PLAN_LENGTH = 20;

    /** Channel: type, {@link #TYPE_SAMPLING} or {@link #TYPE_QUEUING}. */
    public static final int CHANNEL_TYPE_OFFSET = 0;
    /** Channel: longest message in bytes. */
    public static final int CHANNEL_MESSAGE_LENGTH_OFFSET = 4;
    /** Sampling channel: validity period in microseconds. Queuing channel: most messages. */
    public static final int CHANNEL_PERIOD_OR_MESSAGES_OFFSET = 8;
    /** Sampling channel: number of receivers. */
    public static final int CHANNEL_RECEIVERS_OFFSET = 12;
    /** Bytes of a channel. */
    public static final int CHANNEL_LENGTH = 16;

    /** Port: name. */
    public static final int PORT_NAME_OFFSET = 0;
    /** Port: channel or -1. */
    public static final int PORT_CHANNEL_OFFSET = 4;
    /** Port: direction, {@link #DIRECTION_SOURCE} or {@link #DIRECTION_DESTINATION}. */
    public static final int PORT_DIRECTION_OFFSET = 8;
    /** Port: type, {@link #TYPE_SAMPLING} or {@link #TYPE_QUEUING}. */
    public static final int PORT_TYPE_OFFSET = 12;
    /** Bytes of a port. */
    public static final int PORT_LENGTH = 16;

    /** Bytes of an I/O bitmap: one bit per port, 1 for denied. */
    public static final int IO_BITMAP_LENGTH = 8192;
    /** Bytes of a memory-block entry: the index of its memory area. */
    public static final int MEMORY_BLOCK_LENGTH = 4;
    /** Bytes of a reserved-memory entry: offset of the block, alignment, size. */
    public static final int RESERVED_MEMORY_LENGTH = 12;

    /** Type of a sampling channel or port. */
    public static final int TYPE_SAMPLING = 0;
    /** Type of a queuing channel or port. */
    public static final int TYPE_QUEUING = 1;
    /** Direction of a port that receives. */
    public static final int DIRECTION_DESTINATION = 1;
    /** Direction of a port that sends. */
    public static final int DIRECTION_SOURCE = 2;

    /** Device class of memory blocks. */
    public static final int DEVICE_MEMORY_BLOCK = 0;
    /** Device class of UARTs. */
    public static final int DEVICE_UART = 1;
    /** Device class of the text screen. */
    public static final int DEVICE_VGA = 2;
    /** Device reference that names no device. */
    public static final int DEVICE_NONE = 0x0000_FFFF;

    /** Bit of a health-monitor word: the event is logged. The other bits are the action. */
    public static final int HM_LOG = 0x8000_0000;

    private ConfigurationBlobDescriptor() {}
}
