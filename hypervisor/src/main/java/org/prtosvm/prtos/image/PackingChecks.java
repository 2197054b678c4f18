// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.List;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.AddressRange;
import org.prtosvm.prtos.config.ConfigurationBlobReader;
import org.prtosvm.prtos.config.ConfigurationException;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.image.ImageException.Kind;

/**
 * Whether PEF files may be packed into a container for a configuration: their types, and their places in the memory of their owners.
 * Source: ABI 10-tools, A.3 "check" and ABI 07-binary-formats, 8.
 */
public final class PackingChecks {
    private final SystemConfiguration configuration;
    private final PlacementChecks placement;
    private final int configurationSize;

    /**
     * Prepares the checks.
     *
     * @param file the custom-file PEF of the configuration
     * @param options the options that the configuration was made with
     * @throws ImageException if it is not a custom file
     * @throws ConfigurationException if what it holds is not a valid configuration
     */
    public PackingChecks(PefFile file, KernelOptions options) {
        checkCustomFileType(file);
        byte[] blob = file.data(file.segments().getFirst());
        this.configuration = ConfigurationBlobReader.read(file.file(), blob, options);
        this.configurationSize = LittleEndian.get32(blob, ConfigurationBlobDescriptor.SIZE_OFFSET);
        this.placement = new PlacementChecks(configuration, options);
    }

    /**
     * Checks the hypervisor's files.
     *
     * @param image its image
     * @param customFiles its custom files, the configuration first
     * @throws ImageException if a file is of the wrong type or outside the hypervisor's memory
     */
    public void checkHypervisor(PefFile image, List<PefFile> customFiles) {
        checkType(image, PefType.HYPERVISOR);
        for (int index = 0; index < image.segments().size(); index++) {
            checkInside(image, "segment " + index, image.segments().get(index).loadRange());
        }
        checkCount(customFiles);
        for (int index = 0; index < customFiles.size(); index++) {
            PefFile file = customFiles.get(index);
            checkCustomFileType(file);
            if (index < image.customFiles().size()) {
                CustomFileSlot slot = image.customFiles().get(index);
                PlacementChecks.checkLength("hypervisor", file, slot);
                int length = index == 0 ? configurationSize : file.imageLength();
                checkInside(file, "custom file", AddressRange.of(slot.address(), length));
            }
        }
    }

    /**
     * Checks the files of a partition.
     *
     * @param id partition
     * @param image its image
     * @param customFiles its custom files
     * @throws ImageException if there is no such partition, or a file is of the wrong type or outside the partition's memory
     */
    public void checkPartition(int id, PefFile image, List<PefFile> customFiles) {
        int partitions = configuration.partitions().size();
        if (id < 0 || id >= partitions) {
            throw new ImageException(
                    Kind.PARTITION,
                    image.file(),
                    "partition",
                    "expected an id from 0 to " + (partitions - 1) + ", found " + id);
        }
        checkType(image, PefType.PARTITION);
        placement.checkImage(id, image);
        checkCount(customFiles);
        for (int index = 0; index < customFiles.size(); index++) {
            PefFile file = customFiles.get(index);
            checkCustomFileType(file);
            if (index < image.customFiles().size()) {
                placement.checkCustomFile(id, file, image.customFiles().get(index));
            }
        }
    }

    private void checkInside(PefFile file, String field, AddressRange range) {
        AddressRange memory = configuration.hypervisor().area().physicalRange();
        if (!memory.contains(range)) {
            throw new ImageException(
                    Kind.OUTSIDE_AREAS,
                    file.file(),
                    field,
                    "expected inside the hypervisor's memory area " + memory + ", found " + range);
        }
    }

    private static void checkCount(List<PefFile> customFiles) {
        if (customFiles.size() > PrtosConstants.MAX_CUSTOM_FILES) {
            throw new ImageException(
                    Kind.CUSTOM_FILE,
                    customFiles.getLast().file(),
                    "custom files",
                    "expected at most " + PrtosConstants.MAX_CUSTOM_FILES + ", found " + customFiles.size());
        }
    }

    private static void checkType(PefFile file, PefType expected) {
        if (file.type() != expected) {
            throw new ImageException(
                    Kind.WRONG_FORMAT, file.file(), "type", "expected " + expected + ", found " + file.type());
        }
    }

    private static void checkCustomFileType(PefFile file) {
        checkType(file, PefType.CUSTOM_FILE);
        if (file.segments().size() != 1) {
            throw new ImageException(
                    Kind.CUSTOM_FILE,
                    file.file(),
                    "segments",
                    "expected one in a custom file, found " + file.segments().size());
        }
    }
}
