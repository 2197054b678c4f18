package org.prtosvm.tools.board;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.engine.BareProcessor;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.ProcessorState;
import org.prtosvm.devices.time.EventQueue;
import org.prtosvm.prtos.time.TimeBase;
import org.prtosvm.tools.machine.EngineKind;
import org.prtosvm.tools.machine.MachineFailure;
import org.prtosvm.tools.machine.PacedClock;
import org.prtosvm.translator.TranslatingEngine;

/**
 * A PC of one processor with the devices of {@link BoardDevices}.
 *
 * <p>Time is the count of the processor: one for each instruction, iteration of a repeated string instruction, interrupt
 * and reset, and what HLT skips. At one instant the devices come first, in the order of the event queue, then a reset or
 * the end of the run that software has asked for, then the limits of the run, then the processor. A run is a function of
 * its inputs: what starts, the options, and the bytes of a {@link RecordedInput}.
 *
 * <p>Thread rule: one thread at a time, one with a large stack while it runs; {@link #requestStop} from any thread.
 */
public final class BareBoard implements AutoCloseable {
    /** Version of what {@link #save} writes and the hash covers. */
    private static final int VERSION = 1;

    private static final int MAGIC = 0x5052_4244;
    /** Milliseconds of virtual time after which a run looks outside, if something can come from there. */
    private static final int OUTSIDE_MS = 1;

    private final BoardOptions options;
    private final BootSource source;
    private final BoardMemory ram;
    private final GuestMemory memory = new GuestMemory();
    private final CpuState cpu;
    private final ExecutionEngine engine;
    private final @Nullable AutoCloseable engineResource;
    private final TimeBase timeBase;
    private final EventQueue events;
    private final BoardDevices devices;
    private final BareProcessor processor;
    private final @Nullable SerialInput input;
    private final @Nullable PacedClock clock;
    private final long endCount;

    private long idle;
    private long resets;
    private boolean resetRequested;
    private boolean exitRequested;
    private int exitValue;
    private @Nullable BoardEnd end;

    /**
     * Assembles a board and switches it on.
     *
     * @param source what it starts
     * @param options how it is assembled
     * @param links what it is connected with
     */
    public BareBoard(BootSource source, BoardOptions options, BoardLinks links) {
        this.source = source;
        this.options = options;
        ram = new BoardMemory(options.memoryBytes());
        cpu = new CpuState(false, options.model());
        new Mmu(cpu, memory);
        if (options.engine() == EngineKind.JIT) {
            TranslatingEngine translating = new TranslatingEngine(memory, options.policy());
            engine = translating;
            engineResource = translating;
        } else {
            engine = new Interpreter(memory);
            engineResource = null;
        }
        timeBase = new TimeBase(options.cpuKhz());
        events = new EventQueue(cpu::count, this::shorten);
        devices = new BoardDevices(events, options, links, new ProcessorPins(), () -> timeBase.toUs(cpu.count()));
        cpu.ports = devices.ports();
        processor = new BareProcessor(cpu, engine, devices.pics());
        input = links.input();
        clock = options.paced() ? new PacedClock() : null;
        endCount = options.durationUs() == BoardOptions.UNLIMITED
                ? BoardOptions.UNLIMITED
                : timeBase.countAtUs(options.durationUs());
        ram.map(memory);
        source.map(memory);
        source.load(memory);
        source.start(cpu);
    }

    /** What the devices do to the processor and the run. */
    private final class ProcessorPins implements BoardDevices.Effects {
        @Override
        public void interrupt(boolean high) {
            cpu.interruptLine = high;
        }

        @Override
        public void a20(boolean high) {
            processor.enableA20(high);
        }

        @Override
        public void reset() {
            resetRequested = true;
            shorten(cpu.count());
        }

        @Override
        public void exit(int value) {
            if (!exitRequested) {
                exitRequested = true;
                exitValue = value << 1 | 1;
                shorten(cpu.count());
            }
        }
    }

    /** Makes the engine stop at a count, if it would go further. */
    private void shorten(long count) {
        long now = cpu.count();
        long until = Math.max(now, count);
        if (until < cpu.limit) {
            cpu.setTime(now, until);
        }
    }

    // --- running -----------------------------------------------------------------------------------------------------

    /**
     * Runs until the run ends. A run that has ended goes on with the next call only after {@link BoardEnd#STOPPED}.
     *
     * @return why it ended
     * @throws MachineFailure if an error of this program stopped the board
     */
    public BoardEnd run() {
        return runUntil(BoardOptions.UNLIMITED);
    }

    /**
     * Runs until a count, or something else ends the run.
     *
     * @param count count of the processor at which to pause
     * @return why the run ended; {@link BoardEnd#STOPPED} at the pause
     * @throws MachineFailure if an error of this program stopped the board
     */
    public BoardEnd runUntil(long count) {
        if (end == BoardEnd.STOPPED) {
            end = null;
        }
        try {
            while (end == null) {
                advance(count);
            }
            return end;
        } catch (RuntimeException | Error e) {
            throw MachineFailure.of(e, cpu);
        }
    }

    private void advance(long pause) {
        events.runDue(cpu.count());
        long now = cpu.count();
        if (exitRequested) {
            end = BoardEnd.EXIT_PORT;
        } else if (resetRequested) {
            resetRequested = false;
            reset();
        } else if (now >= endCount) {
            end = BoardEnd.DURATION;
        } else if (now - idle >= options.maximumInstructions()) {
            end = BoardEnd.INSTRUCTIONS;
        } else if (cpu.stopRequested || now >= pause) {
            end = BoardEnd.STOPPED;
        } else {
            execute(now, Math.min(pause, horizon(now)));
        }
    }

