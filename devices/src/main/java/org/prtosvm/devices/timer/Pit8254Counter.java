package org.prtosvm.devices.timer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.devices.bus.Stateful;
import org.prtosvm.devices.time.EventQueue;

/**
 * A counter of an 8254. Nothing is done tick by tick: what it shows follows from the tick at which its counting element
 * was last loaded. The caller gives the current tick with every call, and ticks do not go back.
 *
 * <p>A count of 1 in modes 2 and 3, which the datasheet forbids, counts as 2. Thread rule: the thread that runs the machine.
 */
final class Pit8254Counter implements Stateful {
    private static final int BINARY_RANGE = 0x1_0000;
    private static final int DECIMAL_RANGE = 10_000;
    private static final int NOTHING = -1;

    private CounterMode mode = CounterMode.INTERRUPT_ON_TERMINAL_COUNT;
    private int access = Pit8254Registers.ACCESS_BOTH;
    private boolean decimal;
    private int modeBits;
    private boolean gate;

    /** Count register, 1..range; 0 before the first count after a control word. */
    private int register;

    private int lowByte;
    private boolean secondWrite;
    private boolean secondRead;
    private int latchedCount = NOTHING;
    private int latchedStatus = NOTHING;

    /** True from the first load after a control word on. */
    private boolean started;
    /** Tick at which the element is or was loaded; lies one ahead right after a write or trigger. */
    private long loadTick;
    /** What it is loaded with. */
    private int count = 1;
    /** Element before {@link #loadTick}, or while nothing counts. */
    private long before;
    /** OUT before {@link #loadTick}, or while nothing counts. */
    private boolean outputBefore = true;
    /** Ticks since the load at which GATE stopped the element, or {@link #NOTHING}. */
    private long stoppedAt = NOTHING;
    /** Tick at which a count written meanwhile takes effect in a periodic mode. */
    private long changeTick = EventQueue.NEVER;
    /** Tick at which the count last written is in the element. */
    private long loadedTick = EventQueue.NEVER;

    /**
     * Creates a counter that was never programmed.
     *
     * @param gate level of GATE
     */
    Pit8254Counter(boolean gate) {
        this.gate = gate;
    }

    private int range() {
        return decimal ? DECIMAL_RANGE : BINARY_RANGE;
    }

    // --- control -----------------------------------------------------------------------------------------------------

    /** Takes a control word that is no latch command. */
    void control(int word, long tick) {
        before = element(tick);
        modeBits = word & 0x3F;
        access = word >>> Pit8254Registers.ACCESS_SHIFT & 3;
        mode = modeOf(word);
        decimal = (word & Pit8254Registers.DECIMAL) != 0;
        register = 0;
        secondWrite = false;
        secondRead = false;
        latchedCount = NOTHING;
        latchedStatus = NOTHING;
        started = false;
        stoppedAt = NOTHING;
        changeTick = EventQueue.NEVER;
        loadedTick = EventQueue.NEVER;
        outputBefore = mode.idleOutput();
    }

    private static CounterMode modeOf(int word) {
        return CounterMode.of(word >>> Pit8254Registers.MODE_SHIFT & 7);
    }

    /** Latches the count, unless it is latched already. */
    void latchCount(long tick) {
        if (latchedCount == NOTHING) {
            latchedCount = shownCount(tick);
        }
    }

    /** Latches the status, unless it is latched already. */
    void latchStatus(long tick) {
        if (latchedStatus == NOTHING) {
            latchedStatus = (output(tick) ? Pit8254Registers.STATUS_OUTPUT : 0)
                    | (tick < loadedTick ? Pit8254Registers.STATUS_NULL_COUNT : 0)
                    | modeBits;
        }
    }

    // --- counts ------------------------------------------------------------------------------------------------------

    void write(int value, long tick) {
        switch (access) {
            case Pit8254Registers.ACCESS_LOW -> countWritten(value, tick);
            case Pit8254Registers.ACCESS_HIGH -> countWritten(value << 8, tick);
            default -> {
                secondWrite = !secondWrite;
                if (secondWrite) {
                    lowByte = value;
                    firstByteWritten(tick);
                } else {
                    countWritten(value << 8 | lowByte, tick);
                }
            }
        }
    }

    private void firstByteWritten(long tick) {
        if (mode.stopsAtFirstByte()) {
            before = element(tick);
            outputBefore = false;
            started = false;
        }
    }

    private void countWritten(int written, long tick) {
        catchUp(tick);
        register = decode(written);
        if (mode.periodic) {
            writeToPeriodic(tick);
        } else if (mode.triggered) {
            loadedTick = EventQueue.NEVER;
        } else {
            if (mode.stopsAtFirstByte()) {
                outputBefore = false;
                before = element(tick);
                started = false;
            }
            load(tick + 1);
        }
    }

    private void writeToPeriodic(long tick) {
        if (!started || tick < loadTick && stoppedAt == NOTHING) {
            load(tick + 1);
        } else if (stoppedAt != NOTHING) {
            // The trigger that goes on will load it.
            loadedTick = EventQueue.NEVER;
        } else {
            changeTick = loadTick + mode.periodEnd(tick - loadTick, count);
            loadedTick = changeTick;
        }
    }

