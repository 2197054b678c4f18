package org.prtosvm.tools.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.host.ConsoleSink;
import org.prtosvm.prtos.host.EventSink;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.tools.machine.GuestThread;
import org.prtosvm.tools.machine.Machine;
import org.prtosvm.tools.machine.MachineBuilder;
import org.prtosvm.tools.machine.MachineFailure;
import org.prtosvm.tools.machine.MachineOptions;
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
    private @Nullable StopAfter stopAfter;
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

    /** Ends the run by what it prints, if that is wanted. */
    RunSession stopAfter(@Nullable StopAfter wanted) {
        stopAfter = wanted;
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
                TraceWriter trace = openTrace()) {
            return run(target, trace, report);
        } catch (IOException e) {
            throw new CommandException("cannot close the console file: " + e.getMessage(), e);
        }
    }

    private int run(OutputStream target, @Nullable TraceWriter trace, Consumer<RunOutcome> report)
            throws InterruptedException {
        MachineConsole console = new MachineConsole(stopAfter);
        try (Machine machine = new MachineBuilder(image, options)
                        .console(console)
                        .events(trace)
                        .events(observer)
                        .build();
                Interruption interruption = new Interruption(machine::requestStop);
                ConsoleOutput output = new ConsoleOutput(target, () -> {
                    outputFailed = true;
                    machine.requestStop();
                })) {
            console.connect(output, machine);
            long startNs = System.nanoTime();
            RunEnd end = GuestThread.call(machine::run);
            long wallNs = System.nanoTime() - startNs;
            output.flushNow();
            boolean interrupted = outputFailed || (interruption.requested() && end == RunEnd.STOPPED);
            RunOutcome outcome = new RunOutcome(machine, options, end, interrupted, machine.statistics(), wallNs);
            report.accept(outcome);
            err.flush();
            return outcome.exitCode();
        } catch (MachineFailure failure) {
            err.println(failure.getMessage());
            err.print(failure.stateDump());
            Objects.requireNonNullElse(failure.getCause(), failure).printStackTrace(err);
            err.println("this is an error of PRTOS-VM, please report it with the lines above");
            err.flush();
            return ExitCode.FAILED;
        }
    }

    private OutputStream consoleTarget() {
        OutputStream standard = new StandardOutput();
        return consoleFile == null ? standard : new TeeOutput(standard, create(consoleFile, "--console"));
    }

    private @Nullable TraceWriter openTrace() {
        return traceFile == null
                ? null
                : new TraceWriter(create(traceFile, "--trace"), MachineBuilder.cpuKhz(image, options));
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
