package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.prtosvm.tools.machine.EngineKind;
import org.prtosvm.tools.machine.MachineStatistics;

/** What a person reads after a run, on standard error. */
final class RunSummary {
    private final RunOutcome outcome;

    RunSummary(RunOutcome outcome) {
        this.outcome = outcome;
    }

    /**
     * Prints the summary.
     *
     * @param err receives it
     */
    void print(PrintWriter err) {
        MachineStatistics statistics = outcome.statistics();
        double wallS = outcome.wallNs() / 1e9;
        err.println("ended: " + outcome.reason());
        err.println(String.format(
                Locale.ROOT,
                "time: %d.%06d s virtual, %.3f s wall",
                outcome.virtualTimeUs() / 1_000_000,
                outcome.virtualTimeUs() % 1_000_000,
                wallS));
        err.println(String.format(
                Locale.ROOT,
                "guest: %,d instructions (%.1f %% of them waiting), %.1f MIPS, %s",
                statistics.instructions(),
                100 * statistics.skippedShare(),
                statistics.instructions() / 1e6 / Math.max(wallS, 1e-6),
                outcome.options().engine() == EngineKind.INTERPRETER
                        ? "interpreted"
                        : "%.2f %% translated".formatted(100 * statistics.translatedShare())));
    }
}
