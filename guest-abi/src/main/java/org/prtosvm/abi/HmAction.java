// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/** What the health monitor does about an event. Source: ABI 11-configuration, 3.6. */
public enum HmAction {
    /** Nothing. */
    IGNORE(0),
    /** Sends the shutdown interrupt to the partition. */
    SHUTDOWN(1),
    /** Resets the partition and loads its image again. */
    PARTITION_COLD_RESET(2),
    /** Resets the partition, memory unchanged. */
    PARTITION_WARM_RESET(3),
    /** Resets the whole system, counters included. */
    HYPERVISOR_COLD_RESET(4),
    /** Resets the whole system. */
    HYPERVISOR_WARM_RESET(5),
    /** Suspends the partition. */
    SUSPEND(6),
    /** Halts the partition. */
    PARTITION_HALT(7),
    /** Halts the whole system. */
    HYPERVISOR_HALT(8),
    /** Hands the event to the partition as a trap. */
    PROPAGATE(9),
    /** Switches to the maintenance plan. */
    SWITCH_TO_MAINTENANCE(10);

    /** Prefix of the names of actions in a system description. */
    public static final String NAME_PREFIX = "PRTOS_HM_AC_";

    private static final HmAction[] BY_NUMBER = values();

    /** Number of actions. */
    public static final int COUNT = BY_NUMBER.length;

    private final int number;

    HmAction(int number) {
        this.number = number;
    }

    /**
     * The action with a number.
     *
     * @param number 0 to {@link #COUNT} - 1
     * @return the action
     * @throws IllegalArgumentException if no action has this number
     */
    public static HmAction of(int number) {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("no health-monitor action has the number " + number);
        }
        return BY_NUMBER[number];
    }

    /**
     * The number of this action in the configuration.
     *
     * @return 0 to {@link #COUNT} - 1
     */
    public int number() {
        return number;
    }

    /**
     * The name of this action in a system description.
     *
     * @return for instance {@code PRTOS_HM_AC_IGNORE}
     */
    public String configurationName() {
        return NAME_PREFIX + name();
    }
}
