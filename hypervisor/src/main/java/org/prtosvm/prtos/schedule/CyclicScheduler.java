// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.schedule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.config.Plan;
import org.prtosvm.prtos.config.Slot;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Vcpu;
import org.prtosvm.prtos.state.Stateful;

/**
 * The cyclic scheduler of one physical processor.
 *
 * <p>Times are microseconds of the hardware clock. A decision is due at {@link #nextDecisionUs}; between decisions the processor belongs to
 * the vCPU that was chosen last, as far as it is ready. Frames that pass unnoticed are skipped by arithmetic.
 *
 * <p>Source: ABI 04-time-and-scheduling, 5 and 6.
 */
public final class CyclicScheduler implements Stateful {
    /** A time that never comes. */
    public static final long NEVER = Long.MAX_VALUE;
    /** Id of the plan before the first one. */
    public static final int NO_PLAN = -1;

    private static final int NOT_STARTED = -1;
    private static final int IDLE_PLAN = -2;
    /** What a processor does that lacks the requested plan, until the next request. */
    private static final Plan IDLE = new Plan(null, 0, 0, List.of());

    private final List<Plan> plans;
    private final List<Partition> partitions;
    private final ScheduleListener listener;

    private int currentIndex;
    private int nextIndex;
    private int previousId;
    private int slot;
    private long frameStartUs;
    private long frameEndUs;
    private long nextDecisionUs;
    private long planSwitchUs;
    private @Nullable Vcpu chosen;

    /**
     * Makes a scheduler; {@link #start} is to be called before it is used.
     *
     * @param plans plans of the processor, by id
     * @param partitions partitions by id
     * @param listener told about every decision
     */
    public CyclicScheduler(List<Plan> plans, List<Partition> partitions, ScheduleListener listener) {
        this.plans = plans;
        this.partitions = partitions;
        this.listener = listener;
    }

    /**
     * Begins from scratch: plan 0 at a given time.
     *
     * @param startUs time of the first decision
     */
    public void start(long startUs) {
        currentIndex = NOT_STARTED;
        nextIndex = 0;
        previousId = NO_PLAN;
        slot = NOT_STARTED;
        frameStartUs = 0;
        frameEndUs = 0;
        nextDecisionUs = startUs;
        planSwitchUs = 0;
        chosen = null;
    }

    /**
     * Decides who runs.
     *
     * @param nowUs time
     * @return vCPU, or null for nobody
     */
    public @Nullable Vcpu decide(long nowUs) {
        if (nextDecisionUs <= nowUs) {
            beginFrame(nowUs);
            pickSlot(nowUs);
        }
        return chosen != null && chosen.isReady() ? chosen : null;
    }

    private void beginFrame(long nowUs) {
        if (frameEndUs > nowUs) {
            return;
        }
        if (currentIndex != nextIndex) {
            startPlan(nowUs);
        }
        long length = current().majorFrameUs();
        if (length == 0) {
            return;
        }
        boolean first = slot == NOT_STARTED;
        if (first) {
            frameStartUs = nowUs;
            frameEndUs = nowUs + length;
        } else {
            long frames = (nowUs - frameEndUs) / length + 1;
            frameStartUs = frameEndUs + (frames - 1) * length;
            frameEndUs += frames * length;
        }
        slot = 0;
        listener.frameStarted(current(), frameStartUs, first);
    }

    private void startPlan(long nowUs) {
        previousId = currentPlan();
        currentIndex = nextIndex;
        planSwitchUs = nowUs;
        slot = NOT_STARTED;
        listener.planStarted(current(), previousId);
    }

    private void pickSlot(long nowUs) {
        chosen = null;
        Plan plan = current();
        if (plan.majorFrameUs() == 0) {
            nextDecisionUs = NEVER;
            return;
        }
        List<Slot> slots = plan.slots();
        long offset = nowUs - frameStartUs;
        while (slot < slots.size() && offset >= slots.get(slot).endUs()) {
            slot++;
        }
        long next = plan.majorFrameUs();
        if (slot < slots.size()) {
            Slot entry = slots.get(slot);
            Vcpu vcpu = vcpuOf(entry);
            if (offset < entry.startUs()) {
                next = entry.startUs();
            } else if (vcpu.isReady()) {
                chosen = vcpu;
                next = entry.endUs();
            } else if (slot + 1 < slots.size()) {
                next = slots.get(slot + 1).startUs();
            }
            nextDecisionUs = frameStartUs + next;
            if (chosen != null) {
                listener.slotStarted(vcpu, plan, entry, slot);
            }
        } else {
            nextDecisionUs = frameStartUs + next;
        }
    }

