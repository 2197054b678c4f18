package org.prtosvm.tools.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.Hypervisor;
import org.prtosvm.prtos.host.ConsoleSink;
import org.prtosvm.prtos.host.EventSink;
import org.prtosvm.prtos.host.HypervisorOptions;
import org.prtosvm.prtos.host.HypervisorOptions.KernelText;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.prtos.time.TimeBase;
import org.prtosvm.translator.TranslatingEngine;

/** Assembles machines: the composition root. */
public final class MachineBuilder {
    /** Puts something between the hypervisor and the engine, for tests. */
    @FunctionalInterface
    public interface EngineWrapper {
        /**
         * Wraps an engine.
         *
         * @param engine executes guest code
         * @return engine that the hypervisor gets
         */
        ExecutionEngine wrap(ExecutionEngine engine);
    }

    private final SystemImage image;
    private final MachineOptions options;
    private final List<EventSink> sinks = new ArrayList<>();
    private ConsoleSink console = (bytes, offset, length, virtualTimeUs) -> {};
    private EngineWrapper wrapper = engine -> engine;
    private KernelText kernelText = KernelText.ALL;

    /**
     * Begins a machine whose console goes nowhere.
     *
     * @param image system to run
     * @param options how to assemble it
     */
    public MachineBuilder(SystemImage image, MachineOptions options) {
        this.image = image;
        this.options = options;
    }

    /**
     * Sends the console somewhere.
     *
     * @param sink receives it
     * @return this builder
     */
    public MachineBuilder console(ConsoleSink sink) {
        console = sink;
        return this;
    }

    /**
     * Shows all events to somebody, after those that were given before.
     *
     * @param sink receives them; nobody if null
     * @return this builder
     */
    public MachineBuilder events(@Nullable EventSink sink) {
        if (sink != null) {
            sinks.add(sink);
        }
        return this;
    }

    /**
     * Chooses which lines of its own the hypervisor sends on the serial line.
     *
     * @param text which
     * @return this builder
     */
    public MachineBuilder kernelText(KernelText text) {
        kernelText = text;
        return this;
    }

    /**
     * Puts something between the hypervisor and the engine.
     *
     * @param engineWrapper makes it
     * @return this builder
     */
    public MachineBuilder engineWrapper(EngineWrapper engineWrapper) {
        wrapper = engineWrapper;
        return this;
    }

    /**
     * Assembles the machine.
     *
     * @return machine, not started
     */
    public Machine build() {
        Assembly parts = new Assembly();
        Board board = new Board(parts::raiseLine);
        PacedClock clock = options.paced() ? new PacedClock() : null;
        HypervisorOptions hypervisorOptions = new HypervisorOptions(
                options.model(), options.cpuKhz(), options.durationUs(), eventSink(), kernelText, clock, board.ports());
        Hypervisor hypervisor =
                new Hypervisor(image, hypervisorOptions, memory -> parts.engine = observed(memory), console);
        parts.hypervisor = hypervisor;
        return new Machine(hypervisor, Objects.requireNonNull(parts.engine), board, clock);
    }

    /** Parts that are made while others already refer to them. */
    private static final class Assembly {
        @Nullable
        ObservedEngine engine;

        @Nullable
        Hypervisor hypervisor;

        void raiseLine(int line) {
            if (hypervisor != null) {
                hypervisor.raiseLine(line);
            }
        }
    }

    private ObservedEngine observed(GuestMemory memory) {
        return switch (options.engine()) {
            case JIT -> {
                TranslatingEngine engine = new TranslatingEngine(memory, options.policy());
                yield new ObservedEngine(wrapper.wrap(engine), engine);
            }
            case INTERPRETER -> new ObservedEngine(wrapper.wrap(new Interpreter(memory)), null);
        };
    }

    private @Nullable EventSink eventSink() {
        if (sinks.size() < 2) {
            return sinks.isEmpty() ? null : sinks.getFirst();
        }
        EventSink[] all = sinks.toArray(EventSink[]::new);
        return (time, cpu, event, a, b, c) -> {
            for (EventSink sink : all) {
                sink.event(time, cpu, event, a, b, c);
            }
        };
    }

    /**
     * The speed that a machine has.
     *
     * @param image system
     * @param options options of the machine
     * @return kHz of all processors
     */
    public static long cpuKhz(SystemImage image, MachineOptions options) {
        if (options.cpuKhz() > 0) {
            return options.cpuKhz();
        }
        long configured = image.configuration().processors().getFirst().frequencyKhz();
        return configured > 0 ? configured : TimeBase.DEFAULT_KHZ;
    }
}
