// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.config.MemoryArea;

/**
 * Builds the initial page tables of a partition, in the pool that its image header names.
 *
 * <p>Entries have their accessed and dirty bits set from the start, which the processor would set otherwise: nothing then writes to a
 * table but the paging calls. The pool is translated from linear to physical before it is used; it must lie in areas of type ram that the
 * partition does not share.
 *
 * <p>Source: ABI 01-machine-and-boot, 2.1.
 */
public final class PageTableBuilder {
    /** Present, writable, accessed. */
    private static final int DIRECTORY_BITS = 0x23;
    /** Present, user, accessed, dirty. */
    private static final int PAGE_BITS = 0x65;

    private static final int WRITABLE = 0x02;
    private static final int CACHE_DISABLED = 0x10;
    private static final int PAGE = PrtosConstants.PAGE_SIZE;
    private static final int NO_PAGE = -1;

    private final GuestMemory memory;
    private final Partition partition;
    private int nextPool;
    private final int poolEnd;
    private int directory;
    private boolean exhausted;

    /**
     * Makes a builder.
     *
     * @param memory memory of the machine
     * @param partition owner; its page bookkeeping was cleared
     * @param pool linear address of the pool
     * @param poolSize bytes of the pool
     */
    public PageTableBuilder(GuestMemory memory, Partition partition, int pool, int poolSize) {
        this.memory = memory;
        this.partition = partition;
        nextPool = pool + PAGE - 1 & -PAGE;
        poolEnd = pool + poolSize & -PAGE;
    }

    /**
     * Takes the page directory from the pool and maps the areas.
     *
     * @return false if there is no usable page in the pool
     */
    public boolean begin() {
        directory = takePage(PageType.DIRECTORY);
        if (directory == NO_PAGE) {
            return false;
        }
        for (MemoryArea area : partition.configuration().areas()) {
            if (!area.has(MemoryAreaFlags.UNMAPPED)) {
                map(area.mappedAt(), area.start(), area.size(), bits(area));
            }
        }
        return !exhausted;
    }

    private static int bits(MemoryArea area) {
        int writable = area.has(MemoryAreaFlags.READ_ONLY) ? PAGE_BITS : PAGE_BITS | WRITABLE;
        return area.has(MemoryAreaFlags.UNCACHEABLE) ? writable | CACHE_DISABLED : writable;
    }

    /**
     * Maps pages that belong to the hypervisor, read-only and cached.
     *
     * @param linear first linear address
     * @param physical first physical address
     * @param length bytes, rounded up to pages
     */
    public void mapReadOnly(int linear, int physical, int length) {
        map(linear, physical, length, PAGE_BITS);
    }

    /**
     * Maps the control tables: read-only, not cached.
     *
     * @param physical first physical address
     * @param length bytes, rounded up to pages
     */
    public void mapControlTables(int physical, int length) {
        map(PrtosConstants.PCT_AREA_ADDRESS, physical, length, PAGE_BITS | CACHE_DISABLED);
    }

    /**
     * Maps pages that belong to the hypervisor, writable.
     *
     * @param linear first linear address
     * @param physical first physical address
     * @param length bytes, rounded up to pages
     */
    public void mapWritable(int linear, int physical, int length) {
        map(linear, physical, length, PAGE_BITS | WRITABLE);
    }

    /**
     * Makes page tables read-only where the partition sees them, and counts the references to the pages of mapped areas.
     *
     * @return false if the pool was too small
     */
    public boolean finish() {
        if (exhausted) {
            return false;
        }
        PageRegistry pages = partition.pages();
        for (MemoryArea area : partition.configuration().areas()) {
            if (area.has(MemoryAreaFlags.UNMAPPED)) {
                continue;
            }
            for (int offset = 0; offset != area.size(); offset += PAGE) {
                int physical = area.start() + offset;
                if (pages.owns(physical)) {
                    pages.increment(physical);
                    if (pages.isTable(physical)) {
                        map(area.mappedAt() + offset, physical, PAGE, bits(area) & ~WRITABLE);
                    }
                }
            }
        }
        return true;
    }

    /**
     * The page directory.
     *
     * @return its physical address
     */
    public int directory() {
        return directory;
    }

    private void map(int linear, int physical, int length, int bits) {
        int pages = (int) (Integer.toUnsignedLong(length) + PAGE - 1 >>> 12);
        for (int i = 0; i < pages && !exhausted; i++) {
            mapPage(linear + i * PAGE, physical + i * PAGE, bits);
        }
    }

    private void mapPage(int linear, int physical, int bits) {
        int directoryEntry = directory + (linear >>> 22) * 4;
        int table = memory.load32(directoryEntry) & -PAGE;
        if (table == 0) {
            table = takePage(PageType.TABLE);
            if (table == NO_PAGE) {
                exhausted = true;
                return;
            }
            memory.store32(directoryEntry, table | DIRECTORY_BITS);
        }
        memory.store32(table + (linear >>> 12 & 0x3FF) * 4, physical | bits);
    }

    /** Takes the next page of the pool, cleared, typed and counted. */
    private int takePage(int type) {
        if (Integer.compareUnsigned(nextPool, poolEnd) >= 0) {
            return NO_PAGE;
        }
        MemoryArea area = partition.configuration().areaAtLinear(nextPool);
        if (area == null) {
            return NO_PAGE;
        }
        int physical = area.toPhysical(nextPool);
        PageRegistry pages = partition.pages();
        if (!pages.owns(physical) || pages.isShared(physical)) {
            return NO_PAGE;
        }
        nextPool += PAGE;
        memory.clear(physical, PAGE);
        pages.setType(physical, type);
        pages.increment(physical);
        return physical;
    }
}
