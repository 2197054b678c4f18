// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.log.AuditCode;
import org.prtosvm.prtos.partition.PageRegistry;
import org.prtosvm.prtos.partition.PageType;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Vcpu;

/**
 * Page tables of the caller's partition. Addresses are physical.
 *
 * <p>What keeps partitions apart: an entry of a directory refers only to page tables of the partition, an entry of a table only to its own
 * pages, its control table and its areas of other kinds; pages of directories and tables are never writable for the guest; their type
 * changes only while nobody refers to them and no vCPU uses them. The size bit of directory entries is dropped. A page that another
 * partition can write to never becomes a directory or table. The last two and the check of a vCPU's current directory are missing in the
 * reference, and so is this: a vCPU that was reset onto a directory, which does not count, takes nothing from its counter when it leaves.
 *
 * <p>Source: ABI 02-hypercalls, 4.7; ABI 01-machine-and-boot, 8.
 */
public final class PageHypercalls {
    private static final int PAGE = PrtosConstants.PAGE_SIZE;
    private static final int ENTRIES = 1024;
    private static final int PRESENT = 1;
    private static final int WRITABLE = 1 << 1;
    private static final int CACHE_DISABLED = 1 << 4;
    private static final int PAGE_SIZE_BIT = 1 << 7;
    private static final int EVERYTHING = -1;

    private final Kernel kernel;
    private final GuestMemory memory;

    /**
     * Makes the handlers.
     *
     * @param kernel the system
     */
    public PageHypercalls(Kernel kernel) {
        this.kernel = kernel;
        memory = kernel.memory();
    }

    /**
     * Writes an entry of a directory or table, or a word of an ordinary page.
     *
     * @param caller caller
     * @param physical address of the word
     * @param value new value
     * @return status
     */
    @Hypercall(number = HypercallNumber.UPDATE_PAGE32, arguments = 2)
    public int updatePage32(Vcpu caller, int physical, int value) {
        PageRegistry pages = caller.partition().pages();
        if ((physical & 3) != 0 || !pages.owns(physical)) {
            return PrtosStatus.INVALID_PARAM;
        }
        return switch (pages.type(physical)) {
            case PageType.DIRECTORY -> updateDirectory(pages, physical, value);
            case PageType.TABLE -> updateTable(caller, pages, physical, value);
            default -> {
                memory.store32(physical, value);
                yield PrtosStatus.OK;
            }
        };
    }

    private int updateDirectory(PageRegistry pages, int physical, int value) {
        int old = memory.load32(physical);
        boolean ownEntry = (physical & PAGE - 1) >>> 2 < PrtosConstants.FIRST_HYPERVISOR_DIRECTORY_INDEX;
        boolean newAllowed = (value & PRESENT) == 0 || isOwnTable(pages, value & -PAGE);
        boolean oldAllowed = (old & PRESENT) == 0 || pages.owns(old & -PAGE);
        if (!ownEntry || !newAllowed || !oldAllowed) {
            return PrtosStatus.INVALID_PARAM;
        }
        replace(pages, physical, old, value & ~PAGE_SIZE_BIT);
        return PrtosStatus.OK;
    }

    private static boolean isOwnTable(PageRegistry pages, int frame) {
        return pages.owns(frame) && pages.type(frame) == PageType.TABLE;
    }

    private int updateTable(Vcpu caller, PageRegistry pages, int physical, int value) {
        int old = memory.load32(physical);
        if ((value & PRESENT) != 0 && !mayMap(caller, value & -PAGE)) {
            kernel.audit(AuditCode.PAGE_NOT_BELONGING, value & -PAGE);
            kernel.println("Page 0x%x does not belong to %d"
                    .formatted(value & -PAGE, caller.partition().id()));
            return PrtosStatus.INVALID_PARAM;
        }
        if ((old & PRESENT) != 0 && !mayMap(caller, old & -PAGE)) {
            return PrtosStatus.INVALID_PARAM;
        }
        replace(pages, physical, old, (value & PRESENT) != 0 ? sanitised(caller.partition(), value) : value);
        return PrtosStatus.OK;
    }

    private void replace(PageRegistry pages, int physical, int old, int value) {
        if ((value & PRESENT) != 0 && pages.owns(value & -PAGE)) {
            pages.increment(value & -PAGE);
        }
        if ((old & PRESENT) != 0 && pages.owns(old & -PAGE)) {
            pages.decrement(old & -PAGE);
        }
        memory.store32(physical, value);
    }

    private boolean mayMap(Vcpu caller, int frame) {
        Partition partition = caller.partition();
        return partition.pages().owns(frame) || isControlTable(caller, frame) || otherArea(partition, frame) != null;
    }

    /** Whether a frame begins inside the caller's control table: in effect pages of the table of vCPU 0 only. */
    private static boolean isControlTable(Vcpu caller, int frame) {
        int size = PctDescriptor.tableSize(
                caller.partition().configuration().areas().size());
        return Integer.compareUnsigned(frame - caller.pct().physicalAddress(), size) < 0;
    }

    private static @Nullable MemoryArea otherArea(Partition partition, int frame) {
        MemoryArea area = partition.configuration().areaAtPhysical(frame);
        return area == null || partition.pages().owns(frame) ? null : area;
    }

