package org.prtosvm.tools.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.prtosvm.prtos.host.EventSink;
import org.prtosvm.prtos.host.SystemEvent;

/** Reads a file that {@link TraceWriter} has written. */
public final class TraceReader {
    private final InputStream source;
    private final TraceInfo info;
    private long lastTime;

    /**
     * Reads the header.
     *
     * @param source the file from its first byte; not closed by this object
     * @throws IOException if the file cannot be read or is no trace of a known version
     */
    public TraceReader(InputStream source) throws IOException {
        this.source = source;
        byte[] header = source.readNBytes(TraceDescriptor.HEADER_LENGTH);
        UnsafeBuffer view = new UnsafeBuffer(header);
        if (header.length < TraceDescriptor.HEADER_LENGTH
                || view.getInt(TraceDescriptor.SIGNATURE_OFFSET, ByteOrder.LITTLE_ENDIAN)
                        != TraceDescriptor.SIGNATURE) {
            throw new IOException("reading a trace: expected the signature \"PVMT\", found something else");
        }
        int version = view.getInt(TraceDescriptor.VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (version != TraceDescriptor.VERSION) {
            throw new IOException(
                    "reading a trace: expected version %d, found %d".formatted(TraceDescriptor.VERSION, version));
        }
        int processors = bounded(view, TraceDescriptor.PROCESSORS_OFFSET, "processors", TraceDescriptor.MAX_PROCESSORS);
        int partitions = bounded(view, TraceDescriptor.PARTITIONS_OFFSET, "partitions", TraceDescriptor.MAX_PARTITIONS);
        long cpuKhz = view.getLong(TraceDescriptor.CPU_KHZ_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (cpuKhz < 1) {
            throw new IOException("reading a trace: expected a speed of at least 1 kHz, found " + cpuKhz);
        }
        List<String> names = new ArrayList<>();
        for (int id = 0; id < partitions; id++) {
            names.add(name());
        }
        info = new TraceInfo(cpuKhz, processors, names);
    }

    private static int bounded(UnsafeBuffer view, int offset, String what, int most) throws IOException {
        int found = view.getInt(offset, ByteOrder.LITTLE_ENDIAN);
        if (found < 1 || found > most) {
            throw new IOException("reading a trace: expected 1 to %d %s, found %d".formatted(most, what, found));
        }
        return found;
    }

    private String name() throws IOException {
        long length = unsigned(source.read());
        if (length > TraceDescriptor.MAX_NAME_LENGTH) {
            throw new IOException("reading a trace: expected a name of at most %d bytes, found %d"
                    .formatted(TraceDescriptor.MAX_NAME_LENGTH, length));
        }
        byte[] text = source.readNBytes((int) length);
        if (text.length < length) {
            throw new EOFException("reading a trace: the file ends inside a name");
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    /** @return what the trace says about its system */
    public TraceInfo info() {
        return info;
    }

    /**
     * Reads one event.
     *
     * @param sink receives it
     * @return false at the end of the file
     * @throws IOException if the file cannot be read or ends inside a record
     */
    public boolean readInto(EventSink sink) throws IOException {
        int first = source.read();
        if (first < 0) {
            return false;
        }
        long event = unsigned(first);
        long cpu = unsigned(source.read());
        if (event >= SystemEvent.COUNT || cpu >= info.processors()) {
            throw new IOException("reading a trace: expected an event below %d on a processor below %d, found %d on %d"
                    .formatted(SystemEvent.COUNT, info.processors(), event, cpu));
        }
        lastTime += signed();
        long a = signed();
        long b = signed();
        long c = signed();
        sink.event(lastTime, (int) cpu, (int) event, a, b, c);
        return true;
    }

    private long signed() throws IOException {
        long folded = unsigned(source.read());
        return folded >>> 1 ^ -(folded & 1);
    }

    private long unsigned(int first) throws IOException {
        long value = 0;
        int next = first;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (next < 0) {
                throw new EOFException("reading a trace: the file ends inside a record");
            }
            value |= (next & 0x7FL) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
            next = source.read();
        }
        throw new IOException("reading a trace: a number is longer than 64 bits");
    }
}
