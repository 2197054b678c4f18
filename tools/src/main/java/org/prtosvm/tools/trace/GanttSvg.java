package org.prtosvm.tools.trace;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.prtosvm.prtos.host.SystemEvent;

/**
 * Draws who had the processors when: a row for each partition on each processor, a bar for each stretch, a mark for each
 * health-monitor event. Bars that would be narrower than half a pixel are drawn together.
 */
public final class GanttSvg {
    private static final int LEFT = 150;
    private static final int WIDTH = 1200;
    private static final int ROW = 26;
    private static final int BAR = 18;
    private static final int TOP = 34;
    private static final int TICKS = 10;
    private static final double NARROWEST = 0.5;
    private static final List<String> COLOURS = List.of(
            "#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2", "#edc948", "#b07aa1", "#9c755f", "#ff9da7",
            "#bab0ac");

    private final TraceInfo info;
    private final Occupation occupation;
    private final List<Bar> bars = new ArrayList<>();
    private final List<TraceEvent> marks = new ArrayList<>();
    private long from = Long.MAX_VALUE;
    private long to;

    private record Bar(int cpu, int partition, long from, long to) {}

    /**
     * Makes an empty chart.
     *
     * @param info what the trace says about its system
     */
    public GanttSvg(TraceInfo info) {
        this.info = info;
        occupation = new Occupation(
                info.processors(), (cpu, vcpu, start, end) -> bars.add(new Bar(cpu, (int) (vcpu & 0xFF), start, end)));
    }

    /**
     * Adds an event.
     *
     * @param event the next event
     */
    public void accept(TraceEvent event) {
        from = Math.min(from, event.time());
        to = Math.max(to, event.time());
        occupation.accept(event);
        if (event.event() == SystemEvent.HEALTH) {
            marks.add(event);
        }
    }

    /**
     * Writes the picture.
     *
     * @param out receives it
     * @throws IOException if the receiver fails
     */
    public void write(Writer out) throws IOException {
        occupation.finish(to);
        List<int[]> rows = rows();
        int height = TOP + rows.size() * ROW + 30;
        out.write(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                LEFT + WIDTH + 40,
                height));
        out.write("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        writeAxis(out, height);
        for (int row = 0; row < rows.size(); row++) {
            writeRow(out, rows.get(row), TOP + row * ROW);
        }
        for (TraceEvent mark : marks) {
            int row = rowOf(rows, mark);
            out.write(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.2f\" cy=\"%d\" r=\"4\" fill=\"none\" stroke=\"black\"><title>%.3f us %s</title></circle>%n",
                    x(mark.time()),
                    row < 0 ? TOP - 6 : TOP + row * ROW + BAR / 2,
                    info.us(mark.time()),
                    escaped(EventText.health(mark))));
        }
        out.write("</svg>\n");
    }

    /** The partitions that ran, on each processor. */
    private List<int[]> rows() {
        List<int[]> rows = new ArrayList<>();
        for (int cpu = 0; cpu < info.processors(); cpu++) {
            for (int id = 0; id < info.partitions().size(); id++) {
                int processor = cpu;
                int partition = id;
                if (bars.stream().anyMatch(bar -> bar.cpu() == processor && bar.partition() == partition)) {
                    rows.add(new int[] {cpu, id});
                }
            }
        }
        return rows;
    }

    private static int rowOf(List<int[]> rows, TraceEvent mark) {
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row)[1] == mark.partition()) {
                return row;
            }
        }
        return -1;
    }

    private void writeAxis(Writer out, int height) throws IOException {
        for (int tick = 0; tick <= TICKS; tick++) {
            long time = from + (to - from) * tick / TICKS;
            out.write(String.format(
                    Locale.ROOT,
                    "<line x1=\"%1$.2f\" y1=\"%2$d\" x2=\"%1$.2f\" y2=\"%3$d\" stroke=\"#ddd\"/>"
                            + "<text x=\"%1$.2f\" y=\"16\" text-anchor=\"middle\">%4$.3f ms</text>%n",
                    x(time),
                    TOP - 10,
                    height - 20,
                    info.us(time) / 1e3));
        }
    }

    private void writeRow(Writer out, int[] row, int y) throws IOException {
        String label =
                info.processors() == 1 ? info.partition(row[1]) : "cpu%d %s".formatted(row[0], info.partition(row[1]));
        out.write("<text x=\"8\" y=\"%d\">%s</text>%n".formatted(y + BAR - 4, escaped(label)));
        String colour = COLOURS.get(row[1] % COLOURS.size());
        double start = -1;
        double end = -1;
        for (Bar bar : bars) {
            if (bar.cpu() != row[0] || bar.partition() != row[1]) {
                continue;
            }
            double left = x(bar.from());
            if (end >= 0 && left - end > NARROWEST) {
                writeBar(out, start, end, y, colour);
                start = left;
            } else if (end < 0) {
                start = left;
            }
            end = x(bar.to());
        }
        if (end >= 0) {
            writeBar(out, start, end, y, colour);
        }
    }

    private static void writeBar(Writer out, double start, double end, int y, String colour) throws IOException {
        out.write(String.format(
                Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\"/>%n",
                start,
                y,
                Math.max(end - start, NARROWEST),
                BAR,
                colour));
    }

    private double x(long time) {
        return LEFT + (to == from ? 0 : (double) (time - from) * WIDTH / (to - from));
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
