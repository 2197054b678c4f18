// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.FileDigest;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.ReservedMemory.Block;

/** Writes configurations as configuration blobs, in the layout of the reference compiler. Source: ABI 07-binary-formats, 5. */
public final class ConfigurationBlobWriter {
    private static final long MAX_SIZE = 0xFFFF_FFFFL;

    private final SystemConfiguration configuration;
    private final BlobTables tables;
    private final List<Block> blocks;
    private final BlobLayout layout;
    private final byte[] blob;
    private final KernelOptions options;
    private final BlobGeometry geometry;

    private ConfigurationBlobWriter(SystemConfiguration configuration, KernelOptions options) {
        this.configuration = configuration;
        this.options = options;
        this.geometry = options.geometry();
        this.tables = new BlobTables(configuration);
        this.blocks = ReservedMemory.blocks(configuration, options);
        this.layout = new BlobLayout(configuration, geometry, tables, blocks);
        this.blob = new byte[layout.dataSize];
    }

    /**
     * Writes a configuration.
     *
     * @param configuration a configuration that keeps all rules
     * @return the bytes of the blob that a file holds; the zero-initialised tail is not among them
     * @throws ConfigurationException if the blob would be larger than 4 GiB
     */
    public static byte[] write(SystemConfiguration configuration) {
        return write(configuration, KernelOptions.DEFAULT);
    }

    /**
     * Writes a configuration.
     *
     * @param configuration a configuration that keeps all rules
     * @param options the options of the kernel that will read it
     * @return the bytes of the blob that a file holds; the zero-initialised tail is not among them
     * @throws ConfigurationException if the blob would be larger than 4 GiB
     */
    public static byte[] write(SystemConfiguration configuration, KernelOptions options) {
        return new ConfigurationBlobWriter(configuration, options).write();
    }

    private byte[] write() {
        writeHeader();
        writeHypervisor();
        writeVcpus();
        new BlobTableWriter(configuration, tables, layout, blob).write();
        writeReservedMemory();
        FileDigest.store(blob, ConfigurationBlobDescriptor.DIGEST_OFFSET);
        return blob;
    }

    private void put(int offset, int value) {
        LittleEndian.put32(blob, offset, value);
    }

    /** Puts a value into a field of the header. */
    private void putField(int field, int value) {
        put(geometry.at(field), value);
    }

    private void putTable(int field, int offset, int count) {
        putField(field, offset);
        put(geometry.at(field) + 4, count);
    }

    private void writeHeader() {
        putField(ConfigurationBlobDescriptor.SIGNATURE_OFFSET, ConfigurationBlobDescriptor.SIGNATURE);
        putField(ConfigurationBlobDescriptor.DATA_SIZE_OFFSET, layout.dataSize);
        putField(ConfigurationBlobDescriptor.VERSION_OFFSET, PrtosConstants.VERSION);
        putField(ConfigurationBlobDescriptor.FILE_VERSION_OFFSET, configuration.fileVersion());
        putField(ConfigurationBlobDescriptor.RESERVED_MEMORY_TABLE_OFFSET, layout.reservedMemory);
        tables.putAreas(
                blob,
                geometry.at(ConfigurationBlobDescriptor.RSW_AREA_COUNT_OFFSET),
                geometry.at(ConfigurationBlobDescriptor.RSW_FIRST_AREA_OFFSET),
                configuration.residentSoftwareAreas());
        putField(ConfigurationBlobDescriptor.BOOT_PARTITION_TABLE_OFFSET, layout.bootPartitions);
        putField(ConfigurationBlobDescriptor.RSW_INFO_OFFSET, layout.residentSoftwareInfo);
        putField(ConfigurationBlobDescriptor.VCPU_TABLE_OFFSET, layout.vcpus);
        putTable(
                ConfigurationBlobDescriptor.PARTITION_TABLE_OFFSET,
                layout.partitions,
                configuration.partitions().size());
        putTable(
                ConfigurationBlobDescriptor.REGION_TABLE_OFFSET,
                layout.regions,
                configuration.regions().size());
        putTable(
                ConfigurationBlobDescriptor.SLOT_TABLE_OFFSET,
                layout.slots,
                tables.slots().size());
        putTable(
                ConfigurationBlobDescriptor.PLAN_TABLE_OFFSET,
                layout.plans,
                tables.plans().size());
        putTable(
                ConfigurationBlobDescriptor.CHANNEL_TABLE_OFFSET,
                layout.channels,
                configuration.channels().size());
        putTable(
                ConfigurationBlobDescriptor.AREA_TABLE_OFFSET,
                layout.areas,
                tables.areas().size());
        putTable(ConfigurationBlobDescriptor.PORT_TABLE_OFFSET, layout.ports, configuration.portCount());
        putTable(
                ConfigurationBlobDescriptor.IO_BITMAP_TABLE_OFFSET,
                layout.ioBitmaps,
                tables.ioBitmaps().size());
        putTable(
                ConfigurationBlobDescriptor.IPVI_TABLE_OFFSET,
                layout.ipviDestinations,
                tables.ipviDestinations().size());
        putTable(
                ConfigurationBlobDescriptor.STRING_TABLE_OFFSET,
                layout.strings,
                tables.strings().length());
        putTable(
                ConfigurationBlobDescriptor.MEMORY_BLOCK_TABLE_OFFSET,
                layout.memoryBlocks,
                configuration.devices().memoryBlocks().size());
        for (int uart = 0; uart < PrtosConstants.MAX_UARTS; uart++) {
            put(
                    geometry.at(ConfigurationBlobDescriptor.UART_BAUD_RATES_OFFSET) + 4 * uart,
                    configuration.devices().uartBaudRates().get(uart));
        }
    }

