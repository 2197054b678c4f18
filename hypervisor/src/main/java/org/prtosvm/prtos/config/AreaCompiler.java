// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.List;
import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.abi.PrtosConstants;

/** Makes the memory areas of all owners. */
final class AreaCompiler {
    private final List<Region> regions;
    private final KernelOptions options;
    private final Problems problems;

    /**
     * Makes a compiler.
     *
     * @param regions regions in ascending order
     * @param problems knows where areas come from
     */
    AreaCompiler(List<Region> regions, KernelOptions options, Problems problems) {
        this.options = options;
        this.regions = regions;
        this.problems = problems;
    }

    /** The areas of a PhysicalMemoryAreas element, in the order of the file. */
    List<MemoryArea> areas(XmlElement owner) {
        List<MemoryArea> areas = new ArrayList<>();
        int nextName = 0;
        for (XmlElement element : owner.requiredChild("PhysicalMemoryAreas").children()) {
            boolean named = element.find("name").isPresent();
            areas.add(area(element, named ? nextName++ : 0));
        }
        return areas;
    }

    private MemoryArea area(XmlElement element, int nameIndex) {
        String name = element.find("name").orElse(null);
        int start = Values.hex(element, "start");
        int size = Values.size(element, "size");
        int mappedAt = element.find("mappedAt").isPresent() ? Values.hex(element, "mappedAt") : start;
        int flags = Values.areaFlags(element.value("flags")) | (name == null ? 0 : MemoryAreaFlags.TAGGED);
        return problems.place(
                new MemoryArea(name, start, mappedAt, size, flags, regionOf(start, size), nameIndex),
                element.location());
    }

    /** The area of the hypervisor. */
    MemoryArea hypervisorArea(XmlElement element) {
        int start = options.loadAddress();
        int size = Values.size(element, "size");
        int flags = Values.areaFlags(element.find("flags").orElse(""));
        return problems.place(
                new MemoryArea(null, start, PrtosConstants.HYPERVISOR_OFFSET, size, flags, regionOf(start, size), 0),
                element.location());
    }

    /** The area of a memory-block device; it has no linear address. */
    MemoryArea memoryBlock(XmlElement element) {
        int start = Values.hex(element, "start");
        int size = Values.size(element, "size");
        return problems.place(
                new MemoryArea(null, start, 0, size, MemoryAreaFlags.SHARED, regionOf(start, size), 0),
                element.location());
    }

    private int regionOf(int start, int size) {
        return RegionTable.indexOf(regions, AddressRange.of(start, size));
    }
}
