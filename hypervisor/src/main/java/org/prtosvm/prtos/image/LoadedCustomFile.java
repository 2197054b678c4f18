// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

/**
 * A custom file of a partition in the container.
 *
 * @param address physical address of its PEF file
 * @param pef the PEF file
 * @param slot where the image wants the contents
 */
public record LoadedCustomFile(int address, PefFile pef, CustomFileSlot slot) {
    /**
     * The contents that are loaded to {@link CustomFileSlot#address()}.
     *
     * @return a new array
     * @throws ImageException if they do not decompress to their length
     */
    public byte[] contents() {
        return pef.data(pef.segments().getFirst());
    }
}
