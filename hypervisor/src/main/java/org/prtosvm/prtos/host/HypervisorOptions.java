// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.host;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.bus.PortBus;
import org.prtosvm.cpu.state.CpuModel;

/**
 * How to run a system, as far as the configuration leaves it open.
 *
 * @param model which processor all vCPUs are
 * @param cpuKhzOverride speed of all processors in kHz, 0 to take the configuration's
 * @param durationUs hardware clock in microseconds at which a run ends, {@link #UNLIMITED} for never
 * @param eventSink receives all events, or null
 * @param kernelText which lines of its own the hypervisor sends on the serial line
 * @param advanceHook asked before time advances, or null
 * @param ports I/O ports of the board, or null if every access floats
 */
public record HypervisorOptions(
        CpuModel model,
        long cpuKhzOverride,
        long durationUs,
        @Nullable EventSink eventSink,
        KernelText kernelText,
        @Nullable AdvanceHook advanceHook,
        @Nullable PortBus ports) {
    /** Value of {@link #durationUs} for a run without end. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Everything as the configuration says, without end, without observers, without devices. */
    public static final HypervisorOptions DEFAULT =
            new HypervisorOptions(CpuModel.MAX, 0, UNLIMITED, null, KernelText.ALL, null, null);

    /** Which lines of its own the hypervisor sends on the serial line. No guest and no hash notices the difference. */
    public enum KernelText {
        /** All of them. */
        ALL,
        /** All but those at a start: banner, processors, partition list. */
        WITHOUT_START,
        /** None: the serial line is the partitions' alone. */
        NONE
    }

    /**
     * These options with another end.
     *
     * @param us hardware clock in microseconds
     * @return changed options
     */
    public HypervisorOptions withDurationUs(long us) {
        return new HypervisorOptions(model, cpuKhzOverride, us, eventSink, kernelText, advanceHook, ports);
    }

    /**
     * These options with another processor.
     *
     * @param other model of all vCPUs
     * @return changed options
     */
    public HypervisorOptions withModel(CpuModel other) {
        return new HypervisorOptions(other, cpuKhzOverride, durationUs, eventSink, kernelText, advanceHook, ports);
    }

    /**
     * These options with another receiver of events.
     *
     * @param sink receiver
     * @return changed options
     */
    public HypervisorOptions withEventSink(EventSink sink) {
        return new HypervisorOptions(model, cpuKhzOverride, durationUs, sink, kernelText, advanceHook, ports);
    }

    /**
     * These options with another speed.
     *
     * @param khz speed of all processors in kHz
     * @return changed options
     */
    public HypervisorOptions withCpuKhz(long khz) {
        return new HypervisorOptions(model, khz, durationUs, eventSink, kernelText, advanceHook, ports);
    }

    /**
     * These options with I/O ports.
     *
     * @param bus ports of the board
     * @return changed options
     */
    public HypervisorOptions withPorts(PortBus bus) {
        return new HypervisorOptions(model, cpuKhzOverride, durationUs, eventSink, kernelText, advanceHook, bus);
    }
}
