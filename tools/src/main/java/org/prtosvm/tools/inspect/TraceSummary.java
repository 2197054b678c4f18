package org.prtosvm.tools.inspect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import org.prtosvm.prtos.host.EventSink;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.tools.toolchain.ToolException;
import org.prtosvm.tools.trace.TraceReader;

/** Prints how many events of each kind a trace has, and the first of them. */
final class TraceSummary {
    private final PrintWriter out;
    private final int wanted;

    TraceSummary(PrintWriter out, int wanted) {
        this.out = out;
        this.wanted = wanted;
    }

    /** Prints a trace. */
    void print(InputFile file) {
        try {
            TraceReader reader = new TraceReader(new ByteArrayInputStream(file.contents()));
            out.printf("trace, processor 0 at %d kHz%n", reader.info().cpuKhz());
            Counter counter = new Counter(reader.info().cpuKhz());
            while (reader.readInto(counter)) {
                counter.total++;
            }
            out.printf(
                    "  events: %d, from %s ms to %s ms%n",
                    counter.total, counter.ms(counter.first), counter.ms(counter.last));
            counter.counts.forEach((event, count) -> out.printf("    %-12s %d%n", name(event), count));
        } catch (IOException e) {
            throw new ToolException("%s: %s".formatted(file.name(), e.getMessage()), e);
        }
    }

    private static String name(int event) {
        try {
            return SystemEvent.nameOf(event);
        } catch (IndexOutOfBoundsException e) {
            return "event " + event;
        }
    }

    private final class Counter implements EventSink {
        private final Map<Integer, Long> counts = new TreeMap<>();
        private final long khz;
        private long total;
        private long first;
        private long last;

        Counter(long khz) {
            this.khz = Math.max(1, khz);
        }

        @Override
        public void event(long time, int cpu, int event, long a, long b, long c) {
            if (total == 0) {
                first = time;
            }
            last = time;
            counts.merge(event, 1L, Long::sum);
            if (total < wanted) {
                out.printf("  %14s ms  cpu %d  %-12s %d %d %d%n", ms(time), cpu, name(event), a, b, c);
            }
        }

        String ms(long counts) {
            return "%d.%06d".formatted(counts / khz, counts % khz * 1_000_000 / khz);
        }
    }
}
