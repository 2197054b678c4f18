// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.host;

/**
 * Receives everything that happens in a system, in the order in which it happens. Thread rule: called on the thread that runs the machine.
 */
@FunctionalInterface
public interface EventSink {
    /**
     * Takes an event.
     *
     * @param time of the processor, in counts
     * @param cpu processor
     * @param event a constant of {@link SystemEvent}
     * @param a first argument, see the constant
     * @param b second argument
     * @param c third argument
     */
    void event(long time, int cpu, int event, long a, long b, long c);
}
