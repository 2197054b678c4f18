package org.prtosvm.bench.guest;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures one program: all variants are started and warmed up, then measured in turn, round after round, so that what
 * disturbs the host disturbs the same round of all.
 */
final class ProgramBench {
    /** A round shorter than this is measured between two lines; a longer one from the moment the process goes on. */
    private static final long SHORT_ROUND_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Workbench workbench;
    private final GuestProgram program;
    private final int rounds;
    private final BenchEffort effort;
    private final List<String> notes;

    /**
     * Creates a bench.
     *
     * @param workbench starts processes
     * @param program what is measured
     * @param rounds measured rounds
     * @param effort how long to warm up and to measure
     * @param notes receives what could not be measured, one line each
     */
    ProgramBench(Workbench workbench, GuestProgram program, int rounds, BenchEffort effort, List<String> notes) {
        this.workbench = workbench;
        this.program = program;
        this.rounds = rounds;
        this.effort = effort;
        this.notes = notes;
    }

    /**
     * Measures.
     *
     * @return samples of all variants that this host has
     * @throws IOException if a process fails or computes a wrong result
     * @throws InterruptedException if the thread was interrupted
     */
    ProgramResult run() throws IOException, InterruptedException {
        ProgramResult result = new ProgramResult(program);
        Map<Variant, Child> children = new EnumMap<>(Variant.class);
        Map<Variant, Long> roundNs = new EnumMap<>(Variant.class);
        try {
            for (Variant variant : Variant.values()) {
                if (workbench.has(variant)) {
                    Child child = workbench.start(variant, program);
                    children.put(variant, child);
                    try {
                        roundNs.put(variant, warmUp(child));
                        child.stop();
                    } catch (TooSlowException e) {
                        notes.add(e.getMessage());
                        children.remove(variant);
                        child.close();
                    }
                }
            }
            for (int round = 0; round < rounds; round++) {
                for (Child child : children.values()) {
                    Variant variant = child.variant();
                    Sample sample = measure(child, roundNs.getOrDefault(variant, SHORT_ROUND_NS));
                    roundNs.put(variant, (long) sample.wallNsPerRound());
                    result.add(variant, sample);
                }
            }
        } finally {
            closeAll(children);
        }
        return result;
    }

    /** @return estimate of the length of a round in nanoseconds */
    private long warmUp(Child child) throws IOException, InterruptedException {
        child.await(1);
        boolean machine = child.variant() == Variant.JIT || child.variant() == Variant.INTERPRETER;
        if (machine) {
            workbench.pinGuestThread(child);
        }
        long startNs = System.nanoTime();
        long enoughNs = TimeUnit.MILLISECONDS.toNanos(
                child.variant() == Variant.JIT ? effort.jitWarmUpMs() : effort.warmUpMs());
        long lastNs;
        do {
            lastNs = child.await(1).wallNs();
        } while (System.nanoTime() - startNs < enoughNs);
        return lastNs;
    }

    private Sample measure(Child child, long roundNs) throws IOException, InterruptedException {
        long count = Math.max(1, TimeUnit.MILLISECONDS.toNanos(effort.sampleMs()) / Math.max(1, roundNs));
        child.resume();
        try {
            return roundNs < SHORT_ROUND_NS ? child.awaitWhole(count) : child.await(count);
        } finally {
            child.stop();
        }
    }

    private static void closeAll(Map<Variant, Child> children) throws IOException {
        @Nullable IOException failure = null;
        for (Child child : children.values()) {
            try {
                child.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
