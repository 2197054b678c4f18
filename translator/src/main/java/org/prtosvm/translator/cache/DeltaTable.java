package org.prtosvm.translator.cache;

import java.util.Arrays;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Host address minus linear address per page, for accesses that go to several intervals. Filled page by page as
 * accesses miss; chunks of 4 MiB of linear addresses share one empty chunk until they are needed.
 */
public final class DeltaTable {
    private static final int PAGES = 1024;
    private static final long[] EMPTY = new long[PAGES];

    private final long[][] chunks = new long[PAGES][];
    /** Linear pages that lead to each host page. */
    private final Long2ObjectHashMap<IntArrayList> linearPages = new Long2ObjectHashMap<>();

    private int allocatedChunks;

    /** Creates an empty table. */
    DeltaTable() {
        Arrays.fill(chunks, EMPTY);
    }

    /** @return the table itself for generated code: {@code [linear >>> 22][(linear >>> 12) & 1023]}, 0 for a miss */
    public long[][] chunks() {
        return chunks;
    }

    /** @return heap bytes used */
    long footprint() {
        return (allocatedChunks + 1L) * PAGES * Long.BYTES;
    }

    /**
     * Enters a page.
     *
     * @param linear any linear address of the page
     * @param hostPage host address of the page
     */
    void put(int linear, long hostPage) {
        long[] chunk = chunks[linear >>> 22];
        if (chunk == EMPTY) {
            chunk = new long[PAGES];
            chunks[linear >>> 22] = chunk;
            allocatedChunks++;
        }
        int low = (linear >>> 12) & (PAGES - 1);
        if (chunk[low] == 0) {
            linearPages.computeIfAbsent(hostPage, host -> new IntArrayList()).addInt(linear & -4096);
        }
        chunk[low] = hostPage - Integer.toUnsignedLong(linear & -4096);
    }

    /**
     * Removes every entry that leads to a host page.
     *
     * @param hostPage host address of the page
     */
    void removeHostPage(long hostPage) {
        IntArrayList linear = linearPages.remove(hostPage);
        if (linear != null) {
            linear.forEachInt(page -> chunks[page >>> 22][(page >>> 12) & (PAGES - 1)] = 0);
        }
    }

    /** Removes all entries. */
    void clear() {
        if (allocatedChunks != 0) {
            Arrays.fill(chunks, EMPTY);
            linearPages.clear();
            allocatedChunks = 0;
        }
    }
}
