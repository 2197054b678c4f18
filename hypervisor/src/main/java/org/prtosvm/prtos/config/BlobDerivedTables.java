// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.prtos.config.BlobBytes.Table;

/**
 * Checks what a configuration blob says a second time, or says for the reference kernel alone: the processors of the vCPUs, the owners of
 * the interrupt lines, the reserved memory and the tail.
 */
final class BlobDerivedTables {
    private final BlobBytes blob;
    private final SystemConfiguration configuration;

    BlobDerivedTables(BlobBytes blob, SystemConfiguration configuration) {
        this.blob = blob;
        this.configuration = configuration;
    }

    void check() {
        checkVcpus();
        checkHwIrqs();
        long size = checkTail();
        checkReservedMemory(size);
    }

    private void checkVcpus() {
        int processors = configuration.processors().size();
        int partitions = configuration.partitions().size();
        Table table = blob.table(
                "vcpu table",
                blob.word(
                        "vcpu table offset",
                        blob.options().geometry().at(ConfigurationBlobDescriptor.VCPU_TABLE_OFFSET)),
                partitions * processors,
                4);
        for (int partition = 0; partition < partitions; partition++) {
            for (int vcpu = 0; vcpu < processors; vcpu++) {
                blob.expect(
                        "processor of vcpu " + vcpu + " of partition " + partition,
                        table.entry(partition * processors + vcpu),
                        configuration.processorOf(partition, vcpu));
            }
        }
    }

    private void checkHwIrqs() {
        int table = blob.options().geometry().hypervisor(ConfigurationBlobDescriptor.HYPERVISOR_HW_IRQ_TABLE_OFFSET);
        for (int line = 0; line < blob.options().hwIrqs(); line++) {
            blob.expect("owner of interrupt line " + line, table + 4 * line, configuration.hwIrqOwner(line));
        }
    }

    private long checkTail() {
        long size = Integer.toUnsignedLong(blob.word("size", ConfigurationBlobDescriptor.SIZE_OFFSET));
        if (size < blob.length()) {
            throw blob.refuse("size", "expected at least the data size 0x%x, found 0x%x", blob.length(), size);
        }
        long boot = (long) ConfigurationBlobDescriptor.BOOT_PARTITION_LENGTH
                * configuration.partitions().size();
        checkTailTable("boot partition table", ConfigurationBlobDescriptor.BOOT_PARTITION_TABLE_OFFSET, boot, size);
        checkTailTable("resident software record", ConfigurationBlobDescriptor.RSW_INFO_OFFSET, 4, size);
        return size;
    }

    private void checkTailTable(String name, int field, long length, long size) {
        int at = blob.options().geometry().at(field);
        long offset = Integer.toUnsignedLong(blob.word(name + " offset", at));
        if (offset + length > size) {
            throw blob.refuse(name, "ends at 0x%x, the blob has 0x%x bytes", offset + length, size);
        }
    }

    private void checkReservedMemory(long size) {
        int at = blob.word("reserved-memory table offset", ConfigurationBlobDescriptor.RESERVED_MEMORY_TABLE_OFFSET);
        for (int index = 0; blob.word("reserved-memory table", at) != 0; index++) {
            String name = "reserved-memory block " + index;
            long start = Integer.toUnsignedLong(blob.word(name, at));
            long end = start + Integer.toUnsignedLong(blob.word(name, at + 8));
            if (end > size) {
                throw blob.refuse(name, "ends at 0x%x, the blob has 0x%x bytes", end, size);
            }
            at += ConfigurationBlobDescriptor.RESERVED_MEMORY_LENGTH;
        }
    }
}
