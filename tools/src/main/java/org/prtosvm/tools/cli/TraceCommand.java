package org.prtosvm.tools.cli;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.tools.trace.ChromeTrace;
import org.prtosvm.tools.trace.EventText;
import org.prtosvm.tools.trace.GanttSvg;
import org.prtosvm.tools.trace.TraceEvent;
import org.prtosvm.tools.trace.TraceFilter;
import org.prtosvm.tools.trace.TraceInfo;
import org.prtosvm.tools.trace.TraceReader;
import org.prtosvm.tools.trace.TraceSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos trace}: shows what run --trace has recorded. */
@Command(
        name = "trace",
        description = {
            "Shows events that run --trace has recorded: as lines, added up, or as files for other programs.",
            "Without a choice the events are printed, one on a line: time in microseconds, processor, partition, event."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class TraceCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "Trace.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--partition",
            paramLabel = "ID|NAME",
            split = ",",
            description = "Only events of these partitions.")
    private List<String> partitions = new ArrayList<>();

    @Option(
            names = "--event",
            paramLabel = "NAME",
            split = ",",
            description = "Only these events: slot, switch, hypercall, result, trap, inject, health, ...")
    private List<String> events = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = VirtualDuration.Converter.class,
            description = "Only events from this virtual time on.")
    private @Nullable VirtualDuration from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = VirtualDuration.Converter.class,
            description = "Only events before this virtual time.")
    private @Nullable VirtualDuration to;

    @Option(names = "--summary", description = "Add the events up instead of printing them.")
    private boolean summary;

    @Option(names = "--json", paramLabel = "FILE", description = "Write them for Perfetto (ui.perfetto.dev) or Chrome.")
    private @Nullable Path json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw who had the processors when.")
    private @Nullable Path svg;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    TraceCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Inputs.check(file, "a trace");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            TraceReader reader = new TraceReader(in);
            show(reader, out);
            out.flush();
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CommandException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void show(TraceReader reader, PrintWriter out) throws IOException {
        TraceInfo info = reader.info();
        TraceFilter filter = new TraceFilter(
                partitionNumbers(info),
                eventNumbers(),
                from == null ? 0 : from.microseconds(),
                to == null ? Double.POSITIVE_INFINITY : to.microseconds());
        if (json != null) {
            toFile(json, "--json", writer -> {
                try (ChromeTrace chrome = new ChromeTrace(info, writer)) {
                    read(reader, event -> {
                        if (filter.isInTime(event, info)) {
                            chrome.accept(event, filter.accepts(event, info));
                        }
                    });
                }
            });
        } else if (svg != null) {
            toFile(svg, "--svg", writer -> {
                GanttSvg chart = new GanttSvg(info);
                read(reader, event -> {
                    if (filter.isInTime(event, info)) {
                        chart.accept(event);
                    }
                });
                chart.write(writer);
            });
        } else if (summary) {
            TraceSummary sums = new TraceSummary(info);
            read(reader, event -> {
                if (filter.isInTime(event, info)) {
                    sums.accept(event, filter.accepts(event, info));
                }
            });
            sums.print(out);
        } else {
            EventText text = new EventText(info);
            read(reader, event -> {
                if (filter.accepts(event, info)) {
                    out.println(text.line(event));
                }
            });
        }
    }

    /** Reads all events; a trace of a run that was killed may end inside one, and is good up to there. */
    private void read(TraceReader reader, Consumer<TraceEvent> receiver) throws IOException {
        try {
            boolean more = true;
            while (more) {
                more = reader.readInto(
                        (time, cpu, event, a, b, c) -> receiver.accept(new TraceEvent(time, cpu, event, a, b, c)));
            }
        } catch (EOFException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("warning: %s: the last event is cut short".formatted(file));
            err.flush();
        }
    }

    /** Writes a file with text. */
    @FunctionalInterface
    private interface Export {
        void writeTo(Writer writer) throws IOException;
    }

    private static void toFile(Path target, String option, Export export) throws IOException {
        try (Writer writer = Files.newBufferedWriter(target)) {
            export.writeTo(writer);
        } catch (FileSystemException e) {
            throw new CommandException("%s %s: cannot be written".formatted(option, target), e);
        } catch (UncheckedIOException e) {
            throw new CommandException("%s %s: %s".formatted(option, target, e.getMessage()), e);
        }
    }

    private Set<Integer> partitionNumbers(TraceInfo info) {
        Set<Integer> numbers = new TreeSet<>();
        for (String wanted : partitions) {
            long number = info.partitions().indexOf(wanted);
            if (number < 0) {
                number = Numbers.parseDecimal(wanted);
            }
            if (number < 0 || number >= info.partitions().size()) {
                throw new CommandException("--partition: expected a number below %d or one of %s, found '%s'"
                        .formatted(info.partitions().size(), info.partitions(), wanted));
            }
            numbers.add((int) number);
        }
        return numbers;
    }

    private Set<Integer> eventNumbers() {
        Set<Integer> numbers = new TreeSet<>();
        for (String wanted : events) {
            int number = SystemEvent.numberOf(wanted);
            if (number < 0) {
                throw new CommandException(
                        "--event: expected one of %s, found '%s'".formatted(SystemEvent.names(), wanted));
            }
            numbers.add(number);
        }
        return numbers;
    }
}
