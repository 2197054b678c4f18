package org.prtosvm.devices.system;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.devices.bus.PortDevice;
import org.prtosvm.devices.bus.Stateful;
import org.prtosvm.devices.timer.Pit8254;

/**
 * Port 61h: GATE and OUT of timer counter 2, the speaker, the refresh toggle. Parity and channel checks never occur.
 * Source: IBM PC AT Technical Reference, "System Board". Thread rule: the thread that runs the machine.
 */
public final class SystemControlPortB implements PortDevice, Stateful {
    private static final int SPEAKER_GATE = 0x01;
    private static final int WRITABLE = 0x0F;
    private static final int REFRESH = 0x10;
    private static final int SPEAKER_OUTPUT = 0x20;

    private final Pit8254 timer;
    private int value;

    /**
     * Creates the port with all bits 0.
     *
     * @param timer the timer whose counter 2 belongs to the speaker
     */
    public SystemControlPortB(Pit8254 timer) {
        this.timer = timer;
    }

    /** Clears all bits. */
    public void reset() {
        write(0, 0);
    }

    @Override
    public int read(int offset) {
        return value | (timer.refreshToggle() ? REFRESH : 0) | (timer.speakerOutput() ? SPEAKER_OUTPUT : 0);
    }

    @Override
    public void write(int offset, int written) {
        value = written & WRITABLE;
        timer.setSpeakerGate((written & SPEAKER_GATE) != 0);
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
