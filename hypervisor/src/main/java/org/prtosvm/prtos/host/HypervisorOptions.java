// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.host;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.bus.PortBus;

/**
 * How to run a system, as far as the configuration leaves it open.
 *
 * @param cpuKhzOverride speed of all processors in kHz, 0 to take the configuration's
 * @param durationUs hardware clock in microseconds at which a run ends, {@link #UNLIMITED} for never
 * @param eventSink receives all events, or null
 * @param quiet true to drop the hypervisor's own lines at start (banner, processors, partition list)
 * @param advanceHook asked before time advances, or null
 * @param ports I/O ports of the board, or null if every access floats
 */
public record HypervisorOptions(
        long cpuKhzOverride,
        long durationUs,
        @Nullable EventSink eventSink,
        boolean quiet,
        @Nullable AdvanceHook advanceHook,
        @Nullable PortBus ports) {
    /** Value of {@link #durationUs} for a run without end. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Everything as the configuration says, without end, without observers, without devices. */
    public static final HypervisorOptions DEFAULT = new HypervisorOptions(0, UNLIMITED, null, false, null, null);

    /**
     * These options with another end.
     *
     * @param us hardware clock in microseconds
     * @return changed options
     */
    public HypervisorOptions withDurationUs(long us) {
        return new HypervisorOptions(cpuKhzOverride, us, eventSink, quiet, advanceHook, ports);
    }

    /**
     * These options with another receiver of events.
     *
     * @param sink receiver
     * @return changed options
     */
    public HypervisorOptions withEventSink(EventSink sink) {
        return new HypervisorOptions(cpuKhzOverride, durationUs, sink, quiet, advanceHook, ports);
    }

    /**
     * These options with another speed.
     *
     * @param khz speed of all processors in kHz
     * @return changed options
     */
    public HypervisorOptions withCpuKhz(long khz) {
        return new HypervisorOptions(khz, durationUs, eventSink, quiet, advanceHook, ports);
    }

    /**
     * These options with I/O ports.
     *
     * @param bus ports of the board
     * @return changed options
     */
    public HypervisorOptions withPorts(PortBus bus) {
        return new HypervisorOptions(cpuKhzOverride, durationUs, eventSink, quiet, advanceHook, bus);
    }
}
