package org.prtosvm.tools.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.prtosvm.abi.LittleEndian;

/**
 * What of a kernel file goes where.
 *
 * @param segments in ascending order, none overlapping
 * @param entry physical address to start at
 */
record KernelImage(List<Segment> segments, int entry) {
    private static final int ELF_MAGIC = 0x464C_457F;
    private static final int ELF_HEADER_LENGTH = 52;
    private static final int CLASS_32 = 1;
    private static final int LITTLE_ENDIAN = 1;
    private static final int EXECUTABLE = 2;
    private static final int MACHINE_386 = 3;
    private static final int PROGRAM_HEADER_LENGTH = 32;
    private static final int LOADABLE = 1;

    /**
     * A range of memory.
     *
     * @param start physical address
     * @param offset place of its bytes in the file
     * @param fileLength bytes from the file
     * @param length bytes in memory, zeros behind those of the file
     */
    record Segment(long start, int offset, int fileLength, long length) {
        long end() {
            return start + length;
        }
    }

    /**
     * Reads a Multiboot kernel.
     *
     * @param file the kernel
     * @param memory RAM that it must fit into
     * @throws BoardException if it is none or does not fit
     */
    static KernelImage of(BootFile file, BoardMemory memory) {
        MultibootHeader header = MultibootHeader.of(file);
        KernelImage image = header.hasAddresses() ? byAddresses(file, header) : byElf(file);
        image.check(file, memory);
        return image;
    }

    private static KernelImage byAddresses(BootFile file, MultibootHeader header) {
        long load = header.loadAddress() & 0xFFFF_FFFFL;
        long offset = header.offset() - ((header.headerAddress() & 0xFFFF_FFFFL) - load);
        long available = file.bytes().length - offset;
        long wanted = header.loadEnd() == 0 ? available : (header.loadEnd() & 0xFFFF_FFFFL) - load;
        if (offset < 0 || wanted < 0 || wanted > available) {
            throw new BoardException(
                    file.name(),
                    "the addresses in the Multiboot header (load 0x%08x to 0x%08x, header 0x%08x) do not fit the file"
                            .formatted(header.loadAddress(), header.loadEnd(), header.headerAddress()));
        }
        long length = header.bssEnd() == 0 ? wanted : Math.max(wanted, (header.bssEnd() & 0xFFFF_FFFFL) - load);
        return new KernelImage(List.of(new Segment(load, (int) offset, (int) wanted, length)), header.entry());
    }

    private static KernelImage byElf(BootFile file) {
        byte[] bytes = file.bytes();
        if (bytes.length < ELF_HEADER_LENGTH || LittleEndian.get32(bytes, 0) != ELF_MAGIC) {
            throw new BoardException(file.name(), "expected an ELF file, or addresses in its Multiboot header");
        }
        if (bytes[4] != CLASS_32
                || bytes[5] != LITTLE_ENDIAN
                || LittleEndian.get16(bytes, 16) != EXECUTABLE
                || LittleEndian.get16(bytes, 18) != MACHINE_386) {
            throw new BoardException(
                    file.name(),
                    "expected an executable ELF file for 32-bit x86, found class %d, data %d, type %d, machine %d"
                            .formatted(
                                    bytes[4], bytes[5], LittleEndian.get16(bytes, 16), LittleEndian.get16(bytes, 18)));
        }
        return readElf(file, bytes);
    }

    private static KernelImage readElf(BootFile file, byte[] bytes) {
        long table = LittleEndian.get32(bytes, 28) & 0xFFFF_FFFFL;
        int entryLength = LittleEndian.get16(bytes, 42);
        int count = LittleEndian.get16(bytes, 44);
        if (count != 0 && (entryLength < PROGRAM_HEADER_LENGTH || table + (long) entryLength * count > bytes.length)) {
            throw new BoardException(file.name(), "its program headers do not lie within the file");
        }
        int entry = LittleEndian.get32(bytes, 24);
        int physicalEntry = entry;
        List<Segment> segments = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            int at = (int) table + n * entryLength;
            if (LittleEndian.get32(bytes, at) != LOADABLE || LittleEndian.get32(bytes, at + 20) == 0) {
                continue;
            }
            int virtual = LittleEndian.get32(bytes, at + 8);
            Segment segment = segment(file, n, at);
            segments.add(segment);
            if (Integer.compareUnsigned(entry - virtual, (int) segment.length()) < 0) {
                physicalEntry = entry - virtual + (int) segment.start();
            }
        }
        segments.sort(Comparator.comparingLong(Segment::start));
        return new KernelImage(List.copyOf(segments), physicalEntry);
    }

    private static Segment segment(BootFile file, int number, int at) {
        byte[] bytes = file.bytes();
        long offset = LittleEndian.get32(bytes, at + 4) & 0xFFFF_FFFFL;
        long fileLength = LittleEndian.get32(bytes, at + 16) & 0xFFFF_FFFFL;
        long length = LittleEndian.get32(bytes, at + 20) & 0xFFFF_FFFFL;
        if (offset + fileLength > bytes.length || fileLength > length) {
            throw new BoardException(
                    file.name(),
                    "program header %d: its 0x%x bytes at offset 0x%x do not lie within the file or exceed its 0x%x bytes of memory"
                            .formatted(number, fileLength, offset, length));
        }
        return new Segment(LittleEndian.get32(bytes, at + 12) & 0xFFFF_FFFFL, (int) offset, (int) fileLength, length);
    }

    private void check(BootFile file, BoardMemory memory) {
        if (segments.isEmpty()) {
            throw new BoardException(file.name(), "expected at least one segment to load, found none");
        }
        long end = 0;
        boolean entered = false;
        for (Segment segment : segments) {
            if (!memory.contains(segment.start(), segment.length())) {
                throw new BoardException(
                        file.name(),
                        "is to be loaded at 0x%08x, 0x%x bytes; expected it within RAM, which is 0x0 to 0x%x and 0x%x to 0x%x (--memory)"
                                .formatted(
                                        segment.start(),
                                        segment.length(),
                                        BoardMemory.LOW_END,
                                        BoardMemory.HIGH_START,
                                        memory.bytes()));
            }
            if (segment.start() < end) {
                throw new BoardException(file.name(), "two segments overlap at 0x%08x".formatted(segment.start()));
            }
            end = segment.end();
            long place = entry & 0xFFFF_FFFFL;
            entered |= place >= segment.start() && place < end;
        }
        if (!entered) {
            throw new BoardException(file.name(), "its entry 0x%08x lies in none of its segments".formatted(entry));
        }
    }

    /** Physical address behind the last segment. */
    long end() {
        return segments.getLast().end();
    }

    /** Tells whether any segment has bytes in a range. */
    boolean overlaps(long start, long end) {
        return segments.stream().anyMatch(segment -> segment.start() < end && segment.end() > start);
    }
}
