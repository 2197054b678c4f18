// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.List;

/**
 * The files that the user gives for one partition.
 *
 * @param image its image: a PEF file, or an ELF file, which is wrapped
 * @param customFiles its custom files: custom-file PEF files, or any other files, which are wrapped
 */
public record PartitionInput(InputFile image, List<InputFile> customFiles) {
    /** Makes an input with a copy of the list. */
    public PartitionInput {
        customFiles = List.copyOf(customFiles);
    }
}
