// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.state.Stateful;

/** A memory block that takes text: bytes one after the other, from the start again when it is full. Source: ABI 05-objects, 2. */
public final class MemoryBlockConsole implements ConsoleDevice, Stateful {
    private final GuestMemory memory;
    private final int base;
    private final long length;
    private long position;

    /**
     * Makes a console.
     *
     * @param memory physical memory
     * @param base physical address of the block
     * @param length bytes of the block, unsigned, not 0
     */
    public MemoryBlockConsole(GuestMemory memory, int base, int length) {
        this.memory = memory;
        this.base = base;
        this.length = Integer.toUnsignedLong(length);
    }

    @Override
    public int write(byte[] text, int offset, int count) {
        for (int done = 0; done < count; ) {
            int part = (int) Math.min(count - done, length - position);
            memory.write((int) (base + position), text, offset + done, part);
            position = (position + part) % length;
            done += part;
        }
        return count;
    }

    /** Goes back to the start of the block, as at a start of the system; the text stays until it is overwritten. */
    public void rewind() {
        position = 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(position);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        position = in.readLong();
    }
}
