// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import java.util.List;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.config.Plan;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.log.AuditCode;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Vcpu;
import org.prtosvm.prtos.schedule.CyclicScheduler;

/** Slots, plans, and names. Source: ABI 02-hypercalls, 4.2; ABI 04-time-and-scheduling, 5.5 and 6. */
public final class ScheduleHypercalls {
    private static final int PARTITION = 0;
    private static final int PLAN = 1;

    private final Kernel kernel;

    /**
     * Makes the handlers.
     *
     * @param kernel the system
     */
    public ScheduleHypercalls(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Gives up the rest of the slot.
     *
     * @param caller caller
     * @return OK, in the next slot
     */
    @Hypercall(number = HypercallNumber.IDLE_SELF, arguments = 0)
    public int idleSelf(Vcpu caller) {
        kernel.audit(AuditCode.PARTITION_IDLE, caller.partition().id());
        kernel.cpuOf(caller).scheduler().idle();
        kernel.reschedule(caller);
        return PrtosStatus.OK;
    }

    /**
     * Requests a plan for all processors.
     *
     * @param caller caller
     * @param plan its id
     * @param target where the id of the current plan goes
     * @return status
     */
    @Hypercall(number = HypercallNumber.SWITCH_SCHED_PLAN, arguments = 2, permission = Permission.SYSTEM)
    public int switchSchedulePlan(Vcpu caller, int plan, int target) {
        if (target == 0 || !kernel.access().isWritable(caller, target, Integer.BYTES)) {
            return PrtosStatus.INVALID_PARAM;
        }
        CyclicScheduler scheduler = kernel.cpuOf(caller).scheduler();
        int current = scheduler.currentPlan();
        if (plan == current) {
            return PrtosStatus.NO_ACTION;
        }
        if (plan < 1 || plan >= scheduler.planCount()) {
            return PrtosStatus.INVALID_PARAM;
        }
        kernel.access().store32(caller, target, current);
        kernel.control().requestPlan(plan);
        return PrtosStatus.OK;
    }

    /**
     * Looks up a partition or a plan by its name.
     *
     * @param caller caller
     * @param name where the name is, up to 16 characters
     * @param entity 0 partition, 1 plan
     * @return its id, or a status
     */
    @Hypercall(number = HypercallNumber.GET_GID_BY_NAME, arguments = 2)
    public int getGidByName(Vcpu caller, int name, int entity) {
        if (name == 0
                || !kernel.access().isReadable(caller, name, PrtosConstants.NAME_LENGTH)
                || entity != PARTITION && entity != PLAN) {
            return PrtosStatus.INVALID_PARAM;
        }
        String wanted = kernel.access().name(caller, name);
        return entity == PARTITION ? partition(wanted) : plan(wanted);
    }

    private int partition(String wanted) {
        for (Partition partition : kernel.partitions()) {
            if (matches(partition.name(), wanted)) {
                return partition.id();
            }
        }
        return PrtosStatus.INVALID_CONFIG;
    }

    private int plan(String wanted) {
        List<Plan> plans = kernel.configuration().processors().stream()
                .flatMap(processor -> processor.plans().stream())
                .toList();
        for (Plan plan : plans) {
            if (matches(kernel.configuration().nameOf(plan), wanted)) {
                return plan.id();
            }
        }
        return PrtosStatus.INVALID_CONFIG;
    }

    private static boolean matches(String name, String wanted) {
        String compared =
                name.length() > PrtosConstants.NAME_LENGTH ? name.substring(0, PrtosConstants.NAME_LENGTH) : name;
        return compared.equals(wanted);
    }
}
