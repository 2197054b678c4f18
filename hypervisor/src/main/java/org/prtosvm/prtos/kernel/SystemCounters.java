// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.prtos.partition.MessageCounters;
import org.prtosvm.prtos.state.Stateful;

/** Counters of the system, as the status object shows them. Source: ABI 05-objects, 7.1. */
public final class SystemCounters implements Stateful {
    private final MessageCounters messages = new MessageCounters();
    private int resets;
    private long hmEvents;
    private long interrupts;
    private long majorFrames;

    SystemCounters() {}

    /**
     * Message counters.
     *
     * @return live counters
     */
    public MessageCounters messages() {
        return messages;
    }

    /**
     * Warm resets of the system since the last cold one.
     *
     * @return count
     */
    public int resets() {
        return resets;
    }

    /**
     * Health-monitor events since the start of the system.
     *
     * @return count
     */
    public long hmEvents() {
        return hmEvents;
    }

    /** Counts a health-monitor event. */
    public void countHmEvent() {
        hmEvents++;
    }

    /**
     * Physical interrupts since the start of the system, on all processors.
     *
     * @return count
     */
    public long interrupts() {
        return interrupts;
    }

    void countInterrupt() {
        interrupts++;
    }

    /**
     * Major frames that have ended since the start of the system, on all processors.
     *
     * @return count
     */
    public long majorFrames() {
        return majorFrames;
    }

    void countMajorFrame() {
        majorFrames++;
    }

    void start(int newResets) {
        resets = newResets;
        hmEvents = 0;
        interrupts = 0;
        majorFrames = 0;
        messages.clear();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(resets);
        out.writeLong(hmEvents);
        out.writeLong(interrupts);
        out.writeLong(majorFrames);
        messages.save(out);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        resets = in.readInt();
        hmEvents = in.readLong();
        interrupts = in.readLong();
        majorFrames = in.readLong();
        messages.restore(in);
    }
}
