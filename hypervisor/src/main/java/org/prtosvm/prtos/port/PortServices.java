// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import org.prtosvm.prtos.object.ObjectCaller;
import org.prtosvm.prtos.partition.MessageCounters;

/** What ports need from the kernel: telling partitions that something has happened, and counting. */
public interface PortServices {
    /**
     * Makes an extended interrupt pending in every vCPU of a partition that is not halted.
     *
     * @param caller vCPU whose call is the cause
     * @param partitionId partition
     * @param interrupt a constant of {@link org.prtosvm.abi.ExtendedInterrupt}
     */
    void raise(ObjectCaller caller, int partitionId, int interrupt);

    /**
     * Sets or clears the bit of a port in the bitmaps of all vCPUs of its partition. Source: ABI 05-objects, 3.11.
     *
     * @param partitionId partition
     * @param port place of the port in its partition
     * @param value new value
     */
    void setPortBit(int partitionId, int port, boolean value);

    /**
     * Clears the bit of a port in the bitmap of one vCPU.
     *
     * @param partitionId partition
     * @param vcpuId vCPU
     * @param port place of the port in its partition
     */
    void clearPortBit(int partitionId, int vcpuId, int port);

    /**
     * Message counters of the system.
     *
     * @return the counters
     */
    MessageCounters systemMessages();

    /**
     * Message counters of a partition.
     *
     * @param partitionId partition
     * @return the counters
     */
    MessageCounters messages(int partitionId);
}
