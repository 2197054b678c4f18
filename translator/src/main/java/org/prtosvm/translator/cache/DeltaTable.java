package org.prtosvm.translator.cache;

import java.util.Arrays;

/**
 * Host address minus linear address per page, for accesses that go to several intervals. Filled page by page as
 * accesses miss; chunks of 4 MiB of linear addresses share one empty chunk until they are needed.
 */
public final class DeltaTable {
    private static final int PAGES = 1024;
    private static final long[] EMPTY = new long[PAGES];

    private final long[][] chunks = new long[PAGES][];
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
        chunk[(linear >>> 12) & (PAGES - 1)] = hostPage - Integer.toUnsignedLong(linear & -4096);
    }

    /**
     * Removes every entry that leads to a host page.
     *
     * @param hostPage host address of the page
     */
    void removeHostPage(long hostPage) {
        for (int high = 0; high < PAGES; high++) {
            long[] chunk = chunks[high];
            if (chunk == EMPTY) {
                continue;
            }
            for (int low = 0; low < PAGES; low++) {
                long page = ((long) high << 22) | ((long) low << 12);
                if (chunk[low] != 0 && chunk[low] + page == hostPage) {
                    chunk[low] = 0;
                }
            }
        }
    }

    /** Removes all entries. */
    void clear() {
        Arrays.fill(chunks, EMPTY);
        allocatedChunks = 0;
    }
}
