package org.prtosvm.tools.board;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.prtosvm.cpu.memory.GuestMemory;

/** Contents of the RAM of a board: all pages that are not zero, by address. */
final class MemoryImage {
    private static final int END = -1;
    private static final byte[] ZEROS = new byte[GuestMemory.PAGE_SIZE];

    private MemoryImage() {}

    static void save(BoardMemory ram, GuestMemory memory, DataOutput out) throws IOException {
        byte[] page = new byte[GuestMemory.PAGE_SIZE];
        for (long address = 0; address < ram.bytes(); address += page.length) {
            if (ram.contains(address, page.length)) {
                memory.read((int) address, page, 0, page.length);
                if (!Arrays.equals(page, ZEROS)) {
                    out.writeInt((int) (address / page.length));
                    out.write(page);
                }
            }
        }
        out.writeInt(END);
    }

    static void restore(BoardMemory ram, GuestMemory memory, DataInput in) throws IOException {
        ram.clear(memory);
        byte[] page = new byte[GuestMemory.PAGE_SIZE];
        for (int number = in.readInt(); number != END; number = in.readInt()) {
            long address = (long) number * page.length;
            if (number < 0 || !ram.contains(address, page.length)) {
                throw new IOException("saved board: page 0x%x is no RAM of this one".formatted(number));
            }
            in.readFully(page);
            memory.write((int) address, page, 0, page.length);
        }
    }
}
