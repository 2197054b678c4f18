// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.prtos.host.AdvanceHook;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.log.AuditCode;
import org.prtosvm.prtos.partition.Vcpu;
import org.prtosvm.prtos.time.TimeBase;

/**
 * Runs the physical processors, one step at a time.
 *
 * <p>Every step belongs to the processor that is earliest in virtual time, the one with the smallest number among equals. A step is either
 * one operation of the hypervisor (an interrupt, a decision of the scheduler, a call, a trap, an injection) or a stretch of guest code. So
 * operations are performed in the order of (time, processor), whatever the number of processors. Guest code may run ahead of the other
 * processors by at most {@link #QUANTUM} counts; if it stops ahead of them for an operation, the operation waits until they have caught up.
 *
 * <p>Order of events of one processor at the same instant: an interrupt by another processor or a device, the decision of the scheduler,
 * the timers of the vCPU that runs then, work of the vCPU inside the hypervisor, an injection, guest code.
 */
final class RunLoop {
    /**
     * Counts that guest code may run ahead of other processors. Processors that poll each other's memory see changes this much late; it is
     * 50 us at the default speed.
     */
    static final long QUANTUM = 10_000;

    /** Longest stretch in microseconds between two calls of the advance hook. */
    private static final long PACED_STEP_US = 10_000;
    /** Lines that the audit reports for timer and interrupts between processors. */
    private static final int TIMER_LINE = 24;

    private static final int IPI_LINE = 27;

    private final Kernel kernel;
    private final ExecutionEngine engine;
    private final HypercallEntry hypercalls;
    private final SystemStart start;
    private final @Nullable AdvanceHook advanceHook;
    private final Injector injector;
    private final VirtualIret virtualIret;
    private final TrapHandler traps;

    private long durationCount;
    private volatile boolean stopRequested;
    private volatile @Nullable CpuState running;

    RunLoop(
            Kernel kernel,
            ExecutionEngine engine,
            HypercallEntry hypercalls,
            SystemStart start,
            @Nullable AdvanceHook advanceHook) {
        this.kernel = kernel;
        this.engine = engine;
        this.hypercalls = hypercalls;
        this.start = start;
        this.advanceHook = advanceHook;
        injector = new Injector(kernel);
        virtualIret = new VirtualIret(kernel);
        traps = new TrapHandler(kernel);
    }

    /** Asks for an end of {@link #run} at the next opportunity. Thread rule: any thread. */
    void requestStop() {
        stopRequested = true;
        CpuState cpu = running;
        if (cpu != null) {
            cpu.stopRequested = true;
        }
    }

    /**
     * Runs until something ends it.
     *
     * @param untilUs hardware clock in microseconds at which to stop
     * @return why it ended
     */
    RunEnd run(long untilUs) {
        durationCount = kernel.timeBase().countAtUs(untilUs);
        while (true) {
            RunEnd end = kernel.control().end();
            if (end != null) {
                return end;
            }
            if (stopRequested) {
                stopRequested = false;
                return RunEnd.STOPPED;
            }
            PhysicalCpu cpu = earliest();
            long count = cpu.effectiveCount();
            if (count == TimeBase.NEVER || isNothingLeft()) {
                return RunEnd.NOTHING_LEFT;
            }
            if (count >= durationCount) {
                return RunEnd.DURATION;
            }
            kernel.setActive(cpu);
            step(cpu);
        }
    }

    private PhysicalCpu earliest() {
        PhysicalCpu earliest = kernel.cpus().getFirst();
        for (PhysicalCpu cpu : kernel.cpus()) {
            if (cpu.effectiveCount() < earliest.effectiveCount()) {
                earliest = cpu;
            }
        }
        return earliest;
    }

    /** Time of the earliest other processor. */
    private long earliestOther(PhysicalCpu self) {
        long earliest = TimeBase.NEVER;
        for (PhysicalCpu cpu : kernel.cpus()) {
            if (cpu != self) {
                earliest = Math.min(earliest, cpu.effectiveCount());
            }
        }
        return earliest;
    }

