package org.prtosvm.devices.system;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntConsumer;
import org.prtosvm.devices.bus.PortDevice;
import org.prtosvm.devices.bus.Stateful;

/**
 * A port that hands every byte on and reads as a constant or as what was written last. Thread rule: the thread that runs
 * the machine.
 */
public final class BytePort implements PortDevice, Stateful {
    private final IntConsumer receiver;
    private final boolean remembers;
    private int shown;

    private BytePort(IntConsumer receiver, boolean remembers, int shown) {
        this.receiver = receiver;
        this.remembers = remembers;
        this.shown = shown;
    }

    /**
     * A port that reads as a constant.
     *
     * @param shown what it reads as, 0..255
     * @param receiver takes every byte
     * @return port
     */
    public static BytePort constant(int shown, IntConsumer receiver) {
        return new BytePort(receiver, false, shown);
    }

    /**
     * A port that reads as what was written last, 0 at first.
     *
     * @param receiver takes every byte
     * @return port
     */
    public static BytePort remembering(IntConsumer receiver) {
        return new BytePort(receiver, true, 0);
    }

    @Override
    public int read(int offset) {
        return shown;
    }

    @Override
    public void write(int offset, int value) {
        if (remembers) {
            shown = value;
        }
        receiver.accept(value);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeByte(shown);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        shown = in.readUnsignedByte();
    }
}
