// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The complete configuration of a partitioned system: what an XML system description says and a configuration blob holds. Immutable.
 * Source: ABI 11-configuration and ABI 07-binary-formats, 5.
 *
 * @param name name of the system
 * @param fileVersion version word of the description, {@code major << 16 | minor << 8 | revision}
 * @param regions physical memory, in ascending order
 * @param processors processors, by id
 * @param devices declared devices
 * @param hypervisor what belongs to the hypervisor
 * @param residentSoftwareAreas memory set aside for the boot image, in the order of declaration; may be empty
 * @param partitions partitions, by id
 * @param channels channels; the index is what {@link Port#channelIndex()} holds
 * @param ipvis inter-partition virtual interrupts, in the order of declaration
 */
public record SystemConfiguration(
        String name,
        int fileVersion,
        List<Region> regions,
        List<Processor> processors,
        Devices devices,
        HypervisorConfiguration hypervisor,
        List<MemoryArea> residentSoftwareAreas,
        List<PartitionConfiguration> partitions,
        List<Channel> channels,
        List<Ipvi> ipvis) {
    /** Processor number of a vCPU that is in no slot. */
    public static final int NO_PROCESSOR = -1;

    /** Owner of a hardware interrupt line that belongs to no partition. */
    public static final int NO_OWNER = -1;

    /** Makes a configuration with copies of the lists. */
    public SystemConfiguration {
        regions = List.copyOf(regions);
        processors = List.copyOf(processors);
        residentSoftwareAreas = List.copyOf(residentSoftwareAreas);
        partitions = List.copyOf(partitions);
        channels = List.copyOf(channels);
        ipvis = List.copyOf(ipvis);
    }

    /**
     * The name under which a partition is known: its own, or the system's if it has none.
     *
     * @param partition a partition of this system
     * @return the name
     */
    public String nameOf(PartitionConfiguration partition) {
        return orSystemName(partition.name());
    }

    /**
     * The name under which a plan is known: its own, or the system's if it has none.
     *
     * @param plan a plan of this system
     * @return the name
     */
    public String nameOf(Plan plan) {
        return orSystemName(plan.name());
    }

    private String orSystemName(@Nullable String own) {
        return own == null ? name : own;
    }

    /**
     * The processor on which a vCPU runs, over all plans.
     *
     * @param partitionId partition
     * @param vcpuId vCPU of that partition
     * @return id of the processor, or {@link #NO_PROCESSOR} if no slot names the vCPU
     */
    public int processorOf(int partitionId, int vcpuId) {
        for (Processor processor : processors) {
            boolean runsHere = processor.plans().stream()
                    .flatMap(plan -> plan.slots().stream())
                    .anyMatch(slot -> slot.partitionId() == partitionId && slot.vcpuId() == vcpuId);
            if (runsHere) {
                return processor.id();
            }
        }
        return NO_PROCESSOR;
    }

    /**
     * The owner of a hardware interrupt line.
     *
     * @param line 0 to 31
     * @return id of the partition, or {@link #NO_OWNER}
     */
    public int hwIrqOwner(int line) {
        for (PartitionConfiguration partition : partitions) {
            if ((partition.hwIrqs() >>> line & 1) != 0) {
                return partition.id();
            }
        }
        return NO_OWNER;
    }

    /**
     * The partitions that receive a virtual interrupt.
     *
     * @param sourceId partition that raises it
     * @param id number, 0 to 7
     * @return ids in the order of declaration; empty if the interrupt is not configured
     */
    public List<Integer> ipviDestinations(int sourceId, int id) {
        return ipvis.stream()
                .filter(ipvi -> ipvi.sourceId() == sourceId && ipvi.id() == id)
                .findFirst()
                .map(Ipvi::destinationIds)
                .orElse(List.of());
    }

    /**
     * The number of ports of all partitions.
     *
     * @return count
     */
    public int portCount() {
        return partitions.stream()
                .mapToInt(partition -> partition.ports().size())
                .sum();
    }
}
