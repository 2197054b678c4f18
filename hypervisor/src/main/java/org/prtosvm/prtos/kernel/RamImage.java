// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.state.Stateful;

/** The contents of the RAM of a machine, page by page in ascending order. Pages of zeros take one byte. */
final class RamImage implements Stateful {
    private static final int PAGE = GuestMemory.PAGE_SIZE;

    private final GuestMemory memory;
    private final NavigableSet<Long> pages = new TreeSet<>();

    RamImage(GuestMemory memory) {
        this.memory = memory;
    }

    /** Adds a range; pages that are there already stay so. */
    void add(int physical, long length) {
        long start = Integer.toUnsignedLong(physical);
        for (long page = start; page < start + length; page += PAGE) {
            pages.add(page);
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        byte[] page = new byte[PAGE];
        byte[] zeros = new byte[PAGE];
        for (long address : pages) {
            memory.read((int) address, page, 0, PAGE);
            boolean empty = Arrays.equals(page, zeros);
            out.writeBoolean(!empty);
            if (!empty) {
                out.write(page);
            }
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        byte[] page = new byte[PAGE];
        for (long address : pages) {
            if (in.readBoolean()) {
                in.readFully(page);
                memory.write((int) address, page, 0, PAGE);
            } else {
                memory.clear((int) address, PAGE);
            }
        }
    }
}
