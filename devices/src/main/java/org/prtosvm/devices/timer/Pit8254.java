package org.prtosvm.devices.timer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.devices.bus.InterruptLine;
import org.prtosvm.devices.bus.PortDevice;
import org.prtosvm.devices.bus.Stateful;
import org.prtosvm.devices.time.EventQueue;
import org.prtosvm.devices.time.Oscillator;

/**
 * An 8254 interval timer with all modes, latches and the read-back command. The counters 0 and 1 have GATE high, as in a
 * PC. OUT of counter 0 is a wire; its changes are events. Accesses happen between two ticks of CLK: what the datasheet
 * does at the next pulse is done at the next tick.
 *
 * <p>Source: 82C54 datasheet. Thread rule: the thread that runs the machine.
 */
public final class Pit8254 implements PortDevice, Stateful {
    /** Frequency of CLK in a PC, in hertz. */
    public static final long PC_HERTZ = 1_193_182;
    /** Ports that a timer takes. */
    public static final int PORT_COUNT = Pit8254Registers.COUNT;

    private static final int SPEAKER = 2;
    /** A PC refreshes its memory once in this many ticks; port 61h shows it. */
    private static final int REFRESH_TICKS = 18;

    private final EventQueue events;
    private final Oscillator oscillator;
    private final InterruptLine output;
    private final Pit8254Counter[] counters = new Pit8254Counter[Pit8254Registers.COUNTERS];
    private final int slot;

    /**
     * Creates a timer with counters that were never programmed; their OUT is high.
     *
     * @param events events of the machine
     * @param oscillator CLK of all counters
     * @param output OUT of counter 0
     */
    public Pit8254(EventQueue events, Oscillator oscillator, InterruptLine output) {
        this.events = events;
        this.oscillator = oscillator;
        this.output = output;
        slot = events.register(this::update);
        clear();
        output.set(true);
    }

    private void clear() {
        for (int n = 0; n < counters.length; n++) {
            counters[n] = new Pit8254Counter(n != SPEAKER);
        }
    }

    /** Back to the state after power-up. */
    public void reset() {
        clear();
        update();
    }

    private long tick() {
        return oscillator.ticks(events.now());
    }

    private void update() {
        long tick = tick();
        output.set(counters[0].output(tick));
        long change = counters[0].nextChange(tick);
        events.schedule(slot, change == EventQueue.NEVER ? EventQueue.NEVER : oscillator.count(change));
    }

    @Override
    public int read(int offset) {
        return offset == Pit8254Registers.CONTROL ? 0xFF : counters[offset].read(tick());
    }

    @Override
    public void write(int offset, int value) {
        if (offset == Pit8254Registers.CONTROL) {
            control(value);
        } else {
            counters[offset].write(value, tick());
        }
        update();
    }

    private void control(int word) {
        int select = word >>> Pit8254Registers.SELECT_SHIFT;
        if (select == Pit8254Registers.READ_BACK) {
            readBack(word);
        } else if ((word >>> Pit8254Registers.ACCESS_SHIFT & 3) == Pit8254Registers.ACCESS_LATCH) {
            counters[select].latchCount(tick());
        } else {
            counters[select].control(word, tick());
        }
    }

    private void readBack(int word) {
        for (int n = 0; n < counters.length; n++) {
            if ((word & Pit8254Registers.READ_BACK_COUNTER_0 << n) != 0) {
                if ((word & Pit8254Registers.READ_BACK_NO_COUNT) == 0) {
                    counters[n].latchCount(tick());
                }
                if ((word & Pit8254Registers.READ_BACK_NO_STATUS) == 0) {
                    counters[n].latchStatus(tick());
                }
            }
        }
    }

    /**
     * Drives GATE of counter 2.
     *
     * @param high level
     */
    public void setSpeakerGate(boolean high) {
        counters[SPEAKER].setGate(high, tick());
    }

    /** @return level of OUT of counter 2 */
    public boolean speakerOutput() {
        return counters[SPEAKER].output(tick());
    }

    /** @return a level that changes with every refresh of memory, about every 15 microseconds */
    public boolean refreshToggle() {
        return (tick() / REFRESH_TICKS & 1) != 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        for (Pit8254Counter counter : counters) {
            counter.save(out);
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        for (Pit8254Counter counter : counters) {
            counter.restore(in);
        }
    }
}
