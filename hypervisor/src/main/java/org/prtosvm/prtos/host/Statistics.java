// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.host;

import java.util.List;

/**
 * What a system has done so far. Numbers of the machine only; how fast the host was is not in it.
 *
 * @param timeUs hardware clock of the processor that is furthest, in microseconds
 * @param cpuKhz speed of the processors in kHz
 * @param systemResets warm resets since the last cold one
 * @param interrupts physical interrupts since the last start of the system
 * @param majorFrames major frames that ended since the last start of the system
 * @param hmEvents health-monitor events since the last start of the system
 * @param events events reported to observers since the machine was made
 * @param partitions the partitions, by id
 */
public record Statistics(
        long timeUs,
        long cpuKhz,
        int systemResets,
        long interrupts,
        long majorFrames,
        long hmEvents,
        long events,
        List<OfPartition> partitions) {
    /** Makes statistics with a copy of the list. */
    public Statistics {
        partitions = List.copyOf(partitions);
    }

    /**
     * What a partition has done so far. Message and interrupt counters count from the last start of the system, the others from the time
     * when the machine was made.
     *
     * @param id number
     * @param name name
     * @param state {@code STATE_*} of {@link org.prtosvm.abi.StatusDescriptor}
     * @param executionUs execution time of all vCPUs in microseconds
     * @param slots slots that began for a vCPU that was ready
     * @param instructions executed instructions
     * @param hypercalls hypercalls, entries of batches not counted
     * @param traps traps that came to the hypervisor
     * @param injections virtual events that were delivered
     * @param virtualInterrupts virtual interrupts of the counted kinds that became pending
     * @param hmEvents health-monitor events
     * @param samplingRead sampling messages read
     * @param samplingWritten sampling messages written
     * @param queuingSent queuing messages sent
     * @param queuingReceived queuing messages received
     */
    public record OfPartition(
            int id,
            String name,
            int state,
            long executionUs,
            long slots,
            long instructions,
            long hypercalls,
            long traps,
            long injections,
            long virtualInterrupts,
            long hmEvents,
            long samplingRead,
            long samplingWritten,
            long queuingSent,
            long queuingReceived) {}
}
