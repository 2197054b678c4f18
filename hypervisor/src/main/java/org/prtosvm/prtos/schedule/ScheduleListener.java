// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.schedule;

import org.prtosvm.prtos.config.Plan;
import org.prtosvm.prtos.config.Slot;
import org.prtosvm.prtos.partition.Vcpu;

/** Told what a {@link CyclicScheduler} decides, in the order in which it happens. */
public interface ScheduleListener {
    /**
     * A plan begins.
     *
     * @param plan the plan
     * @param previousId id of the plan before it, -1 if there was none
     */
    void planStarted(Plan plan, int previousId);

    /**
     * A major frame begins.
     *
     * @param plan the plan
     * @param startUs its nominal start in microseconds
     * @param first true for the first frame of the plan
     */
    void frameStarted(Plan plan, long startUs, boolean first);

    /**
     * A slot begins for a vCPU that is ready.
     *
     * @param vcpu the vCPU
     * @param plan its plan
     * @param slot the slot
     * @param index place of the slot in its plan
     */
    void slotStarted(Vcpu vcpu, Plan plan, Slot slot, int index);
}
