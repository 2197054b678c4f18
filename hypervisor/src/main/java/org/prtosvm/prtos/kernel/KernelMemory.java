// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.host.SetupException;

/**
 * The hypervisor's memory area: hands out pages while a system is set up, and maps them at {@link PrtosConstants#HYPERVISOR_OFFSET} for
 * all address spaces.
 *
 * <p>The first {@link PrtosConstants#LOADER_CODE_SIZE} bytes are what guests see as the code of the partition loader; they are empty since
 * partitions are loaded by the hypervisor itself. Then come the page tables of the hypervisor's addresses, then what is allocated.
 *
 * <p>Source: ABI 01-machine-and-boot, 2.
 */
final class KernelMemory {
    /** Present, writable, accessed; supervisor. */
    private static final int DIRECTORY_BITS = 0x23;
    /** Present, writable, accessed, dirty; supervisor. */
    private static final int PAGE_BITS = 0x63;

    private static final int PAGE = PrtosConstants.PAGE_SIZE;
    private static final int ENTRIES = 1024;
    private static final int TABLE_REACH = ENTRIES * PAGE;
    private static final int DIRECTORY_ENTRIES = ENTRIES - PrtosConstants.FIRST_HYPERVISOR_DIRECTORY_INDEX;

    private final GuestMemory memory;
    private final MemoryArea area;
    private final int tables;
    private int used = PrtosConstants.LOADER_CODE_SIZE;

    /**
     * Takes over the area.
     *
     * @param memory memory of the machine, gets RAM for the whole area
     * @param area the hypervisor's area
     */
    KernelMemory(GuestMemory memory, MemoryArea area) {
        this.memory = memory;
        this.area = area;
        long reach = Math.min(Integer.toUnsignedLong(area.size()), (long) DIRECTORY_ENTRIES * TABLE_REACH);
        memory.addRam(area.start(), Integer.toUnsignedLong(area.size()));
        tables = (int) ((reach + TABLE_REACH - 1) / TABLE_REACH);
        int first = allocate(tables * PAGE);
        // The loader's code is not mapped here: guest segments may end one byte beyond the guest's addresses.
        for (int i = PrtosConstants.LOADER_CODE_SIZE / PAGE; i < reach / PAGE; i++) {
            memory.store32(first + i * 4, area.start() + i * PAGE | PAGE_BITS);
        }
    }

    /**
     * Allocates pages.
     *
     * @param length bytes, rounded up to pages
     * @return physical address
     * @throws SetupException if the area is too small
     */
    int allocate(int length) {
        int rounded = length + PAGE - 1 & -PAGE;
        if (Integer.compareUnsigned(used + rounded, area.size()) > 0) {
            throw new SetupException("hypervisor memory area: expected room for at least 0x%x bytes, found 0x%x"
                    .formatted(used + rounded, area.size()));
        }
        int physical = area.start() + used;
        used += rounded;
        return physical;
    }

    /**
     * The linear address of a page of this area.
     *
     * @param physical physical address
     * @return linear address in every address space
     */
    int linear(int physical) {
        return PrtosConstants.HYPERVISOR_OFFSET + (physical - area.start());
    }

    /**
     * The physical address of what guests see as the loader's code.
     *
     * @return address of {@link PrtosConstants#LOADER_CODE_SIZE} bytes
     */
    int loaderCode() {
        return area.start();
    }

    /**
     * Maps the hypervisor in a page directory.
     *
     * @param directory physical address of the directory
     */
    void mapInto(int directory) {
        int entry = directory + PrtosConstants.FIRST_HYPERVISOR_DIRECTORY_INDEX * 4;
        int first = area.start() + PrtosConstants.LOADER_CODE_SIZE;
        for (int i = 0; i < DIRECTORY_ENTRIES; i++) {
            memory.store32(entry + i * 4, i < tables ? first + i * PAGE | DIRECTORY_BITS : 0);
        }
    }

    /**
     * The part of the area that has contents.
     *
     * @return bytes from its start
     */
    int used() {
        return used;
    }
}