    private int decode(int written) {
        int value = written;
        if (decimal) {
            value = (written >>> 12) * 1000 + (written >>> 8 & 15) * 100 + (written >>> 4 & 15) * 10 + (written & 15);
        }
        value = value == 0 ? range() : value;
        return mode.periodic && value == 1 ? 2 : value;
    }

    /** Loads the element at a tick to come. */
    private void load(long tick) {
        before = element(tick - 1);
        outputBefore = output(tick - 1);
        started = true;
        loadTick = tick;
        count = register;
        loadedTick = tick;
        changeTick = EventQueue.NEVER;
        stoppedAt = !gate ? 0 : NOTHING;
    }

    /** Lets a new count of a periodic mode take effect whose time has come. */
    private void catchUp(long tick) {
        if (tick >= changeTick) {
            boolean secondHalf = mode == CounterMode.SQUARE_WAVE && !mode.output(changeTick - loadTick, count);
            count = register;
            loadTick = secondHalf ? changeTick - CounterMode.firstHalf(count) : changeTick;
            changeTick = EventQueue.NEVER;
        }
    }

    int read(long tick) {
        if (latchedStatus != NOTHING) {
            int status = latchedStatus;
            latchedStatus = NOTHING;
            return status;
        }
        int shown = latchedCount == NOTHING ? shownCount(tick) : latchedCount;
        boolean high = access == Pit8254Registers.ACCESS_HIGH;
        if (access == Pit8254Registers.ACCESS_BOTH) {
            high = secondRead;
            secondRead = !secondRead;
        }
        if (!secondRead) {
            latchedCount = NOTHING;
        }
        return high ? shown >>> 8 : shown & 0xFF;
    }

    private int shownCount(long tick) {
        int value = (int) Math.floorMod(element(tick), (long) range());
        if (!decimal) {
            return value;
        }
        return value / 1000 << 12 | value / 100 % 10 << 8 | value / 10 % 10 << 4 | value % 10;
    }

    // --- gate and output ---------------------------------------------------------------------------------------------

    void setGate(boolean high, long tick) {
        if (high == gate) {
            return;
        }
        catchUp(tick);
        if (high) {
            gate = true;
            gateRises(tick);
        } else {
            if (started && stoppedAt == NOTHING && (mode.periodic || !mode.triggered)) {
                before = element(tick);
                stoppedAt = Math.max(tick - loadTick, 0);
                changeTick = EventQueue.NEVER;
            }
            gate = false;
        }
    }

    private void gateRises(long tick) {
        if (mode.triggered) {
            if (register != 0) {
                load(tick + 1);
            }
        } else if (started && stoppedAt != NOTHING) {
            loadTick = Math.max(loadTick, tick - stoppedAt);
            stoppedAt = NOTHING;
        }
    }

    private long elapsed(long tick) {
        return stoppedAt == NOTHING ? tick - loadTick : stoppedAt;
    }

    private long element(long tick) {
        catchUp(tick);
        if (!started || tick < loadTick || stoppedAt != NOTHING && mode.periodic) {
            return before;
        }
        return mode.element(elapsed(tick), count);
    }

    /** Level of OUT. */
    boolean output(long tick) {
        catchUp(tick);
        if (!started || tick < loadTick) {
            return outputBefore;
        }
        // A periodic mode without GATE holds OUT high; in mode 4 GATE has no effect on OUT.
        if (stoppedAt != NOTHING && mode != CounterMode.INTERRUPT_ON_TERMINAL_COUNT) {
            return true;
        }
        return mode.output(elapsed(tick), count);
    }

    /** Tick of the next change of OUT without further accesses, later than the given one; never if there is none. */
    long nextChange(long tick) {
        catchUp(tick);
        if (!started) {
            return EventQueue.NEVER;
        }
        if (tick < loadTick) {
            boolean changes = stoppedAt == NOTHING && mode.output(0, count) != outputBefore;
            return changes || stoppedAt != NOTHING ? loadTick : afterLoad(0);
        }
        return stoppedAt == NOTHING ? afterLoad(tick - loadTick) : EventQueue.NEVER;
    }

    private long afterLoad(long elapsed) {
        long change = mode.nextChange(elapsed, count);
        return change == EventQueue.NEVER ? EventQueue.NEVER : loadTick + change;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        for (int value : new int[] {access, modeBits, register, lowByte, latchedCount, latchedStatus, count}) {
            out.writeInt(value);
        }
        for (boolean value : new boolean[] {decimal, gate, secondWrite, secondRead, started, outputBefore}) {
            out.writeBoolean(value);
        }
        for (long value : new long[] {loadTick, before, stoppedAt, changeTick, loadedTick}) {
            out.writeLong(value);
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        access = in.readInt();
        modeBits = in.readInt();
        mode = modeOf(modeBits);
        register = in.readInt();
        lowByte = in.readInt();
        latchedCount = in.readInt();
        latchedStatus = in.readInt();
        count = in.readInt();
        decimal = in.readBoolean();
        gate = in.readBoolean();
        secondWrite = in.readBoolean();
        secondRead = in.readBoolean();
        started = in.readBoolean();
        outputBefore = in.readBoolean();
        loadTick = in.readLong();
        before = in.readLong();
        stoppedAt = in.readLong();
        changeTick = in.readLong();
        loadedTick = in.readLong();
    }
}
