package org.prtosvm.cpu.mmu;

import java.util.Arrays;

/**
 * A direct-mapped table from linear pages to host addresses: one for each kind of access (read or write) and ring class
 * (supervisor or user). Only caches what a walk has permitted, never decides.
 */
final class LookAside {
    /** Entries; a power of two. Covers 4 MiB, which holds the working set of small kernels and their applications. */
    static final int ENTRIES = 1024;

    private static final int MASK = ENTRIES - 1;
    /** Not a multiple of the page size, so equal to no page. */
    private static final int NO_PAGE = 1;

    /** Linear address of the page, or {@link #NO_PAGE}. */
    final int[] pages = new int[ENTRIES];
    /** Host address of the first byte of the page. */
    final long[] hosts = new long[ENTRIES];

    private boolean empty;

    LookAside() {
        Arrays.fill(pages, NO_PAGE);
        empty = true;
    }

    /**
     * The place where an address is looked for.
     *
     * @param linear linear address
     * @return index
     */
    static int slot(int linear) {
        return linear >>> 12 & MASK;
    }

    /**
     * Looks a linear address up.
     *
     * @param linear linear address
     * @return host address of that byte or 0
     */
    long host(int linear) {
        int slot = slot(linear);
        return pages[slot] == (linear & -4096) ? hosts[slot] + (linear & 4095) : 0;
    }

    /**
     * Remembers a page.
     *
     * @param linear any linear address in the page
     * @param host host address of that byte
     */
    void enter(int linear, long host) {
        int slot = slot(linear);
        pages[slot] = linear & -4096;
        hosts[slot] = host - (linear & 4095);
        empty = false;
    }

    /** Forgets everything. */
    void clear() {
        if (!empty) {
            Arrays.fill(pages, NO_PAGE);
            empty = true;
        }
    }

    /**
     * Forgets all linear pages that lie at a host page.
     *
     * @param hostPage host address of the first byte of the page
     */
    void dropHost(long hostPage) {
        if (empty) {
            return;
        }
        for (int i = 0; i < ENTRIES; i++) {
            if (hosts[i] == hostPage) {
                pages[i] = NO_PAGE;
            }
        }
    }
}
