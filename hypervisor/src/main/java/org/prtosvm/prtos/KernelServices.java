// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos;

import org.prtosvm.abi.HmEvent;
import org.prtosvm.prtos.hm.HmIncident;
import org.prtosvm.prtos.kernel.Charges;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.object.ObjectServices;
import org.prtosvm.prtos.object.StatusSource;
import org.prtosvm.prtos.partition.MessageCounters;
import org.prtosvm.prtos.partition.Vcpu;
import org.prtosvm.prtos.schedule.CyclicScheduler;

/** What objects and ports need from the kernel. */
final class KernelServices implements ObjectServices {
    private final Kernel kernel;

    KernelServices(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public long nowUs(Vcpu vcpu) {
        return kernel.cpuOf(vcpu).nowUs();
    }

    @Override
    public long executionTimeUs(Vcpu vcpu) {
        return kernel.executionTimeUs(vcpu);
    }

    @Override
    public void chargeCopy(Vcpu caller, long bytes) {
        kernel.charge(caller, Charges.copy(bytes));
    }

    @Override
    public void report(Vcpu caller, int event, long a, long b) {
        kernel.report(event, caller.code(), a, b);
    }

    @Override
    public void raiseExtended(Vcpu caller, int partitionId, int interrupt) {
        kernel.interrupts().raiseExtended(kernel.partition(partitionId), interrupt);
    }

    @Override
    public boolean raisePartitionError(Vcpu caller, int[] payload) {
        int resets = caller.resets();
        kernel.raise(new HmIncident(
                HmEvent.PARTITION_ERROR.number(),
                false,
                caller.partition().id(),
                caller.id(),
                false,
                payload[0],
                payload[1],
                payload[2],
                payload[3]));
        return caller.resets() == resets
                && caller.isReady()
                && !kernel.control().isStopping();
    }

    @Override
    public StatusSource.PlanStatus plans(Vcpu caller) {
        CyclicScheduler scheduler = kernel.cpuOf(caller).scheduler();
        return new StatusSource.PlanStatus(
                scheduler.planSwitchUs(), scheduler.nextPlan(), scheduler.currentPlan(), scheduler.previousPlan());
    }

    @Override
    public int systemResets() {
        return kernel.counters().resets();
    }

    @Override
    public long healthMonitorEvents() {
        return kernel.counters().hmEvents();
    }

    @Override
    public long physicalInterrupts() {
        return kernel.counters().interrupts();
    }

    @Override
    public long majorFrames() {
        return kernel.counters().majorFrames();
    }

    @Override
    public MessageCounters systemMessages() {
        return kernel.counters().messages();
    }
}
