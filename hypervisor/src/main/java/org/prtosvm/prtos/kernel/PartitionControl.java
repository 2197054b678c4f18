// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.ExtendedInterrupt;
import org.prtosvm.abi.HmEvent;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.StatusDescriptor;
import org.prtosvm.abi.VcpuFlags;
import org.prtosvm.prtos.hm.HmControl;
import org.prtosvm.prtos.hm.HmIncident;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.log.AuditCode;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Vcpu;
import org.prtosvm.prtos.state.Stateful;

/**
 * The life cycle of vCPUs, partitions and the system: what hypercalls and the health monitor do to them. Checks and permissions are the
 * callers' business.
 *
 * <p>Every change of a vCPU on another processor interrupts that processor, so that it takes effect at once. The reference does that for
 * some operations only; the specification leaves the others open.
 *
 * <p>Source: ABI 01-machine-and-boot, 7; ABI 02-hypercalls, 4.2 and 4.3; ABI 08-smp, 4.
 */
public final class PartitionControl implements HmControl, Stateful {
    private final Kernel kernel;
    private final PartitionStarter starter;

    private int systemResetStatus;
    private @Nullable SystemReset requestedReset;
    private @Nullable RunEnd end;
    private boolean panicking;

    /**
     * A reset of the system that waits for the end of the current operation.
     *
     * @param cold true for a cold reset
     * @param status reset status for all partitions
     */
    record SystemReset(boolean cold, int status) {}

    PartitionControl(Kernel kernel) {
        this.kernel = kernel;
        starter = new PartitionStarter(kernel);
    }

    // vCPUs

    private void changeFlags(Vcpu vcpu, int set, int clear) {
        vcpu.changeFlags(set, clear);
        kernel.report(SystemEvent.VCPU_FLAGS, vcpu.code(), vcpu.flags(), 0);
        kernel.reschedule(vcpu);
    }

    /**
     * Halts a vCPU.
     *
     * @param vcpu the vCPU
     */
    public void halt(Vcpu vcpu) {
        kernel.audit(AuditCode.VCPU_HALT, vcpu.code());
        haltQuietly(vcpu);
    }

    private void haltQuietly(Vcpu vcpu) {
        kernel.dropDeferredExit(vcpu);
        vcpu.setOpMode(StatusDescriptor.MODE_IDLE);
        changeFlags(vcpu, VcpuFlags.HALTED, 0);
    }

    /**
     * Suspends a vCPU.
     *
     * @param vcpu the vCPU
     */
    public void suspend(Vcpu vcpu) {
        kernel.audit(AuditCode.VCPU_SUSPEND, vcpu.code());
        changeFlags(vcpu, VcpuFlags.SUSPENDED, 0);
    }

    /**
     * Resumes a vCPU.
     *
     * @param vcpu the vCPU
     */
    public void resume(Vcpu vcpu) {
        kernel.audit(AuditCode.VCPU_RESUME, vcpu.code());
        changeFlags(vcpu, 0, VcpuFlags.SUSPENDED);
    }

    /**
     * Resets a vCPU. If it is the caller, it restarts when the current operation is over.
     *
     * @param vcpu the vCPU
     * @param directory new CR3; its page is a page directory of the partition
     * @param entry address at which it starts
     * @param stackPointer new ESP
     * @param status reset status for the guest
     */
    public void reset(Vcpu vcpu, int directory, int entry, int stackPointer, int status) {
        kernel.audit(AuditCode.VCPU_RESET, vcpu.code());
        kernel.dropDeferredExit(vcpu);
        kernel.mapHypervisor(directory & -PrtosConstants.PAGE_SIZE);
        int khz = (int) kernel.timeBase().khz();
        vcpu.reset(directory, entry, stackPointer, status, khz, starter.imageStart(vcpu.partition()));
        kernel.report(SystemEvent.VCPU_RESET, vcpu.code(), status, entry);
        kernel.charge(payer(vcpu), Charges.VCPU_RESET);
        kernel.reschedule(vcpu);
    }

    /** Whoever runs pays for a reset; at the start of the system the vCPU that is reset. */
    private Vcpu payer(Vcpu reset) {
        Vcpu current = kernel.active().current();
        return current == null ? reset : current;
    }

    // Partitions

    @Override
    public void halt(int partitionId) {
        Partition partition = kernel.partition(partitionId);
        kernel.audit(AuditCode.PARTITION_HALT, partitionId);
        partition.vcpus().forEach(this::haltQuietly);
        partition.setOpMode(StatusDescriptor.MODE_IDLE);
    }

    @Override
    public void suspend(int partitionId) {
        kernel.audit(AuditCode.PARTITION_SUSPEND, partitionId);
        kernel.partition(partitionId).vcpus().forEach(vcpu -> changeFlags(vcpu, VcpuFlags.SUSPENDED, 0));
    }

    /**
     * Resumes a partition.
     *
     * @param partitionId partition
     */
    public void resume(int partitionId) {
        kernel.audit(AuditCode.PARTITION_RESUME, partitionId);
        kernel.partition(partitionId).vcpus().forEach(vcpu -> changeFlags(vcpu, 0, VcpuFlags.SUSPENDED));
    }

