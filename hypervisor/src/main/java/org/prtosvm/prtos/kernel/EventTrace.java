// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.host.EventSink;
import org.prtosvm.prtos.state.Stateful;

/**
 * The stream of events of a system: a running hash of all of them, and a sink that may look at them. Two runs with the same hash had the
 * same events at the same times.
 */
public final class EventTrace implements Stateful {
    private static final long PRIME_1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long PRIME_2 = 0xC2B2_AE3D_27D4_EB4FL;

    private final @Nullable EventSink sink;
    private long hash = PRIME_1;
    private long events;

    EventTrace(@Nullable EventSink sink) {
        this.sink = sink;
    }

    void record(long time, int cpu, int event, long a, long b, long c) {
        long mixed = mix(mix(mix(mix(hash, time), (long) cpu << 32 | event), a), b);
        hash = mix(mixed, c);
        events++;
        if (sink != null) {
            sink.event(time, cpu, event, a, b, c);
        }
    }

    /** A multiply and rotate step: order matters, every bit reaches every other after two steps. */
    private static long mix(long state, long value) {
        return Long.rotateLeft((state ^ value) * PRIME_1, 29) * PRIME_2;
    }

    /**
     * The hash of all events so far, with their times.
     *
     * @return 64 bits
     */
    public long hash() {
        return hash;
    }

    /**
     * The number of events so far.
     *
     * @return count
     */
    public long events() {
        return events;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(hash);
        out.writeLong(events);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        hash = in.readLong();
        events = in.readLong();
    }
}
