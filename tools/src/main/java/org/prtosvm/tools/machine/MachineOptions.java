package org.prtosvm.tools.machine;

import org.prtosvm.cpu.state.CpuModel;
import org.prtosvm.prtos.host.HypervisorOptions;
import org.prtosvm.translator.TranslationPolicy;

/**
 * How a machine is assembled, beside the system it runs.
 *
 * @param engine engine that executes guest code
 * @param policy when the translating engine translates; without meaning for the interpreter
 * @param model which processor guests see; part of the configuration, since it changes results
 * @param cpuKhz speed of all processors in kHz, 0 to take that of the configuration
 * @param durationUs virtual time in microseconds at which a run ends, {@link HypervisorOptions#UNLIMITED} for never
 * @param paced true to keep the machine from running ahead of the wall clock
 */
public record MachineOptions(
        EngineKind engine, TranslationPolicy policy, CpuModel model, long cpuKhz, long durationUs, boolean paced) {
    /** Translation of hot code, everything else as the configuration says, without end, as fast as possible. */
    public static final MachineOptions DEFAULT = new MachineOptions(
            EngineKind.JIT, TranslationPolicy.hot(), CpuModel.MAX, 0, HypervisorOptions.UNLIMITED, false);

    /**
     * These options with another way of executing guest code.
     *
     * @param kind engine
     * @param translation policy of the translating engine
     * @return changed options
     */
    public MachineOptions withEngine(EngineKind kind, TranslationPolicy translation) {
        return new MachineOptions(kind, translation, model, cpuKhz, durationUs, paced);
    }

    /**
     * These options with another processor.
     *
     * @param other model of all vCPUs
     * @return changed options
     */
    public MachineOptions withModel(CpuModel other) {
        return new MachineOptions(engine, policy, other, cpuKhz, durationUs, paced);
    }

    /**
     * These options with another end.
     *
     * @param us virtual time in microseconds
     * @return changed options
     */
    public MachineOptions withDurationUs(long us) {
        return new MachineOptions(engine, policy, model, cpuKhz, us, paced);
    }

    /**
     * These options with another speed.
     *
     * @param khz speed of all processors in kHz
     * @return changed options
     */
    public MachineOptions withCpuKhz(long khz) {
        return new MachineOptions(engine, policy, model, khz, durationUs, paced);
    }
}
