// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hm;

/** What the health monitor can do to a system. */
public interface HmControl {
    /**
     * Asks a partition to shut down.
     *
     * @param partitionId partition
     */
    void shutdown(int partitionId);

    /**
     * Resets a partition; one that cannot be reset is halted.
     *
     * @param partitionId partition
     * @param cold true to load its image again
     * @param status reset status for the guest
     */
    void reset(int partitionId, boolean cold, int status);

    /**
     * Suspends a partition.
     *
     * @param partitionId partition
     */
    void suspend(int partitionId);

    /**
     * Halts a partition.
     *
     * @param partitionId partition
     */
    void halt(int partitionId);

    /**
     * Resets the system as soon as the current operation is over.
     *
     * @param cold true for a cold reset
     * @param status reset status for all partitions
     */
    void resetSystem(boolean cold, int status);

    /** Halts the system as soon as the current operation is over. */
    void haltSystem();

    /** Switches all processors to the maintenance plan, the current one at once. */
    void switchToMaintenance();

    /**
     * The hypervisor cannot go on.
     *
     * @param reason text for the console, one line
     */
    void panic(String reason);
}
