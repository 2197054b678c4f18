// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import java.util.List;
import org.prtosvm.prtos.object.ObjectCaller;
import org.prtosvm.prtos.object.ObjectServices;
import org.prtosvm.prtos.partition.MessageCounters;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Vcpu;

/** Tells partitions what happens on their ports, through their control tables. */
public final class PartitionNotifier implements PortServices {
    private final List<Partition> partitions;
    private final ObjectServices services;

    /**
     * Makes the notifier.
     *
     * @param partitions all partitions, by id
     * @param services the kernel
     */
    public PartitionNotifier(List<Partition> partitions, ObjectServices services) {
        this.partitions = partitions;
        this.services = services;
    }

    @Override
    public void raise(ObjectCaller caller, int partitionId, int interrupt) {
        Vcpu vcpu = partitions.get(caller.partitionId()).vcpu(caller.vcpuId());
        services.raiseExtended(vcpu, partitionId, interrupt);
    }

    @Override
    public void setPortBit(int partitionId, int port, boolean value) {
        for (Vcpu vcpu : partitions.get(partitionId).vcpus()) {
            vcpu.pct().setPortBit(port, value);
        }
    }

    @Override
    public void clearPortBit(int partitionId, int vcpuId, int port) {
        partitions.get(partitionId).vcpu(vcpuId).pct().setPortBit(port, false);
    }

    @Override
    public MessageCounters systemMessages() {
        return services.systemMessages();
    }

    @Override
    public MessageCounters messages(int partitionId) {
        return partitions.get(partitionId).messages();
    }
}
