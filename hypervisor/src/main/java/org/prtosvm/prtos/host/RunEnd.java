// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.host;

/** Why a run has ended. */
public enum RunEnd {
    /** No vCPU can ever run again. */
    NOTHING_LEFT(0),
    /** A partition halted the system. */
    SYSTEM_HALTED(1),
    /** The health monitor halted the system. */
    HEALTH_MONITOR_HALT(2),
    /** The hypervisor could not go on. */
    PANIC(3),
    /** The time given in the options is over; the run can be continued. */
    DURATION(4),
    /** Somebody asked for it; the run can be continued. */
    STOPPED(5);

    private static final RunEnd[] BY_NUMBER = values();

    private final int number;

    RunEnd(int number) {
        this.number = number;
    }

    /**
     * The number of this reason in snapshots and events.
     *
     * @return 0 to 5
     */
    public int number() {
        return number;
    }

    /**
     * The reason with a number.
     *
     * @param number 0 to 5
     * @return the reason
     * @throws IllegalArgumentException if no reason has this number
     */
    public static RunEnd of(int number) {
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new IllegalArgumentException("no reason for the end of a run has the number " + number);
        }
        return BY_NUMBER[number];
    }
}
