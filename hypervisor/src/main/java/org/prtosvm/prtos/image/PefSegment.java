// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import org.prtosvm.prtos.config.AddressRange;

/**
 * A segment of a PEF file.
 *
 * @param physical physical address of the executable; 0 for custom files. For a partition the loader takes it as a linear address
 * @param virtual linear address of the executable; 0 for custom files
 * @param size uncompressed bytes, unsigned
 * @param storedSize bytes in the file, compression header included
 * @param offset of these bytes from the start of the file
 */
public record PefSegment(int physical, int virtual, int size, int storedSize, int offset) {
    /**
     * Where the segment is loaded: at its physical address, which for a partition is a linear one. Source: ABI 07-binary-formats, 4.6
     * and 9.
     *
     * @return the range
     */
    public AddressRange loadRange() {
        return AddressRange.of(physical, size);
    }
}
