package org.prtosvm.cpu.engine;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.state.CpuState;

/**
 * A direct-mapped table from EIP to blocks, for one processor. An entry holds for the epoch in which it was made; a new
 * epoch begins when the processor's mapping changes.
 */
final class BlockFront {
    /** Entries; a power of two. Measured: hot code of the benchmark kernels fits many times. */
    private static final int ENTRIES = 1 << 12;

    final CpuState cpu;
    /** Number that no other front has or had: links between blocks remember it. */
    int epoch;
    /** {@link CpuState#mappingGeneration} that the epoch belongs to. */
    int generation;

    private final @Nullable Block[] blocks = new Block[ENTRIES];
    private final int[] epochs = new int[ENTRIES];

    BlockFront(CpuState cpu) {
        this.cpu = cpu;
    }

    private static int slot(int eip) {
        return (eip ^ eip >>> 12) & ENTRIES - 1;
    }

    /**
     * Looks up the current EIP.
     *
     * @param cpu the processor of this front
     * @return valid block or null
     */
    @Nullable
    Block find(CpuState cpu) {
        int slot = slot(cpu.eip);
        Block block = blocks[slot];
        boolean hit =
                block != null && block.eip() == cpu.eip && epochs[slot] == epoch && block.valid() && block.fits(cpu);
        return hit ? block : null;
    }

    /**
     * Remembers a block.
     *
     * @param block block that was found where the processor's mapping says it is
     */
    void enter(Block block) {
        int slot = slot(block.eip());
        blocks[slot] = block;
        epochs[slot] = epoch;
    }
}
