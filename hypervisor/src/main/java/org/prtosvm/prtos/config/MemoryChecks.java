// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/** The rules of regions and memory areas. Source: ABI 11-configuration, 5, groups R and A. */
final class MemoryChecks {
    private static final long END_OF_MEMORY = 1L << 32;

    private static final List<AddressRange> RESERVED_PAGES = List.of(
            AddressRange.of(PrtosConstants.HPET_PAGE, PrtosConstants.PAGE_SIZE),
            AddressRange.of(PrtosConstants.LOCAL_APIC_PAGE, PrtosConstants.PAGE_SIZE),
            AddressRange.of(PrtosConstants.IO_APIC_PAGE, PrtosConstants.PAGE_SIZE));

    private record OwnedArea(String owner, MemoryArea area) {
        String text() {
            return owner + ": memory area " + area.physicalRange();
        }
    }

    private final SystemConfiguration configuration;
    private final Problems problems;

    MemoryChecks(SystemConfiguration configuration, Problems problems) {
        this.configuration = configuration;
        this.problems = problems;
    }

    void check() {
        checkRegions();
        List<OwnedArea> areas = allAreas();
        for (int index = 0; index < areas.size(); index++) {
            checkArea(areas.get(index));
            for (OwnedArea earlier : areas.subList(0, index)) {
                checkOverlap(areas.get(index), earlier);
            }
        }
        configuration.partitions().forEach(this::checkPartitionAreas);
        checkHypervisorFlags();
    }

    private void checkRegions() {
        List<Region> regions = configuration.regions();
        for (int index = 0; index < regions.size(); index++) {
            Region region = regions.get(index);
            if (!isAligned(region.start())) {
                problems.add(
                        Kind.REGION_START, region, "region: start 0x%08x is no multiple of 0x1000", region.start());
            }
            if (!isAligned(region.size())) {
                problems.add(
                        Kind.REGION_SIZE,
                        region,
                        "region: size %s is no multiple of 4096",
                        Integer.toUnsignedString(region.size()));
            }
            if (region.range().end() > END_OF_MEMORY) {
                problems.add(Kind.REGION_SIZE, region, "region %s: ends beyond 4 GiB", region.range());
            }
            for (Region other : regions.subList(0, index)) {
                checkRegionPair(region, other);
            }
        }
    }

    private void checkRegionPair(Region region, Region other) {
        if (region.range().overlaps(other.range())) {
            problems.add(
                    Kind.REGION_OVERLAP,
                    region,
                    "region %s overlaps region %s%s",
                    region.range(),
                    other.range(),
                    problems.seeAlso(other));
        } else if (region.start() == other.start()) {
            problems.add(
                    Kind.REGION_DUPLICATE,
                    region,
                    "region: start 0x%08x is the start of another region%s",
                    region.start(),
                    problems.seeAlso(other));
        }
    }

    private List<OwnedArea> allAreas() {
        List<OwnedArea> areas = new ArrayList<>();
        configuration.devices().memoryBlocks().forEach(area -> areas.add(new OwnedArea("memory block", area)));
        areas.add(new OwnedArea("hypervisor", configuration.hypervisor().area()));
        configuration.residentSoftwareAreas().forEach(area -> areas.add(new OwnedArea("resident software", area)));
        for (PartitionConfiguration partition : configuration.partitions()) {
            partition.areas().forEach(area -> areas.add(new OwnedArea("partition " + partition.id(), area)));
        }
        return areas;
    }

    private void checkArea(OwnedArea owned) {
        MemoryArea area = owned.area();
        if (!isAligned(area.start())) {
            problems.add(
                    Kind.AREA_START,
                    area,
                    "%s: memory area: start 0x%08x is no multiple of 0x1000",
                    owned.owner(),
                    area.start());
        }
        if (!isAligned(area.size())) {
            problems.add(
                    Kind.AREA_SIZE,
                    area,
                    "%s: memory area: size %s is no multiple of 4096",
                    owned.owner(),
                    Integer.toUnsignedString(area.size()));
        }
        for (AddressRange reserved : RESERVED_PAGES) {
            if (area.physicalRange().overlaps(reserved)) {
                problems.add(Kind.AREA_RESERVED, area, "%s touches the reserved page %s", owned.text(), reserved);
            }
        }
        if (area.regionIndex() == RegionTable.NO_REGION) {
            problems.add(Kind.AREA_OUTSIDE_REGIONS, area, "%s is not inside one memory region", owned.text());
        }
    }

    private void checkOverlap(OwnedArea owned, OwnedArea earlier) {
        boolean bothShared =
                owned.area().has(MemoryAreaFlags.SHARED) && earlier.area().has(MemoryAreaFlags.SHARED);
        if (!bothShared && owned.area().physicalRange().overlaps(earlier.area().physicalRange())) {
            problems.add(
                    Kind.AREA_OVERLAP,
                    owned.area(),
                    "%s overlaps %s%s, and not both are shared",
                    owned.text(),
                    earlier.text(),
                    problems.seeAlso(earlier.area()));
        }
    }

    private void checkPartitionAreas(PartitionConfiguration partition) {
        Map<Integer, MemoryArea> byStart = new HashMap<>();
        List<MemoryArea> areas = partition.areas();
        for (int index = 0; index < areas.size(); index++) {
            MemoryArea area = areas.get(index);
            for (MemoryArea other : areas.subList(0, index)) {
                checkLinearOverlap(partition, area, other);
            }
            MemoryArea same = byStart.putIfAbsent(area.start(), area);
            if (same != null) {
                problems.add(
                        Kind.AREA_DUPLICATE,
                        area,
                        "partition %d: two memory areas start at 0x%08x%s",
                        partition.id(),
                        area.start(),
                        problems.seeAlso(same));
            }
        }
    }

    private void checkLinearOverlap(PartitionConfiguration partition, MemoryArea area, MemoryArea other) {
        if (area.linearRange().overlaps(other.linearRange())) {
            problems.add(
                    Kind.AREA_LINEAR_OVERLAP,
                    area,
                    "partition %d: memory area mapped at %s overlaps the one mapped at %s%s",
                    partition.id(),
                    area.linearRange(),
                    other.linearRange(),
                    problems.seeAlso(other));
        }
    }

    private void checkHypervisorFlags() {
        MemoryArea area = configuration.hypervisor().area();
        for (AreaFlag flag : List.of(AreaFlag.SHARED, AreaFlag.READ_ONLY, AreaFlag.UNMAPPED)) {
            if (area.has(flag.bit())) {
                problems.add(
                        Kind.HYPERVISOR_AREA_FLAG,
                        area,
                        "hypervisor: its memory area cannot have the flag \"%s\"",
                        flag.text());
            }
        }
    }

    private static boolean isAligned(int value) {
        return (value & PrtosConstants.PAGE_SIZE - 1) == 0;
    }
}
