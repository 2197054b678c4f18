package org.prtosvm.cpu.mmu;

import org.prtosvm.cpu.debug.Breakpoints;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.memory.CodeListener;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.LinearMemory;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Memory of one processor: segment checks, paging, alignment checks and the look-asides before them.
 *
 * <p>Order of faults of one access: segment (#GP(0) or #SS(0)), alignment (#AC(0)), page (#PF) of the first byte's page,
 * page of the last byte's page. An access that crosses a page is checked on both pages before anything is changed.
 *
 * <p>Physical addresses without RAM read as all ones; writes to them and to ROM are ignored. An access to a device
 * happens only while {@link CpuState#deviceAccess} is set; otherwise it raises the fault
 * {@link CpuState#deviceAccessDeferred}, upon which the engine executes the instruction again alone.
 *
 * <p>Look-asides hold pages of all linear addresses up to the flat limit, for the current and the other ring class. With
 * four flat segments a hit needs no other check: offsets are linear addresses, and a page enters a write look-aside
 * only with its dirty bit set and while it is not {@linkplain GuestMemory#watched watched}. No guest sees them: a store
 * to an entry of a used table empties them, as does {@link #flush}. INVLPG therefore has nothing to do.
 *
 * <p>Thread rule: as the state it belongs to.
 *
 * <p>Source: Intel SDM vol. 3A, chapters 4 and 5.
 */
public final class Mmu extends LinearMemory implements CodeListener {
    /** ES, CS, SS and DS: those that {@link CpuState#MODE_FLAT} speaks of. */
    private static final int FLAT_READ_SEGMENTS = 0b1111;
    /** The same without CS, to which nobody can write. */
    private static final int FLAT_WRITE_SEGMENTS = 0b1101;

    private final CpuState cpu;
    private final GuestMemory memory;
    private final PageWalker walker;
    private final LookAside supervisorRead = new LookAside();
    private final LookAside supervisorWrite = new LookAside();
    private final LookAside userRead = new LookAside();
    private final LookAside userWrite = new LookAside();

    /** Bit n set: a hit of segment register n needs no segment check. */
    private int readSegments;

    private int writeSegments;
    private int[] readPages = supervisorRead.pages;
    private long[] readHosts = supervisorRead.hosts;
    private int[] writePages = supervisorWrite.pages;
    private long[] writeHosts = supervisorWrite.hosts;

    /** Mode bits that the contents of the look-asides depend on, as of now. */
    private int cachedMode;
    /** No page beyond this linear address, unsigned, is in a look-aside. */
    private int reach = 0xFFFF_FFFF;

    /**
     * Creates the memory of a processor and connects it: {@code cpu.memory} is set, changes of code and tables are
     * listened to.
     *
     * @param cpu processor
     * @param memory physical memory
     */
    @SuppressWarnings("this-escape")
    public Mmu(CpuState cpu, GuestMemory memory) {
        this.cpu = cpu;
        this.memory = memory;
        walker = new PageWalker(cpu, memory);
        cpu.memory = this;
        memory.addCodeListener(this);
        cpu.updateMode();
    }

    // An access that crosses a page misses by itself: the page of its last byte belongs to another slot.

    @Override
    public int load8(int segment, int offset) {
        int slot = LookAside.slot(offset);
        if (readPages[slot] == (offset & -4096) && (readSegments >>> segment & 1) != 0) {
            return GuestMemory.getByte(readHosts[slot] + (offset & 4095)) & 0xFF;
        }
        return (int) slowLoad(segment, offset, 1);
    }

    @Override
    public int load16(int segment, int offset) {
        int slot = LookAside.slot(offset);
        if (readPages[slot] == (offset + 1 & -4096) && (readSegments >>> segment & 1) != 0) {
            return GuestMemory.getShort(readHosts[slot] + (offset & 4095)) & 0xFFFF;
        }
        return (int) slowLoad(segment, offset, 2);
    }

    @Override
    public int load32(int segment, int offset) {
        int slot = LookAside.slot(offset);
        if (readPages[slot] == (offset + 3 & -4096) && (readSegments >>> segment & 1) != 0) {
            return GuestMemory.getInt(readHosts[slot] + (offset & 4095));
        }
        return (int) slowLoad(segment, offset, 4);
    }

    @Override
    public long load64(int segment, int offset) {
        int slot = LookAside.slot(offset);
        if (readPages[slot] == (offset + 7 & -4096) && (readSegments >>> segment & 1) != 0) {
            return GuestMemory.getLong(readHosts[slot] + (offset & 4095));
        }
        return slowLoad(segment, offset, 8);
    }

    @Override
    public void store8(int segment, int offset, int value) {
        int slot = LookAside.slot(offset);
        if (writePages[slot] == (offset & -4096) && (writeSegments >>> segment & 1) != 0) {
            GuestMemory.putByte(writeHosts[slot] + (offset & 4095), (byte) value);
        } else {
            slowStore(segment, offset, 1, value);
        }
    }

    @Override
    public void store16(int segment, int offset, int value) {
        int slot = LookAside.slot(offset);
        if (writePages[slot] == (offset + 1 & -4096) && (writeSegments >>> segment & 1) != 0) {
            GuestMemory.putShort(writeHosts[slot] + (offset & 4095), (short) value);
        } else {
            slowStore(segment, offset, 2, value);
        }
    }

    @Override
    public void store32(int segment, int offset, int value) {
        int slot = LookAside.slot(offset);
        if (writePages[slot] == (offset + 3 & -4096) && (writeSegments >>> segment & 1) != 0) {
            GuestMemory.putInt(writeHosts[slot] + (offset & 4095), value);
        } else {
            slowStore(segment, offset, 4, value);
        }
    }

    @Override
    public void store64(int segment, int offset, long value) {
        int slot = LookAside.slot(offset);
        if (writePages[slot] == (offset + 7 & -4096) && (writeSegments >>> segment & 1) != 0) {
            GuestMemory.putLong(writeHosts[slot] + (offset & 4095), value);
        } else {
            slowStore(segment, offset, 8, value);
        }
    }

    @Override
    public int copyForward(int sourceSegment, int source, int target, int size, int limit) {
        int from = LookAside.slot(source);
        int to = LookAside.slot(target);
        if (readPages[from] != (source & -4096)
                || writePages[to] != (target & -4096)
                || (readSegments >>> sourceSegment & 1) == 0
                || (writeSegments >>> SegmentRegister.ES & 1) == 0) {
            return 0;
        }
        int room = 4096 - Math.max(source & 4095, target & 4095);
        int count = Math.min(limit, room / size);
        long fromHost = readHosts[from] + (source & 4095);
        long toHost = writeHosts[to] + (target & 4095);
        long length = (long) count * size;
        if (toHost > fromHost && toHost < fromHost + length) {
            // Elements are read again after they were written: the order of single iterations matters.
            return 0;
        }
        GuestMemory.copy(fromHost, toHost, length);
        return count;
    }

    @Override
    public int fillForward(int target, int size, int value, int limit) {
        int to = LookAside.slot(target);
        if (writePages[to] != (target & -4096) || (writeSegments >>> SegmentRegister.ES & 1) == 0) {
            return 0;
        }
        int count = Math.min(limit, (4096 - (target & 4095)) / size);
        GuestMemory.fill(writeHosts[to] + (target & 4095), size, value, count);
        return count;
    }

    private long slowLoad(int segment, int offset, int length) {
        return loadLinear(checkedLinear(segment, offset, length, false), length, cpu.cpl == 3);
    }

    private void slowStore(int segment, int offset, int length, long value) {
        storeLinear(checkedLinear(segment, offset, length, true), length, value, cpu.cpl == 3);
    }

    private int checkedLinear(int segment, int offset, int length, boolean write) {
        int linear = SegmentCheck.linear(cpu, segment, offset, length, write);
        if ((cpu.mode & CpuState.MODE_ALIGNMENT_CHECK) != 0 && (linear & length - 1) != 0) {
            throw cpu.raise(Vector.ALIGNMENT_CHECK, 0);
        }
        if ((cpu.mode & CpuState.MODE_BREAKPOINTS) != 0) {
            Breakpoints.noteAccess(cpu, linear, length, write);
        }
        return linear;
    }

    private long loadLinear(int linear, int length, boolean user) {
        int room = GuestMemory.PAGE_SIZE - (linear & 4095);
        if (length <= room) {
            return loadPart(linear, length, user);
        }
        int next = linear + room;
        checkBoth(linear, next, user ? PageWalker.USER : 0);
        long low = loadPart(linear, room, user);
        return low | loadPart(next, length - room, user) << 8 * room;
    }

    /** Reads bytes of one page. */
    private long loadPart(int linear, int length, boolean user) {
        long host = readHost(linear, user);
        if (host == 0 && hasDevice(linear, user)) {
            return memory.readDevice(walk(linear, user ? PageWalker.USER : 0), length);
        }
        return HostWords.load(host, length);
    }

    /** Tells whether a device answers at an accessible address without memory, and defers the access if it must be. */
    private boolean hasDevice(int linear, boolean user) {
        boolean device = memory.isDevice((int) probe(linear, false, user));
        if (device && !cpu.deviceAccess) {
            cpu.deviceAccessDeferred = true;
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        return device;
    }

    private void storeLinear(int linear, int length, long value, boolean user) {
        int room = GuestMemory.PAGE_SIZE - (linear & 4095);
        if (length <= room) {
            storePart(writeHost(linear, length, user), linear, length, value, user);
            return;
        }
        int next = linear + room;
        // Both walks come before both announcements: one page may be a table that the walk to the other one uses.
        checkPages(linear, length, user ? PageWalker.USER | PageWalker.WRITE : PageWalker.WRITE);
        long first = writeHost(linear, room, user);
        long second = writeHost(next, length - room, user);
        if (second == 0) {
            // Before anything is stored: it may be deferred.
            hasDevice(next, user);
        }
        storePart(first, linear, room, value, user);
        storePart(second, next, length - room, value >>> 8 * room, user);
    }

    /** Writes bytes of one page. */
    private void storePart(long host, int linear, int length, long value, boolean user) {
        if (host == 0 && hasDevice(linear, user)) {
            memory.writeDevice(walk(linear, user ? PageWalker.USER : 0), length, value);
        } else {
            HostWords.store(host, length, value);
        }
    }

    /** So that a fault on the second page leaves no accessed or dirty bit on the first. */
    private void checkBoth(int first, int second, int access) {
        if (paging()) {
            resolveOrFault(first, access);
            resolveOrFault(second, access);
        }
    }

    private long resolveOrFault(int linear, int access) {
        long resolved = walker.resolve(linear, access);
        if (resolved < 0) {
            throw walker.fault(linear, resolved);
        }
        return resolved;
    }

    private boolean paging() {
        return (cachedMode & CpuState.MODE_PAGING) != 0;
    }

    private boolean cacheable(int linear) {
        return Integer.compareUnsigned(linear | 4095, reach) <= 0;
    }

    /** Returns the host address of a byte that may be read, 0 if there is no RAM; raises #PF. */
    private long readHost(int linear, boolean user) {
        LookAside known = user ? userRead : supervisorRead;
        long host = known.host(linear);
        if (host == 0) {
            host = memory.hostAddress(walk(linear, user ? PageWalker.USER : 0));
            if (host != 0 && cacheable(linear)) {
                known.enter(linear, host);
            }
        }
        return host;
    }

    /** Returns the host address of a byte that is about to be written, 0 if there is no RAM or ROM; raises #PF. */
    private long writeHost(int linear, int length, boolean user) {
        LookAside known = user ? userWrite : supervisorWrite;
        long host = known.host(linear);
        if (host == 0) {
            int physical = walk(linear, user ? PageWalker.USER | PageWalker.WRITE : PageWalker.WRITE);
            host = memory.hostAddress(physical);
            if (host == 0 || memory.isRom(physical)) {
                return 0;
            }
            if (memory.watched(physical)) {
                memory.noteStore(physical, length);
            } else if (cacheable(linear)) {
                known.enter(linear, host);
            }
        }
        return host;
    }

    private int walk(int linear, int access) {
        if (!paging()) {
            return linear & cpu.addressMask;
        }
        long resolved = resolveOrFault(linear, access);
        walker.commit(access);
        return (int) resolved;
    }

    @Override
    public void checkWrite(int segment, int offset, int length) {
        int slot = LookAside.slot(offset);
        if (writePages[slot] != (offset + length - 1 & -4096) || (writeSegments >>> segment & 1) == 0) {
            check(SegmentCheck.linear(cpu, segment, offset, length, true), length, PageWalker.WRITE);
        }
    }

    @Override
    public void checkRead(int segment, int offset, int length) {
        int slot = LookAside.slot(offset);
        if (readPages[slot] != (offset + length - 1 & -4096) || (readSegments >>> segment & 1) == 0) {
            check(SegmentCheck.linear(cpu, segment, offset, length, false), length, 0);
        }
    }

    private void check(int linear, int length, int access) {
        boolean aligned = (linear & length - 1) == 0 || Integer.bitCount(length) != 1 || length > 8;
        if (!aligned && (cpu.mode & CpuState.MODE_ALIGNMENT_CHECK) != 0) {
            throw cpu.raise(Vector.ALIGNMENT_CHECK, 0);
        }
        checkPages(linear, length, cpu.cpl == 3 ? access | PageWalker.USER : access);
    }

    private void checkPages(int linear, int length, int access) {
        if (!paging()) {
            return;
        }
        int first = linear & -4096;
        int pages = (linear & 4095) + length + 4095 >>> 12;
        for (int i = 0; i < pages; i++) {
            resolveOrFault(i == 0 ? linear : first + (i << 12), access);
        }
        for (int i = 0; i < pages; i++) {
            walk(first + (i << 12), access);
        }
    }

    @Override
    public int fetchAddress(int linear) {
        return walk(linear, cpu.cpl == 3 ? PageWalker.USER : 0);
    }

    @Override
    public int fetch8(int linear) {
        return (int) HostWords.load(readHost(linear, cpu.cpl == 3), 1);
    }

    @Override
    public int loadSupervisor32(int linear) {
        return (int) loadLinear(linear, 4, false);
    }

    @Override
    public int loadSupervisor16(int linear) {
        return (int) loadLinear(linear, 2, false);
    }

    @Override
    public void storeSupervisor32(int linear, int value) {
        storeLinear(linear, 4, value, false);
    }

    @Override
    public void storeSupervisor16(int linear, int value) {
        storeLinear(linear, 2, value, false);
    }

    @Override
    public void checkSupervisorWrite(int linear, int length) {
        checkPages(linear, length, PageWalker.WRITE);
    }

    @Override
    public void flush() {
        clear();
        cpu.mappingGeneration++;
    }

    @Override
    public void loadDirectory(int cr3) {
        if ((cpu.cr4 & CpuState.CR4_PAE) != 0 && (cpu.cr0 & CpuState.CR0_PG) != 0) {
            loadDirectoryPointers(cr3);
        }
        cpu.cr3 = cr3;
        flush();
    }

    @Override
    public void loadDirectoryPointers(int cr3) {
        long[] pointers = new long[cpu.directoryPointer.length];
        for (int i = 0; i < pointers.length; i++) {
            pointers[i] = walker.directoryPointer(cr3, i);
            if ((pointers[i] & PageWalker.PRESENT) != 0 && (pointers[i] & PageWalker.POINTER_RESERVED) != 0) {
                throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
            }
        }
        System.arraycopy(pointers, 0, cpu.directoryPointer, 0, pointers.length);
        memory.useWideTableEntries();
    }

    private void clear() {
        supervisorRead.clear();
        supervisorWrite.clear();
        userRead.clear();
        userWrite.clear();
    }

    @Override
    public void modeChanged() {
        int relevant = CpuState.MODE_PAGING | CpuState.MODE_WRITE_PROTECT;
        int changed = (cachedMode ^ cpu.mode) & relevant;
        cachedMode = cpu.mode & relevant;
        if ((changed & CpuState.MODE_PAGING) != 0) {
            flush();
        } else if (changed != 0) {
            clear();
        }
        boolean flat = (cpu.mode & CpuState.MODE_FLAT) != 0;
        if (flat) {
            if (Integer.compareUnsigned(cpu.flatLimit, reach) < 0) {
                clear();
            }
            reach = cpu.flatLimit;
        }
        boolean direct = flat && (cpu.mode & (CpuState.MODE_ALIGNMENT_CHECK | CpuState.MODE_BREAKPOINTS)) == 0;
        readSegments = direct ? FLAT_READ_SEGMENTS : 0;
        writeSegments = direct ? FLAT_WRITE_SEGMENTS : 0;
        boolean user = (cpu.mode & CpuState.MODE_USER) != 0;
        LookAside read = user ? userRead : supervisorRead;
        LookAside write = user ? userWrite : supervisorWrite;
        readPages = read.pages;
        readHosts = read.hosts;
        writePages = write.pages;
        writeHosts = write.hosts;
    }

    @Override
    public void codeWritten(int physical, int length) {
        // Bytes are read afresh from memory; only whoever decoded them has something to forget.
    }

    @Override
    public void codeDecoded(int physicalPage) {
        long host = memory.hostAddress(physicalPage);
        supervisorWrite.dropHost(host);
        userWrite.dropHost(host);
    }

    @Override
    public void tableWritten(int physicalPage) {
        flush();
    }

    /**
     * Translates a linear address like an access of one byte: raises #PF, sets accessed and dirty bits.
     *
     * @param linear linear address
     * @param write true for a write
     * @param user true for an access with the rights of ring 3
     * @return physical address
     */
    public int translate(int linear, boolean write, boolean user) {
        return walk(linear, access(write, user));
    }

    /**
     * Translates a linear address without any side effect.
     *
     * @param linear linear address
     * @param write true to ask for the right to write
     * @param user true for the rights of ring 3
     * @return physical address, 0..0xFFFFFFFF, or -1 if the access would fault
     */
    public long probe(int linear, boolean write, boolean user) {
        return paging()
                ? Math.max(-1, walker.resolve(linear, access(write, user)))
                : linear & cpu.addressMask & 0xFFFF_FFFFL;
    }

    private static int access(boolean write, boolean user) {
        return (write ? PageWalker.WRITE : 0) | (user ? PageWalker.USER : 0);
    }

    /**
     * Host page that reads of the current ring class may go to directly from now until {@link CpuState#mappingGeneration}
     * or the mode changes: the page is mapped and readable, its accessed bits are set, there is RAM. No segment is
     * checked. Nothing is changed for the guest.
     *
     * @param linear any linear address in the page
     * @return host address of the first byte of the page, 0 if an access must take the slow path
     */
    public long mappingOf(int linear) {
        return mapping(linear, false);
    }

    /**
     * The same for writes: the page is writable, its dirty bit is set, and it is not {@linkplain GuestMemory#watched
     * watched}. Becoming watched is announced by {@link CodeListener#codeDecoded}.
     *
     * @param linear any linear address in the page
     * @return host address of the first byte of the page, 0 if a store must take the slow path
     */
    public long writableMappingOf(int linear) {
        return mapping(linear, true);
    }

    /**
     * The same for writes by somebody who avoids decoded code himself: the page may hold code, but no page table.
     *
     * @param linear any linear address in the page
     * @return host address of the first byte of the page, 0 if a store must take the slow path
     */
    public long storableMappingOf(int linear) {
        long host = mapping(linear, false);
        if (host == 0) {
            return 0;
        }
        int physical = physicalOf(linear & -4096);
        return memory.isTable(physical) || memory.isRom(physical) || !writeSettled(linear) ? 0 : host;
    }

    private boolean writeSettled(int linear) {
        int access = access(true, cpu.cpl == 3);
        return !paging() || walker.resolve(linear & -4096, access) >= 0 && walker.settled(access);
    }

    private long mapping(int linear, boolean write) {
        int physical = linear & -4096;
        if (paging()) {
            int access = access(write, cpu.cpl == 3);
            long resolved = walker.resolve(physical, access);
            if (resolved < 0 || !walker.settled(access)) {
                return 0;
            }
            walker.markTables();
            physical = (int) resolved;
        } else {
            physical &= cpu.addressMask;
        }
        return write && (memory.watched(physical) || memory.isRom(physical)) ? 0 : memory.hostAddress(physical);
    }

    /**
     * Physical address behind a linear address that the current ring class may read.
     *
     * @param linear linear address
     * @return physical address; 0xFFFFFFFF, where no RAM can be, if the address is not mapped
     */
    public int physicalOf(int linear) {
        return (int) probe(linear, false, cpu.cpl == 3);
    }
}
