// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import java.util.List;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.abi.MemoryCopyDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.config.AddressRange;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.config.PartitionConfiguration;

/**
 * Copies physical memory between partitions. Source: ABI 05-objects, 4.
 *
 * <p>Stricter than the reference where that would break isolation or stop the system: memory that does not exist, and pages that are
 * page tables as targets, are {@link PrtosStatus#INVALID_PARAM}; a copy over its own page tables would let an ordinary partition map
 * anything.
 */
public final class MemoryObject implements KernelObject {
    private final List<PartitionConfiguration> partitions;
    private final GuestMemory memory;
    private final PageTypes pageTypes;
    private final byte[] piece = new byte[GuestMemory.PAGE_SIZE];

    /** What is known about pages. */
    @FunctionalInterface
    public interface PageTypes {
        /**
         * Whether a page is a page directory or page table of some partition.
         *
         * @param physical any physical address in the page
         * @return true if it is
         */
        boolean isPageTable(int physical);
    }

    /**
     * Makes the object.
     *
     * @param partitions all partitions, by id
     * @param memory physical memory
     * @param pageTypes tells which pages are page tables
     */
    public MemoryObject(List<PartitionConfiguration> partitions, GuestMemory memory, PageTypes pageTypes) {
        this.partitions = partitions;
        this.memory = memory;
        this.pageTypes = pageTypes;
    }

    @Override
    public int control(ObjectCaller caller, int descriptor, int command, int argument) {
        if (!caller.isSource(argument, MemoryCopyDescriptor.LENGTH) || command != MemoryCopyDescriptor.COMMAND_COPY) {
            return PrtosStatus.INVALID_PARAM;
        }
        byte[] copy = new byte[MemoryCopyDescriptor.LENGTH];
        caller.read(argument, copy, 0, copy.length);
        int size = LittleEndian.get32(copy, MemoryCopyDescriptor.SIZE_OFFSET);
        if (size <= 0) {
            return 0;
        }
        int targetId = LittleEndian.get32(copy, MemoryCopyDescriptor.TARGET_ID_OFFSET);
        int sourceId = LittleEndian.get32(copy, MemoryCopyDescriptor.SOURCE_ID_OFFSET);
        if (!caller.isSystem() && (targetId != caller.partitionId() || sourceId != caller.partitionId())) {
            return PrtosStatus.PERM_ERROR;
        }
        AddressRange target =
                AddressRange.of(LittleEndian.get32(copy, MemoryCopyDescriptor.TARGET_ADDRESS_OFFSET), size);
        AddressRange source =
                AddressRange.of(LittleEndian.get32(copy, MemoryCopyDescriptor.SOURCE_ADDRESS_OFFSET), size);
        if (!isTarget(targetId, target) || !isAccessible(sourceId, source, 0)) {
            return PrtosStatus.INVALID_PARAM;
        }
        copyAscending((int) source.start(), (int) target.start(), size);
        caller.chargeCopy(size);
        return size;
    }

    private boolean isTarget(int partitionId, AddressRange range) {
        if (!isAccessible(partitionId, range, MemoryAreaFlags.READ_ONLY)) {
            return false;
        }
        for (long page = pageOf(range.start()); page < range.end(); page += GuestMemory.PAGE_SIZE) {
            if (pageTypes.isPageTable((int) page)) {
                return false;
            }
        }
        return true;
    }

    private boolean isAccessible(int partitionId, AddressRange range, int forbiddenFlags) {
        if (partitionId != PrtosConstants.HYPERVISOR_PARTITION_ID
                && (Integer.compareUnsigned(partitionId, partitions.size()) >= 0
                        || !isInArea(partitions.get(partitionId), range, forbiddenFlags))) {
            return false;
        }
        for (long page = pageOf(range.start()); page < range.end(); page += GuestMemory.PAGE_SIZE) {
            if (page >= 1L << 32 || memory.hostAddress((int) page) == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInArea(PartitionConfiguration partition, AddressRange range, int forbiddenFlags) {
        for (MemoryArea area : partition.areas()) {
            if (area.physicalRange().contains(range)) {
                return (area.flags() & forbiddenFlags) == 0;
            }
        }
        return false;
    }

    private static long pageOf(long address) {
        return address & -GuestMemory.PAGE_SIZE;
    }

    /** Copies as if byte by byte, ascending: pieces are not longer than the distance, so that none overlaps itself. */
    private void copyAscending(int source, int target, int size) {
        long distance = Integer.toUnsignedLong(target) - Integer.toUnsignedLong(source);
        int step = distance > 0 && distance < piece.length ? (int) distance : piece.length;
        for (int done = 0; done < size; ) {
            int part = Math.min(step, size - done);
            memory.read(source + done, piece, 0, part);
            memory.write(target + done, piece, 0, part);
            done += part;
        }
    }
}
