package org.prtosvm.tools.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.prtosvm.prtos.host.EventSink;

/**
 * Writes the events of a machine to a file laid out as {@link TraceDescriptor} says.
 *
 * <p>Thread rule: confined to the thread that runs the machine until {@link #close}.
 */
public final class TraceWriter implements EventSink, AutoCloseable {
    private static final int BUFFER_LENGTH = 1 << 16;

    private final OutputStream target;
    private final byte[] bytes = new byte[BUFFER_LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private int used = TraceDescriptor.HEADER_LENGTH;
    private long lastTime;
    private long records;

    /**
     * Begins a trace.
     *
     * @param target receives the file; closed with this writer
     * @param info what there is to say about the system
     */
    public TraceWriter(OutputStream target, TraceInfo info) {
        this.target = target;
        buffer.putInt(TraceDescriptor.SIGNATURE_OFFSET, TraceDescriptor.SIGNATURE, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(TraceDescriptor.VERSION_OFFSET, TraceDescriptor.VERSION, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(TraceDescriptor.CPU_KHZ_OFFSET, info.cpuKhz(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(TraceDescriptor.PROCESSORS_OFFSET, info.processors(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(TraceDescriptor.PARTITIONS_OFFSET, info.partitions().size(), ByteOrder.LITTLE_ENDIAN);
        for (String name : info.partitions()) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            int length = Math.min(text.length, TraceDescriptor.MAX_NAME_LENGTH);
            if (used > BUFFER_LENGTH - 2 * TraceDescriptor.MAX_NAME_LENGTH) {
                flush();
            }
            putUnsigned(length);
            buffer.putBytes(used, text, 0, length);
            used += length;
        }
    }

    @Override
    public void event(long time, int cpu, int event, long a, long b, long c) {
        if (used > BUFFER_LENGTH - TraceDescriptor.MAX_RECORD_LENGTH) {
            flush();
        }
        putUnsigned(event);
        putUnsigned(cpu);
        putSigned(time - lastTime);
        putSigned(a);
        putSigned(b);
        putSigned(c);
        lastTime = time;
        records++;
    }

    /** @return number of events so far */
    public long records() {
        return records;
    }

    /** Writes what is left and closes the file. */
    @Override
    public void close() {
        flush();
        try {
            target.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the trace file", e);
        }
    }

    private void putSigned(long value) {
        putUnsigned(value << 1 ^ value >> 63);
    }

    private void putUnsigned(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer.putByte(used++, (byte) (rest | 0x80));
            rest >>>= 7;
        }
        buffer.putByte(used++, (byte) rest);
    }

    private void flush() {
        try {
            target.write(bytes, 0, used);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the trace file", e);
        }
        used = 0;
    }
}
