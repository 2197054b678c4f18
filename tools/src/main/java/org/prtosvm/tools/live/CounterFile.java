package org.prtosvm.tools.live;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/** The counters of a machine that another process runs. */
public final class CounterFile implements AutoCloseable {
    private final MappedByteBuffer mapped;
    private final CountersReader counters;
    private final long process;

    /**
     * Maps a file.
     *
     * @param file the file
     * @throws IOException if it cannot be read or is no file of counters of a known version
     */
    public CounterFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < CounterFileDescriptor.HEADER_LENGTH || size > Integer.MAX_VALUE) {
                throw new IOException("expected a file of counters, found %d bytes".formatted(size));
            }
            mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
        }
        UnsafeBuffer header = new UnsafeBuffer(mapped, 0, CounterFileDescriptor.HEADER_LENGTH);
        if (header.getInt(CounterFileDescriptor.SIGNATURE_OFFSET, ByteOrder.LITTLE_ENDIAN)
                != CounterFileDescriptor.SIGNATURE) {
            throw new IOException("expected a file of counters, which begins with \"PVMC\", found something else");
        }
        int version = header.getInt(CounterFileDescriptor.VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (version != CounterFileDescriptor.VERSION) {
            throw new IOException(
                    "expected version %d of the counters, found %d".formatted(CounterFileDescriptor.VERSION, version));
        }
        int metadata = header.getInt(CounterFileDescriptor.METADATA_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        int values = header.getInt(CounterFileDescriptor.VALUES_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        long expected = (long) CounterFileDescriptor.HEADER_LENGTH + metadata + values;
        if (metadata < 0 || values < 0 || expected != mapped.capacity()) {
            throw new IOException("expected %d bytes, found %d".formatted(expected, mapped.capacity()));
        }
        process = header.getLong(CounterFileDescriptor.PROCESS_OFFSET, ByteOrder.LITTLE_ENDIAN);
        counters = new CountersReader(
                new UnsafeBuffer(mapped, CounterFileDescriptor.HEADER_LENGTH, metadata),
                new UnsafeBuffer(mapped, CounterFileDescriptor.HEADER_LENGTH + metadata, values));
    }

    /**
     * The process that runs the machine.
     *
     * @return its id
     */
    public long process() {
        return process;
    }

    /**
     * What a counter of the machine shows now.
     *
     * @param kind a kind that is not counted by partition
     * @return value
     */
    public long value(CounterKind kind) {
        long[] value = {0};
        counters.forEach((id, type, key, label) -> {
            if (type == kind.number()) {
                value[0] = counters.getCounterValue(id);
            }
        });
        return value[0];
    }

    /**
     * What the counters of all partitions show now.
     *
     * @param kind a kind that is counted by partition
     * @return values by partition
     */
    public Map<Integer, Long> values(CounterKind kind) {
        Map<Integer, Long> values = new TreeMap<>();
        counters.forEach((id, type, key, label) -> {
            if (type == kind.number()) {
                values.put((int) counters.getCounterReferenceId(id), counters.getCounterValue(id));
            }
        });
        return values;
    }

    /**
     * The names of the partitions.
     *
     * @return names by partition
     */
    public Map<Integer, String> partitions() {
        Map<Integer, String> names = new TreeMap<>();
        counters.forEach((id, type, key, label) -> {
            if (type == CounterKind.SLOTS.number()) {
                names.put((int) counters.getCounterReferenceId(id), label);
            }
        });
        return names;
    }

    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }
}
