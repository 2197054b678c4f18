package org.prtosvm.cpu.mmu;

import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;

/**
 * Walks page tables: two levels with 4 KiB pages, and 4 MiB pages with CR4.PSE; with CR4.PAE three levels of 64-bit entries
 * with 4 KiB and 2 MiB pages. There are 32 physical address bits, so the upper halves of wide entries are reserved.
 *
 * <p>{@link #resolve} looks and changes nothing; {@link #commit} then sets the accessed and dirty bits of the entries
 * just looked at. Bits are set only for accesses that are permitted. The memory-type bits (PCD, PWT, PAT) have no
 * effect; bits 13..21 of a 4 MiB entry and 13..20 of a 2 MiB one are reserved. Tables outside RAM read as all ones.
 *
 * <p>Source: Intel SDM vol. 3A, 4.3 "32-Bit Paging", 4.4 "PAE Paging", 4.6 "Access Rights", 4.7 "Page-Fault Exceptions" and 4.8 "Accessed
 * and Dirty Flags".
 */
final class PageWalker {
    /** Error code bit: the page was present, its rights were not sufficient. */
    static final int PRESENT = 1;
    /** Access and error code bit: write. */
    static final int WRITE = 1 << 1;
    /** Access and error code bit: access at CPL 3. */
    static final int USER = 1 << 2;
    /** Error code bit: a reserved bit of an entry was set. */
    static final int RESERVED = 1 << 3;

    private static final int ACCESSED = 1 << 5;
    private static final int DIRTY = 1 << 6;
    private static final int LARGE = 1 << 7;
    /** Bits 13..21 as far as they are below the frame of a large page. */
    private static final int LARGE_RESERVED = 0x003F_E000;

    private static final int PAGE_FRAME = 0xFFFF_F000;
    private static final int LARGE_FRAME = 0xFFC0_0000;
    private static final int WIDE_LARGE_FRAME = 0xFFE0_0000;
    /** Bits of a directory pointer that must be 0: 1, 2, 5..8 and those beyond 32 address bits. */
    static final long POINTER_RESERVED = 0xFFFF_FFFF_0000_01E6L;

    private final CpuState cpu;
    private final GuestMemory memory;

    private int directoryAddress;
    private int directoryEntry;
    private int tableAddress;
    private int tableEntry;
    private boolean large;

    PageWalker(CpuState cpu, GuestMemory memory) {
        this.cpu = cpu;
        this.memory = memory;
    }

    /**
     * Translates without side effects, the tables seen at this moment.
     *
     * @param linear linear address
     * @param access {@link #WRITE} and {@link #USER} as they apply
     * @return physical address, 0..0xFFFFFFFF, or the complement of the page-fault error code (negative)
     */
    long resolve(int linear, int access) {
        boolean wide = (cpu.cr4 & CpuState.CR4_PAE) != 0;
        if (wide) {
            long pointer = cpu.directoryPointer[linear >>> 30];
            if ((pointer & PRESENT) == 0) {
                return ~access;
            }
            directoryAddress = address((int) pointer, linear >>> 18 & 0xFF8);
        } else {
            directoryAddress = address(cpu.cr3, linear >>> 20 & 0xFFC);
        }
        directoryEntry = load(directoryAddress);
        if ((directoryEntry & PRESENT) == 0) {
            return ~access;
        }
        large = (directoryEntry & LARGE) != 0 && (wide || (cpu.cr4 & CpuState.CR4_PSE) != 0);
        int largeFrame = wide ? WIDE_LARGE_FRAME : LARGE_FRAME;
        boolean reserved = large && (directoryEntry & ~largeFrame & LARGE_RESERVED) != 0;
        if (reserved || wide && load(directoryAddress + 4) != 0) {
            return ~(access | PRESENT | RESERVED);
        }
        if (large) {
            int physical = ((directoryEntry & largeFrame) | (linear & ~largeFrame)) & cpu.addressMask;
            return permitted(directoryEntry, access) ? physical & 0xFFFF_FFFFL : ~(access | PRESENT);
        }
        tableAddress = address(directoryEntry, wide ? linear >>> 9 & 0xFF8 : linear >>> 10 & 0xFFC);
        tableEntry = load(tableAddress);
        if ((tableEntry & PRESENT) == 0) {
            return ~access;
        }
        if (wide && load(tableAddress + 4) != 0) {
            return ~(access | PRESENT | RESERVED);
        }
        int physical = ((tableEntry & PAGE_FRAME) | (linear & ~PAGE_FRAME)) & cpu.addressMask;
        return permitted(directoryEntry & tableEntry, access) ? physical & 0xFFFF_FFFFL : ~(access | PRESENT);
    }

    private int address(int table, int offset) {
        return ((table & PAGE_FRAME) | offset) & cpu.addressMask;
    }

    /**
     * Reads a directory pointer of PAE paging.
     *
     * @param cr3 physical address of the four pointers, bits 5..31
     * @param index 0..3
     * @return pointer
     */
    long directoryPointer(int cr3, int index) {
        int physical = ((cr3 & -32) + 8 * index) & cpu.addressMask;
        return load(physical) & 0xFFFF_FFFFL | (long) load(physical + 4) << 32;
    }

    private boolean permitted(int rights, int access) {
        if ((access & USER) != 0 && (rights & USER) == 0) {
            return false;
        }
        boolean writeAnywhere = (access & USER) == 0 && (cpu.cr0 & CpuState.CR0_WP) == 0;
        return (access & WRITE) == 0 || (rights & WRITE) != 0 || writeAnywhere;
    }

    /**
     * Sets the accessed bits, and for a write the dirty bit, of the entries that the last {@link #resolve} went through,
     * and marks their pages as tables. Call it only if that call returned an address.
     *
     * @param access as given to {@link #resolve}
     */
    void commit(int access) {
        int pageBits = (access & WRITE) != 0 ? ACCESSED | DIRTY : ACCESSED;
        set(directoryAddress, directoryEntry, large ? pageBits : ACCESSED);
        if (!large) {
            set(tableAddress, tableEntry, pageBits);
        }
        markTables();
    }

    private void set(int address, int entry, int bits) {
        if ((entry & bits) != bits) {
            memory.storeTableEntry(address, entry | bits);
        }
    }

    /** Makes sure that changes of the entries just looked at are announced. */
    void markTables() {
        memory.markTable(directoryAddress);
        if (!large) {
            memory.markTable(tableAddress);
        }
    }

    /**
     * Tells whether {@link #commit} would have nothing to set for the last {@link #resolve}.
     *
     * @param access as given to {@link #resolve}
     * @return true if all accessed bits are set, and for a write the dirty bit
     */
    boolean settled(int access) {
        int pageBits = (access & WRITE) != 0 ? ACCESSED | DIRTY : ACCESSED;
        if (large) {
            return (directoryEntry & pageBits) == pageBits;
        }
        return (directoryEntry & ACCESSED) != 0 && (tableEntry & pageBits) == pageBits;
    }

    /**
     * The page fault of a failed {@link #resolve}; CR2 is set.
     *
     * @param linear linear address of the access
     * @param resolved what {@link #resolve} returned, negative
     * @return throwable to throw
     */
    GuestFault fault(int linear, long resolved) {
        cpu.cr2 = linear;
        return cpu.raise(Vector.PAGE_FAULT, (int) ~resolved);
    }

    private int load(int physical) {
        long host = memory.hostAddress(physical);
        return host == 0 ? -1 : GuestMemory.getInt(host);
    }
}
