package org.prtosvm.tools.machine;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.state.CpuState;

/** Remembers which processor ran last, for the report of an internal error. */
final class ObservedEngine implements ExecutionEngine, AutoCloseable {
    private final ExecutionEngine engine;
    private final @Nullable AutoCloseable resource;
    private @Nullable CpuState last;

    /**
     * Wraps an engine.
     *
     * @param engine executes guest code
     * @param resource closed with this object
     */
    ObservedEngine(ExecutionEngine engine, @Nullable AutoCloseable resource) {
        this.engine = engine;
        this.resource = resource;
    }

    @Override
    public int run(CpuState cpu) {
        last = cpu;
        return engine.run(cpu);
    }

    @Override
    public long translatedInstructions() {
        return engine.translatedInstructions();
    }

    @Override
    public long skippedInstructions() {
        return engine.skippedInstructions();
    }

    @Nullable
    CpuState last() {
        return last;
    }

    @Override
    public void close() {
        if (resource != null) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing the engine", e);
            }
        }
    }
}
