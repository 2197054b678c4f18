// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.LittleEndian;

/** Writes the tables of a configuration blob that the header points to. Source: ABI 07-binary-formats, 5.3. */
final class BlobTableWriter {
    private final SystemConfiguration configuration;
    private final BlobTables tables;
    private final BlobLayout layout;
    private final byte[] blob;

    BlobTableWriter(SystemConfiguration configuration, BlobTables tables, BlobLayout layout, byte[] blob) {
        this.configuration = configuration;
        this.tables = tables;
        this.layout = layout;
        this.blob = blob;
    }

    void write() {
        writePartitions();
        writeStringsAndBitmaps();
        writePlans();
        writePortsAndChannels();
        writeMemory();
    }

    private void put(int offset, int value) {
        LittleEndian.put32(blob, offset, value);
    }

    /** Writes a health-monitor table. */
    static void putHmTable(byte[] blob, int at, HmTable table) {
        for (int event = 0; event < table.slots().size(); event++) {
            LittleEndian.put32(blob, at + 4 * event, table.slot(event).word());
        }
    }

    private void writePartitions() {
        int at = layout.partitions;
        int firstPort = 0;
        int bitmap = 0;
        for (PartitionConfiguration partition : configuration.partitions()) {
            writePartition(at, partition);
            put(
                    at + ConfigurationBlobDescriptor.PARTITION_FIRST_PORT_OFFSET,
                    partition.ports().isEmpty() ? 0 : firstPort);
            if (partition.ioPermissions() != null) {
                put(at + ConfigurationBlobDescriptor.PARTITION_IO_BITMAP_OFFSET, bitmap++);
                put(
                        at + ConfigurationBlobDescriptor.PARTITION_IO_PORT_COUNT_OFFSET,
                        partition.ioPermissions().declaredPorts());
            }
            at += ConfigurationBlobDescriptor.PARTITION_LENGTH;
            firstPort += partition.ports().size();
        }
        writeIpvis();
    }

    private void writePartition(int at, PartitionConfiguration partition) {
        put(at + ConfigurationBlobDescriptor.PARTITION_ID_OFFSET, partition.id());
        put(
                at + ConfigurationBlobDescriptor.PARTITION_NAME_OFFSET,
                tables.strings().offsetOf(partition));
        put(at + ConfigurationBlobDescriptor.PARTITION_FLAGS_OFFSET, partition.flags());
        put(at + ConfigurationBlobDescriptor.PARTITION_VCPU_COUNT_OFFSET, partition.vcpuCount());
        put(at + ConfigurationBlobDescriptor.PARTITION_HW_IRQS_OFFSET, partition.hwIrqs());
        tables.putAreas(
                blob,
                at + ConfigurationBlobDescriptor.PARTITION_AREA_COUNT_OFFSET,
                at + ConfigurationBlobDescriptor.PARTITION_FIRST_AREA_OFFSET,
                partition.areas());
        put(
                at + ConfigurationBlobDescriptor.PARTITION_CONSOLE_OFFSET,
                partition.console().word());
        put(
                at + ConfigurationBlobDescriptor.PARTITION_PORT_COUNT_OFFSET,
                partition.ports().size());
        putHmTable(blob, at + ConfigurationBlobDescriptor.PARTITION_HM_TABLE_OFFSET, partition.hmTable());
        put(
                at + ConfigurationBlobDescriptor.PARTITION_TRACE_DEVICE_OFFSET,
                partition.trace().device().word());
        put(
                at + ConfigurationBlobDescriptor.PARTITION_TRACE_MASK_OFFSET,
                partition.trace().mask());
    }

    private void writeIpvis() {
        int first = 0;
        for (Ipvi ipvi : configuration.ipvis()) {
            int at = layout.partitions
                    + ConfigurationBlobDescriptor.PARTITION_LENGTH * ipvi.sourceId()
                    + ConfigurationBlobDescriptor.PARTITION_IPVI_TABLE_OFFSET
                    + 8 * ipvi.id();
            put(at, first);
            put(at + 4, ipvi.destinationIds().size());
            for (int destination : ipvi.destinationIds()) {
                blob[layout.ipviDestinations + first++] = (byte) destination;
            }
        }
    }

    private void writeStringsAndBitmaps() {
        byte[] strings = tables.strings().toByteArray();
        System.arraycopy(strings, 0, blob, layout.strings, strings.length);
        int at = layout.ioBitmaps;
        for (IoPermissions permissions : tables.ioBitmaps()) {
            byte[] bitmap = permissions.bitmap();
            System.arraycopy(bitmap, 0, blob, at, bitmap.length);
            at += bitmap.length;
        }
    }

