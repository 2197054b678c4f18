// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import java.util.List;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.prtos.partition.MessageCounters;
import org.prtosvm.prtos.partition.PageRegistry;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Vcpu;

/** The numbers of the status object, from the partitions and the kernel. */
public final class PartitionStatus implements StatusSource {
    private final List<Partition> partitions;
    private final ObjectServices services;

    /**
     * Makes the source.
     *
     * @param partitions all partitions, by id
     * @param services the kernel
     */
    public PartitionStatus(List<Partition> partitions, ObjectServices services) {
        this.partitions = partitions;
        this.services = services;
    }

    private Partition partition(int id) {
        return partitions.get(id);
    }

    @Override
    public int partitionCount() {
        return partitions.size();
    }

    @Override
    public int vcpuCount(int partitionId) {
        return partition(partitionId).vcpus().size();
    }

    @Override
    public int systemResets() {
        return services.systemResets();
    }

    @Override
    public long healthMonitorEvents() {
        return services.healthMonitorEvents();
    }

    @Override
    public long physicalInterrupts() {
        return services.physicalInterrupts();
    }

    @Override
    public long majorFrames() {
        return services.majorFrames();
    }

    @Override
    public MessageCounters systemMessages() {
        return services.systemMessages();
    }

    @Override
    public int partitionState(int partitionId) {
        return partition(partitionId).state();
    }

    @Override
    public int partitionMode(int partitionId) {
        return partition(partitionId).opMode();
    }

    @Override
    public void setPartitionMode(int partitionId, int mode) {
        partition(partitionId).setOpMode(mode);
    }

    @Override
    public long virtualInterrupts(int partitionId) {
        return partition(partitionId).virtualInterrupts();
    }

    @Override
    public int resetCounter(int partitionId) {
        return partition(partitionId).vcpu(0).pct().get32(PctDescriptor.RESET_COUNTER_OFFSET);
    }

    @Override
    public int resetStatus(int partitionId) {
        return partition(partitionId).vcpu(0).pct().get32(PctDescriptor.RESET_STATUS_OFFSET);
    }

    @Override
    public long executionTimeUs(int partitionId) {
        return services.executionTimeUs(partition(partitionId).vcpu(0));
    }

    @Override
    public MessageCounters messages(int partitionId) {
        return partition(partitionId).messages();
    }

    @Override
    public int vcpuState(int partitionId, int vcpuId) {
        return partition(partitionId).vcpu(vcpuId).state();
    }

    @Override
    public int vcpuMode(int partitionId, int vcpuId) {
        return partition(partitionId).vcpu(vcpuId).opMode();
    }

    @Override
    public PlanStatus plans(ObjectCaller caller) {
        Vcpu vcpu = partition(caller.partitionId()).vcpu(caller.vcpuId());
        return services.plans(vcpu);
    }

    @Override
    public long page(int partitionId, int physical) {
        PageRegistry pages = partition(partitionId).pages();
        return pages.owns(physical)
                ? (long) pages.counter(physical) << 32 | Integer.toUnsignedLong(pages.type(physical))
                : NO_PAGE;
    }
}