    /** Whether all processors are idle and no plan that can come by itself has anything to run. */
    private boolean isNothingLeft() {
        for (PhysicalCpu cpu : kernel.cpus()) {
            if (cpu.current() != null || cpu.isInterrupted() || cpu.scheduler().hasWork()) {
                return false;
            }
        }
        return true;
    }

    private void step(PhysicalCpu cpu) {
        Vcpu vcpu = cpu.current();
        if (vcpu != null && cpu.pendingExit() != Exit.NONE) {
            handle(cpu, vcpu, cpu.takeExit(vcpu.cpu()));
        } else if (cpu.isInterrupted()) {
            if (cpu.takeInterrupt() == PhysicalCpu.Interrupt.PROCESSOR) {
                countInterrupt(IPI_LINE);
            }
            interrupt(cpu);
        } else if (cpu.count() >= cpu.decisionCount()) {
            countInterrupt(TIMER_LINE);
            interrupt(cpu);
        } else if (vcpu == null) {
            cpu.setCount(advance(cpu.decisionCount()));
        } else if (cpu.count() >= cpu.timerCount()) {
            countInterrupt(TIMER_LINE);
            kernel.expireTimers(cpu, vcpu);
            vcpu.setAtKernelExit(true);
        } else {
            proceed(cpu, vcpu);
        }
    }

    /** A physical interrupt: the scheduler is asked. */
    private void interrupt(PhysicalCpu cpu) {
        Vcpu vcpu = cpu.current();
        if (vcpu != null) {
            vcpu.setAtKernelExit(true);
        }
        schedule(cpu);
    }

    private void countInterrupt(int line) {
        kernel.counters().countInterrupt();
        kernel.audit(AuditCode.IRQ_RAISED, line);
    }

    private void schedule(PhysicalCpu cpu) {
        Vcpu next = cpu.scheduler().decide(cpu.nowUs());
        cpu.refreshDecision();
        if (next != cpu.current()) {
            cpu.setCurrent(next);
            kernel.reportSwitch(next);
        }
    }

    /** Lets a vCPU do what it does next: pass time that it owes, go on with a batch, take an event, execute. */
    private void proceed(PhysicalCpu cpu, Vcpu vcpu) {
        long next = Math.min(Math.min(cpu.decisionCount(), cpu.timerCount()), durationCount);
        if (vcpu.debt() > 0) {
            long passed = Math.min(vcpu.debt(), next - cpu.count());
            vcpu.addDebt(-passed);
            cpu.setCount(cpu.count() + passed);
        } else if (vcpu.batch().depth() > 0) {
            continueBatch(cpu, vcpu);
        } else if (!vcpu.atKernelExit() || !leaveKernel(cpu, vcpu)) {
            execute(cpu, vcpu, next);
        }
    }

    /** Passes the injection point; returns true if something was done there. */
    private boolean leaveKernel(PhysicalCpu cpu, Vcpu vcpu) {
        if (vcpu.cpu().interruptShadow && vcpu.pendingTrap() == Vcpu.NO_TRAP) {
            return false;
        }
        vcpu.setAtKernelExit(false);
        if (!injector.injectNext(vcpu)) {
            return false;
        }
        String problem = injector.problem();
        if (problem != null) {
            traps.panic(vcpu, problem);
            finish(cpu, vcpu);
        }
        return true;
    }

    private void execute(PhysicalCpu cpu, Vcpu vcpu, long next) {
        long others = earliestOther(cpu);
        long until = others > TimeBase.NEVER - QUANTUM ? next : Math.min(next, others + QUANTUM);
        CpuState state = vcpu.cpu();
        if (vcpu.atKernelExit()) {
            // Behind MOV SS: the next instruction comes first, then the injection point is passed.
            until = Math.min(until, cpu.count() + 1);
        }
        until = advance(until);
        long from = cpu.count();
        state.setTime(from, until);
        running = state;
        if (stopRequested) {
            return;
        }
        int exit = engine.run(state);
        running = null;
        state.stopRequested = false;
        kernel.activity(vcpu.partition().id()).addInstructions(state.count() - from);
        cpu.setCount(state.count());
        if (exit == Exit.BUDGET || exit == Exit.STOP) {
            return;
        }
        if (isEarliest(cpu, others)) {
            handle(cpu, vcpu, exit);
        } else {
            cpu.deferExit(exit, state);
        }
    }