    @Override
    public void shutdown(int partitionId) {
        kernel.audit(AuditCode.PARTITION_SHUTDOWN, partitionId);
        kernel.interrupts().raiseExtended(kernel.partition(partitionId), ExtendedInterrupt.SHUTDOWN);
    }

    /**
     * Resets a partition.
     *
     * @param partition the partition
     * @param cold true to load its image again
     * @param status reset status for the guest
     * @return false if it cannot be reset; it is halted then
     */
    public boolean reset(Partition partition, boolean cold, int status) {
        halt(partition.id());
        kernel.charge(payer(partition.vcpu(0)), Charges.PARTITION_RESET + starter.cost(partition, cold));
        PartitionStarter.Prepared prepared = starter.prepare(partition, cold);
        if (prepared == null) {
            return false;
        }
        int mode = cold ? StatusDescriptor.MODE_COLD_RESET : StatusDescriptor.MODE_WARM_RESET;
        Vcpu first = partition.vcpu(0);
        partition.setOpMode(mode);
        first.setOpMode(mode);
        if (cold) {
            first.pct().put32(PctDescriptor.RESET_COUNTER_OFFSET, -1);
        }
        kernel.components().forEach(component -> component.partitionReset(partition));
        reset(first, prepared.directory(), prepared.entry(), prepared.stackPointer(), status);
        partition.vcpus().forEach(vcpu -> vcpu.setHoldsDirectory(vcpu == first));
        return true;
    }

    @Override
    public void reset(int partitionId, boolean cold, int status) {
        reset(kernel.partition(partitionId), cold, status);
    }

    /** Loads the image of a partition, as the boot loader does before the hypervisor starts. */
    void loadFirst(Partition partition) {
        starter.loadFirst(partition);
    }

    // System

    @Override
    public void resetSystem(boolean cold, int status) {
        kernel.audit(AuditCode.SYSTEM_RESET, cold ? 0 : 1);
        requestedReset = new SystemReset(cold, status);
    }

    @Override
    public void haltSystem() {
        halt(RunEnd.HEALTH_MONITOR_HALT);
    }

    /**
     * Halts the system.
     *
     * @param reason who did it
     */
    public void halt(RunEnd reason) {
        if (end == null) {
            kernel.audit(AuditCode.SYSTEM_HALT);
            kernel.report(SystemEvent.SYSTEM_STOP, reason.number(), 0, 0);
            kernel.println("System halted.");
            end = reason;
        }
    }

    @Override
    public void switchToMaintenance() {
        requestPlan(PrtosConstants.MAINTENANCE_PLAN);
        kernel.active().scheduler().switchNow(PrtosConstants.MAINTENANCE_PLAN, kernel.nowUs());
        kernel.active().scheduler().idle();
        kernel.active().setReschedule();
    }

    /**
     * Requests a plan on all processors.
     *
     * @param id plan
     */
    public void requestPlan(int id) {
        kernel.audit(AuditCode.PLAN_SWITCH_REQUEST, id);
        Vcpu current = kernel.active().current();
        kernel.report(SystemEvent.PLAN_REQUEST, id, current == null ? -1 : current.code(), 0);
        for (PhysicalCpu cpu : kernel.cpus()) {
            cpu.scheduler().request(id);
            cpu.refreshDecision();
            if (cpu != kernel.active() && cpu.decisionCount() < kernel.active().count()) {
                kernel.interrupt(cpu);
            }
        }
    }

    @Override
    public void panic(String reason) {
        kernel.println("System FATAL ERROR:");
        kernel.println(reason);
        Vcpu current = kernel.active().current();
        if (current != null) {
            TrapDump.print(kernel, current);
        }
        if (panicking) {
            // The action for panics is itself one that the hypervisor does not know.
            end = RunEnd.PANIC;
            return;
        }
        panicking = true;
        HmIncident incident = current == null
                ? new HmIncident(
                        HmEvent.FATAL_ERROR.number(),
                        true,
                        PrtosConstants.HYPERVISOR_PARTITION_ID,
                        PrtosConstants.HYPERVISOR_PARTITION_ID,
                        false,
                        0,
                        0,
                        0,
                        0)
                : HmIncident.of(HmEvent.FATAL_ERROR.number(), true, current);
        kernel.raise(incident);
        panicking = false;
        if (requestedReset == null) {
            end = RunEnd.PANIC;
        }
    }

    /** Why the system has stopped, or null while it runs. */
    @Nullable
    RunEnd end() {
        return end;
    }

    /** The reset that was requested, once. */
    @Nullable
    SystemReset takeRequestedReset() {
        SystemReset taken = requestedReset;
        requestedReset = null;
        return taken;
    }

    /**
     * Whether the current operation must not go on.
     *
     * @return true if the system is halted or about to be reset
     */
    public boolean isStopping() {
        return end != null || requestedReset != null;
    }

    int systemResetStatus() {
        return systemResetStatus;
    }

    void setSystemResetStatus(int status) {
        systemResetStatus = status;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(systemResetStatus);
        out.writeInt(end == null ? -1 : end.number());
    }

    @Override
    public void restore(DataInput in) throws IOException {
        systemResetStatus = in.readInt();
        int reason = in.readInt();
        end = reason == -1 ? null : RunEnd.of(reason);
    }
}
