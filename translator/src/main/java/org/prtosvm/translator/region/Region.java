package org.prtosvm.translator.region;

import java.util.List;
import java.util.Map;

/**
 * Guest code that becomes one method: an entry and the blocks reachable from it by direct jumps, not through calls.
 *
 * @param entryEip EIP of the only entry
 * @param mode mode bits of the processor for which the code was decoded
 * @param codeLimit limit of CS: beyond it no jump may lead
 * @param blocks blocks in ascending order of EIP
 * @param jumpTables entries of the tables of indirect jumps in their order, by EIP of the jump
 * @param accesses how each memory access is checked, by {@link Access#key}
 */
public record Region(
        int entryEip,
        int mode,
        int codeLimit,
        List<RegionBlock> blocks,
        Map<Integer, int[]> jumpTables,
        Map<Long, Access> accesses) {
    /** @return instructions of all blocks together: no path without a backward jump is longer */
    public int instructionCount() {
        int count = 0;
        for (RegionBlock block : blocks) {
            count += block.count();
        }
        return count;
    }

    /**
     * Index of a block.
     *
     * @param eip EIP of its first instruction
     * @return index in {@link #blocks} or -1 if no block begins there
     */
    public int indexOf(int eip) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = Integer.compareUnsigned(blocks.get(middle).eip(), eip);
            if (compared == 0) {
                return middle;
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
