package org.prtosvm.cpu.engine;

import org.prtosvm.cpu.bus.InterruptController;
import org.prtosvm.cpu.segment.InterruptDelivery;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;

/**
 * A processor with nothing above it: exceptions and interrupts go through the guest's own IDT in every ring. To be
 * connected like the chip: INTR, NMI, A20M#, INIT and RESET are methods.
 *
 * <p>Use: set the time ({@link CpuState#setTime}) to the next event of the board, {@link #run}, let the devices do what is
 * due, again. After {@link Exit#HALT} the processor waits; the board lets time pass and calls {@link #run} again, which
 * returns {@code HALT} at once until an interrupt that the guest accepts, or an NMI, wakes it.
 *
 * <p>The pins may be changed between runs, and by a device while it serves a port access of this processor: the next
 * instruction boundary sees them. Taking an interrupt or an NMI costs one count, so that no storm of them can make time
 * stand still; an exception costs nothing beyond the count of the instruction that raised it.
 *
 * <p>Thread rule: the thread that runs the machine.
 *
 * <p>Source: Intel SDM vol. 3A, 6.9 "Priority Among Simultaneous Exceptions and Interrupts".
 */
public final class BareProcessor {
    private static final int NMI_VECTOR = 2;

    private final CpuState cpu;
    private final ExecutionEngine engine;
    private final InterruptController controller;

    /**
     * Connects a processor; it has the state after power-up afterwards.
     *
     * @param cpu processor that is not monitored, its memory connected
     * @param engine engine of its machine
     * @param controller answers when an interrupt is taken
     */
    public BareProcessor(CpuState cpu, ExecutionEngine engine, InterruptController controller) {
        if (cpu.monitored) {
            throw new IllegalArgumentException("bare processor: expected one that is not monitored");
        }
        this.cpu = cpu;
        this.engine = engine;
        this.controller = controller;
        reset();
    }

    /** @return registers, time and mode */
    public CpuState cpu() {
        return cpu;
    }

    /**
     * Executes until something must be handled by the board; also stored in {@link CpuState#exit}.
     *
     * @return {@code BUDGET}, {@code STOP}, {@code HALT} if it waits for an interrupt, or {@code SHUTDOWN}
     */
    public int run() {
        int exit;
        do {
            exit = advance();
        } while (exit == Exit.NONE);
        cpu.exit = exit;
        return exit;
    }

    private int advance() {
        if (cpu.acceptsEvent() && !(cpu.shutdown && !cpu.acceptsNmi())) {
            if (cpu.budget <= 0) {
                return Exit.BUDGET;
            }
            takeEvent();
        }
        if (cpu.shutdown) {
            return Exit.SHUTDOWN;
        }
        if (cpu.halted) {
            return Exit.HALT;
        }
        int exit = engine.run(cpu);
        switch (exit) {
            case Exit.FAULT -> cpu.shutdown = !InterruptDelivery.exception(cpu);
            case Exit.HALT -> cpu.halted = true;
            case Exit.INTERRUPT -> {}
            default -> {
                return exit;
            }
        }
        return Exit.NONE;
    }

    private void takeEvent() {
        cpu.budget--;
        cpu.halted = false;
        if (cpu.acceptsNmi()) {
            cpu.nmiPending = false;
            cpu.nmiMasked = true;
            cpu.shutdown = !InterruptDelivery.external(cpu, NMI_VECTOR);
        } else {
            cpu.shutdown = !InterruptDelivery.external(cpu, controller.acknowledge());
        }
    }

    /**
     * Drives INTR. The level counts: a request that is withdrawn before it is taken is forgotten.
     *
     * @param asserted true while the controller has a request
     */
    public void setInterruptLine(boolean asserted) {
        cpu.interruptLine = asserted;
    }

    /** An edge at NMI: remembered until it is taken, one at most. */
    public void signalNmi() {
        cpu.nmiPending = true;
    }

    /**
     * Drives A20M#.
     *
     * @param enabled false to clear bit 20 of every physical address, as an 8086 with its 1 MiB has it
     */
    public void enableA20(boolean enabled) {
        int mask = enabled ? -1 : ~(1 << 20);
        if (mask != cpu.addressMask) {
            cpu.addressMask = mask;
            cpu.memory.flush();
        }
    }

    /** An edge at RESET. */
    public void reset() {
        ProcessorReset.powerUp(cpu);
        awake();
    }

    /** An edge at INIT: restarts the processor, leaves the x87 state alone. */
    public void initialise() {
        ProcessorReset.initialise(cpu);
        awake();
    }

    private void awake() {
        cpu.halted = false;
        cpu.shutdown = false;
    }
}
