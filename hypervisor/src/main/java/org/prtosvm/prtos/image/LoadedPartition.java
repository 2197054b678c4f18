// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.List;

/**
 * A partition that is present in the container.
 *
 * @param id its id
 * @param address physical address of its PEF file
 * @param image its image; the size of the file is that of {@link PartitionImage#pef()}
 * @param customFiles the custom files that are loaded: as many as are both wanted and given
 */
public record LoadedPartition(int id, int address, PartitionImage image, List<LoadedCustomFile> customFiles) {
    /** Makes a partition with a copy of the list. */
    public LoadedPartition {
        customFiles = List.copyOf(customFiles);
    }
}
