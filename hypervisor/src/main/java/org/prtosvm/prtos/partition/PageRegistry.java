// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.state.Stateful;

/**
 * Type and reference counter of every page of a partition that lies in a region of type ram.
 *
 * <p>Each partition has its own bookkeeping, also of pages that it shares, so that no partition changes or sees that of another one. What
 * keeps this safe is that a shared page is never a page table: see {@link #isShared}.
 *
 * <p>Source: ABI 01-machine-and-boot, 8.
 */
public final class PageRegistry implements Stateful {
    private static final int TYPE_BITS = 2;
    private static final int TYPE_MASK = (1 << TYPE_BITS) - 1;

    private final List<Pages> areas = new ArrayList<>();

    /** The pages of an area: counter and type of each in one word. */
    private static final class Pages {
        private final MemoryArea area;
        private final boolean shared;
        private final int[] words;

        Pages(MemoryArea area, boolean shared) {
            this.area = area;
            this.shared = shared;
            words = new int[(int) (Integer.toUnsignedLong(area.size()) / PrtosConstants.PAGE_SIZE)];
        }

        boolean contains(int physical) {
            return Integer.compareUnsigned(physical - area.start(), area.size()) < 0;
        }

        int index(int physical) {
            return physical - area.start() >>> 12;
        }
    }

    /**
     * Makes the bookkeeping, everything standard and 0.
     *
     * @param system configuration of the system
     * @param partition owner
     */
    public PageRegistry(SystemConfiguration system, PartitionConfiguration partition) {
        for (MemoryArea area : partition.areas()) {
            if (system.regions().get(area.regionIndex()).isRam()) {
                boolean shared = system.partitions().stream()
                        .filter(other -> other.id() != partition.id())
                        .flatMap(other -> other.areas().stream())
                        .anyMatch(other -> other.physicalRange().overlaps(area.physicalRange()));
                areas.add(new Pages(area, shared));
            }
        }
    }

    private @Nullable Pages find(int physical) {
        for (Pages pages : areas) {
            if (pages.contains(physical)) {
                return pages;
            }
        }
        return null;
    }

    private Pages owned(int physical) {
        Pages pages = find(physical);
        if (pages == null) {
            throw new IllegalArgumentException("page 0x%08x has no bookkeeping".formatted(physical));
        }
        return pages;
    }

    /**
     * Whether a page has bookkeeping here.
     *
     * @param physical any address in the page
     * @return true if it lies in an area of the partition whose region is of type ram
     */
    public boolean owns(int physical) {
        return find(physical) != null;
    }

    /**
     * Whether the area of a page overlaps an area of another partition. Such a page cannot become a page directory or table: the other
     * partition could write to it.
     *
     * @param physical any address in an owned page
     * @return true if it is shared
     */
    public boolean isShared(int physical) {
        return owned(physical).shared;
    }

    /**
     * The area of a page.
     *
     * @param physical any address in an owned page
     * @return area of the partition
     */
    public MemoryArea area(int physical) {
        return owned(physical).area;
    }

    /**
     * The type of a page.
     *
     * @param physical any address in an owned page
     * @return a constant of {@link PageType}
     */
    public int type(int physical) {
        Pages pages = owned(physical);
        return pages.words[pages.index(physical)] & TYPE_MASK;
    }

    /**
     * Whether a page is a page directory or page table, to which nothing but the paging calls may write.
     *
     * @param physical any physical address
     * @return true for owned pages of these types
     */
    public boolean isTable(int physical) {
        Pages pages = find(physical);
        return pages != null && (pages.words[pages.index(physical)] & TYPE_MASK) != PageType.STANDARD;
    }

    /**
     * The number of references to a page.
     *
     * @param physical any address in an owned page
     * @return 0 or more
     */
    public int counter(int physical) {
        Pages pages = owned(physical);
        return pages.words[pages.index(physical)] >>> TYPE_BITS;
    }

    /**
     * Changes the type of a page.
     *
     * @param physical any address in an owned page
     * @param type a constant of {@link PageType}
     */
    public void setType(int physical, int type) {
        Pages pages = owned(physical);
        int index = pages.index(physical);
        pages.words[index] = pages.words[index] & ~TYPE_MASK | type;
    }

    /**
     * Adds a reference to a page.
     *
     * @param physical any address in an owned page
     */
    public void increment(int physical) {
        Pages pages = owned(physical);
        pages.words[pages.index(physical)] += 1 << TYPE_BITS;
    }

    /**
     * Removes a reference to a page; a page without references stays so.
     *
     * @param physical any address in an owned page
     */
    public void decrement(int physical) {
        Pages pages = owned(physical);
        int index = pages.index(physical);
        if (pages.words[index] >>> TYPE_BITS != 0) {
            pages.words[index] -= 1 << TYPE_BITS;
        }
    }

    /** Makes all pages standard and unreferenced. */
    public void clear() {
        areas.forEach(pages -> Arrays.fill(pages.words, 0));
    }

    @Override
    public void save(DataOutput out) throws IOException {
        for (Pages pages : areas) {
            writeRuns(out, pages.words);
        }
    }

    /** Neighbouring pages are mostly alike: length and value of each run. */
    private static void writeRuns(DataOutput out, int[] words) throws IOException {
        int start = 0;
        while (start < words.length) {
            int end = start + 1;
            while (end < words.length && words[end] == words[start]) {
                end++;
            }
            out.writeInt(end - start);
            out.writeInt(words[start]);
            start = end;
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        for (Pages pages : areas) {
            int[] words = pages.words;
            int start = 0;
            while (start < words.length) {
                int length = in.readInt();
                if (length <= 0 || length > words.length - start) {
                    throw new IOException("page types: a run of " + length + " pages does not fit");
                }
                Arrays.fill(words, start, start + length, in.readInt());
                start += length;
            }
        }
    }
}
