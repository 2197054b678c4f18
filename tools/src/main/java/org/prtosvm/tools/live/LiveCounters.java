package org.prtosvm.tools.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.prtosvm.prtos.host.EventSink;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.tools.trace.TraceEvent;
import org.prtosvm.tools.trace.TraceInfo;

/**
 * Counts the events of a machine in a file laid out as {@link CounterFileDescriptor} says, which another process can map while the machine
 * runs.
 *
 * <p>Thread rule: confined to the thread that runs the machine until {@link #close}; readers see every counter whole, though not all of
 * the same instant.
 */
public final class LiveCounters implements EventSink, AutoCloseable {
    private static final long NOBODY = -1;

    private final TraceInfo info;
    private final MappedByteBuffer mapped;
    private final AtomicCounter time;
    private final AtomicCounter events;
    private final AtomicCounter ended;
    private final Map<CounterKind, AtomicCounter[]> ofPartition = new EnumMap<>(CounterKind.class);
    private final long[] running;
    private final long[] since;
    private final long[] runCounts;

    /**
     * Creates the file; one that is there already is replaced.
     *
     * @param file the file
     * @param info what there is to say about the system
     * @throws IOException if the file cannot be created
     */
    public LiveCounters(Path file, TraceInfo info) throws IOException {
        this.info = info;
        int partitions = info.partitions().size();
        int counters = 0;
        for (CounterKind kind : CounterKind.values()) {
            counters += kind.ofPartition() ? partitions : 1;
        }
        int metadataLength = counters * CountersReader.METADATA_LENGTH;
        int valuesLength = counters * CountersReader.COUNTER_LENGTH;
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            mapped = channel.map(
                    FileChannel.MapMode.READ_WRITE,
                    0,
                    (long) CounterFileDescriptor.HEADER_LENGTH + metadataLength + valuesLength);
        }
        UnsafeBuffer header = new UnsafeBuffer(mapped, 0, CounterFileDescriptor.HEADER_LENGTH);
        CountersManager manager = new CountersManager(
                new UnsafeBuffer(mapped, CounterFileDescriptor.HEADER_LENGTH, metadataLength),
                new UnsafeBuffer(mapped, CounterFileDescriptor.HEADER_LENGTH + metadataLength, valuesLength));
        time = counter(manager, CounterKind.TIME_US);
        events = counter(manager, CounterKind.EVENTS);
        ended = counter(manager, CounterKind.ENDED);
        counter(manager, CounterKind.PROCESSORS).set(info.processors());
        for (CounterKind kind : CounterKind.values()) {
            if (kind.ofPartition()) {
                ofPartition.put(kind, counters(manager, kind));
            }
        }
        running = new long[info.processors()];
        since = new long[info.processors()];
        runCounts = new long[partitions];
        Arrays.fill(running, NOBODY);
        header.putInt(CounterFileDescriptor.VERSION_OFFSET, CounterFileDescriptor.VERSION, ByteOrder.LITTLE_ENDIAN);
        header.putLong(
                CounterFileDescriptor.PROCESS_OFFSET, ProcessHandle.current().pid(), ByteOrder.LITTLE_ENDIAN);
        header.putInt(CounterFileDescriptor.METADATA_LENGTH_OFFSET, metadataLength, ByteOrder.LITTLE_ENDIAN);
        header.putInt(CounterFileDescriptor.VALUES_LENGTH_OFFSET, valuesLength, ByteOrder.LITTLE_ENDIAN);
        header.putIntVolatile(CounterFileDescriptor.SIGNATURE_OFFSET, CounterFileDescriptor.SIGNATURE);
    }

    private static AtomicCounter counter(CountersManager manager, CounterKind kind) {
        return manager.newCounter(kind.label(), kind.number());
    }

    private AtomicCounter[] counters(CountersManager manager, CounterKind kind) {
        AtomicCounter[] counters = new AtomicCounter[info.partitions().size()];
        for (int id = 0; id < counters.length; id++) {
            counters[id] = manager.newCounter(info.partition(id), kind.number());
            manager.setCounterReferenceId(counters[id].id(), id);
        }
        return counters;
    }

    @Override
    public void event(long now, int cpu, int event, long a, long b, long c) {
        events.incrementRelease();
        time.setRelease((long) info.us(now));
        switch (event) {
            case SystemEvent.SLOT -> count(CounterKind.SLOTS, a);
            case SystemEvent.HYPERCALL -> count(CounterKind.HYPERCALLS, a);
            case SystemEvent.TRAP -> count(CounterKind.TRAPS, a);
            case SystemEvent.INJECTION -> count(CounterKind.INJECTIONS, a);
            case SystemEvent.PORT_WRITE -> count(CounterKind.WRITTEN, a);
            case SystemEvent.PORT_READ -> count(CounterKind.READ, a);
            case SystemEvent.HEALTH -> {
                if (new TraceEvent(now, cpu, event, a, b, c).partition() != TraceEvent.NO_PARTITION) {
                    count(CounterKind.HEALTH, a);
                }
            }
            case SystemEvent.SWITCH -> switchTo(cpu, now, a);
            default -> {
                // Not counted by kind.
            }
        }
    }

    private void count(CounterKind kind, long vcpu) {
        counters(kind)[(int) (vcpu & 0xFF)].incrementRelease();
    }

    private AtomicCounter[] counters(CounterKind kind) {
        AtomicCounter[] counters = ofPartition.get(kind);
        if (counters == null) {
            throw new IllegalArgumentException(kind + " is not counted for partitions");
        }
        return counters;
    }

    private void switchTo(int cpu, long now, long vcpu) {
        if (running[cpu] >= 0) {
            int id = (int) (running[cpu] & 0xFF);
            runCounts[id] += now - since[cpu];
            counters(CounterKind.RUN_US)[id].setRelease((long) info.us(runCounts[id]));
        }
        running[cpu] = vcpu;
        since[cpu] = now;
    }

    /** Says that the run has ended, and lets go of the file, which stays. */
    @Override
    public void close() {
        ended.set(1);
        try {
            IoUtil.unmap(mapped);
        } catch (IllegalStateException e) {
            throw new UncheckedIOException(new IOException("cannot unmap the file of counters", e));
        }
    }
}
