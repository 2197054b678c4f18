// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import org.prtosvm.prtos.partition.MessageCounters;

/** Where the status object gets its numbers. Ids are valid where they are passed. Source: ABI 05-objects, 7. */
public interface StatusSource {
    /** Page status of a page that has none. */
    long NO_PAGE = -1;

    /**
     * The number of partitions.
     *
     * @return count
     */
    int partitionCount();

    /**
     * The number of vCPUs of a partition.
     *
     * @param partitionId partition
     * @return count
     */
    int vcpuCount(int partitionId);

    /**
     * Warm resets of the system since it was started cold.
     *
     * @return count
     */
    int systemResets();

    /**
     * Health-monitor events since the start of the system.
     *
     * @return count
     */
    long healthMonitorEvents();

    /**
     * Physical interrupts on all processors since the start of the system.
     *
     * @return count
     */
    long physicalInterrupts();

    /**
     * Major frames that ended on all processors since the start of the system.
     *
     * @return count
     */
    long majorFrames();

    /**
     * Message counters of the system.
     *
     * @return the counters
     */
    MessageCounters systemMessages();

    /**
     * State of a partition.
     *
     * @param partitionId partition
     * @return {@code STATE_*} of {@link org.prtosvm.abi.StatusDescriptor}
     */
    int partitionState(int partitionId);

    /**
     * Operating mode of a partition.
     *
     * @param partitionId partition
     * @return {@code MODE_*} of {@link org.prtosvm.abi.StatusDescriptor}
     */
    int partitionMode(int partitionId);

    /**
     * Sets the operating mode of a partition.
     *
     * @param partitionId partition
     * @param mode {@code MODE_*} of {@link org.prtosvm.abi.StatusDescriptor}
     */
    void setPartitionMode(int partitionId, int mode);

    /**
     * Virtual interrupts of a partition that the status counts.
     *
     * @param partitionId partition
     * @return count
     */
    long virtualInterrupts(int partitionId);

    /**
     * Reset counter in the control table of vCPU 0 of a partition.
     *
     * @param partitionId partition
     * @return the counter
     */
    int resetCounter(int partitionId);

    /**
     * Reset status in the control table of vCPU 0 of a partition.
     *
     * @param partitionId partition
     * @return the status
     */
    int resetStatus(int partitionId);

    /**
     * Execution clock of vCPU 0 of a partition.
     *
     * @param partitionId partition
     * @return microseconds
     */
    long executionTimeUs(int partitionId);

    /**
     * Message counters of a partition.
     *
     * @param partitionId partition
     * @return the counters
     */
    MessageCounters messages(int partitionId);

    /**
     * State of a vCPU.
     *
     * @param partitionId partition
     * @param vcpuId vCPU
     * @return {@code STATE_*} of {@link org.prtosvm.abi.StatusDescriptor}
     */
    int vcpuState(int partitionId, int vcpuId);

    /**
     * Operating mode of a vCPU.
     *
     * @param partitionId partition
     * @param vcpuId vCPU
     * @return {@code MODE_*} of {@link org.prtosvm.abi.StatusDescriptor}
     */
    int vcpuMode(int partitionId, int vcpuId);

    /**
     * The plans of the processor that executes a vCPU.
     *
     * @param caller the vCPU
     * @return its plans
     */
    PlanStatus plans(ObjectCaller caller);

    /**
     * Type and reference counter of a page.
     *
     * @param partitionId partition
     * @param physical any physical address in the page
     * @return type in bits 0 to 31 and counter in bits 32 to 62, or {@link #NO_PAGE} if the page does not belong to the partition or has
     *     neither
     */
    long page(int partitionId, int physical);

    /**
     * The plans of a processor.
     *
     * @param switchTimeUs time of the last switch, in microseconds
     * @param next plan that comes next
     * @param current plan that runs
     * @param previous plan before it, -1 if there was none
     */
    record PlanStatus(long switchTimeUs, int next, int current, int previous) {}
}
