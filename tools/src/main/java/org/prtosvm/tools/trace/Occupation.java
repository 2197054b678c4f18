package org.prtosvm.tools.trace;

import java.util.Arrays;
import org.prtosvm.prtos.host.SystemEvent;

/** Who has which processor from when to when, out of the events of a trace in their order. */
final class Occupation {
    private static final long NOBODY = -1;

    private final long[] running;
    private final long[] since;
    private final Receiver receiver;

    /** Told every stretch when it is over. */
    @FunctionalInterface
    interface Receiver {
        /**
         * A vCPU had a processor.
         *
         * @param cpu processor
         * @param vcpu {@code vcpu << 8 | partition}
         * @param from count at which it was switched in
         * @param to count at which it was switched out
         */
        void ran(int cpu, long vcpu, long from, long to);
    }

    Occupation(int processors, Receiver receiver) {
        running = new long[processors];
        since = new long[processors];
        Arrays.fill(running, NOBODY);
        this.receiver = receiver;
    }

    void accept(TraceEvent event) {
        if (event.event() == SystemEvent.SWITCH) {
            end(event.cpu(), event.time());
            running[event.cpu()] = event.a();
        } else if (event.event() == SystemEvent.SYSTEM_START) {
            finish(event.time());
        }
    }

    /** Ends what is running at the end of the trace. */
    void finish(long time) {
        for (int cpu = 0; cpu < running.length; cpu++) {
            end(cpu, time);
            running[cpu] = NOBODY;
        }
    }

    private void end(int cpu, long time) {
        if (running[cpu] >= 0 && time > since[cpu]) {
            receiver.ran(cpu, running[cpu], since[cpu], time);
        }
        since[cpu] = time;
    }
}
