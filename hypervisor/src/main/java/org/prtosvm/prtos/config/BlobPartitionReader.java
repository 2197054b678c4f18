// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.BlobBytes.Run;
import org.prtosvm.prtos.config.BlobBytes.Table;

/** Reads partitions and their virtual interrupts of a configuration blob. */
final class BlobPartitionReader {
    private record PlacedIpvi(int first, Ipvi ipvi) {}

    private final BlobBytes blob;
    private final BlobNames names;
    private final BlobMemoryReader memory;
    private final BlobDeviceReader devices;
    private final BlobChannelReader channels;
    private final BlobHmReader healthMonitor;
    private final Table partitions;
    private final Table ioBitmaps;
    private final Table ipviDestinations;

    BlobPartitionReader(
            BlobBytes blob,
            BlobNames names,
            BlobMemoryReader memory,
            BlobDeviceReader devices,
            BlobChannelReader channels,
            BlobHmReader healthMonitor) {
        this.blob = blob;
        this.names = names;
        this.memory = memory;
        this.devices = devices;
        this.channels = channels;
        this.healthMonitor = healthMonitor;
        this.partitions = blob.table(
                "partitions",
                ConfigurationBlobDescriptor.PARTITION_TABLE_OFFSET,
                ConfigurationBlobDescriptor.PARTITION_LENGTH);
        this.ioBitmaps = blob.table(
                "i/o bitmaps",
                ConfigurationBlobDescriptor.IO_BITMAP_TABLE_OFFSET,
                ConfigurationBlobDescriptor.IO_BITMAP_LENGTH);
        this.ipviDestinations = blob.table("ipvi destinations", ConfigurationBlobDescriptor.IPVI_TABLE_OFFSET, 1);
    }

    List<PartitionConfiguration> partitions() {
        List<PartitionConfiguration> read = new ArrayList<>();
        for (int index = 0; index < partitions.count(); index++) {
            read.add(partition("partition " + index, partitions.entry(index)));
        }
        return read;
    }

    private PartitionConfiguration partition(String name, int at) {
        return new PartitionConfiguration(
                blob.word(name, at + ConfigurationBlobDescriptor.PARTITION_ID_OFFSET),
                names.ownName(name, at + ConfigurationBlobDescriptor.PARTITION_NAME_OFFSET),
                blob.word(name, at + ConfigurationBlobDescriptor.PARTITION_FLAGS_OFFSET),
                blob.number(
                        name + ": vcpus",
                        at + ConfigurationBlobDescriptor.PARTITION_VCPU_COUNT_OFFSET,
                        blob.options().maxVcpus()),
                blob.word(name, at + ConfigurationBlobDescriptor.PARTITION_HW_IRQS_OFFSET),
                areas(name, at),
                devices.reference(name + ": console", at + ConfigurationBlobDescriptor.PARTITION_CONSOLE_OFFSET),
                channels.ports(name, at + ConfigurationBlobDescriptor.PARTITION_FIRST_PORT_OFFSET),
                healthMonitor.table(
                        name,
                        at + ConfigurationBlobDescriptor.PARTITION_HM_TABLE_OFFSET,
                        HmRules::permittedForPartition),
                ioPermissions(name, at),
                devices.trace(name, at + ConfigurationBlobDescriptor.PARTITION_TRACE_DEVICE_OFFSET));
    }

    private List<MemoryArea> areas(String name, int at) {
        List<MemoryArea> areas = memory.areas(
                name,
                at + ConfigurationBlobDescriptor.PARTITION_AREA_COUNT_OFFSET,
                at + ConfigurationBlobDescriptor.PARTITION_FIRST_AREA_OFFSET);
        for (int index = 1; index < areas.size(); index++) {
            int previous = areas.get(index - 1).start();
            int start = areas.get(index).start();
            if (Integer.compareUnsigned(start, previous) < 0) {
                throw blob.refuse(
                        name, "memory areas: expected ascending starts, found 0x%08x after 0x%08x", start, previous);
            }
        }
        return areas;
    }

    private @Nullable IoPermissions ioPermissions(String name, int at) {
        int count = blob.word(name, at + ConfigurationBlobDescriptor.PARTITION_IO_PORT_COUNT_OFFSET);
        if (count == 0) {
            return null;
        }
        int index = blob.word(name, at + ConfigurationBlobDescriptor.PARTITION_IO_BITMAP_OFFSET);
        if (Integer.compareUnsigned(index, ioBitmaps.count()) >= 0) {
            throw blob.refuse(
                    name,
                    "i/o bitmap: expected an index below %d, found %s",
                    ioBitmaps.count(),
                    Integer.toUnsignedString(index));
        }
        return new IoPermissions(blob.copy(ioBitmaps.entry(index), ioBitmaps.entryLength()), count);
    }

    /** The virtual interrupts of all partitions, in the order of their destinations in the table. */
    List<Ipvi> ipvis() {
        List<PlacedIpvi> read = new ArrayList<>();
        for (int source = 0; source < partitions.count(); source++) {
            int table = partitions.entry(source) + ConfigurationBlobDescriptor.PARTITION_IPVI_TABLE_OFFSET;
            for (int id = 0; id < PrtosConstants.MAX_IPVIS; id++) {
                int at = table + 8 * id;
                Run run = blob.run("partition " + source + " ipvi " + id, ipviDestinations, at, at + 4);
                if (run.count() != 0) {
                    read.add(new PlacedIpvi(run.first(), new Ipvi(id, source, destinations(run))));
                }
            }
        }
        return read.stream()
                .sorted(Comparator.comparingInt(PlacedIpvi::first))
                .map(PlacedIpvi::ipvi)
                .toList();
    }

    private List<Integer> destinations(Run run) {
        List<Integer> ids = new ArrayList<>();
        for (int index = 0; index < run.count(); index++) {
            ids.add(blob.unsignedByte(ipviDestinations.entry(run.first() + index)));
        }
        return ids;
    }
}
