package org.prtosvm.cpu.memory;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.bus.MemoryDevice;
import sun.misc.Unsafe;

/**
 * Physical memory of a machine, outside the Java heap, and the map of bytes that hold decoded code.
 *
 * <p>The one home of the unsafe accessor: engines read and write through the static methods of this class at host
 * addresses that {@link #hostAddress} has handed out, or through the physical accessors, which check.
 *
 * <p>Code map: a page from which code was decoded has one bit per grain of {@value #GRAIN_LENGTH} bytes. Stores to such
 * a page ask {@link #codeGrains}; a store to a marked grain tells the {@link CodeListener}s.
 *
 * <p>Table map: a page that a walk has used as page directory or page table has one bit. Changing an entry that was
 * used (present and accessed) tells the listeners, so that no processor keeps a stale translation. A page with either
 * mark is {@link #watched}.
 *
 * <p>ROM is memory that processors read and execute but never change: stores to it are ignored. Device pages are no
 * memory: an access goes to the {@link MemoryDevice}. Physical addresses with neither read as all ones.
 *
 * <p>Thread rule: the thread that runs the machine; the memory is freed by {@link #close}.
 */
public final class GuestMemory implements AutoCloseable {
    /** Page size in bytes. */
    public static final int PAGE_SIZE = 4096;
    /** Bytes that one bit of the code map stands for. */
    public static final int GRAIN_LENGTH = 64;

    private static final int PAGES_PER_CHUNK = 1024;
    /** Present and accessed: the bits of every page-table entry that a walk has gone through. */
    private static final int USED_ENTRY = 1 | 1 << 5;

    @SuppressWarnings({"removal", "deprecation"})
    private static final Unsafe UNSAFE = unsafe();

    private final List<Allocation> allocations = new ArrayList<>();
    private final List<CodeListener> codeListeners = new ArrayList<>();
    private final long[][] pageHost = new long[PAGES_PER_CHUNK][];
    private final long[][] codeMap = new long[PAGES_PER_CHUNK][];
    private final long[] tableMap = new long[PAGES_PER_CHUNK * PAGES_PER_CHUNK / Long.SIZE];
    private final long[] romMap = new long[PAGES_PER_CHUNK * PAGES_PER_CHUNK / Long.SIZE];
    private final List<Window> windows = new ArrayList<>();

    private boolean wideTableEntries;

    private record Allocation(long raw, int physical, long length) {}

    /** Physical addresses at which a device answers. */
    private record Window(int physical, long length, MemoryDevice device) {
        boolean contains(int address) {
            return (address - physical & 0xFFFF_FFFFL) < length;
        }
    }

    /** Creates a machine without memory. */
    public GuestMemory() {}

