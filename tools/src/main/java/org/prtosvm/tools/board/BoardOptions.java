package org.prtosvm.tools.board;

import org.prtosvm.cpu.state.CpuModel;
import org.prtosvm.tools.machine.EngineKind;
import org.prtosvm.translator.TranslationPolicy;

/**
 * How a board is assembled and when a run of it ends.
 *
 * @param engine engine that executes guest code
 * @param policy when the translating engine translates; without meaning for the interpreter
 * @param model processor
 * @param cpuKhz counts per millisecond of virtual time
 * @param memoryBytes end of RAM, a multiple of 4 KiB from {@link #LEAST_MEMORY} to {@link #MOST_MEMORY}
 * @param durationUs virtual time in microseconds at which a run ends, {@link #UNLIMITED} for never
 * @param maximumInstructions instructions after which a run ends, {@link #UNLIMITED} for never
 * @param paced true to keep the board from running ahead of the wall clock
 * @param stopsAtReset true if a reset by software ends the run
 * @param resetsAtShutdown true if a triple fault resets the processor, false if it ends the run
 */
public record BoardOptions(
        EngineKind engine,
        TranslationPolicy policy,
        CpuModel model,
        long cpuKhz,
        long memoryBytes,
        long durationUs,
        long maximumInstructions,
        boolean paced,
        boolean stopsAtReset,
        boolean resetsAtShutdown) {
    /** A limit that is never reached. */
    public static final long UNLIMITED = Long.MAX_VALUE;
    /** Smallest end of RAM. */
    public static final long LEAST_MEMORY = 1L << 20;
    /** Largest end of RAM: what is above belongs to devices and the ROM. */
    public static final long MOST_MEMORY = 3L << 30;

    /** Hot translation, everything that is modelled, 200 MHz, 64 MiB, no limits. */
    public static final BoardOptions DEFAULT = new BoardOptions(
            EngineKind.JIT,
            TranslationPolicy.hot(),
            CpuModel.MAX,
            200_000,
            64L << 20,
            UNLIMITED,
            UNLIMITED,
            false,
            false,
            false);

    /**
     * These options with another way of executing guest code.
     *
     * @param kind engine
     * @param translation policy of the translating engine
     * @return changed options
     */
    public BoardOptions withEngine(EngineKind kind, TranslationPolicy translation) {
        return new BoardOptions(
                kind,
                translation,
                model,
                cpuKhz,
                memoryBytes,
                durationUs,
                maximumInstructions,
                paced,
                stopsAtReset,
                resetsAtShutdown);
    }

    /**
     * These options with other ends.
     *
     * @param us virtual time in microseconds
     * @param instructions instructions
     * @return changed options
     */
    public BoardOptions withLimits(long us, long instructions) {
        return new BoardOptions(
                engine, policy, model, cpuKhz, memoryBytes, us, instructions, paced, stopsAtReset, resetsAtShutdown);
    }

    /**
     * These options with another treatment of resets.
     *
     * @param stop true if a reset by software ends the run
     * @param restart true if a triple fault resets the processor
     * @return changed options
     */
    public BoardOptions withResets(boolean stop, boolean restart) {
        return new BoardOptions(
                engine, policy, model, cpuKhz, memoryBytes, durationUs, maximumInstructions, paced, stop, restart);
    }
}