    /** The entry with the rights that the frame admits. */
    private static int sanitised(Partition partition, int entry) {
        int frame = entry & -PAGE;
        MemoryArea area = partition.configuration().areaAtPhysical(frame);
        if (area == null || partition.pages().isTable(frame) || area.has(MemoryAreaFlags.READ_ONLY)) {
            entry &= ~WRITABLE;
        }
        if (area != null && area.has(MemoryAreaFlags.UNCACHEABLE)) {
            entry |= CACHE_DISABLED;
        }
        return entry;
    }

    /**
     * Changes the type of a page.
     *
     * @param caller caller
     * @param physical any address in the page
     * @param type a constant of {@link PageType}
     * @return status
     */
    @Hypercall(number = HypercallNumber.SET_PAGE_TYPE, arguments = 2)
    public int setPageType(Vcpu caller, int physical, int type) {
        Partition partition = caller.partition();
        PageRegistry pages = partition.pages();
        if (Integer.compareUnsigned(type, PageType.COUNT) >= 0 || !pages.owns(physical)) {
            return PrtosStatus.INVALID_PARAM;
        }
        int old = pages.type(physical);
        if (type == old) {
            return PrtosStatus.NO_ACTION;
        }
        int page = physical & -PAGE;
        if (pages.counter(page) != 0 || isCurrentDirectory(partition, page) || pages.isShared(page)) {
            return PrtosStatus.OP_NOT_ALLOWED;
        }
        if (old != PageType.STANDARD) {
            dropReferences(pages, page, entriesOf(old));
        }
        pages.setType(page, type);
        if (type == PageType.DIRECTORY) {
            admitDirectory(pages, page);
        } else if (type == PageType.TABLE) {
            admitTable(partition, page);
        }
        kernel.charge(caller, ENTRIES);
        return PrtosStatus.OK;
    }

    /** The counter of a directory misses vCPUs that were reset on it, so they are asked. */
    private static boolean isCurrentDirectory(Partition partition, int page) {
        return partition.vcpus().stream().anyMatch(vcpu -> !vcpu.isHalted() && (vcpu.cpu().cr3 & -PAGE) == page);
    }

    private static int entriesOf(int type) {
        return type == PageType.DIRECTORY ? PrtosConstants.FIRST_HYPERVISOR_DIRECTORY_INDEX : ENTRIES;
    }

    private void dropReferences(PageRegistry pages, int page, int entries) {
        for (int i = 0; i < entries; i++) {
            int entry = memory.load32(page + i * 4);
            if ((entry & PRESENT) != 0 && pages.owns(entry & -PAGE)) {
                pages.decrement(entry & -PAGE);
            }
        }
    }

    private void admitDirectory(PageRegistry pages, int page) {
        for (int i = 0; i < PrtosConstants.FIRST_HYPERVISOR_DIRECTORY_INDEX; i++) {
            int entry = memory.load32(page + i * 4);
            if ((entry & PRESENT) != 0) {
                boolean allowed = isOwnTable(pages, entry & -PAGE);
                memory.store32(page + i * 4, allowed ? entry & ~PAGE_SIZE_BIT : entry & ~PRESENT);
                if (allowed) {
                    pages.increment(entry & -PAGE);
                }
            }
        }
        kernel.mapHypervisor(page);
    }

    private void admitTable(Partition partition, int page) {
        PageRegistry pages = partition.pages();
        for (int i = 0; i < ENTRIES; i++) {
            int entry = memory.load32(page + i * 4);
            if ((entry & PRESENT) == 0) {
                continue;
            }
            int frame = entry & -PAGE;
            if (pages.owns(frame)) {
                pages.increment(frame);
                memory.store32(page + i * 4, sanitised(partition, entry));
            } else if (otherArea(partition, frame) != null) {
                memory.store32(page + i * 4, sanitised(partition, entry));
            } else {
                memory.store32(page + i * 4, entry & ~PRESENT);
            }
        }
    }

    /**
     * Flushes the TLB of the caller.
     *
     * @param caller caller
     * @param linear address of a page, or -1 for everything
     * @return OK
     */
    @Hypercall(number = HypercallNumber.INVLD_TLB, arguments = 1)
    public int invalidateTlb(Vcpu caller, int linear) {
        if (linear == EVERYTHING) {
            caller.cpu().memory.flush();
        }
        // A single page needs nothing: translations are forgotten whenever a page-table entry changes.
        return PrtosStatus.OK;
    }

    /**
     * Changes the page directory.
     *
     * @param caller caller
     * @param value physical address of the directory, with flags in the low 12 bits
     * @return status
     */
    @Hypercall(number = HypercallNumber.X86_LOAD_CR3, arguments = 1)
    public int loadCr3(Vcpu caller, int value) {
        PageRegistry pages = caller.partition().pages();
        int old = caller.cpu().cr3;
        if (value != old) {
            if (!pages.owns(old) || !pages.owns(value)) {
                return PrtosStatus.INVALID_PARAM;
            }
            if (pages.type(value) != PageType.DIRECTORY) {
                kernel.println("Page %x is not page_table_directory_level_1".formatted(value));
                return PrtosStatus.INVALID_PARAM;
            }
            if (caller.holdsDirectory()) {
                pages.decrement(old);
            }
            pages.increment(value);
            caller.setHoldsDirectory(true);
            caller.cpu().cr3 = value;
            caller.pct().put32(PctDescriptor.CR3_OFFSET, value);
        }
        caller.cpu().memory.flush();
        return PrtosStatus.OK;
    }
}