    @SuppressWarnings({"removal", "deprecation"})
    private static Unsafe unsafe() {
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Adds zeroed RAM. Pages that exist already are kept.
     *
     * @param physical first physical address, a multiple of the page size
     * @param length bytes, a multiple of the page size
     */
    @SuppressWarnings({"removal", "deprecation"})
    public void addRam(int physical, long length) {
        checkPages("ram", physical, length);
        long raw = UNSAFE.allocateMemory(length + PAGE_SIZE);
        UNSAFE.setMemory(raw, length + PAGE_SIZE, (byte) 0);
        long host = (raw + PAGE_SIZE - 1) & -PAGE_SIZE;
        allocations.add(new Allocation(raw, physical, length));
        for (long done = 0; done < length; done += PAGE_SIZE) {
            int page = (int) (physical + done) >>> 12;
            long[] chunk = pageHost[page >>> 10];
            if (chunk == null) {
                chunk = new long[PAGES_PER_CHUNK];
                pageHost[page >>> 10] = chunk;
            }
            if (chunk[page & 1023] == 0) {
                chunk[page & 1023] = host + done;
            }
        }
    }

    private static void checkPages(String what, int physical, long length) {
        long start = physical & 0xFFFF_FFFFL;
        if ((start | length) % PAGE_SIZE != 0 || length <= 0 || start + length > 1L << 32) {
            throw new IllegalArgumentException(
                    "%s at 0x%08x, 0x%x bytes: not whole pages below 4 GiB".formatted(what, physical, length));
        }
    }

    /**
     * Adds read-only memory. Pages that exist already are kept.
     *
     * @param physical first physical address, a multiple of the page size
     * @param content bytes, a multiple of the page size
     */
    public void addRom(int physical, byte[] content) {
        checkPages("rom", physical, content.length);
        addRam(physical, content.length);
        write(physical, content, 0, content.length);
        for (int done = 0; done < content.length; done += PAGE_SIZE) {
            int page = physical + done >>> 12;
            romMap[page >>> 6] |= 1L << page;
        }
    }

    /**
     * Tells whether a page is read-only memory.
     *
     * @param physical any physical address in the page
     * @return true if stores of processors are ignored there
     */
    public boolean isRom(int physical) {
        int page = physical >>> 12;
        return (romMap[page >>> 6] >>> page & 1) != 0;
    }

    /**
     * Adds pages at which a device answers. Where there is memory too, the memory answers.
     *
     * @param physical first physical address, a multiple of the page size
     * @param length bytes, a multiple of the page size
     * @param device answers; its offsets count from {@code physical}
     */
    public void addDevice(int physical, long length, MemoryDevice device) {
        checkPages("device", physical, length);
        windows.add(new Window(physical, length, device));
    }

    /**
     * Tells whether a device answers at an address without memory.
     *
     * @param physical physical address
     * @return true if {@link #readDevice} and {@link #writeDevice} reach a device
     */
    public boolean isDevice(int physical) {
        return hostAddress(physical) == 0 && window(physical) != null;
    }

    private @Nullable Window window(int physical) {
        for (Window window : windows) {
            if (window.contains(physical)) {
                return window;
            }
        }
        return null;
    }

    /**
     * Reads from a device.
     *
     * @param physical physical address of the first byte
     * @param size bytes within one page, 1..8
     * @return value, zero-extended; all ones without a device
     */
    public long readDevice(int physical, int size) {
        Window window = window(physical);
        return window == null ? -1L >>> 64 - 8 * size : window.device.read(physical - window.physical, size);
    }

    /**
     * Writes to a device; ignored without one.
     *
     * @param physical physical address of the first byte
     * @param size bytes within one page, 1..8
     * @param value low {@code size} bytes are written
     */
    public void writeDevice(int physical, int size, long value) {
        Window window = window(physical);
        if (window != null) {
            window.device.write(physical - window.physical, size, value);
        }
    }

    /** Frees the memory; nothing may touch it afterwards. */
    @Override
    @SuppressWarnings({"removal", "deprecation"})
    public void close() {
        for (Allocation allocation : allocations) {
            UNSAFE.freeMemory(allocation.raw);
        }
        allocations.clear();
        java.util.Arrays.fill(pageHost, null);
    }

    /**
     * Adds a listener.
     *
     * @param listener told about every store to decoded code
     */
    public void addCodeListener(CodeListener listener) {
        codeListeners.add(listener);
    }

    /**
     * Host address of a physical address.
     *
     * @param physical physical address
     * @return host address, valid up to the end of the 4 KiB page, or 0 if there is no RAM
     */
    public long hostAddress(int physical) {
        long[] chunk = pageHost[physical >>> 22];
        if (chunk == null) {
            return 0;
        }
        long host = chunk[(physical >>> 12) & 1023];
        return host == 0 ? 0 : host + (physical & (PAGE_SIZE - 1));
    }

    /**
     * Grains of a page from which code was decoded.
     *
     * @param physical any physical address in the page
     * @return bit n set: bytes 64n..64n+63 of the page hold decoded code
     */
    public long codeGrains(int physical) {
        long[] chunk = codeMap[physical >>> 22];
        return chunk == null ? 0 : chunk[(physical >>> 12) & 1023];
    }

    /**
     * Marks bytes as decoded code; to be called before the decoded form is used. The bytes lie in one page.
     *
     * @param physical physical address of the first byte
     * @param length bytes, at least 1
     */
    public void markCode(int physical, int length) {
        long[] chunk = codeMap[physical >>> 22];
        if (chunk == null) {
            chunk = new long[PAGES_PER_CHUNK];
            codeMap[physical >>> 22] = chunk;
        }
        long marked = grains(physical, length);
        int page = (physical >>> 12) & 1023;
        if ((chunk[page] & marked) != marked) {
            chunk[page] |= marked;
            for (CodeListener listener : codeListeners) {
                listener.codeDecoded(physical & -PAGE_SIZE);
            }
        }
    }

    /**
     * Forgets that grains hold code, after everything decoded from them is gone.
     *
     * @param physical physical address of the first byte
     * @param length bytes within one page
     */
    public void unmarkCode(int physical, int length) {
        long[] chunk = codeMap[physical >>> 22];
        if (chunk != null) {
            chunk[(physical >>> 12) & 1023] &= ~grains(physical, length);
        }
    }

    /**
     * Grains that a range of bytes touches.
     *
     * @param address address of the first byte; only its place in the page counts
     * @param length bytes, at least 1, all in one page
     * @return bit n set: grain n of the page is touched
     */
    public static long grains(int address, int length) {
        int first = (address & (PAGE_SIZE - 1)) / GRAIN_LENGTH;
        int last = ((address & (PAGE_SIZE - 1)) + length - 1) / GRAIN_LENGTH;
        return (-1L << first) & (-1L >>> (63 - last));
    }

    /**
     * Tells whether stores to a page must be announced with {@link #noteStore}: it holds decoded code or was used by a
     * page walk.
     *
     * @param physical any physical address in the page
     * @return true if no store may go to it directly
     */
    public boolean watched(int physical) {
        return codeGrains(physical) != 0 || isTable(physical);
    }

    /**
     * Tells whether a page was used by a page walk as directory or table.
     *
     * @param physical any physical address in the page
     * @return true if stores to it may change a mapping
     */
    public boolean isTable(int physical) {
        int page = physical >>> 12;
        return (tableMap[page >>> 6] >>> page & 1) != 0;
    }

    /**
     * Marks a page as used by a page walk whose result is remembered somewhere.
     *
     * @param physical any physical address in the directory or table
     */
    public void markTable(int physical) {
        if (!isTable(physical)) {
            int page = physical >>> 12;
            tableMap[page >>> 6] |= 1L << page;
            for (CodeListener listener : codeListeners) {
                listener.codeDecoded(physical & -PAGE_SIZE);
            }
        }
    }

    /**
     * Tells the listeners that bytes change, if any of them holds decoded code or a used page-table entry. To be called
     * before every store to a page that is {@link #watched}.
     *
     * @param physical physical address of the first byte
     * @param length bytes within one page
     */
    public void noteStore(int physical, int length) {
        noteCodeStore(physical, length);
        if (isTable(physical) && holdsUsedEntry(physical, length)) {
            int page = physical >>> 12;
            tableMap[page >>> 6] &= ~(1L << page);
            for (CodeListener listener : codeListeners) {
                listener.tableWritten(physical & -PAGE_SIZE);
            }
        }
    }

    private void noteCodeStore(int physical, int length) {
        if ((codeGrains(physical) & grains(physical, length)) != 0) {
            for (CodeListener listener : codeListeners) {
                listener.codeWritten(physical, length);
            }
        }
    }

    /** Tells that page tables may have entries of eight bytes from now on: their upper halves count too. */
    public void useWideTableEntries() {
        wideTableEntries = true;
    }

    /** Entries that are not present or never accessed are in no look-aside: filling in a table costs no flush. */
    private boolean holdsUsedEntry(int physical, int length) {
        int size = wideTableEntries ? 8 : 4;
        long host = present(physical & -size);
        long end = host + ((physical & size - 1) + length + size - 1 & -size);
        for (; host < end; host += 4) {
            if ((getInt(host) & USED_ENTRY) == USED_ENTRY) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes a page-table entry on behalf of a page walk that sets accessed or dirty bits. Unlike a store this makes no
     * remembered translation wrong, so only decoded code is invalidated. Ignored where there is no RAM, and in ROM.
     *
     * @param physical physical address of the entry, a multiple of 4
     * @param value entry with more of its accessed and dirty bits set
     */
    public void storeTableEntry(int physical, int value) {
        long host = hostAddress(physical);
        if (host != 0 && !isRom(physical)) {
            noteCodeStore(physical, 4);
            putInt(host, value);
        }
    }

    private long present(int physical) {
        long host = hostAddress(physical);
        if (host == 0) {
            throw new IllegalStateException("no memory at physical address 0x%08x".formatted(physical));
        }
        return host;
    }

    /**
     * Reads a byte of physical memory.
     *
     * @param physical physical address, must exist
     * @return value, zero-extended
     */
    public int load8(int physical) {
        return getByte(present(physical)) & 0xFF;
    }

    /**
     * Reads four bytes of physical memory that lie in one page.
     *
     * @param physical physical address, must exist
     * @return value
     */
    public int load32(int physical) {
        return getInt(present(physical));
    }

    /**
     * Writes a byte of physical memory; decoded code is invalidated.
     *
     * @param physical physical address, must exist
     * @param value low 8 bits are written
     */
    public void store8(int physical, int value) {
        long host = present(physical);
        noteStore(physical, 1);
        putByte(host, (byte) value);
    }

    /**
     * Writes four bytes of physical memory that lie in one page; decoded code is invalidated.
     *
     * @param physical physical address, must exist
     * @param value value
     */
    public void store32(int physical, int value) {
        long host = present(physical);
        noteStore(physical, 4);
        putInt(host, value);
    }

    /**
     * Copies physical memory into an array.
     *
     * @param physical first physical address; all bytes must exist
     * @param target receives the bytes
     * @param offset first index in the target
     * @param length bytes
     */
    @SuppressWarnings({"removal", "deprecation"})
    public void read(int physical, byte[] target, int offset, int length) {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, PAGE_SIZE - ((physical + done) & (PAGE_SIZE - 1)));
            UNSAFE.copyMemory(
                    null, present(physical + done), target, Unsafe.ARRAY_BYTE_BASE_OFFSET + offset + done, part);
            done += part;
        }
    }

    /**
     * Copies an array into physical memory; decoded code is invalidated.
     *
     * @param physical first physical address; all bytes must exist
     * @param source bytes to write
     * @param offset first index in the source
     * @param length bytes
     */
    @SuppressWarnings({"removal", "deprecation"})
    public void write(int physical, byte[] source, int offset, int length) {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, PAGE_SIZE - ((physical + done) & (PAGE_SIZE - 1)));
            long host = present(physical + done);
            noteStore(physical + done, part);
            UNSAFE.copyMemory(source, Unsafe.ARRAY_BYTE_BASE_OFFSET + offset + done, null, host, part);
            done += part;
        }
    }

    /**
     * Fills physical memory with zeros; decoded code is invalidated.
     *
     * @param physical first physical address; all bytes must exist
     * @param length bytes
     */
    @SuppressWarnings({"removal", "deprecation"})
    public void clear(int physical, int length) {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, PAGE_SIZE - ((physical + done) & (PAGE_SIZE - 1)));
            long host = present(physical + done);
            noteStore(physical + done, part);
            UNSAFE.setMemory(host, part, (byte) 0);
            done += part;
        }
    }

    /**
     * Reads one byte of host memory.
     *
     * @param host host address
     * @return value
     */
    @SuppressWarnings({"removal", "deprecation"})
    public static byte getByte(long host) {
        return UNSAFE.getByte(host);
    }

    /**
     * Reads two bytes of host memory.
     *
     * @param host host address
     * @return value
     */
    @SuppressWarnings({"removal", "deprecation"})
    public static short getShort(long host) {
        return UNSAFE.getShort(host);
    }

    /**
     * Reads four bytes of host memory.
     *
     * @param host host address
     * @return value
     */
    @SuppressWarnings({"removal", "deprecation"})
    public static int getInt(long host) {
        return UNSAFE.getInt(host);
    }

    /**
     * Reads eight bytes of host memory.
     *
     * @param host host address
     * @return value
     */
    @SuppressWarnings({"removal", "deprecation"})
    public static long getLong(long host) {
        return UNSAFE.getLong(host);
    }

    /**
     * Writes one byte of host memory.
     *
     * @param host host address
     * @param value value
     */
    @SuppressWarnings({"removal", "deprecation"})
    public static void putByte(long host, byte value) {
        UNSAFE.putByte(host, value);
    }

    /**
     * Writes two bytes of host memory.
     *
     * @param host host address
     * @param value value
     */
    @SuppressWarnings({"removal", "deprecation"})
    public static void putShort(long host, short value) {
        UNSAFE.putShort(host, value);
    }

    /**
     * Writes four bytes of host memory.
     *
     * @param host host address
     * @param value value
     */
    @SuppressWarnings({"removal", "deprecation"})
    public static void putInt(long host, int value) {
        UNSAFE.putInt(host, value);
    }

    /**
     * Writes eight bytes of host memory.
     *
     * @param host host address
     * @param value value
     */
    @SuppressWarnings({"removal", "deprecation"})
    public static void putLong(long host, long value) {
        UNSAFE.putLong(host, value);
    }

    /**
     * Copies host memory, byte order of the copy unspecified for overlapping ranges.
     *
     * @param from host address of the first source byte
     * @param to host address of the first target byte
     * @param length bytes
     */
    @SuppressWarnings({"removal", "deprecation"})
    public static void copy(long from, long to, long length) {
        UNSAFE.copyMemory(from, to, length);
    }

    /**
     * Fills host memory with copies of an element.
     *
     * @param to host address of the first byte
     * @param size bytes of an element: 1, 2 or 4
     * @param value element, low {@code size} bytes
     * @param count number of elements
     */
    @SuppressWarnings({"removal", "deprecation"})
    public static void fill(long to, int size, int value, int count) {
        switch (size) {
            case 1 -> UNSAFE.setMemory(to, count, (byte) value);
            case 2 -> {
                for (int n = 0; n < count; n++) {
                    putShort(to + 2L * n, (short) value);
                }
            }
            default -> {
                for (int n = 0; n < count; n++) {
                    putInt(to + 4L * n, value);
                }
            }
        }
    }
}
