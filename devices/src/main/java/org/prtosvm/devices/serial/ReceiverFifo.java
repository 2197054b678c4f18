package org.prtosvm.devices.serial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.devices.bus.Stateful;

/** Received bytes that nobody has read: sixteen with the FIFO on, one without. */
final class ReceiverFifo implements Stateful {
    /** Bytes that fit with the FIFO on. */
    static final int CAPACITY = 16;

    private static final int[] TRIGGER_LEVELS = {1, 4, 8, 14};

    private final int[] bytes = new int[CAPACITY];
    private int first;
    private int size;

    int size() {
        return size;
    }

    void clear() {
        first = 0;
        size = 0;
    }

    /** Adds a byte; there must be room. */
    void add(int value) {
        bytes[(first + size) % CAPACITY] = value;
        size++;
    }

    /** Replaces the byte added last: what happens to a receiver buffer that is full. */
    void replaceLast(int value) {
        bytes[(first + size - 1) % CAPACITY] = value;
    }

    /** Takes the oldest byte, 0 if there is none. */
    int take() {
        if (size == 0) {
            return 0;
        }
        int value = bytes[first];
        first = (first + 1) % CAPACITY;
        size--;
        return value;
    }

    /** Fill level that a FIFO control value asks for. */
    static int triggerLevel(int fifoControl) {
        return TRIGGER_LEVELS[fifoControl >>> Uart16550Registers.FIFO_TRIGGER_SHIFT & 3];
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int n = 0; n < size; n++) {
            out.writeByte(bytes[(first + n) % CAPACITY]);
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        first = 0;
        size = in.readInt();
        for (int n = 0; n < size; n++) {
            bytes[n] = in.readUnsignedByte();
        }
    }
}