    private boolean isEarliest(PhysicalCpu cpu, long others) {
        return cpu.count() < others || others == TimeBase.NEVER || earliest() == cpu;
    }

    /** Tells the hook how far time will go; with a hook the distance is bounded. */
    private long advance(long until) {
        if (advanceHook == null) {
            return until;
        }
        TimeBase base = kernel.timeBase();
        long bounded = Math.min(until, base.countAtUs(kernel.nowUs() + PACED_STEP_US));
        advanceHook.beforeAdvance(base.toNs(bounded));
        return bounded;
    }

    private void handle(PhysicalCpu cpu, Vcpu vcpu, int exit) {
        switch (exit) {
            case Exit.CALL_GATE -> {
                if (vcpu.cpu().exitSelector == PrtosConstants.IRET_GATE_SELECTOR) {
                    iret(vcpu);
                } else {
                    hypercall(vcpu);
                }
            }
            case Exit.FAULT -> traps.handle(vcpu);
            default ->
                throw new IllegalStateException(
                        "engine stopped with %d at 0x%08x of %s".formatted(exit, vcpu.cpu().eip, vcpu));
        }
        finish(cpu, vcpu);
    }

    private void iret(Vcpu vcpu) {
        vcpu.setAtKernelExit(true);
        String problem = virtualIret.perform(vcpu);
        if (problem != null) {
            traps.panic(vcpu, problem);
        }
    }

    private void hypercall(Vcpu vcpu) {
        int[] gpr = vcpu.cpu().gpr;
        int number = gpr[Gpr.EAX];
        int ebx = gpr[Gpr.EBX];
        int ecx = gpr[Gpr.ECX];
        kernel.report(SystemEvent.HYPERCALL, vcpu.code(), number, (long) ecx << 32 | Integer.toUnsignedLong(ebx));
        kernel.activity(vcpu.partition().id()).countHypercall();
        int resets = vcpu.resets();
        vcpu.setAtKernelExit(true);
        kernel.access().takeProbedPages();
        int result;
        if (Integer.compareUnsigned(number, HypercallNumber.COUNT) >= 0) {
            kernel.println("Hypercall (%d) unknown".formatted(number));
            result = PrtosStatus.NO_ACTION;
        } else {
            result = hypercalls.dispatch(number, vcpu, ebx, ecx, gpr[Gpr.EDX], gpr[Gpr.ESI], gpr[Gpr.EDI]);
        }
        kernel.charge(vcpu, Charges.HYPERCALL + probes());
        if (vcpu.resets() == resets && vcpu.batch().depth() == 0) {
            gpr[Gpr.EAX] = result;
            kernel.report(SystemEvent.HYPERCALL_RESULT, vcpu.code(), number, result);
        }
    }

    /** What the checks of pointers since the start of the call cost; those of injections are part of their constant. */
    private long probes() {
        return kernel.access().takeProbedPages() * Charges.PROBED_PAGE;
    }

    private void continueBatch(PhysicalCpu cpu, Vcpu vcpu) {
        kernel.access().takeProbedPages();
        hypercalls.continueBatch(vcpu);
        kernel.charge(vcpu, probes());
        finish(cpu, vcpu);
    }

    /** The end of every operation on behalf of a vCPU. */
    private void finish(PhysicalCpu cpu, Vcpu vcpu) {
        PartitionControl.SystemReset reset = kernel.control().takeRequestedReset();
        if (reset != null && kernel.control().end() == null) {
            start.again(reset.cold(), reset.status());
        } else if (cpu.takeReschedule() || !vcpu.isReady()) {
            schedule(cpu);
        }
    }
}
