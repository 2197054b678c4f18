// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.prtosvm.abi.LittleEndian;

/** The tables that a configuration blob holds for all owners together, in their order there. */
final class BlobTables {
    private final StringTable strings = new StringTable();
    private final List<MemoryArea> areas = new ArrayList<>();
    private final IdentityHashMap<MemoryArea, Integer> areaIndices = new IdentityHashMap<>();
    private final List<Plan> plans = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final List<IoPermissions> ioBitmaps = new ArrayList<>();
    private final List<Integer> ipviDestinations = new ArrayList<>();

    BlobTables(SystemConfiguration configuration) {
        strings.add(configuration, configuration.name());
        configuration.processors().forEach(this::addPlans);
        configuration.devices().memoryBlocks().forEach(this::addArea);
        addArea(configuration.hypervisor().area());
        addAreas(configuration.residentSoftwareAreas());
        configuration.partitions().forEach(this::addPartition);
        configuration.ipvis().forEach(ipvi -> ipviDestinations.addAll(ipvi.destinationIds()));
    }

    private void addPlans(Processor processor) {
        for (Plan plan : processor.plans()) {
            strings.add(plan, plan.name());
            plans.add(plan);
            slots.addAll(plan.slots());
        }
    }

    private void addPartition(PartitionConfiguration partition) {
        strings.add(partition, partition.name());
        addAreas(partition.areas());
        partition.ports().forEach(port -> strings.add(port, port.name()));
        if (partition.ioPermissions() != null) {
            ioBitmaps.add(partition.ioPermissions());
        }
    }

    private void addArea(MemoryArea area) {
        areaIndices.put(area, areas.size());
        areas.add(area);
    }

    /** Areas stand in the order of addresses, their names in the order of declaration. */
    private void addAreas(List<MemoryArea> owned) {
        owned.forEach(this::addArea);
        owned.stream()
                .sorted(Comparator.comparingInt(MemoryArea::nameIndex))
                .forEach(area -> strings.add(area, area.name()));
    }

    StringTable strings() {
        return strings;
    }

    List<MemoryArea> areas() {
        return areas;
    }

    /** The index of an area of this configuration; areas are told apart by identity. */
    int indexOf(MemoryArea area) {
        return Objects.requireNonNull(areaIndices.get(area), "every area of the configuration is in the table");
    }

    List<Plan> plans() {
        return plans;
    }

    List<Slot> slots() {
        return slots;
    }

    List<IoPermissions> ioBitmaps() {
        return ioBitmaps;
    }

    List<Integer> ipviDestinations() {
        return ipviDestinations;
    }

    /** Writes count and first index of the areas of an owner; they stand one after the other. */
    void putAreas(byte[] blob, int countField, int firstField, List<MemoryArea> owned) {
        LittleEndian.put32(blob, countField, owned.size());
        LittleEndian.put32(blob, firstField, owned.isEmpty() ? 0 : indexOf(owned.getFirst()));
    }
}
