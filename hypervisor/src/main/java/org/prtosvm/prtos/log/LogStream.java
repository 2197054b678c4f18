// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.LogRecordDescriptor;
import org.prtosvm.abi.LogStreamDescriptor;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.state.Stateful;

/**
 * A ring of log records on a memory block, or a stream without storage that keeps nothing, whose records may go down a serial line. Source: ABI 05-objects, 8 and
 * {@link LogStreamDescriptor}.
 *
 * <p>The control words on the medium are read at {@link #initialise} only, and taken over only if they are consistent: a guest that can
 * write to the block can spoil its contents, nothing else. What is on the medium is saved with the memory, not here.
 */
public final class LogStream implements Stateful {
    private static final int RECORD_LENGTH = LogRecordDescriptor.LENGTH;

    private final @Nullable GuestMemory memory;
    private final @Nullable ConsoleDevice line;
    private final int base;
    private final int capacity;
    private int tail;
    private int count;
    private int head;
    private int position;
    private int validCopy;
    private boolean locked;

    /**
     * Makes a stream on a memory block; {@link #initialise} is to be called before anything else.
     *
     * @param memory physical memory
     * @param base physical address of the block, a multiple of 4
     * @param length bytes of the block, unsigned
     */
    public LogStream(GuestMemory memory, int base, int length) {
        this(memory, null, base, capacityOf(Integer.toUnsignedLong(length)));
    }

    private LogStream(@Nullable GuestMemory memory, @Nullable ConsoleDevice line, int base, long capacity) {
        this.memory = memory;
        this.line = line;
        this.base = base;
        this.capacity = (int) capacity;
    }

    /**
     * A stream without storage.
     *
     * @return a stream that drops what is appended and has nothing to read
     */
    public static LogStream withoutStorage() {
        return new LogStream(null, null, 0, 0L);
    }

    /**
     * A stream that is sent away record by record.
     *
     * @param line takes the bytes of each record
     * @return a stream with nothing to read
     */
    public static LogStream onto(ConsoleDevice line) {
        return new LogStream(null, line, 0, 0L);
    }

    private static long capacityOf(long length) {
        return Math.max(0, (length - LogStreamDescriptor.ELEMENTS_OFFSET) / RECORD_LENGTH);
    }

    /** Takes over what is on the medium, or makes it empty if that is no stream of this size. The stream is not locked then. */
    public void initialise() {
        locked = false;
        if (memory == null || capacity == 0) {
            return;
        }
        if (!takeOver(memory)) {
            clear(memory);
        }
    }

    private boolean takeOver(GuestMemory medium) {
        int copy = medium.load32(base + LogStreamDescriptor.VALID_COPY_OFFSET);
        if (medium.load32(base + LogStreamDescriptor.MAGIC_OFFSET) != LogStreamDescriptor.MAGIC
                || medium.load32(base + LogStreamDescriptor.ELEMENT_SIZE_OFFSET) != RECORD_LENGTH
                || medium.load32(base + LogStreamDescriptor.MAX_ELEMENTS_OFFSET) != capacity
                || medium.load32(base + LogStreamDescriptor.END_MAGIC_OFFSET) != LogStreamDescriptor.END_MAGIC
                || (copy & ~1) != 0) {
            return false;
        }
        int control = controlCopy(copy);
        int storedTail = medium.load32(control + LogStreamDescriptor.TAIL_OFFSET);
        int storedCount = medium.load32(control + LogStreamDescriptor.COUNT_OFFSET);
        int storedHead = medium.load32(control + LogStreamDescriptor.HEAD_OFFSET);
        int storedPosition = medium.load32(control + LogStreamDescriptor.POSITION_OFFSET);
        if (storedHead < 0
                || storedHead >= capacity
                || storedCount < 0
                || storedCount > capacity
                || storedPosition < 0
                || storedPosition > storedCount
                || storedTail != index(storedHead, storedCount)) {
            return false;
        }
        tail = storedTail;
        count = storedCount;
        head = storedHead;
        position = storedPosition;
        validCopy = copy;
        return true;
    }

    private void clear(GuestMemory medium) {
        tail = 0;
        count = 0;
        head = 0;
        position = 0;
        validCopy = 0;
        medium.clear(base, LogStreamDescriptor.ELEMENTS_OFFSET);
        medium.store32(base + LogStreamDescriptor.MAGIC_OFFSET, LogStreamDescriptor.MAGIC);
        medium.store32(base + LogStreamDescriptor.ELEMENT_SIZE_OFFSET, RECORD_LENGTH);
        medium.store32(base + LogStreamDescriptor.MAX_ELEMENTS_OFFSET, capacity);
        medium.store32(base + LogStreamDescriptor.END_MAGIC_OFFSET, LogStreamDescriptor.END_MAGIC);
    }

