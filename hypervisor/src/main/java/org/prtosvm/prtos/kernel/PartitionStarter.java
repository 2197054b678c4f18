// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.ImageHeaderDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.config.AddressRange;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.image.LoadedCustomFile;
import org.prtosvm.prtos.image.LoadedPartition;
import org.prtosvm.prtos.image.PefSegment;
import org.prtosvm.prtos.partition.PageTableBuilder;
import org.prtosvm.prtos.partition.Partition;

/**
 * Makes partitions ready to start: checks the image header in the partition's memory, loads images, builds page tables.
 *
 * <p>The reference starts the loader of a cold reset in the partition itself. Here the hypervisor loads, before it builds the page tables:
 * what a guest sees is the same, and read-only areas need no exception.
 *
 * <p>Source: ABI 01-machine-and-boot, 2.1, 6 and 7; ABI 07-binary-formats, 4.6 and 8.
 */
final class PartitionStarter {
    private static final int PAGE = PrtosConstants.PAGE_SIZE;

    private final Kernel kernel;
    private final GuestMemory memory;

    /**
     * How a partition that is ready starts.
     *
     * @param directory physical address of its page directory
     * @param entry EIP
     * @param stackPointer ESP
     */
    record Prepared(int directory, int entry, int stackPointer) {}

    PartitionStarter(Kernel kernel) {
        this.kernel = kernel;
        memory = kernel.memory();
    }

    private @Nullable LoadedPartition image(Partition partition) {
        return kernel.image().partition(partition.id()).orElse(null);
    }

    /** The address of the partition's image file in the container, 0 if it has none. */
    int imageStart(Partition partition) {
        LoadedPartition image = image(partition);
        return image == null ? 0 : image.address();
    }

    /** What it costs to map the partition's areas, and to load its image. */
    long cost(Partition partition, boolean cold) {
        long cost = 0;
        for (MemoryArea area : partition.configuration().areas()) {
            cost += Integer.toUnsignedLong(area.size()) / PAGE * Charges.MAPPED_PAGE;
        }
        LoadedPartition image = image(partition);
        if (cold && image != null) {
            cost += Charges.copy(Integer.toUnsignedLong(image.image().pef().imageLength()));
        }
        return cost;
    }

    /** Loads everything where it belongs, as far as there is memory of the partition. */
    void loadFirst(Partition partition) {
        LoadedPartition image = image(partition);
        if (image != null) {
            load(partition, image);
        }
    }

    /**
     * Checks, loads for a cold reset, builds the page tables.
     *
     * @return how to start, or null if the partition cannot be reset
     */
    @Nullable
    Prepared prepare(Partition partition, boolean cold) {
        LoadedPartition image = image(partition);
        if (image == null) {
            return null;
        }
        byte[] header = header(partition, image.image().pef().headerAddress());
        if (header == null || !isValid(header)) {
            return null;
        }
        int pool = LittleEndian.get32(header, ImageHeaderDescriptor.PAGE_TABLE_OFFSET);
        int poolSize = LittleEndian.get32(header, ImageHeaderDescriptor.PAGE_TABLE_SIZE_OFFSET);
        partition.pages().clear();
        if (cold && !load(partition, image)) {
            return null;
        }
        PageTableBuilder builder = new PageTableBuilder(memory, partition, pool, poolSize);
        if (!map(builder, partition, image)) {
            kernel.println("[setup_page_table] partition page table couldn't be created");
            return null;
        }
        int stackPointer = cold ? PrtosConstants.LOADER_STACK_TOP : 0;
        return new Prepared(builder.directory(), image.image().pef().entryPoint(), stackPointer);
    }

    /** The image header as it stands in memory now, or null unless it lies completely inside one area. */
    private byte @Nullable [] header(Partition partition, int linear) {
        MemoryArea area =
                partition.configuration().areaAround(AddressRange.of(linear, ImageHeaderDescriptor.PARTITION_LENGTH));
        if (area == null) {
            return null;
        }
        byte[] header = new byte[ImageHeaderDescriptor.PARTITION_LENGTH];
        memory.read(area.toPhysical(linear), header, 0, header.length);
        return header;
    }

    private static boolean isValid(byte[] header) {
        return LittleEndian.get32(header, ImageHeaderDescriptor.START_SIGNATURE_OFFSET)
                        == ImageHeaderDescriptor.PARTITION_SIGNATURE
                && LittleEndian.get32(header, ImageHeaderDescriptor.PARTITION_END_SIGNATURE_OFFSET)
                        == ImageHeaderDescriptor.PARTITION_SIGNATURE
                && LittleEndian.get32(header, ImageHeaderDescriptor.ABI_VERSION_OFFSET) == PrtosConstants.ABI_VERSION
                && LittleEndian.get32(header, ImageHeaderDescriptor.API_VERSION_OFFSET) == PrtosConstants.API_VERSION;
    }

    private boolean map(PageTableBuilder builder, Partition partition, LoadedPartition image) {
        if (!builder.begin()) {
            return false;
        }
        PartitionMemory own = kernel.memoryOf(partition);
        builder.mapControlTables(own.controlTables(), own.controlTablesLength());
        builder.mapWritable(
                PrtosConstants.LOADER_STACK_ADDRESS, own.loaderStack(), PrtosConstants.LOADER_STACK_PAGES * PAGE);
        builder.mapReadOnly(
                PrtosConstants.LOADER_CODE_ADDRESS,
                kernel.kernelMemory().loaderCode(),
                PrtosConstants.LOADER_CODE_SIZE);
        builder.mapReadOnly(
                image.address(), image.address(), image.image().pef().fileSize());
        for (LoadedCustomFile file : image.customFiles()) {
            builder.mapReadOnly(file.address(), file.address(), file.pef().fileSize());
        }
        return builder.finish();
    }

    private boolean load(Partition partition, LoadedPartition image) {
        for (PefSegment segment : image.image().segments()) {
            if (!copy(partition, segment.physical(), image.image().data(segment))) {
                return false;
            }
        }
        for (LoadedCustomFile file : image.customFiles()) {
            if (!copy(partition, file.slot().address(), file.contents())) {
                return false;
            }
        }
        return true;
    }

    /** Copies to linear addresses of the partition's areas; false if some address is in none. */
    private boolean copy(Partition partition, int linear, byte[] bytes) {
        for (int done = 0; done < bytes.length; ) {
            int address = linear + done;
            MemoryArea area = partition.configuration().areaAtLinear(address);
            if (area == null) {
                return false;
            }
            long room = area.linearRange().end() - Integer.toUnsignedLong(address);
            int part = (int) Math.min(room, bytes.length - done);
            memory.write(area.toPhysical(address), bytes, done, part);
            done += part;
        }
        return true;
    }
}
