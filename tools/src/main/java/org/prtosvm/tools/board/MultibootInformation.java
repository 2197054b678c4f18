package org.prtosvm.tools.board;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.prtosvm.abi.LittleEndian;

/**
 * The information structure that a Multiboot kernel finds, with everything it points to, as one run of bytes. It holds the
 * size and the map of memory, the command line, the modules and the name of the loader. Source: Multiboot 0.6.96, 3.3.
 */
final class MultibootInformation {
    private static final int LENGTH = 116;
    private static final int HAS_MEMORY = 1;
    private static final int HAS_COMMAND_LINE = 1 << 2;
    private static final int HAS_MODULES = 1 << 3;
    private static final int HAS_MEMORY_MAP = 1 << 6;
    private static final int HAS_LOADER_NAME = 1 << 9;

    private static final int MODULE_LENGTH = 16;
    private static final int REGION_LENGTH = 24;
    private static final int AVAILABLE = 1;
    private static final int RESERVED = 2;
    private static final String LOADER = "PRTOS-VM";

    /** A module in memory. */
    record Module(BootFile file, long start) {
        long end() {
            return start + file.bytes().length;
        }
    }

    private final int address;
    private final ByteArrayOutputStream tail = new ByteArrayOutputStream();
    private final byte[] head = new byte[LENGTH];

    private MultibootInformation(int address) {
        this.address = address;
    }

    /**
     * Builds the structure.
     *
     * @param address physical address it will have
     * @param kernel the kernel
     * @param modules modules with their places
     * @param memory RAM
     * @return bytes from that address on
     */
    static byte[] build(int address, BootFile kernel, List<Module> modules, BoardMemory memory) {
        return new MultibootInformation(address).build(kernel, modules, memory);
    }

    private byte[] build(BootFile kernel, List<Module> modules, BoardMemory memory) {
        int flags = HAS_MEMORY | HAS_COMMAND_LINE | HAS_MODULES | HAS_MEMORY_MAP | HAS_LOADER_NAME;
        put(0, flags);
        put(4, BoardMemory.LOW_END >>> 10);
        put(8, (int) (memory.highBytes() >>> 10));
        put(16, text(kernel.commandLine()));
        byte[] list = new byte[modules.size() * MODULE_LENGTH];
        for (int n = 0; n < modules.size(); n++) {
            Module module = modules.get(n);
            LittleEndian.put32(list, n * MODULE_LENGTH, (int) module.start());
            LittleEndian.put32(list, n * MODULE_LENGTH + 4, (int) module.end());
            LittleEndian.put32(list, n * MODULE_LENGTH + 8, text(module.file().commandLine()));
        }
        put(20, modules.size());
        put(24, append(list));
        byte[] map = memoryMap(memory);
        put(44, map.length);
        put(48, append(map));
        put(64, text(LOADER));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head);
        all.writeBytes(tail.toByteArray());
        return all.toByteArray();
    }

    private static byte[] memoryMap(BoardMemory memory) {
        boolean high = memory.highBytes() > 0;
        byte[] map = new byte[(high ? 3 : 2) * REGION_LENGTH];
        region(map, 0, 0, BoardMemory.LOW_END, AVAILABLE);
        region(map, 1, BoardMemory.LOW_END, BoardMemory.HIGH_START - BoardMemory.LOW_END, RESERVED);
        if (high) {
            region(map, 2, BoardMemory.HIGH_START, memory.highBytes(), AVAILABLE);
        }
        return map;
    }

    private static void region(byte[] map, int number, long start, long length, int type) {
        int at = number * REGION_LENGTH;
        // The size of an entry does not count itself.
        LittleEndian.put32(map, at, REGION_LENGTH - 4);
        LittleEndian.put64(map, at + 4, start);
        LittleEndian.put64(map, at + 12, length);
        LittleEndian.put32(map, at + 20, type);
    }

    private void put(int offset, int value) {
        LittleEndian.put32(head, offset, value);
    }

    private int text(String text) {
        return append((text + '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes at a multiple of 4 and returns their address. */
    private int append(byte[] bytes) {
        int place = address + LENGTH + tail.size();
        tail.writeBytes(bytes);
        tail.writeBytes(new byte[-bytes.length & 3]);
        return place;
    }
}
