// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.ReservedMemory.Block;

/**
 * Where the tables of a configuration blob stand. The format leaves it open; this is the layout of the reference compiler, in which a
 * table of at least 32 bytes begins at a multiple of 32. Source: ABI 07-binary-formats, 5.
 */
final class BlobLayout {
    private static final int WORD = 4;
    private static final int LARGE = 32;

    private long cursor;

    final int vcpus;
    final int partitions;
    final int memoryBlocks;
    final int strings;
    final int ioBitmaps;
    final int plans;
    final int slots;
    final int ipviDestinations;
    final int ports;
    final int channels;
    final int areas;
    final int regions;
    final int reservedMemory;
    final int dataSize;
    final int residentSoftwareInfo;
    final int bootPartitions;

    BlobLayout(SystemConfiguration configuration, BlobGeometry geometry, BlobTables tables, List<Block> blocks) {
        int partitionCount = configuration.partitions().size();
        cursor = align(geometry.headerLength(), LARGE);
        vcpus = table((long) WORD * partitionCount * configuration.processors().size(), WORD);
        partitions = words(partitionCount, ConfigurationBlobDescriptor.PARTITION_LENGTH);
        memoryBlocks =
                words(configuration.devices().memoryBlocks().size(), ConfigurationBlobDescriptor.MEMORY_BLOCK_LENGTH);
        strings = table(tables.strings().length(), 1);
        ioBitmaps = words(tables.ioBitmaps().size(), ConfigurationBlobDescriptor.IO_BITMAP_LENGTH);
        plans = words(tables.plans().size(), ConfigurationBlobDescriptor.PLAN_LENGTH);
        slots = words(tables.slots().size(), ConfigurationBlobDescriptor.SLOT_LENGTH);
        ipviDestinations = table(tables.ipviDestinations().size(), 1);
        ports = words(configuration.portCount(), ConfigurationBlobDescriptor.PORT_LENGTH);
        channels = words(configuration.channels().size(), ConfigurationBlobDescriptor.CHANNEL_LENGTH);
        areas = words(tables.areas().size(), ConfigurationBlobDescriptor.AREA_LENGTH);
        regions = words(configuration.regions().size(), ConfigurationBlobDescriptor.REGION_LENGTH);
        reservedMemory = take((long) ConfigurationBlobDescriptor.RESERVED_MEMORY_LENGTH * blocks.size() + WORD);
        dataSize = (int) cursor;
        cursor = align(cursor, LARGE);
        residentSoftwareInfo = take(WORD);
        bootPartitions = words(partitionCount, ConfigurationBlobDescriptor.BOOT_PARTITION_LENGTH);
        cursor = align(cursor, PrtosConstants.PAGE_SIZE);
    }

    private int words(int count, int length) {
        return table((long) count * length, WORD);
    }

    private int table(long length, int alignment) {
        cursor = align(cursor, length >= LARGE ? LARGE : alignment);
        return take(length);
    }

    private int take(long length) {
        long offset = cursor;
        cursor += length;
        return (int) offset;
    }

    /** Takes the place of the next block of reserved memory. */
    long placeBlock(Block block) {
        cursor = align(cursor, block.alignment());
        long offset = cursor;
        cursor += block.size();
        return offset;
    }

    /** The end of what has been placed. */
    long end() {
        return cursor;
    }

    private static long align(long offset, int alignment) {
        return (offset + alignment - 1) & -(long) alignment;
    }
}
