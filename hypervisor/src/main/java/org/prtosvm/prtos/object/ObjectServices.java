// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import org.prtosvm.prtos.partition.MessageCounters;
import org.prtosvm.prtos.partition.Vcpu;

/** What objects need from the kernel. */
public interface ObjectServices {
    /**
     * The hardware clock of the processor that executes a vCPU.
     *
     * @param vcpu the vCPU
     * @return microseconds
     */
    long nowUs(Vcpu vcpu);

    /**
     * The execution clock of a vCPU.
     *
     * @param vcpu the vCPU, running or not
     * @return microseconds
     */
    long executionTimeUs(Vcpu vcpu);

    /**
     * Charges the caller of a hypercall for bytes that the call copies.
     *
     * @param caller the vCPU
     * @param bytes number of bytes
     */
    void chargeCopy(Vcpu caller, long bytes);

    /**
     * Reports what a vCPU has done to whoever observes the system.
     *
     * @param caller the vCPU
     * @param event a constant of {@link org.prtosvm.prtos.host.SystemEvent} whose first argument is a vCPU
     * @param a second argument
     * @param b third argument
     */
    void report(Vcpu caller, int event, long a, long b);

    /**
     * Makes an extended interrupt pending in every vCPU of a partition that is not halted.
     *
     * @param caller vCPU whose call is the cause
     * @param partitionId partition
     * @param interrupt a constant of {@link org.prtosvm.abi.ExtendedInterrupt}
     */
    void raiseExtended(Vcpu caller, int partitionId, int interrupt);

    /**
     * Raises the health-monitor event PARTITION_ERROR. Source: ABI 06-health-monitor, 9.3.
     *
     * @param caller vCPU that reports the error
     * @param payload four words of the trace record
     * @return true if the caller goes on with its call, false if the action took the processor away from it
     */
    boolean raisePartitionError(Vcpu caller, int[] payload);

    /**
     * The plans of the processor that executes a vCPU.
     *
     * @param caller the vCPU
     * @return its plans
     */
    StatusSource.PlanStatus plans(Vcpu caller);

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
     * @return live counters
     */
    MessageCounters systemMessages();
}