    /**
     * Appends a record. If the stream is full, the oldest record is dropped, or the new one if the stream is locked. A stream without
     * storage keeps nothing; one onto a line sends the record away, locked or not.
     *
     * @param record array with the record
     * @param offset where it starts
     */
    public void append(byte[] record, int offset) {
        if (line != null) {
            line.write(record, offset, RECORD_LENGTH);
        }
        if (memory == null || capacity == 0 || (count == capacity && locked)) {
            return;
        }
        if (count == capacity) {
            head = index(head, 1);
            position = Math.max(0, position - 1);
            count--;
        }
        memory.write(elementAddress(tail), record, offset, RECORD_LENGTH);
        tail = index(tail, 1);
        count++;
        storeControl(memory);
    }

    /**
     * Reads records from the read position on and moves the position behind them.
     *
     * @param target receives the records
     * @param offset where the first one goes
     * @param limit most records to read
     * @return records read; 0 if all have been read
     */
    public int read(byte[] target, int offset, int limit) {
        int records = Math.min(limit, count - position);
        if (memory == null || records <= 0) {
            return 0;
        }
        for (int i = 0; i < records; i++) {
            memory.read(elementAddress(index(head, position + i)), target, offset + i * RECORD_LENGTH, RECORD_LENGTH);
        }
        position += records;
        storeControl(memory);
        return records;
    }

    /**
     * Moves the read position; beyond an end it stops there.
     *
     * @param offset records, signed
     * @param whence {@link LogStreamDescriptor#SEEK_CURRENT}, SEEK_START or SEEK_END
     * @return false, and nothing is done, if whence is none of them
     */
    public boolean seek(int offset, int whence) {
        long from;
        switch (whence) {
            case LogStreamDescriptor.SEEK_CURRENT -> from = position;
            case LogStreamDescriptor.SEEK_START -> from = 0;
            case LogStreamDescriptor.SEEK_END -> from = count;
            default -> {
                return false;
            }
        }
        position = (int) Math.clamp(from + offset, 0L, (long) count);
        if (memory != null && capacity != 0) {
            storeControl(memory);
        }
        return true;
    }

    /**
     * Decides what happens when the stream is full.
     *
     * @param keepOldest true to drop new records, false to drop the oldest
     */
    public void lock(boolean keepOldest) {
        locked = keepOldest;
    }

    /**
     * Records that are stored.
     *
     * @return number, at most {@link #capacity()}
     */
    public int count() {
        return count;
    }

    /**
     * Records that fit.
     *
     * @return number, 0 without storage
     */
    public int capacity() {
        return capacity;
    }

    /**
     * The read position.
     *
     * @return number of records, from the oldest on, that have been read
     */
    public int position() {
        return position;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(tail);
        out.writeInt(count);
        out.writeInt(head);
        out.writeInt(position);
        out.writeInt(validCopy);
        out.writeBoolean(locked);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        tail = in.readInt();
        count = in.readInt();
        head = in.readInt();
        position = in.readInt();
        validCopy = in.readInt();
        locked = in.readBoolean();
    }

    private int index(int from, int steps) {
        return (int) (((long) from + steps) % capacity);
    }

    private int elementAddress(int element) {
        return base + LogStreamDescriptor.ELEMENTS_OFFSET + element * RECORD_LENGTH;
    }

    private int controlCopy(int copy) {
        return base + LogStreamDescriptor.CONTROL_OFFSET + copy * LogStreamDescriptor.CONTROL_LENGTH;
    }

    /** Writes the copy that is not valid and makes it valid last, so that the medium is consistent at any time. */
    private void storeControl(GuestMemory medium) {
        validCopy ^= 1;
        int control = controlCopy(validCopy);
        medium.store32(control + LogStreamDescriptor.TAIL_OFFSET, tail);
        medium.store32(control + LogStreamDescriptor.COUNT_OFFSET, count);
        medium.store32(control + LogStreamDescriptor.HEAD_OFFSET, head);
        medium.store32(control + LogStreamDescriptor.POSITION_OFFSET, position);
        medium.store32(base + LogStreamDescriptor.VALID_COPY_OFFSET, validCopy);
    }
}
