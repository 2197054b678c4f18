package org.prtosvm.tools.trace;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.prtosvm.prtos.host.SystemEvent;

/** Adds up a trace: events by kind; of each partition time, slots, calls, traps, interrupts, messages; calls by number. */
public final class TraceSummary {
    private static final int SHOWN_CALLS = 12;

    private final TraceInfo info;
    private final Map<Integer, Long> events = new TreeMap<>();
    private final Map<Integer, Long> calls = new TreeMap<>();
    private final OfPartition[] partitions;
    private final Occupation occupation;
    private long first = -1;
    private long last;

    private static final class OfPartition {
        private long counts;
        private long slots;
        private long hypercalls;
        private long traps;
        private long injections;
        private long written;
        private long read;
        private long health;
    }

    /**
     * Makes an empty summary.
     *
     * @param info what the trace says about its system
     */
    public TraceSummary(TraceInfo info) {
        this.info = info;
        partitions = new OfPartition[info.partitions().size()];
        for (int id = 0; id < partitions.length; id++) {
            partitions[id] = new OfPartition();
        }
        occupation = new Occupation(
                info.processors(), (cpu, vcpu, from, to) -> partitions[(int) (vcpu & 0xFF)].counts += to - from);
    }

    /**
     * Adds an event.
     *
     * @param event the next event
     * @param wanted false for one that only tells how long others ran
     */
    public void accept(TraceEvent event, boolean wanted) {
        first = first < 0 ? event.time() : first;
        last = Math.max(last, event.time());
        occupation.accept(event);
        if (!wanted) {
            return;
        }
        events.merge(event.event(), 1L, Long::sum);
        if (event.event() == SystemEvent.HYPERCALL) {
            calls.merge((int) event.b(), 1L, Long::sum);
        }
        int id = event.partition();
        if (id >= 0 && id < partitions.length) {
            count(partitions[id], event.event());
        }
    }

    private static void count(OfPartition partition, int event) {
        switch (event) {
            case SystemEvent.SLOT -> partition.slots++;
            case SystemEvent.HYPERCALL -> partition.hypercalls++;
            case SystemEvent.TRAP -> partition.traps++;
            case SystemEvent.INJECTION -> partition.injections++;
            case SystemEvent.PORT_WRITE -> partition.written++;
            case SystemEvent.PORT_READ -> partition.read++;
            case SystemEvent.HEALTH -> partition.health++;
            default -> {
                // Not in the table.
            }
        }
    }

    /**
     * Prints everything.
     *
     * @param out receives the text
     */
    public void print(PrintWriter out) {
        occupation.finish(last);
        out.printf(
                Locale.ROOT,
                "%,d events from %.6f s to %.6f s%n%n",
                events.values().stream().mapToLong(Long::longValue).sum(),
                info.us(Math.max(first, 0)) / 1e6,
                info.us(last) / 1e6);
        out.println(
                "partition            time ms      slots      calls      traps  injection    written       read     health");
        for (int id = 0; id < partitions.length; id++) {
            OfPartition use = partitions[id];
            out.printf(
                    Locale.ROOT,
                    "%3d %-12s %11.3f %10d %10d %10d %10d %10d %10d %10d%n",
                    id,
                    info.partition(id),
                    info.us(use.counts) / 1e3,
                    use.slots,
                    use.hypercalls,
                    use.traps,
                    use.injections,
                    use.written,
                    use.read,
                    use.health);
        }
        out.println();
        events.forEach((event, count) -> out.printf(Locale.ROOT, "%12d %s%n", count, SystemEvent.nameOf(event)));
        if (!calls.isEmpty()) {
            out.println();
            calls.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder()))
                    .limit(SHOWN_CALLS)
                    .forEach(entry ->
                            out.printf(Locale.ROOT, "%12d %s%n", entry.getValue(), EventText.call(entry.getKey())));
        }
        out.flush();
    }
}
