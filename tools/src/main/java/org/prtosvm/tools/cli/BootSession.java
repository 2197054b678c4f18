package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prtosvm.tools.board.BareBoard;
import org.prtosvm.tools.board.BoardEnd;
import org.prtosvm.tools.board.BoardLinks;
import org.prtosvm.tools.board.BoardOptions;
import org.prtosvm.tools.board.BoardStatistics;
import org.prtosvm.tools.board.BootSource;
import org.prtosvm.tools.board.SerialInput;
import org.prtosvm.tools.machine.EngineKind;
import org.prtosvm.tools.machine.GuestThread;
import org.prtosvm.tools.machine.MachineFailure;

/** One run of the bare board from the command line: connects it with the console and the ways to stop it, and reports. */
final class BootSession {
    private final BootSource source;
    private final BoardOptions options;
    private final PrintWriter err;
    private boolean serialOutput = true;
    private @Nullable SerialInput serialInput;
    private @Nullable StopAfter stopAfter;
    private boolean post;
    private volatile boolean outputFailed;

    BootSession(BootSource source, BoardOptions options, PrintWriter err) {
        this.source = source;
        this.options = options;
        this.err = err;
    }

    /** Shows what the serial port sends, or not. */
    BootSession serialOutput(boolean shown) {
        serialOutput = shown;
        return this;
    }

    /** Gives the serial port bytes to receive. */
    BootSession serialInput(@Nullable SerialInput input) {
        serialInput = input;
        return this;
    }

    /** Ends the run by what it prints, if that is wanted. */
    BootSession stopAfter(@Nullable StopAfter wanted) {
        stopAfter = wanted;
        return this;
    }

    /** Prints POST codes, or not. */
    BootSession post(boolean shown) {
        post = shown;
        return this;
    }

    /**
     * Runs the board and reports.
     *
     * @param guestStatus true if the value of the exit port is to be the exit code
     * @param hash true to print the hash of the final state
     * @return exit code of the command
     * @throws InterruptedException if the thread was interrupted
     */
    int run(boolean guestStatus, boolean hash) throws InterruptedException {
        Output output = new Output(stopAfter);
        BoardLinks links = new BoardLinks(
                serialOutput ? output::write : value -> {},
                output::write,
                post ? new PostLog(err) : (port, code, timeUs) -> {},
                serialInput);
        try (BareBoard board = new BareBoard(source, options, links);
                Interruption interruption = new Interruption(board::requestStop);
                ConsoleOutput console = new ConsoleOutput(new StandardOutput(), () -> {
                    outputFailed = true;
                    board.requestStop();
                })) {
            output.connect(console, board);
            long startNs = System.nanoTime();
            BoardEnd end = GuestThread.call(board::run);
            long wallNs = System.nanoTime() - startNs;
            console.flushNow();
            boolean interrupted = outputFailed || interruption.requested() && end == BoardEnd.STOPPED;
            report(board, end, interrupted, wallNs);
            if (hash) {
                err.println("hash: " + board.hash());
            }
            err.flush();
            return exitCode(board, end, interrupted, guestStatus);
        } catch (MachineFailure failure) {
            err.println(failure.getMessage());
            err.print(failure.stateDump());
            Objects.requireNonNullElse(failure.getCause(), failure).printStackTrace(err);
            err.println("this is an error of PRTOS-VM, please report it with the lines above");
            err.flush();
            return ExitCode.FAILED;
        }
    }

    private static int exitCode(BareBoard board, BoardEnd end, boolean interrupted, boolean guestStatus) {
        if (interrupted) {
            return ExitCode.INTERRUPTED;
        }
        return switch (end) {
            case EXIT_PORT -> guestStatus ? board.exitValue() & 0xFF : ExitCode.OK;
            case TRIPLE_FAULT -> ExitCode.FAILED;
            default -> ExitCode.OK;
        };
    }

    private void report(BareBoard board, BoardEnd end, boolean interrupted, long wallNs) {
        BoardStatistics statistics = board.statistics();
        err.println("ended: " + reason(board, end, interrupted));
        if (end == BoardEnd.TRIPLE_FAULT) {
            err.print(MachineFailure.stateOf(board.cpu()));
        }
        if (board.exitValue() != 0) {
            err.println("exit value: " + board.exitValue());
        }
        double wallS = wallNs / 1e9;
        err.println(String.format(
                Locale.ROOT,
                "time: %d.%06d s virtual, %.3f s wall",
                statistics.virtualTimeUs() / 1_000_000,
                statistics.virtualTimeUs() % 1_000_000,
                wallS));
        err.println(String.format(
                Locale.ROOT,
                "guest: %,d instructions (%.1f %% of them waiting), %,d interrupts, %,d resets, %.1f MIPS, %s",
                statistics.instructions(),
                100.0 * statistics.skippedInstructions() / Math.max(1, statistics.instructions()),
                statistics.interrupts(),
                statistics.resets(),
                statistics.instructions() / 1e6 / Math.max(wallS, 1e-6),
                options.engine() == EngineKind.INTERPRETER ? "interpreted" : translatedShare(statistics)));
    }

    private static String translatedShare(BoardStatistics statistics) {
        long executed = Math.max(1, statistics.instructions() - statistics.skippedInstructions());
        return String.format(Locale.ROOT, "%.2f %% translated", 100.0 * statistics.translatedInstructions() / executed);
    }

    private static String reason(BareBoard board, BoardEnd end, boolean interrupted) {
        return switch (end) {
            case EXIT_PORT -> "the guest wrote 0x%02x to the exit port".formatted(board.exitValue() >>> 1);
            case HALTED -> "the processor is halted, and nothing can wake it";
            case RESET -> "the guest reset the processor";
            case TRIPLE_FAULT -> "triple fault: a fault while a double fault was delivered";
            case DURATION -> "the duration is over";
            case INSTRUCTIONS -> "the maximum of instructions was executed";
            case STOPPED -> interrupted ? "stopped from outside" : "the wanted output lines were seen";
        };
    }

    /** Takes what the guest prints, looks for the lines that end the run, and passes it on. */
    private static final class Output {
        private final @Nullable LineCounter lines;
        private final long wanted;
        private final byte[] single = new byte[1];
        private @Nullable ConsoleOutput console;
        private @Nullable BareBoard board;

        Output(@Nullable StopAfter stopAfter) {
            lines = stopAfter == null ? null : new LineCounter(stopAfter.text());
            wanted = stopAfter == null ? 0 : stopAfter.count();
        }

        void connect(ConsoleOutput target, BareBoard stoppable) {
            console = target;
            board = stoppable;
        }

        void write(int value) {
            single[0] = (byte) value;
            if (console != null) {
                console.write(single, 0, 1);
            }
            if (lines != null && board != null) {
                lines.accept(single, 0, 1);
                if (lines.count() >= wanted) {
                    board.requestStop();
                }
            }
        }
    }
}
