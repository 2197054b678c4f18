// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.MemoryAreaFlags;

/**
 * A range of memory of one owner: a partition, the hypervisor, the resident software or a memory-block device. Source: ABI
 * 11-configuration, 3.5 Area.
 *
 * @param name name, or null for an area without one
 * @param start physical start, unsigned, a multiple of 4096
 * @param mappedAt linear start, unsigned
 * @param size bytes, unsigned, a multiple of 4096
 * @param flags bits of {@link MemoryAreaFlags}; TAGGED is set exactly if there is a name
 * @param regionIndex index in {@link SystemConfiguration#regions()} of the region that holds the area
 * @param nameIndex place of the name among the names of the owner's areas, in the order in which the system description declares them;
 *     0 without a name
 */
public record MemoryArea(
        @Nullable String name, int start, int mappedAt, int size, int flags, int regionIndex, int nameIndex) {
    /**
     * Makes an area.
     *
     * @throws IllegalArgumentException if the flag TAGGED contradicts the name
     */
    public MemoryArea {
        if ((name != null) != ((flags & MemoryAreaFlags.TAGGED) != 0)) {
            throw new IllegalArgumentException(
                    "an area is tagged exactly if it has a name: name " + name + String.format(", flags 0x%x", flags));
        }
    }

    /**
     * Whether all of some flags are set.
     *
     * @param mask bits of {@link MemoryAreaFlags}
     * @return true if each of them is set
     */
    public boolean has(int mask) {
        return (flags & mask) == mask;
    }

    /**
     * The physical range of this area.
     *
     * @return the range
     */
    public AddressRange physicalRange() {
        return AddressRange.of(start, size);
    }

    /**
     * The linear range of this area; it is not mapped if the area has the flag UNMAPPED.
     *
     * @return the range
     */
    public AddressRange linearRange() {
        return AddressRange.of(mappedAt, size);
    }

    /**
     * Translates a linear address of this area.
     *
     * @param linear an address of {@link #linearRange()}
     * @return the physical address
     */
    public int toPhysical(int linear) {
        return start + (linear - mappedAt);
    }
}
