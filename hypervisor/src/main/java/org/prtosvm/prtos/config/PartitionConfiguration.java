// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.PartitionFlags;

/**
 * A partition. Source: ABI 11-configuration, 3.5.
 *
 * @param id place among the partitions, from 0
 * @param name name, or null for a partition without one (see {@link SystemConfiguration#nameOf(PartitionConfiguration)})
 * @param flags bits of {@link PartitionFlags}
 * @param vcpuCount number of vCPUs, 1 to 4
 * @param hwIrqs mask of the hardware interrupt lines that it owns
 * @param areas its memory, in ascending physical order
 * @param console target of its console
 * @param ports its ports
 * @param hmTable what happens on its events
 * @param ioPermissions its I/O ports, or null if none are declared
 * @param trace where its trace goes
 */
public record PartitionConfiguration(
        int id,
        @Nullable String name,
        int flags,
        int vcpuCount,
        int hwIrqs,
        List<MemoryArea> areas,
        DeviceReference console,
        List<Port> ports,
        HmTable hmTable,
        @Nullable IoPermissions ioPermissions,
        TraceConfiguration trace) {
    /** Makes a partition with copies of the lists. */
    public PartitionConfiguration {
        areas = List.copyOf(areas);
        ports = List.copyOf(ports);
    }

    /**
     * Whether this partition may manage others.
     *
     * @return true if it has the flag SYSTEM
     */
    public boolean isSystem() {
        return (flags & PartitionFlags.SYSTEM) != 0;
    }

    /**
     * Whether this partition may use the floating-point unit.
     *
     * @return true if it has the flag FP
     */
    public boolean hasFp() {
        return (flags & PartitionFlags.FP) != 0;
    }

    /**
     * Whether this partition may use an I/O port.
     *
     * @param port 0 to 0xFFFF
     * @return true if it may
     */
    public boolean allowsIoPort(int port) {
        return ioPermissions != null && ioPermissions.allows(port);
    }

    /**
     * The area whose linear range holds an address.
     *
     * @param linear address, unsigned
     * @return the first such area in physical order, or null if there is none
     */
    public @Nullable MemoryArea areaAtLinear(int linear) {
        return areas.stream()
                .filter(area -> area.linearRange().contains(linear))
                .findFirst()
                .orElse(null);
    }

    /**
     * The area whose physical range holds an address.
     *
     * @param physical address, unsigned
     * @return the first such area, or null if there is none
     */
    public @Nullable MemoryArea areaAtPhysical(int physical) {
        return areas.stream()
                .filter(area -> area.physicalRange().contains(physical))
                .findFirst()
                .orElse(null);
    }

    /**
     * The area whose linear range holds a whole range.
     *
     * @param range linear range
     * @return the first such area in physical order, or null if there is none
     */
    public @Nullable MemoryArea areaAround(AddressRange range) {
        return areas.stream()
                .filter(area -> area.linearRange().contains(range))
                .findFirst()
                .orElse(null);
    }
}
