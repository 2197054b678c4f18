package org.prtosvm.tools.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.prtosvm.prtos.host.EventSink;

/** Reads a file that {@link TraceWriter} has written. */
public final class TraceReader {
    private final InputStream source;
    private final long cpuKhz;
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
        cpuKhz = view.getLong(TraceDescriptor.CPU_KHZ_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** @return speed of processor 0 in kHz */
    public long cpuKhz() {
        return cpuKhz;
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
        int event = (int) unsigned(first);
        int cpu = (int) unsigned(source.read());
        lastTime += signed();
        long a = signed();
        long b = signed();
        long c = signed();
        sink.event(lastTime, cpu, event, a, b, c);
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
