// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.prtosvm.abi.PrtosConstants;

/**
 * The blocks of memory that the reference kernel takes from the tail of a configuration blob. This hypervisor keeps its objects
 * elsewhere; the table is part of the format. The sizes are those of the reference kernel's default build. Source: ABI
 * 07-binary-formats, 5.4.
 */
final class ReservedMemory {
    /** Most blocks that a blob describes; far above any real configuration. */
    static final int MAX_BLOCKS = 4 * 1024 * 1024;

    private static final int WORD_ALIGNMENT = 4;
    private static final int GUEST_RECORD = 0x2C00;
    private static final int PARTITION = 0x1C;
    private static final int PAGE_RECORD = 0x18;
    private static final int MEMORY_BLOCK = 0x14;
    private static final int MEMORY_BLOCK_STATE = 0x0C;
    private static final int CPU = 0x5C;
    private static final int CONSOLE = 4;
    private static final int STATUS = 0x40;
    private static final int TRACE = 0x28;
    private static final int CHANNEL = 0x34;
    private static final int PORT = 0x0C;
    private static final int MESSAGE = 0x1C;
    private static final int PCT = 336;
    private static final int PCT_AREA = 32;
    private static final int DIRECTORY_SHIFT = 22;

    /**
     * A block.
     *
     * @param size bytes
     * @param alignment power of two
     */
    record Block(long size, int alignment) {}

    private final SystemConfiguration configuration;
    private final KernelOptions options;
    private final List<Block> blocks = new ArrayList<>();

    private ReservedMemory(SystemConfiguration configuration, KernelOptions options) {
        this.configuration = configuration;
        this.options = options;
    }

    /** The blocks of a configuration in the order of the table. */
    static List<Block> blocks(SystemConfiguration configuration, KernelOptions options) {
        ReservedMemory memory = new ReservedMemory(configuration, options);
        memory.addPartitions();
        memory.addReceivers();
        memory.addPageRecords();
        memory.addHypervisorPageTables();
        memory.addPartitionPages();
        memory.addObjects();
        memory.addMessages();
        return memory.blocks.stream()
                .sorted(Comparator.comparingInt(Block::alignment))
                .toList();
    }

    private void add(long size, int alignment) {
        if (size != 0) {
            if (blocks.size() == MAX_BLOCKS) {
                throw new ConfigurationException(
                        ConfigurationProblem.Kind.BLOB_TOO_LARGE,
                        Location.ofFile(configuration.name()),
                        "reserved-memory table: expected at most " + MAX_BLOCKS + " blocks, found more");
            }
            blocks.add(new Block(size, alignment));
        }
    }

    private void add(long size) {
        add(size, WORD_ALIGNMENT);
    }

    private void addPartitions() {
        for (PartitionConfiguration partition : configuration.partitions()) {
            add(4L * partition.vcpuCount());
            for (int vcpu = 0; vcpu < partition.vcpuCount(); vcpu++) {
                add(options.threadSize());
                add(GUEST_RECORD);
            }
        }
        add((long) PARTITION * configuration.partitions().size());
    }

    private void addReceivers() {
        for (Channel channel : configuration.channels()) {
            if (channel instanceof Channel.Sampling sampling) {
                add(4L * sampling.receivers());
                add(4L * sampling.receivers());
            }
        }
    }

    private void addPageRecords() {
        add(4L * configuration.regions().size());
        for (Region region : configuration.regions()) {
            if (region.isRam()) {
                add(PAGE_RECORD * (Integer.toUnsignedLong(region.size()) / PrtosConstants.PAGE_SIZE));
            }
        }
    }

    private void addHypervisorPageTables() {
        long fourMiB = 1L << DIRECTORY_SHIFT;
        AddressRange window = configuration.hypervisor().area().linearRange();
        long end = (window.end() + fourMiB - 1) & -fourMiB;
        long free = Math.max(0, (1L << 32) - end);
        add(PrtosConstants.PAGE_SIZE * (free >> DIRECTORY_SHIFT), PrtosConstants.PAGE_SIZE);
    }

    private void addPartitionPages() {
        for (PartitionConfiguration partition : configuration.partitions()) {
            add((long) partition.vcpuCount() * controlTable(partition), PrtosConstants.PAGE_SIZE);
        }
        for (int i = 0; i < configuration.partitions().size(); i++) {
            add((long) PrtosConstants.LOADER_STACK_PAGES * PrtosConstants.PAGE_SIZE, PrtosConstants.PAGE_SIZE);
        }
    }

    private static int controlTable(PartitionConfiguration partition) {
        int ports = partition.ports().size();
        return PCT + PCT_AREA * partition.areas().size() + (ports >> 5) + (ports % 32 == 0 ? 0 : 4);
    }

    private void addObjects() {
        int memoryBlocks = configuration.devices().memoryBlocks().size();
        int partitions = configuration.partitions().size();
        add((long) MEMORY_BLOCK * memoryBlocks);
        add((long) MEMORY_BLOCK_STATE * memoryBlocks);
        add((long) CPU * configuration.processors().size());
        add((long) CONSOLE * partitions);
        add((long) STATUS * partitions);
        add((long) TRACE * partitions);
        add((long) CHANNEL * configuration.channels().size());
        add((long) PORT * configuration.portCount());
    }

    private void addMessages() {
        for (Channel channel : configuration.channels()) {
            if (channel instanceof Channel.Sampling) {
                add(Integer.toUnsignedLong(channel.maxMessageLength()));
            }
        }
        for (Channel channel : configuration.channels()) {
            if (channel instanceof Channel.Queuing queuing) {
                long messages = Integer.toUnsignedLong(queuing.maxMessages());
                add(MESSAGE * messages);
                long length = Integer.toUnsignedLong(queuing.maxMessageLength());
                for (long message = 0; length != 0 && message < messages; message++) {
                    add(length);
                }
            }
        }
    }
}
