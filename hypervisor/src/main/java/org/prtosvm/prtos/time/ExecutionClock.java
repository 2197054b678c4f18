// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.time;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.prtos.state.Stateful;

/**
 * The execution time of a vCPU, in counts. Runs while the vCPU is the one that its processor executes; no reset of a partition sets it
 * back, nor loses the part since the vCPU was switched in. Source: ABI 04-time-and-scheduling, 2.2.
 */
public final class ExecutionClock implements Stateful {
    private long accumulated;
    private long since;
    private boolean running;

    /** Makes a stopped clock that shows 0. */
    public ExecutionClock() {}

    /** The system starts: stopped, shows 0. */
    public void reset() {
        accumulated = 0;
        since = 0;
        running = false;
    }

    /**
     * The vCPU is switched in.
     *
     * @param now count of the processor
     */
    public void start(long now) {
        since = now;
        running = true;
    }

    /**
     * The vCPU is switched out.
     *
     * @param now count of the processor
     */
    public void stop(long now) {
        if (running) {
            accumulated += now - since;
            running = false;
        }
    }

    /**
     * Execution time.
     *
     * @param now count of the processor; without influence while the clock is stopped
     * @return counts
     */
    public long counts(long now) {
        return running ? accumulated + (now - since) : accumulated;
    }

    /**
     * The count of the processor at which this clock, if it goes on running, shows a value.
     *
     * @param counts value of this clock
     * @param now count of the processor
     * @return count of the processor, or {@link TimeBase#NEVER}
     */
    public long whenReached(long counts, long now) {
        long ahead = counts - counts(now);
        return ahead > TimeBase.NEVER - now ? TimeBase.NEVER : now + ahead;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(accumulated);
        out.writeLong(since);
        out.writeBoolean(running);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        accumulated = in.readLong();
        since = in.readLong();
        running = in.readBoolean();
    }
}