    private void writePlans() {
        int at = layout.plans;
        int firstSlot = 0;
        for (Plan plan : tables.plans()) {
            put(
                    at + ConfigurationBlobDescriptor.PLAN_NAME_OFFSET,
                    tables.strings().offsetOf(plan));
            put(at + ConfigurationBlobDescriptor.PLAN_ID_OFFSET, plan.id());
            put(at + ConfigurationBlobDescriptor.PLAN_MAJOR_FRAME_OFFSET, (int) plan.majorFrameUs());
            put(
                    at + ConfigurationBlobDescriptor.PLAN_SLOT_COUNT_OFFSET,
                    plan.slots().size());
            put(at + ConfigurationBlobDescriptor.PLAN_FIRST_SLOT_OFFSET, firstSlot);
            at += ConfigurationBlobDescriptor.PLAN_LENGTH;
            firstSlot += plan.slots().size();
        }
        writeSlots();
    }

    private void writeSlots() {
        int at = layout.slots;
        for (Slot slot : tables.slots()) {
            put(at + ConfigurationBlobDescriptor.SLOT_ID_OFFSET, slot.id());
            put(at + ConfigurationBlobDescriptor.SLOT_PARTITION_OFFSET, slot.partitionId());
            put(at + ConfigurationBlobDescriptor.SLOT_VCPU_OFFSET, slot.vcpuId());
            put(at + ConfigurationBlobDescriptor.SLOT_START_OFFSET, (int) slot.startUs());
            put(at + ConfigurationBlobDescriptor.SLOT_END_OFFSET, (int) slot.endUs());
            at += ConfigurationBlobDescriptor.SLOT_LENGTH;
        }
    }

    private void writePortsAndChannels() {
        int at = layout.ports;
        for (PartitionConfiguration partition : configuration.partitions()) {
            for (Port port : partition.ports()) {
                put(
                        at + ConfigurationBlobDescriptor.PORT_NAME_OFFSET,
                        tables.strings().offsetOf(port));
                put(at + ConfigurationBlobDescriptor.PORT_CHANNEL_OFFSET, port.channelIndex());
                put(
                        at + ConfigurationBlobDescriptor.PORT_DIRECTION_OFFSET,
                        port.direction().code());
                put(
                        at + ConfigurationBlobDescriptor.PORT_TYPE_OFFSET,
                        port.type().code());
                at += ConfigurationBlobDescriptor.PORT_LENGTH;
            }
        }
        at = layout.channels;
        for (Channel channel : configuration.channels()) {
            writeChannel(at, channel);
            at += ConfigurationBlobDescriptor.CHANNEL_LENGTH;
        }
    }

    private void writeChannel(int at, Channel channel) {
        put(at + ConfigurationBlobDescriptor.CHANNEL_TYPE_OFFSET, channel.type().code());
        put(at + ConfigurationBlobDescriptor.CHANNEL_MESSAGE_LENGTH_OFFSET, channel.maxMessageLength());
        switch (channel) {
            case Channel.Sampling sampling -> {
                put(at + ConfigurationBlobDescriptor.CHANNEL_PERIOD_OR_MESSAGES_OFFSET, (int) sampling.validPeriodUs());
                put(at + ConfigurationBlobDescriptor.CHANNEL_RECEIVERS_OFFSET, sampling.receivers());
            }
            case Channel.Queuing queuing ->
                put(at + ConfigurationBlobDescriptor.CHANNEL_PERIOD_OR_MESSAGES_OFFSET, queuing.maxMessages());
        }
    }

    private void writeMemory() {
        int at = layout.regions;
        for (Region region : configuration.regions()) {
            put(at + ConfigurationBlobDescriptor.REGION_START_OFFSET, region.start());
            put(at + ConfigurationBlobDescriptor.REGION_SIZE_OFFSET, region.size());
            put(at + ConfigurationBlobDescriptor.REGION_FLAGS_OFFSET, region.flags());
            at += ConfigurationBlobDescriptor.REGION_LENGTH;
        }
        at = layout.areas;
        for (MemoryArea area : tables.areas()) {
            put(
                    at + ConfigurationBlobDescriptor.AREA_NAME_OFFSET,
                    tables.strings().offsetOf(area));
            put(at + ConfigurationBlobDescriptor.AREA_START_OFFSET, area.start());
            put(at + ConfigurationBlobDescriptor.AREA_MAPPED_AT_OFFSET, area.mappedAt());
            put(at + ConfigurationBlobDescriptor.AREA_SIZE_OFFSET, area.size());
            put(at + ConfigurationBlobDescriptor.AREA_FLAGS_OFFSET, area.flags());
            put(at + ConfigurationBlobDescriptor.AREA_REGION_OFFSET, area.regionIndex());
            at += ConfigurationBlobDescriptor.AREA_LENGTH;
        }
        at = layout.memoryBlocks;
        for (MemoryArea block : configuration.devices().memoryBlocks()) {
            put(at, tables.indexOf(block));
            at += ConfigurationBlobDescriptor.MEMORY_BLOCK_LENGTH;
        }
    }
}
