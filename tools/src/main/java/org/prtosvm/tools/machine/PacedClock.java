package org.prtosvm.tools.machine;

import java.util.concurrent.TimeUnit;
import org.prtosvm.prtos.host.AdvanceHook;

/**
 * Keeps a machine from running ahead of the wall clock. Virtual time may fall behind when the host is too slow; it then
 * catches up as fast as it can.
 *
 * <p>Thread rule: {@link #beforeAdvance} on the thread that runs the machine, {@link #release} on any.
 */
public final class PacedClock implements AdvanceHook {
    private final Object monitor = new Object();
    private long startNs;
    private boolean started;
    private boolean released;

    /** Creates a clock that starts when the machine first asks. */
    public PacedClock() {}

    @Override
    public void beforeAdvance(long virtualTimeNs) {
        synchronized (monitor) {
            if (!started) {
                started = true;
                startNs = System.nanoTime();
            }
            long waitNs = startNs + virtualTimeNs - System.nanoTime();
            while (waitNs > 0 && !released) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(monitor, waitNs);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                waitNs = startNs + virtualTimeNs - System.nanoTime();
            }
        }
    }

    /** Ends the waiting for good, so that the machine can come to its end. */
    public void release() {
        synchronized (monitor) {
            released = true;
            monitor.notifyAll();
        }
    }
}
