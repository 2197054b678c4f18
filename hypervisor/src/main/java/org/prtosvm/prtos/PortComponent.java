// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.prtos.kernel.KernelComponent;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.port.PortTable;

/** The ports as a part of the system that is started, reset and saved with it. */
record PortComponent(PortTable ports) implements KernelComponent {
    @Override
    public void start() {
        ports.start();
    }

    @Override
    public void partitionReset(Partition partition) {
        ports.closePorts(partition.id());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        ports.save(out);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        ports.restore(in);
    }
}
