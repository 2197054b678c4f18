package org.prtosvm.devices.time;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.prtosvm.devices.bus.Stateful;

/**
 * What the devices of a machine will do, and when: one slot for each thing that can be pending. Times are counts of the
 * processor. Of two events at one count that with the smaller slot comes first, and slots are given in the order of
 * registration. Thread rule: the thread that runs the machine.
 */
public final class EventQueue implements Stateful {
    /** Time of nothing. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int FIRST_CAPACITY = 8;

    private final LongSupplier clock;
    private final LongConsumer sooner;
    private Runnable[] handlers = new Runnable[FIRST_CAPACITY];
    private long[] due = new long[FIRST_CAPACITY];
    private int slots;
    private long next = NEVER;
    /** Time of the event that is being handled, or -1. */
    private long handling = -1;

    /**
     * Creates a queue without slots.
     *
     * @param clock count of the processor now
     * @param sooner told when the next event has become an earlier one, except while events are handled
     */
    public EventQueue(LongSupplier clock, LongConsumer sooner) {
        this.clock = clock;
        this.sooner = sooner;
    }

    /**
     * Adds a slot.
     *
     * @param handler called when its time has come
     * @return number of the slot
     */
    public int register(Runnable handler) {
        if (slots == handlers.length) {
            handlers = Arrays.copyOf(handlers, 2 * slots);
            due = Arrays.copyOf(due, 2 * slots);
        }
        handlers[slots] = handler;
        due[slots] = NEVER;
        return slots++;
    }

    /** @return the time: that of the event while one is handled, else the count of the processor */
    public long now() {
        return handling >= 0 ? handling : clock.getAsLong();
    }

    /**
     * Sets the time of a slot; a former one is forgotten.
     *
     * @param slot number of the slot
     * @param count when, or {@link #NEVER}; a time that is over means at once
     */
    public void schedule(int slot, long count) {
        due[slot] = count;
        long before = next;
        next = earliest();
        if (next < before && handling < 0) {
            sooner.accept(next);
        }
    }

    private long earliest() {
        long earliest = NEVER;
        for (int slot = 0; slot < slots; slot++) {
            earliest = Math.min(earliest, due[slot]);
        }
        return earliest;
    }

    /** @return time of the next event, {@link #NEVER} if there is none */
    public long next() {
        return next;
    }

    /**
     * Handles all events up to a time, each at its own.
     *
     * @param count the time
     */
    public void runDue(long count) {
        while (next <= count) {
            int slot = 0;
            while (due[slot] != next) {
                slot++;
            }
            handling = next;
            due[slot] = NEVER;
            handlers[slot].run();
            next = earliest();
        }
        handling = -1;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        for (int slot = 0; slot < slots; slot++) {
            out.writeLong(due[slot]);
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        for (int slot = 0; slot < slots; slot++) {
            due[slot] = in.readLong();
        }
        next = earliest();
    }
}
