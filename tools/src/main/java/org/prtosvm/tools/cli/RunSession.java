package org.prtosvm.tools.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.host.ConsoleSink;
import org.prtosvm.prtos.host.EventSink;
import org.prtosvm.prtos.host.HypervisorOptions.KernelText;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.tools.live.FlightEvents;
import org.prtosvm.tools.live.LiveCounters;
import org.prtosvm.tools.machine.GuestThread;
import org.prtosvm.tools.machine.Machine;
import org.prtosvm.tools.machine.MachineBuilder;
import org.prtosvm.tools.machine.MachineFailure;
import org.prtosvm.tools.machine.MachineOptions;
import org.prtosvm.tools.snapshot.Snapshot;
import org.prtosvm.tools.trace.TraceInfo;
import org.prtosvm.tools.trace.TraceWriter;

/**
 * One run of a system from the command line: connects the machine with the console, the trace file and the ways to stop
 * it, and reports.
 */
final class RunSession {
    private final SystemImage image;
    private final MachineOptions options;
    private final PrintWriter err;
    private @Nullable Path consoleFile;
    private @Nullable Path traceFile;
    private @Nullable Path countersFile;
    private @Nullable StopAfter stopAfter;
    private @Nullable Snapshot snapshot;
    private List<SnapshotRequest> snapshots = List.of();
    private KernelText kernelText = KernelText.ALL;
    private @Nullable EventSink observer;
    private volatile boolean outputFailed;

    /**
     * Creates a session that writes the console to standard output.
     *
     * @param image system to run
     * @param options how to assemble the machine
     * @param err receives what is said about a failure
     */
    RunSession(SystemImage image, MachineOptions options, PrintWriter err) {
        this.image = image;
        this.options = options;
        this.err = err;
    }

    /** Writes the console to a file too, if there is one. */
    RunSession consoleFile(@Nullable Path file) {
        consoleFile = file;
        return this;
    }

    /** Writes all events to a file, if there is one. */
    RunSession traceFile(@Nullable Path file) {
        traceFile = file;
        return this;
    }

    /** Keeps live counters in a file, if there is one. */
    RunSession countersFile(@Nullable Path file) {
        countersFile = file;
        return this;
    }

    /** Ends the run by what it prints, if that is wanted. */
    RunSession stopAfter(@Nullable StopAfter wanted) {
        stopAfter = wanted;
        return this;
    }

    /** Begins in a saved state instead of at the start of the system. */
    RunSession resume(Snapshot saved) {
        snapshot = saved;
        return this;
    }

    /** Writes snapshots on the way. */
    RunSession snapshots(List<SnapshotRequest> requests) {
        snapshots = List.copyOf(requests);
        return this;
    }

    /** Chooses which of its own lines the hypervisor shows. */
    RunSession kernelText(KernelText text) {
        kernelText = text;
        return this;
    }

    /** Shows all events to somebody. */
    RunSession observer(EventSink sink) {
        observer = sink;
        return this;
    }

    /**
     * Runs the system and reports.
     *
     * @param report prints what is to be said about the run; called before the process may end
     * @return exit code of the command
     * @throws InterruptedException if the thread was interrupted
     */
    int run(Consumer<RunOutcome> report) throws InterruptedException {
        try (OutputStream target = consoleTarget();
                TraceWriter trace = openTrace();
                LiveCounters counters = openCounters();
                FlightEvents flight = FlightRecorder.isInitialized() ? new FlightEvents(info()) : null) {
            return run(target, trace, counters, flight, report);
        } catch (IOException e) {
            throw new CommandException("cannot close the console file: " + e.getMessage(), e);
        }
    }

