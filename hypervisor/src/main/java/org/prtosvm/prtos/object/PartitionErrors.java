// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

/** Takes the errors that partitions report about themselves. */
@FunctionalInterface
public interface PartitionErrors {
    /**
     * Raises the health-monitor event PARTITION_ERROR for the caller. Source: ABI 06-health-monitor, 9.3.
     *
     * @param caller vCPU that reports the error
     * @param payload four words of the trace record
     * @return true if the caller goes on with its call, false if the action took the processor away from it
     */
    boolean raise(ObjectCaller caller, int[] payload);
}
