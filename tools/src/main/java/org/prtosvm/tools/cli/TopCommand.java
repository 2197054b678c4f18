package org.prtosvm.tools.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prtosvm.tools.live.CounterFile;
import org.prtosvm.tools.live.CounterKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos top}: watches a system that another process runs. */
@Command(
        name = "top",
        description = {
            "Watches a system that another process runs with --counters FILE: time, calls, traps and messages of each "
                    + "partition, in all and per second of virtual time since the last look.",
            "Ends when the run ends."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class TopCommand implements Callable<Integer> {
    private static final String CLEAR_SCREEN = "\u001B[H\u001B[2J";
    private static final CounterKind[] RATES = {
        CounterKind.HYPERCALLS,
        CounterKind.TRAPS,
        CounterKind.INJECTIONS,
        CounterKind.WRITTEN,
        CounterKind.READ,
        CounterKind.HEALTH
    };

    @Parameters(index = "0", paramLabel = "FILE", description = "File of counters.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--interval",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "Milliseconds between two looks (default: 1000).")
    private int intervalMs;

    @Option(names = "--once", description = "Look once.")
    private boolean once;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    TopCommand() {}

    /** What the counters showed at one time. */
    private record Look(long wallNs, long timeUs, Map<CounterKind, Map<Integer, Long>> values) {
        static Look at(CounterFile counters) {
            Map<CounterKind, Map<Integer, Long>> values = new EnumMap<>(CounterKind.class);
            for (CounterKind kind : CounterKind.values()) {
                if (kind.ofPartition()) {
                    values.put(kind, counters.values(kind));
                }
            }
            return new Look(System.nanoTime(), counters.value(CounterKind.TIME_US), values);
        }

        long value(CounterKind kind, int partition) {
            return values.getOrDefault(kind, Map.of()).getOrDefault(partition, 0L);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (intervalMs < 1) {
            throw new CommandException("--interval: expected at least 1 ms, found " + intervalMs);
        }
        Inputs.check(file, "a file of counters");
        try (CounterFile counters = new CounterFile(file)) {
            watch(counters, spec.commandLine().getOut());
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CommandException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void watch(CounterFile counters, PrintWriter out) throws InterruptedException {
        Look before = null;
        while (true) {
            boolean last = once || isOver(counters);
            Look now = Look.at(counters);
            print(counters, before, now, out);
            if (last) {
                return;
            }
            before = now;
            Thread.sleep(intervalMs);
        }
    }

    /** A process that was killed cannot say that its run has ended. */
    private static boolean isOver(CounterFile counters) {
        return counters.value(CounterKind.ENDED) != 0
                || ProcessHandle.of(counters.process()).isEmpty();
    }

    /** Since JDK 25 there is no console again where there is no terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private void print(CounterFile counters, @Nullable Look before, Look now, PrintWriter out) {
        if (before != null && isTerminal()) {
            out.print(CLEAR_SCREEN);
        }
        double passedUs = before == null ? now.timeUs() : now.timeUs() - before.timeUs();
        out.printf(
                Locale.ROOT,
                "process %d, %d processors, %.6f s virtual, %,d events%s%s%n",
                counters.process(),
                counters.value(CounterKind.PROCESSORS),
                now.timeUs() / 1e6,
                counters.value(CounterKind.EVENTS),
                before == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", %.2f times real time",
                                passedUs * 1e3 / (now.wallNs() - before.wallNs())),
                isOver(counters) ? ", ended" : "");
        out.printf(
                Locale.ROOT,
                "%-16s %8s %10s %12s %12s %12s %12s %12s %12s%n",
                "partition",
                "time %",
                "slots",
                "calls/s",
                "traps/s",
                "events/s",
                "written/s",
                "read/s",
                "health/s");
        counters.partitions().forEach((id, name) -> {
            out.printf(
                    Locale.ROOT,
                    "%-16s %8.2f %10d",
                    name,
                    share(CounterKind.RUN_US, id, before, now, passedUs) * 100,
                    now.value(CounterKind.SLOTS, id));
            for (CounterKind kind : RATES) {
                out.printf(Locale.ROOT, " %12.1f", share(kind, id, before, now, passedUs) * 1e6);
            }
            out.println();
        });
        out.flush();
    }

    /** Growth per microsecond of virtual time. */
    private static double share(CounterKind kind, int partition, @Nullable Look before, Look now, double passedUs) {
        long grown = now.value(kind, partition) - (before == null ? 0 : before.value(kind, partition));
        return passedUs > 0 ? grown / passedUs : 0;
    }
}
