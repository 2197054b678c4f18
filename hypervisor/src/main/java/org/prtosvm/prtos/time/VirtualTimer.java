// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.time;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.prtos.state.Stateful;

/**
 * A timer of a vCPU on one of its clocks. Times are microseconds of that clock.
 *
 * <p>A periodic timer keeps its phase: after an expiry the next nominal time is the next point of the grid, points that passed unnoticed
 * collapse into one expiry. A deadline that is less than {@value #MIN_DISTANCE_US} us ahead is delivered that much after its arming.
 *
 * <p>Source: ABI 04-time-and-scheduling, 3.
 */
public final class VirtualTimer implements Stateful {
    /** Shortest distance in microseconds between arming a timer, or its last expiry, and an expiry that lies ahead. */
    public static final long MIN_DISTANCE_US = 50;
    /** Time of {@link #deadlineUs} while the timer is not armed. */
    public static final long DISARMED = Long.MAX_VALUE;

    private boolean armed;
    private long valueUs;
    private long intervalUs;
    private long deadlineUs = DISARMED;

    /** Makes a timer that is not armed. */
    public VirtualTimer() {}

    /**
     * Arms this timer; an earlier arming is replaced.
     *
     * @param nowUs time of the clock
     * @param absoluteUs first expiry, not negative; the past expires at once
     * @param newIntervalUs period, 0 for a single expiry
     */
    public void arm(long nowUs, long absoluteUs, long newIntervalUs) {
        armed = true;
        valueUs = absoluteUs;
        intervalUs = newIntervalUs;
        deadlineUs = deliveryTime(nowUs);
    }

    /** Disarms this timer. */
    public void disarm() {
        armed = false;
        deadlineUs = DISARMED;
    }

    /**
     * The time at which the timer must be looked at.
     *
     * @return microseconds of the clock, or {@link #DISARMED}
     */
    public long deadlineUs() {
        return deadlineUs;
    }

    /**
     * The nominal time of the next expiry, without the shortest distance.
     *
     * @return microseconds of the clock
     */
    public long valueUs() {
        return valueUs;
    }

    /**
     * Lets the timer expire if its time has come.
     *
     * @param nowUs time of the clock
     * @return true if it has expired, once however many periods have passed
     */
    public boolean expire(long nowUs) {
        if (!armed || nowUs < deadlineUs) {
            return false;
        }
        if (intervalUs == 0) {
            disarm();
            return true;
        }
        long periods = (nowUs - valueUs) / intervalUs + 1;
        long advanced = valueUs + periods * intervalUs;
        if (Math.multiplyHigh(periods, intervalUs) != 0 || periods * intervalUs < 0 || advanced < 0) {
            disarm();
            return true;
        }
        valueUs = advanced;
        deadlineUs = deliveryTime(nowUs);
        return true;
    }

    private long deliveryTime(long nowUs) {
        return valueUs <= nowUs ? valueUs : Math.max(valueUs, nowUs + MIN_DISTANCE_US);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeBoolean(armed);
        out.writeLong(valueUs);
        out.writeLong(intervalUs);
        out.writeLong(deadlineUs);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        armed = in.readBoolean();
        valueUs = in.readLong();
        intervalUs = in.readLong();
        deadlineUs = in.readLong();
    }
}