    private Vcpu vcpuOf(Slot entry) {
        return partitions.get(entry.partitionId()).vcpu(entry.vcpuId());
    }

    private Plan current() {
        return plan(currentIndex);
    }

    private Plan plan(int index) {
        return index == IDLE_PLAN ? IDLE : plans.get(index);
    }

    /**
     * The time of the next decision.
     *
     * @return microseconds, or {@link #NEVER}
     */
    public long nextDecisionUs() {
        return nextDecisionUs;
    }

    /** Gives the processor to nobody until the next decision. */
    public void idle() {
        chosen = null;
    }

    /**
     * Whether the current slot belongs to a vCPU, ready or not.
     *
     * @param vcpu the vCPU
     * @return true if it was chosen at the last decision and has not given the slot up
     */
    public boolean isChosen(Vcpu vcpu) {
        return chosen == vcpu;
    }

    /**
     * Requests a plan for the end of the current major frame, or for now if the processor has nothing to run. A processor that lacks the
     * plan becomes idle.
     *
     * @param id plan
     */
    public void request(int id) {
        nextIndex = id < plans.size() ? id : IDLE_PLAN;
        if (isStarted() && current().majorFrameUs() == 0) {
            nextDecisionUs = 0;
        }
    }

    /**
     * Makes a plan the current one at once. The slot that runs goes on to its end; then the first frame of the plan begins.
     *
     * @param id plan
     * @param nowUs time
     */
    public void switchNow(int id, long nowUs) {
        request(id);
        if (isStarted() && currentIndex != nextIndex) {
            startPlan(nowUs);
            frameEndUs = 0;
        }
    }

    private boolean isStarted() {
        return currentIndex != NOT_STARTED;
    }

    /**
     * The number of plans.
     *
     * @return count
     */
    public int planCount() {
        return plans.size();
    }

    /**
     * The plan that runs.
     *
     * @return its id, {@link #NO_PLAN} before the start
     */
    public int currentPlan() {
        return isStarted() ? current().id() : NO_PLAN;
    }

    /**
     * The plan that comes next.
     *
     * @return its id, that of the current one if no other is requested
     */
    public int nextPlan() {
        return plan(nextIndex).id();
    }

    /**
     * The plan before the current one.
     *
     * @return its id, {@link #NO_PLAN} if there was none
     */
    public int previousPlan() {
        return previousId;
    }

    /**
     * When the current plan began.
     *
     * @return microseconds
     */
    public long planSwitchUs() {
        return planSwitchUs;
    }

    /**
     * Whether anybody can run here without a further request: some slot of the current or the requested plan names a ready vCPU.
     *
     * @return true if so
     */
    public boolean hasWork() {
        return hasWork(nextIndex) || isStarted() && hasWork(currentIndex);
    }

    private boolean hasWork(int index) {
        for (Slot entry : plan(index).slots()) {
            if (vcpuOf(entry).isReady()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(currentIndex);
        out.writeInt(nextIndex);
        out.writeInt(previousId);
        out.writeInt(slot);
        out.writeLong(frameStartUs);
        out.writeLong(frameEndUs);
        out.writeLong(nextDecisionUs);
        out.writeLong(planSwitchUs);
        out.writeInt(chosen == null ? -1 : chosen.code());
    }

    @Override
    public void restore(DataInput in) throws IOException {
        currentIndex = in.readInt();
        nextIndex = in.readInt();
        previousId = in.readInt();
        slot = in.readInt();
        frameStartUs = in.readLong();
        frameEndUs = in.readLong();
        nextDecisionUs = in.readLong();
        planSwitchUs = in.readLong();
        int code = in.readInt();
        chosen = code == -1 ? null : partitions.get(code & 0xFF).vcpu(code >>> 8);
    }
}
