package org.prtosvm.tools.cli;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.state.CpuModel;
import org.prtosvm.prtos.host.HypervisorOptions;
import org.prtosvm.tools.machine.EngineKind;
import org.prtosvm.tools.machine.MachineOptions;
import org.prtosvm.translator.TranslationPolicy;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options about how guest code is executed, shared by the commands that run a machine. */
final class MachineOptionGroup {
    @Option(
            names = "--engine",
            paramLabel = "jit|interpreter",
            defaultValue = "jit",
            converter = EngineConverter.class,
            description = "What executes guest code (default: jit). Results are the same.")
    private EngineKind engine = EngineKind.JIT;

    @Option(
            names = "--translate",
            paramLabel = "hot|eager|random:SEED",
            defaultValue = "hot",
            converter = PolicyConverter.class,
            description = "When the jit translates (default: hot): code that runs often, everything at once, or as a "
                    + "seed decides. Results are the same. The interpreter ignores it.")
    private TranslationPolicy policy = TranslationPolicy.hot();

    @Option(
            names = "--cpu",
            paramLabel = "i486|pentium|pentium3|max",
            defaultValue = "max",
            converter = ModelConverter.class,
            description = "Processor that guests see (default: max, all that is modelled). What it lacks is an invalid "
                    + "opcode.")
    private CpuModel model = CpuModel.MAX;

    /** Picocli fills the fields. */
    MachineOptionGroup() {}

    /**
     * The options for a machine.
     *
     * @param cpuMhz speed in MHz, 0 for the configuration's
     * @param duration end of the run, null for none
     * @param paced true to keep to the wall clock
     * @return options
     */
    MachineOptions toOptions(int cpuMhz, @Nullable VirtualDuration duration, boolean paced) {
        return new MachineOptions(
                engine,
                policy,
                model,
                cpuMhz * 1000L,
                duration == null ? HypervisorOptions.UNLIMITED : duration.microseconds(),
                paced);
    }

    /** @return what executes guest code */
    EngineKind engine() {
        return engine;
    }

    /** @return when the translating engine translates */
    TranslationPolicy policy() {
        return policy;
    }

    /** @return processor that guests see */
    CpuModel model() {
        return model;
    }

    /** Converts the name of an engine. */
    static final class EngineConverter implements ITypeConverter<EngineKind> {
        @Override
        public EngineKind convert(String value) {
            return switch (value) {
                case "jit" -> EngineKind.JIT;
                case "interpreter" -> EngineKind.INTERPRETER;
                default ->
                    throw new TypeConversionException("expected jit or interpreter, found '%s'".formatted(value));
            };
        }
    }

    /** Converts the name of a processor. */
    static final class ModelConverter implements ITypeConverter<CpuModel> {
        @Override
        public CpuModel convert(String value) {
            for (CpuModel model : CpuModel.values()) {
                if (model.optionName().equals(value)) {
                    return model;
                }
            }
            throw new TypeConversionException("expected i486, pentium, pentium3 or max, found '%s'".formatted(value));
        }
    }

    /** Converts the text form of a translation policy. */
    static final class PolicyConverter implements ITypeConverter<TranslationPolicy> {
        @Override
        public TranslationPolicy convert(String value) {
            try {
                return TranslationPolicy.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