    private void writeHypervisor() {
        HypervisorConfiguration hypervisor = configuration.hypervisor();
        tables.putAreas(
                blob,
                geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_AREA_COUNT_OFFSET),
                geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_FIRST_AREA_OFFSET),
                List.of(hypervisor.area()));
        put(
                geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_CPU_COUNT_OFFSET),
                configuration.processors().size());
        writeProcessors(geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_CPU_TABLE_OFFSET));
        BlobTableWriter.putHmTable(
                blob,
                geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_HM_TABLE_OFFSET),
                hypervisor.hmTable());
        put(
                geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_HM_DEVICE_OFFSET),
                hypervisor.healthMonitorDevice().word());
        put(
                geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_CONSOLE_OFFSET),
                hypervisor.console().word());
        for (int line = 0; line < options.hwIrqs(); line++) {
            put(
                    geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_HW_IRQ_TABLE_OFFSET) + 4 * line,
                    configuration.hwIrqOwner(line));
        }
        put(
                geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_TRACE_DEVICE_OFFSET),
                hypervisor.trace().device().word());
        put(
                geometry.hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_TRACE_MASK_OFFSET),
                hypervisor.trace().mask());
    }

    private void writeProcessors(int table) {
        int firstPlan = 0;
        for (Processor processor : configuration.processors()) {
            int at = table + ConfigurationBlobDescriptor.CPU_LENGTH * processor.id();
            put(at + ConfigurationBlobDescriptor.CPU_ID_OFFSET, processor.id());
            put(at + ConfigurationBlobDescriptor.CPU_FREQUENCY_OFFSET, (int) processor.frequencyKhz());
            put(at + ConfigurationBlobDescriptor.CPU_FIRST_PLAN_OFFSET, firstPlan);
            put(
                    at + ConfigurationBlobDescriptor.CPU_PLAN_COUNT_OFFSET,
                    processor.plans().size());
            firstPlan += processor.plans().size();
        }
    }

    private void writeVcpus() {
        int at = layout.vcpus;
        for (PartitionConfiguration partition : configuration.partitions()) {
            for (int vcpu = 0; vcpu < configuration.processors().size(); vcpu++) {
                put(at, configuration.processorOf(partition.id(), vcpu));
                at += 4;
            }
        }
    }

    private void writeReservedMemory() {
        int at = layout.reservedMemory;
        for (Block block : blocks) {
            long offset = layout.placeBlock(block);
            put(at, (int) offset);
            put(at + 4, block.alignment());
            put(at + 8, (int) block.size());
            at += ConfigurationBlobDescriptor.RESERVED_MEMORY_LENGTH;
        }
        if (layout.end() > MAX_SIZE) {
            throw new ConfigurationException(
                    ConfigurationProblem.Kind.BLOB_TOO_LARGE,
                    Location.ofFile(configuration.name()),
                    "configuration blob with its reserved memory: expected less than 4 GiB, found " + layout.end()
                            + " bytes");
        }
        putField(ConfigurationBlobDescriptor.SIZE_OFFSET, (int) layout.end());
    }
}
