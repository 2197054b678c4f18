package org.prtosvm.tools.report;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.prtosvm.abi.HmAction;
import org.prtosvm.abi.HmEvent;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.Processor;
import org.prtosvm.prtos.config.SystemConfiguration;

/** Prints what an observer saw: schedule, partitions, health monitor. */
public final class SystemReport {
    private static final int SHOWN_EVENTS = 12;
    private static final int NAME_WIDTH = 12;

    private final SystemObserver observer;
    private final SystemConfiguration configuration;
    private final PrintWriter out;
    private final ChartMarks marks;

    /**
     * Creates a report.
     *
     * @param observer saw the run
     * @param out receives the text
     * @param charset charset of the output, which decides about the marks of the charts
     */
    public SystemReport(SystemObserver observer, PrintWriter out, Charset charset) {
        this.observer = observer;
        this.configuration = observer.configuration();
        this.out = out;
        this.marks = ChartMarks.of(charset);
    }

    /** Prints everything. */
    public void print() {
        schedule();
        partitions();
        health();
    }

    private void schedule() {
        out.printf(
                Locale.ROOT,
                "Schedule  %c used, %c used in part or in some frames, %c left unused%n",
                marks.busy(),
                marks.partly(),
                marks.unused());
        for (Processor processor : configuration.processors()) {
            for (PlanChart chart : observer.charts(processor.id())) {
                if (chart.frames() > 0) {
                    chart(processor, chart);
                }
            }
        }
        for (PlanSwitch change : observer.planSwitches()) {
            out.printf(
                    Locale.ROOT,
                    "  plan %d gave way to plan %d at %s%n",
                    change.from(),
                    change.to(),
                    seconds(change.timeUs()));
        }
        out.println();
    }

    private void chart(Processor processor, PlanChart chart) {
        String cpu = configuration.processors().size() == 1 ? "" : "processor %d, ".formatted(processor.id());
        out.printf(
                Locale.ROOT,
                "  %splan %d \"%s\", major frame %s ms, %d frames from %s on%n",
                cpu,
                chart.plan().id(),
                configuration.nameOf(chart.plan()),
                milliseconds(chart.plan().majorFrameUs()),
                chart.frames(),
                seconds(chart.firstFrameUs()));
        for (int id : chart.partitions()) {
            out.printf(Locale.ROOT, "  %-" + NAME_WIDTH + "s |%s|%n", name(id), chart.row(id, marks));
        }
        String end = milliseconds(chart.plan().majorFrameUs()) + " ms";
        out.printf(Locale.ROOT, "  %-" + NAME_WIDTH + "s 0%" + PlanChart.COLUMNS + "s%n", "", end);
    }

    private void partitions() {
        out.printf(
                Locale.ROOT,
                "Partitions   time used   of its slots       sent   received   hypercalls   health events%n");
        for (PartitionConfiguration partition : configuration.partitions()) {
            PartitionUse use = observer.partition(partition.id());
            double usedMs = observer.toUs(use.runCounts) / 1e3;
            double share = use.slotUs == 0 ? 0 : 100 * usedMs * 1e3 / use.slotUs;
            out.printf(
                    Locale.ROOT,
                    "  %-" + (NAME_WIDTH - 2) + "s %9.1f ms %12.1f %% %10d %10d %12d %15d%n",
                    name(partition.id()),
                    usedMs,
                    share,
                    use.sent,
                    use.received,
                    use.hypercalls,
                    use.healthEvents);
        }
        out.println();
    }

    private void health() {
        List<HealthEvent> events = observer.healthEvents();
        out.printf(
                Locale.ROOT,
                "Health monitor: %d events%s%n",
                events.size(),
                events.isEmpty() ? "" : ", and what was done");
        for (HealthEvent event : events.subList(0, Math.min(SHOWN_EVENTS, events.size()))) {
            String who = event.partition() < 0 ? "system" : name(event.partition());
            out.printf(
                    Locale.ROOT,
                    "  %s  %-" + NAME_WIDTH + "s %s: %s%n",
                    seconds(event.timeUs()),
                    who,
                    plain(HmEvent.of(event.event()).configurationName(), HmEvent.NAME_PREFIX),
                    plain(HmAction.of(event.action()).configurationName(), HmAction.NAME_PREFIX));
        }
        if (events.size() > SHOWN_EVENTS) {
            out.printf(
                    Locale.ROOT,
                    "  and %d more: %s%n",
                    events.size() - SHOWN_EVENTS,
                    counted(events.subList(SHOWN_EVENTS, events.size())));
        }
        out.println();
    }

    private String counted(List<HealthEvent> events) {
        return events.stream()
                .collect(Collectors.groupingBy(event -> name(event.partition()), Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private String name(int partition) {
        return partition < 0
                ? "system"
                : configuration.nameOf(configuration.partitions().get(partition));
    }

    private static String plain(String constant, String prefix) {
        String text = constant.startsWith(prefix) ? constant.substring(prefix.length()) : constant;
        return text.replaceFirst("^X86_", "").replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    private static String seconds(long us) {
        return String.format(Locale.ROOT, "%.6f s", us / 1e6);
    }

    private static String milliseconds(long us) {
        return us % 1000 == 0 ? Long.toString(us / 1000) : String.format(Locale.ROOT, "%.3f", us / 1e3);
    }
}
