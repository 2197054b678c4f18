// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.prtos.config.Plan;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Vcpu;
import org.prtosvm.prtos.schedule.CyclicScheduler;
import org.prtosvm.prtos.schedule.ScheduleListener;
import org.prtosvm.prtos.state.Stateful;
import org.prtosvm.prtos.time.TimeBase;

/** A physical processor: its time, its scheduler, the vCPU it executes and the events it waits for. */
public final class PhysicalCpu implements Stateful {
    /** What has interrupted a processor. The order is that of strength: a stronger one includes a weaker one. */
    enum Interrupt {
        /** Nothing. */
        NONE,
        /** A device, which has been counted and reported where it was raised. */
        DEVICE,
        /** Another processor. */
        PROCESSOR
    }

    private final int number;
    private final TimeBase timeBase;
    private final List<Partition> partitions;
    private final CyclicScheduler scheduler;

    private long count;
    private @Nullable Vcpu current;
    private Interrupt interrupt = Interrupt.NONE;
    private boolean reschedule;
    private int pendingExit;
    private int pendingVector;
    private int pendingErrorCode;
    private int pendingSelector;

    /** Derived from scheduler and timers, kept so that nothing has to be converted at each step. */
    private long decisionCount;

    private long timerCount = TimeBase.NEVER;

    PhysicalCpu(
            int number, TimeBase timeBase, List<Plan> plans, List<Partition> partitions, ScheduleListener listener) {
        this.number = number;
        this.timeBase = timeBase;
        this.partitions = partitions;
        scheduler = new CyclicScheduler(plans, partitions, listener);
    }

    /**
     * The number of this processor.
     *
     * @return from 0
     */
    public int number() {
        return number;
    }

    /**
     * The time of this processor.
     *
     * @return counts: instructions, charges and skipped idle time
     */
    public long count() {
        return count;
    }

    /**
     * The time of this processor.
     *
     * @return whole microseconds
     */
    public long nowUs() {
        return timeBase.toUs(count);
    }

    /**
     * The scheduler.
     *
     * @return live scheduler
     */
    public CyclicScheduler scheduler() {
        return scheduler;
    }

    /**
     * The vCPU that this processor executes.
     *
     * @return vCPU, or null if it is idle
     */
    public @Nullable Vcpu current() {
        return current;
    }

    /** Begins from scratch at a time; the first plan begins at another one. */
    void start(long newCount, long planStartUs) {
        count = newCount;
        if (current != null) {
            current.execClock().stop(newCount);
        }
        current = null;
        interrupt = Interrupt.NONE;
        reschedule = false;
        pendingExit = Exit.NONE;
        scheduler.start(planStartUs);
        refreshDecision();
        timerCount = TimeBase.NEVER;
    }

    void setCount(long value) {
        count = value;
    }

    void setCurrent(@Nullable Vcpu vcpu) {
        if (current != null) {
            current.execClock().stop(count);
        }
        current = vcpu;
        if (vcpu != null) {
            vcpu.execClock().start(count);
        }
        refreshTimers();
    }

    /** Whether another processor or a device has interrupted this one. */
    boolean isInterrupted() {
        return interrupt != Interrupt.NONE;
    }

    /** Whether another processor has interrupted this one. */
    boolean isInterruptedByProcessor() {
        return interrupt == Interrupt.PROCESSOR;
    }

    /** Interrupts this processor; a weaker interrupt that waits is taken with this one. */
    void interrupt(Interrupt source) {
        if (source.compareTo(interrupt) > 0) {
            interrupt = source;
        }
    }

    /** Gives back what has interrupted this processor, once. */
    Interrupt takeInterrupt() {
        Interrupt taken = interrupt;
        interrupt = Interrupt.NONE;
        return taken;
    }

    /** Whether the scheduler is to be asked at the end of the current operation. */
    boolean takeReschedule() {
        boolean taken = reschedule;
        reschedule = false;
        return taken;
    }

    void setReschedule() {
        reschedule = true;
    }

    int pendingExit() {
        return pendingExit;
    }

    /** Keeps the reason for which the engine has stopped, until all other processors have passed this time. */
    void deferExit(int exit, CpuState cpu) {
        pendingExit = exit;
        pendingVector = cpu.faultVector;
        pendingErrorCode = cpu.faultErrorCode;
        pendingSelector = cpu.exitSelector;
    }

    /** Gives back what {@link #deferExit} has kept. */
    int takeExit(CpuState cpu) {
        int exit = pendingExit;
        pendingExit = Exit.NONE;
        cpu.faultVector = pendingVector;
        cpu.faultErrorCode = pendingErrorCode;
        cpu.exitSelector = pendingSelector;
        return exit;
    }

    /** Forgets what {@link #deferExit} has kept. */
    void dropExit() {
        pendingExit = Exit.NONE;
    }

    long decisionCount() {
        return decisionCount;
    }

    long timerCount() {
        return timerCount;
    }

    void refreshDecision() {
        decisionCount = timeBase.countAtUs(scheduler.nextDecisionUs());
    }

    void refreshTimers() {
        if (current == null) {
            timerCount = TimeBase.NEVER;
            return;
        }
        long hw = timeBase.countAtUs(current.hwTimer().deadlineUs());
        long execTarget = timeBase.countAtUs(current.execTimer().deadlineUs());
        long exec = execTarget == TimeBase.NEVER
                ? TimeBase.NEVER
                : current.execClock().whenReached(execTarget, count);
        timerCount = Math.min(hw, exec);
    }

    /**
     * The time at which this processor does something next.
     *
     * @return its own time while it executes a vCPU, else that of its next decision
     */
    long effectiveCount() {
        return current != null || isInterrupted() ? count : Math.max(count, decisionCount);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeInt(current == null ? -1 : current.code());
        out.writeBoolean(interrupt == Interrupt.DEVICE);
        out.writeBoolean(interrupt == Interrupt.PROCESSOR);
        out.writeInt(pendingExit);
        out.writeInt(pendingExit == Exit.NONE ? 0 : pendingVector);
        out.writeInt(pendingExit == Exit.NONE ? 0 : pendingErrorCode);
        out.writeInt(pendingExit == Exit.NONE ? 0 : pendingSelector);
        scheduler.save(out);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        count = in.readLong();
        int code = in.readInt();
        current = code == -1 ? null : partitions.get(code & 0xFF).vcpu(code >>> 8);
        interrupt = in.readBoolean() ? Interrupt.DEVICE : Interrupt.NONE;
        if (in.readBoolean()) {
            interrupt = Interrupt.PROCESSOR;
        }
        reschedule = false;
        pendingExit = in.readInt();
        pendingVector = in.readInt();
        pendingErrorCode = in.readInt();
        pendingSelector = in.readInt();
        scheduler.restore(in);
    }

    /** Recomputes what {@link #restore} cannot, once the vCPUs are restored too. */
    void afterRestore() {
        refreshDecision();
        refreshTimers();
    }
}
