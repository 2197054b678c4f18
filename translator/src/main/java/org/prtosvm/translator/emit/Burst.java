package org.prtosvm.translator.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prtosvm.translator.region.Interval;
import org.prtosvm.translator.region.RegionBlock;

/**
 * A second form of a loop of one block: up to {@link #ITERATIONS} iterations whose fuel and whose strided accesses were
 * checked beforehand, so that HotSpot sees a counted loop over plain loads and stores. Where the checks fail, one
 * iteration of the ordinary form is executed and they are tried again.
 *
 * @param streams accesses whose address changes by a constant in each iteration
 * @param shared parts of these accesses, by their keys
 */
record Burst(List<Stream> streams, Map<Long, AccessPlan.Shared> shared) {
    /** Iterations of a burst: enough to make its checks cheap, few enough to keep the ranges they cover small. */
    static final int ITERATIONS = 64;

    private static final int MAXIMUM_STRIDE = 4096;

    /**
     * Accesses through one moving address.
     *
     * @param slot slot that keeps the host address of the lowest byte
     * @param base base register at the start of the loop, or -1
     * @param index index register, or -1
     * @param scale left shift of the index
     * @param lowest distance of the lowest byte from what the registers say at the start of an iteration
     * @param stride bytes that it moves in each iteration
     * @param range bytes that the whole burst accesses
     */
    record Stream(int slot, int base, int index, int scale, int lowest, int stride, AccessPlan.Range range) {
        /** @return distance of the first iteration's lowest byte from the start of the range */
        int lead() {
            return stride < 0 ? -stride * (ITERATIONS - 1) : 0;
        }
    }

    /**
     * Tells whether a block is a loop by itself.
     *
     * @param block block
     * @return true if it ends in a conditional jump to its own start
     */
    static boolean isLoop(RegionBlock block) {
        return block.last().instruction.jumpsTo(block.eip());
    }

    /**
     * Plans the burst of a loop.
     *
     * @param groups accesses of the block by origin
     * @param start registers at the start of the block
     * @param end registers at its end
     * @param firstSlot first free slot
     * @return burst, or null if no access is strided
     */
    static @Nullable Burst plan(
            List<AccessPlan.Group> groups, RegisterOrigins start, RegisterOrigins end, int firstSlot) {
        List<Stream> streams = new ArrayList<>();
        Map<Long, AccessPlan.Shared> shared = new HashMap<>();
        for (AccessPlan.Group group : groups) {
            int slot = firstSlot + streams.size();
            Stream stream = slot < AccessPlan.MAXIMUM_SLOTS ? stream(group, start, end, slot) : null;
            if (stream != null) {
                streams.add(stream);
                group.share(slot, null, shared);
            }
        }
        return streams.isEmpty() ? null : new Burst(streams, shared);
    }

    private static @Nullable Stream stream(
            AccessPlan.Group group, RegisterOrigins start, RegisterOrigins end, int slot) {
        AccessPlan.Key key = group.key();
        int base = start.registerOf(key.base());
        int index = start.registerOf(key.index());
        Interval interval = group.interval();
        if (interval == null || key.base() >= 0 && base < 0 || key.index() >= 0 && index < 0) {
            return null;
        }
        if (!end.keeps(base, key.base()) || !end.keeps(index, key.index())) {
            return null;
        }
        int stride = end.delta(base) - start.delta(base) + (end.delta(index) - start.delta(index) << key.scale());
        if (Math.abs(stride) > MAXIMUM_STRIDE) {
            return null;
        }
        int length = group.length() + Math.abs(stride) * (ITERATIONS - 1);
        if (length >= interval.length()) {
            return null;
        }
        int lowest = group.lowest() - start.delta(base) - (start.delta(index) << key.scale());
        return new Stream(slot, base, index, key.scale(), lowest, stride, new AccessPlan.Range(interval, length));
    }
}
