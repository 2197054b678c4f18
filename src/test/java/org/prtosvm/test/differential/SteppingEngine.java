package org.prtosvm.test.differential;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.SegmentCache;

/**
 * Runs another engine in random steps and notes the state of the processor at every stop. What the hypervisor sees is
 * the same as without it.
 */
final class SteppingEngine implements ExecutionEngine {
    private final ExecutionEngine engine;
    private final SplittableRandom random;
    private final int longestStep;
    private final int described;
    private long[] digests = new long[1 << 12];
    private int stops;
    private String description = "";

    /**
     * Wraps an engine.
     *
     * @param engine executes guest code
     * @param seed decides about the steps
     * @param longestStep most instructions in a step
     * @param described stop whose state is kept as text, -1 for none
     */
    SteppingEngine(ExecutionEngine engine, long seed, int longestStep, int described) {
        this.engine = engine;
        this.random = new SplittableRandom(seed);
        this.longestStep = longestStep;
        this.described = described;
    }

    @Override
    public int run(CpuState cpu) {
        long limit = cpu.limit;
        int exit = Exit.BUDGET;
        while (exit == Exit.BUDGET && cpu.count() < limit) {
            long until = cpu.count() + 1 + random.nextInt(longestStep);
            cpu.setTime(cpu.count(), Math.min(limit, until));
            exit = engine.run(cpu);
            note(cpu, exit);
        }
        cpu.setTime(cpu.count(), limit);
        return exit;
    }

    @Override
    public long translatedInstructions() {
        return engine.translatedInstructions();
    }

    @Override
    public long skippedInstructions() {
        return engine.skippedInstructions();
    }

    int stops() {
        return stops;
    }

    String description() {
        return description;
    }

    /** First stop at which two runs differ, or -1. */
    int firstDifference(SteppingEngine other) {
        return Arrays.mismatch(digests, 0, stops, other.digests, 0, other.stops);
    }

    private void note(CpuState cpu, int exit) {
        if (stops == digests.length) {
            digests = Arrays.copyOf(digests, 2 * stops);
        }
        if (stops == described) {
            description = describe(cpu, exit);
        }
        long digest = exit;
        for (int register : cpu.gpr) {
            digest = mix(digest, register);
        }
        digest = mix(digest, cpu.eip);
        digest = mix(digest, cpu.eflags());
        digest = mix(digest, cpu.cr2);
        digest = mix(digest, cpu.count());
        for (SegmentCache segment : cpu.segment) {
            digest = mix(digest, segment.selector);
        }
        digests[stops++] = digest;
    }

    private static long mix(long digest, long value) {
        return Long.rotateLeft((digest ^ value) * 0x9E37_79B9_7F4A_7C15L, 31);
    }

    private static String describe(CpuState cpu, int exit) {
        int[] gpr = cpu.gpr;
        return "count %d exit %d eip 0x%08x eflags 0x%08x eax 0x%08x ecx 0x%08x edx 0x%08x ebx 0x%08x esp 0x%08x ebp 0x%08x esi 0x%08x edi 0x%08x cr2 0x%08x"
                .formatted(
                        cpu.count(),
                        exit,
                        cpu.eip,
                        cpu.eflags(),
                        gpr[0],
                        gpr[1],
                        gpr[2],
                        gpr[3],
                        gpr[4],
                        gpr[5],
                        gpr[6],
                        gpr[7],
                        cpu.cr2);
    }
}
