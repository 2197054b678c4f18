// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import org.prtosvm.abi.PrtosConstants;

/**
 * A range of physical memory of the board. Source: ABI 11-configuration, 3.2 MemoryLayout.
 *
 * @param start physical start, unsigned, a multiple of 4096
 * @param size bytes, unsigned, a multiple of 4096
 * @param flags {@link PrtosConstants#REGION_RAM} or {@link PrtosConstants#REGION_ROM}
 */
public record Region(int start, int size, int flags) {
    /**
     * Whether the pages of this region have type and reference counter.
     *
     * @return true for regions of type ram
     */
    public boolean isRam() {
        return (flags & PrtosConstants.REGION_RAM) != 0;
    }

    /**
     * The range of this region.
     *
     * @return the physical range
     */
    public AddressRange range() {
        return AddressRange.of(start, size);
    }
}