    private int run(
            OutputStream target,
            @Nullable TraceWriter trace,
            @Nullable LiveCounters counters,
            @Nullable FlightEvents flight,
            Consumer<RunOutcome> report)
            throws InterruptedException {
        MachineConsole console = new MachineConsole(stopAfter);
        try (Machine machine = new MachineBuilder(image, options)
                        .console(console)
                        .events(trace)
                        .events(counters)
                        .events(flight)
                        .events(observer)
                        .kernelText(kernelText)
                        .build();
                Interruption interruption = new Interruption(machine::requestStop);
                ConsoleOutput output = new ConsoleOutput(target, () -> {
                    outputFailed = true;
                    machine.requestStop();
                })) {
            console.connect(output, machine);
            Deque<SnapshotRequest> waiting = new ArrayDeque<>(snapshots);
            if (snapshot != null) {
                snapshot.load(machine);
                checkTimes(machine.statistics().virtualTimeUs());
            }
            long startNs = System.nanoTime();
            RunEnd end = GuestThread.call(() -> runToTheEnd(machine, waiting));
            long wallNs = System.nanoTime() - startNs;
            output.flushNow();
            boolean interrupted = outputFailed || (interruption.requested() && end == RunEnd.STOPPED);
            RunOutcome outcome = new RunOutcome(machine, options, end, interrupted, machine.statistics(), wallNs);
            report.accept(outcome);
            for (SnapshotRequest missed : waiting) {
                err.println("%s: expected a time before the end of the run, found %d us; %s was not written"
                        .formatted(SnapshotRequest.OPTION, missed.timeUs(), missed.file()));
            }
            err.flush();
            return outcome.exitCode() == ExitCode.OK && !waiting.isEmpty() ? ExitCode.USAGE : outcome.exitCode();
        } catch (MachineFailure failure) {
            err.println(failure.getMessage());
            err.print(failure.stateDump());
            Objects.requireNonNullElse(failure.getCause(), failure).printStackTrace(err);
            err.println("this is an error of PRTOS-VM, please report it with the lines above");
            err.flush();
            return ExitCode.FAILED;
        }
    }

    /** What is to happen in this run must not lie before its beginning. */
    private void checkTimes(long beginningUs) {
        if (options.durationUs() < beginningUs) {
            throw behind("--duration", beginningUs, options.durationUs());
        }
        for (SnapshotRequest request : snapshots) {
            if (request.timeUs() < beginningUs) {
                throw behind(SnapshotRequest.OPTION, beginningUs, request.timeUs());
            }
        }
    }

    private static CommandException behind(String option, long beginningUs, long foundUs) {
        return new CommandException(
                "%s: expected a time of at least %d us, at which the snapshot was taken, found %d us"
                        .formatted(option, beginningUs, foundUs));
    }

    /** Runs, with a stop for each snapshot; requests that were fulfilled are removed. */
    private RunEnd runToTheEnd(Machine machine, Deque<SnapshotRequest> waiting) {
        while (!waiting.isEmpty() && waiting.getFirst().timeUs() < options.durationUs()) {
            RunEnd end = machine.runUntil(waiting.getFirst().timeUs());
            if (end != RunEnd.DURATION) {
                return end;
            }
            waiting.removeFirst().write(machine, image, options);
        }
        return machine.run();
    }

    private OutputStream consoleTarget() {
        OutputStream standard = new StandardOutput();
        return consoleFile == null ? standard : new TeeOutput(standard, create(consoleFile, "--console"));
    }

    private @Nullable TraceWriter openTrace() {
        return traceFile == null ? null : new TraceWriter(create(traceFile, "--trace"), info());
    }

    private @Nullable LiveCounters openCounters() {
        if (countersFile == null) {
            return null;
        }
        try {
            return new LiveCounters(countersFile, info());
        } catch (IOException e) {
            throw new CommandException("--counters %s: cannot be written".formatted(countersFile), e);
        }
    }

    private TraceInfo info() {
        return TraceInfo.of(image.configuration(), MachineBuilder.cpuKhz(image, options));
    }

    private static OutputStream create(Path file, String option) {
        try {
            return Files.newOutputStream(file);
        } catch (NoSuchFileException e) {
            throw new CommandException("%s %s: expected a file in a folder that exists".formatted(option, file), e);
        } catch (AccessDeniedException e) {
            throw new CommandException("%s %s: no permission to write there".formatted(option, file), e);
        } catch (IOException e) {
            throw new CommandException("%s %s: cannot be written: %s".formatted(option, file, e.getMessage()), e);
        }
    }

    /** Takes the console of the machine, looks for the lines that end the run, and passes it on. */
    private static final class MachineConsole implements ConsoleSink {
        private final @Nullable LineCounter lines;
        private final long wanted;
        private @Nullable ConsoleOutput output;
        private @Nullable Machine machine;

        MachineConsole(@Nullable StopAfter stopAfter) {
            lines = stopAfter == null ? null : new LineCounter(stopAfter.text());
            wanted = stopAfter == null ? 0 : stopAfter.count();
        }

        void connect(ConsoleOutput target, Machine stoppable) {
            output = target;
            machine = stoppable;
        }

        @Override
        public void write(byte[] bytes, int offset, int length, long virtualTimeUs) {
            if (output != null) {
                output.write(bytes, offset, length);
            }
            if (lines != null && machine != null) {
                lines.accept(bytes, offset, length);
                if (lines.count() >= wanted) {
                    machine.requestStop();
                }
            }
        }
    }
}
