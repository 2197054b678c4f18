// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.state.Stateful;

/** A part of the system above the kernel that has state of its own, for instance the ports. */
public interface KernelComponent extends Stateful {
    /** The system starts, for the first time or again. */
    void start();

    /**
     * A partition is being reset.
     *
     * @param partition the partition
     */
    void partitionReset(Partition partition);
}
