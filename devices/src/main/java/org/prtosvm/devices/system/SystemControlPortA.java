package org.prtosvm.devices.system;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.devices.bus.InterruptLine;
import org.prtosvm.devices.bus.PortDevice;
import org.prtosvm.devices.bus.Stateful;

/**
 * Port 92h: A20 gate and fast reset. Source: IBM PS/2 Hardware Technical Reference, "System Control Port A". Thread rule:
 * the thread that runs the machine.
 */
public final class SystemControlPortA implements PortDevice, Stateful {
    private static final int RESET = 0x01;
    private static final int A20 = 0x02;

    private final InterruptLine a20;
    private final Runnable reset;
    private int value;

    /**
     * Creates the port with all bits 0.
     *
     * @param a20 bit 1
     * @param reset told when bit 0 rises
     */
    public SystemControlPortA(InterruptLine a20, Runnable reset) {
        this.a20 = a20;
        this.reset = reset;
    }

    /** Clears all bits. */
    public void reset() {
        value = 0;
        a20.set(false);
    }

    @Override
    public int read(int offset) {
        return value;
    }

    @Override
    public void write(int offset, int written) {
        boolean resets = (written & ~value & RESET) != 0;
        value = written;
        a20.set((written & A20) != 0);
        if (resets) {
            reset.run();
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(value);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        value = in.readInt();
    }
}