    /** The count at which something may have to be done, later than now. */
    private long horizon(long now) {
        long until = Math.min(events.next(), endCount);
        if (options.maximumInstructions() < BoardOptions.UNLIMITED - now) {
            until = Math.min(until, options.maximumInstructions() + idle);
        }
        if (clock != null || input != null && input.isLive()) {
            until = Math.min(until, now + OUTSIDE_MS * options.cpuKhz());
            if (input != null && input.isReady()) {
                devices.wakeSerial();
                until = Math.min(until, events.next());
            }
        }
        if (clock != null) {
            clock.beforeAdvance(timeBase.toNs(until));
        }
        return until;
    }

    private void execute(long now, long until) {
        cpu.setTime(now, until);
        switch (processor.run()) {
            case Exit.HALT -> idle(until);
            case Exit.SHUTDOWN -> shutDown();
            default -> {
                // The budget is used up or a stop was asked for: the next round looks.
            }
        }
    }

    /** Waits for the next event, or in wall time for input if that is all that can come. */
    private void idle(long until) {
        long now = cpu.count();
        boolean deaf = (cpu.systemFlags & Eflags.IF) == 0;
        boolean quiet = events.next() == EventQueue.NEVER;
        boolean live = input != null && input.isLive();
        if (deaf || quiet && !live) {
            end = BoardEnd.HALTED;
        } else if (quiet && clock == null) {
            awaitInput();
        } else {
            // A device access of HLT's predecessor may have made the next event an earlier one.
            long next = Math.max(now, Math.min(until, events.next()));
            idle += next - now;
            cpu.setTime(next, next);
        }
    }

    private void awaitInput() {
        if (input != null) {
            try {
                input.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end = BoardEnd.STOPPED;
            }
        }
    }

    private void shutDown() {
        if (options.resetsAtShutdown()) {
            reset();
        } else {
            end = BoardEnd.TRIPLE_FAULT;
        }
    }

    /** Costs one count, so that resets without end do not stand still in time. */
    private void reset() {
        resets++;
        if (options.stopsAtReset()) {
            end = BoardEnd.RESET;
            return;
        }
        long now = cpu.count() + 1;
        cpu.setTime(now, now);
        if (source.restartsBoard()) {
            devices.reset();
            ram.clear(memory);
            source.load(memory);
            processor.reset();
        } else {
            processor.initialise();
        }
        source.start(cpu);
    }

    /** Asks a run to end at the next block of instructions. Thread rule: any thread. */
    public void requestStop() {
        cpu.stopRequested = true;
        if (clock != null) {
            clock.release();
        }
        if (input != null) {
            input.release();
        }
    }

    // --- observation -------------------------------------------------------------------------------------------------

    /** @return registers and time */
    public CpuState cpu() {
        return cpu;
    }

    /** @return physical memory */
    public GuestMemory memory() {
        return memory;
    }

    /** @return what the exit port made of the byte written to it: (byte << 1) | 1; 0 if none was written */
    public int exitValue() {
        return exitValue;
    }

    /** @return what the board did so far */
    public BoardStatistics statistics() {
        return new BoardStatistics(
                timeBase.toUs(cpu.count()),
                cpu.count() - idle,
                engine.translatedInstructions(),
                engine.skippedInstructions(),
                devices.pics().master().acknowledgedCount(),
                resets);
    }

    /**
     * Saves the whole state: processor, time, devices, RAM.
     *
     * @param out receives it
     * @throws IOException if the receiver fails
     */
    public void save(DataOutput out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeLong(options.cpuKhz());
        out.writeLong(ram.bytes());
        out.writeLong(cpu.count());
        out.writeLong(idle);
        out.writeLong(resets);
        out.writeBoolean(resetRequested);
        out.writeBoolean(exitRequested);
        out.writeInt(exitValue);
        ProcessorState.save(cpu, out);
        events.save(out);
        devices.save(out);
        MemoryImage.save(ram, memory, out);
    }

    /**
     * Replaces the state by a saved one of a board with the same speed, memory and ROM.
     *
     * @param in what {@link #save} wrote
     * @throws IOException if the giver fails or the state does not fit
     */
    public void restore(DataInput in) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw new IOException("saved board: not written by this version");
        }
        if (in.readLong() != options.cpuKhz() || in.readLong() != ram.bytes()) {
            throw new IOException("saved board: another speed or size of memory");
        }
        long now = in.readLong();
        idle = in.readLong();
        resets = in.readLong();
        resetRequested = in.readBoolean();
        exitRequested = in.readBoolean();
        exitValue = in.readInt();
        ProcessorState.restore(cpu, in);
        cpu.setTime(now, now);
        events.restore(in);
        devices.restore(in);
        MemoryImage.restore(ram, memory, in);
        end = null;
    }

    /**
     * The hash of the state: SHA-256 of what {@link #save} writes. It depends neither on the engine nor on the host.
     *
     * @return 64 hexadecimal digits
     */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DataOutputStream out =
                    new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
                save(out);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written anywhere", e);
        }
    }

    /** Ends compiler threads and frees the memory. */
    @Override
    public void close() {
        if (engineResource != null) {
            try {
                engineResource.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing the engine", e);
            }
        }
        memory.close();
    }
}
