// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.prtosvm.prtos.config.ConfigurationException;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.config.SystemConfiguration;

/**
 * The complete input of a run: a configuration, and a container as it lies in guest memory, with what it holds for each partition. The
 * hypervisor image of a container is not looked at.
 */
public final class SystemImage {
    /** What the main input of a run can be. */
    public enum Kind {
        /** An XML system description; partition images are given beside it. */
        DESCRIPTION,
        /** A configuration blob; partition images are given beside it. */
        CONFIGURATION,
        /** A container. */
        CONTAINER,
        /** A boot image, which carries a container. */
        RESIDENT_SOFTWARE
    }

    private final Kind kind;
    private final SystemConfiguration configuration;
    private final ContainerFile container;
    private final List<LoadedPartition> partitions;
    private final int containerAddress;

    SystemImage(
            Kind kind,
            SystemConfiguration configuration,
            ContainerFile container,
            int containerAddress,
            List<LoadedPartition> partitions) {
        this.kind = kind;
        this.configuration = configuration;
        this.container = container;
        this.containerAddress = containerAddress;
        this.partitions = List.copyOf(partitions);
    }

    /**
     * Loads the input of a run made with the default kernel options. What the main file is follows from its contents.
     *
     * @param main a system description, configuration blob, container or boot image
     * @param images files of the partitions, by partition id; only with a system description or configuration blob
     * @return the system
     * @throws ImageException if an image file is refused, or does not fit the configuration
     * @throws ConfigurationException if the configuration is refused
     */
    public static SystemImage load(InputFile main, Map<Integer, PartitionInput> images) {
        return load(main, images, KernelOptions.DEFAULT);
    }

    /**
     * Loads the input of a run. What the main file is follows from its contents.
     *
     * @param main a system description, configuration blob, container or boot image
     * @param images files of the partitions, by partition id; only with a system description or configuration blob
     * @param options the kernel options that the files were made with
     * @return the system
     * @throws ImageException if an image file is refused, or does not fit the configuration
     * @throws ConfigurationException if the configuration is refused
     */
    public static SystemImage load(InputFile main, Map<Integer, PartitionInput> images, KernelOptions options) {
        return new SystemImageLoader(main, images, options).load();
    }

    /**
     * What the main input was.
     *
     * @return its kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The configuration.
     *
     * @return a configuration that keeps all rules
     */
    public SystemConfiguration configuration() {
        return configuration;
    }

    /**
     * Where the container lies in guest memory.
     *
     * @return physical address
     */
    public int containerAddress() {
        return containerAddress;
    }

    /**
     * The container, to be copied to {@link #containerAddress()}. One that was made for a system description holds a hypervisor image
     * that does nothing.
     *
     * @return the container
     */
    public ContainerFile container() {
        return container;
    }

    /**
     * What the container holds for a partition.
     *
     * @param id of the partition
     * @return nothing if the container has no image for it
     */
    public Optional<LoadedPartition> partition(int id) {
        return partitions.stream().filter(partition -> partition.id() == id).findFirst();
    }

    /**
     * The partitions that are present.
     *
     * @return partitions in the order of the container
     */
    public List<LoadedPartition> partitions() {
        return partitions;
    }
}
