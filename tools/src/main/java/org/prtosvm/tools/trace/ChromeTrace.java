package org.prtosvm.tools.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.prtosvm.prtos.host.SystemEvent;

/**
 * Writes a trace in the JSON form that Perfetto and the trace viewer of Chrome open.
 *
 * <p>Process 0 has a track for each processor, with what it ran; process 1 + n is partition n, with a track for each vCPU that
 * holds its calls and what happened to it. Times are microseconds. Source: "Trace Event Format", JSON object form.
 */
public final class ChromeTrace implements AutoCloseable {
    private static final int PROCESSORS = 0;

    private final TraceInfo info;
    private final EventText text;
    private final Writer out;
    private final Occupation occupation;
    private final Map<Long, TraceEvent> openCalls = new HashMap<>();
    private boolean first = true;
    private long last;

    /**
     * Begins a file.
     *
     * @param info what the trace says about its system
     * @param out receives the file; closed with this object
     */
    public ChromeTrace(TraceInfo info, Writer out) {
        this.info = info;
        this.out = out;
        text = new EventText(info);
        occupation = new Occupation(info.processors(), this::ran);
        write("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[");
        name("process_name", PROCESSORS, 0, "processors");
        for (int cpu = 0; cpu < info.processors(); cpu++) {
            name("thread_name", PROCESSORS, cpu, "cpu" + cpu);
        }
        for (int id = 0; id < info.partitions().size(); id++) {
            name("process_name", 1 + id, 0, "partition %d: %s".formatted(id, info.partition(id)));
        }
    }

    /**
     * Adds an event.
     *
     * @param event the next event
     * @param wanted false for one that only tells who has a processor
     */
    public void accept(TraceEvent event, boolean wanted) {
        last = Math.max(last, event.time());
        occupation.accept(event);
        if (!wanted) {
            return;
        }
        switch (event.event()) {
            case SystemEvent.SWITCH -> {
                // Becomes a stretch on the track of the processor.
            }
            case SystemEvent.HYPERCALL -> openCalls.put(event.a(), event);
            case SystemEvent.HYPERCALL_RESULT -> endCall(event);
            default -> instant(event);
        }
    }

    private void endCall(TraceEvent result) {
        TraceEvent call = openCalls.remove(result.a());
        if (call != null) {
            stretch(
                    EventText.call(call.b()),
                    1 + call.partition(),
                    call.vcpu(),
                    call.time(),
                    result.time(),
                    "\"result\":%d,\"arguments\":%s".formatted(result.c(), quoted(text.details(call))));
        }
    }

    private void ran(int cpu, long vcpu, long from, long to) {
        stretch(info.partition((int) (vcpu & 0xFF)), PROCESSORS, cpu, from, to, "\"vcpu\":" + (vcpu >>> 8));
    }

    private void stretch(String name, int process, int track, long from, long to, String arguments) {
        record(
                "\"ph\":\"X\",\"name\":%s,\"pid\":%d,\"tid\":%d,\"ts\":%s,\"dur\":%s,\"args\":{%s}",
                quoted(name), process, track, us(from), us(to - from), arguments);
    }

    private void instant(TraceEvent event) {
        boolean concernsVcpu = event.partition() != TraceEvent.NO_PARTITION
                && event.event() != SystemEvent.LINE
                && event.event() != SystemEvent.HEALTH
                && event.event() != SystemEvent.PLAN_REQUEST;
        int process = event.partition() == TraceEvent.NO_PARTITION ? PROCESSORS : 1 + event.partition();
        int track = process == PROCESSORS ? event.cpu() : concernsVcpu ? event.vcpu() : 0;
        record(
                "\"ph\":\"i\",\"s\":\"t\",\"name\":%s,\"pid\":%d,\"tid\":%d,\"ts\":%s,\"args\":{\"details\":%s}",
                quoted(SystemEvent.nameOf(event.event())),
                process,
                track,
                us(event.time()),
                quoted(text.details(event)));
    }

    private void name(String kind, int process, int track, String name) {
        record(
                "\"ph\":\"M\",\"name\":\"%s\",\"pid\":%d,\"tid\":%d,\"args\":{\"name\":%s}",
                kind, process, track, quoted(name));
    }

    private String us(long counts) {
        return String.format(Locale.ROOT, "%.3f", info.us(counts));
    }

    private void record(String format, Object... arguments) {
        write((first ? "\n{" : ",\n{") + String.format(Locale.ROOT, format, arguments) + "}");
        first = false;
    }

    static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private void write(String piece) {
        try {
            out.write(piece);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the file. */
    @Override
    public void close() throws IOException {
        occupation.finish(last);
        write("\n]}\n");
        out.close();
    }
}
