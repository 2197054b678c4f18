package org.prtosvm.translator.cache;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.translator.region.Access;
import org.prtosvm.translator.region.Interval;

/**
 * The intervals of an address space and, for each, the translations that embed its constants. Thread rule: guest thread.
 */
final class IntervalSet {
    private static final int PAGE = GuestMemory.PAGE_SIZE;
    private static final int GRAINS = PAGE / GuestMemory.GRAIN_LENGTH;
    /** Intervals end here at the latest: offsets must stay positive ints with room for the access size. */
    private static final int MAXIMUM_PAGES = 1 << 16;

    private final GuestMemory memory;
    private final ChangingCode changing;
    private final int flatLimit;
    private final Map<Interval, Set<Translation>> users = new LinkedHashMap<>();

    IntervalSet(GuestMemory memory, ChangingCode changing, int flatLimit) {
        this.memory = memory;
        this.changing = changing;
        this.flatLimit = flatLimit;
    }

    /**
     * Host page to which accesses may go directly.
     *
     * @param mmu memory of the processor
     * @param linear any linear address in the page
     * @param write true for stores by somebody who avoids decoded code
     * @return host address of the page or 0
     */
    long pageHost(Mmu mmu, int linear, boolean write) {
        int page = linear & -PAGE;
        if (Integer.compareUnsigned(page | (PAGE - 1), flatLimit) > 0) {
            return 0;
        }
        return write ? mmu.storableMappingOf(page) : mmu.mappingOf(page);
    }

    /**
     * Grains of a page to which no store may go directly: they hold decoded code, or held it and will again.
     *
     * @param physical any physical address in the page
     * @return bit n set for grain n
     */
    long closedGrains(int physical) {
        return memory.codeGrains(physical) | changing.grains(physical);
    }

    /**
     * Finds or forms the interval around an address.
     *
     * @param mmu memory of the processor
     * @param linear linear address that must lie inside
     * @param write true for an interval that may be written
     * @return interval, or null if the address cannot be accessed directly
     */
    @Nullable
    Interval around(Mmu mmu, int linear, boolean write) {
        for (Interval known : users.keySet()) {
            if (known.writable() == write && known.contains(linear, 1)) {
                return known;
            }
        }
        int page = linear & -PAGE;
        if (pageHost(mmu, page, write) == 0) {
            return null;
        }
        Interval formed = write ? formWritable(mmu, linear) : formReadable(mmu, page);
        if (formed != null) {
            users.put(formed, new HashSet<>());
        }
        return formed;
    }

    private Interval formReadable(Mmu mmu, int page) {
        int below = extend(mmu, page, -1, false);
        int above = extend(mmu, page, 1, false);
        int start = page - below * PAGE;
        return new Interval(start, (below + above + 1) * PAGE, mmu.mappingOf(start), false);
    }

    private @Nullable Interval formWritable(Mmu mmu, int linear) {
        int page = linear & -PAGE;
        long closed = closedGrains(mmu.physicalOf(page));
        int grain = (linear & (PAGE - 1)) / GuestMemory.GRAIN_LENGTH;
        if ((closed >>> grain & 1) != 0) {
            return null;
        }
        int firstGrain = grain;
        while (firstGrain > 0 && (closed >>> (firstGrain - 1) & 1) == 0) {
            firstGrain--;
        }
        int lastGrain = grain;
        while (lastGrain < GRAINS - 1 && (closed >>> (lastGrain + 1) & 1) == 0) {
            lastGrain++;
        }
        int start = page + firstGrain * GuestMemory.GRAIN_LENGTH;
        int end = page + (lastGrain + 1) * GuestMemory.GRAIN_LENGTH;
        if (firstGrain == 0) {
            start -= extend(mmu, page, -1, true) * PAGE;
        }
        if (lastGrain == GRAINS - 1) {
            end += extend(mmu, page, 1, true) * PAGE;
        }
        long host = mmu.storableMappingOf(start) + (start & (PAGE - 1));
        return new Interval(start, end - start, host, true);
    }

    /** Counts pages next to a page that continue it in linear and in host memory, without code if for writing. */
    private int extend(Mmu mmu, int page, int direction, boolean write) {
        long host = pageHost(mmu, page, write);
        int count = 0;
        while (count < MAXIMUM_PAGES) {
            int next = page + direction * (count + 1) * PAGE;
            boolean wrapped = direction > 0 ? next == 0 : next == -PAGE;
            if (wrapped || pageHost(mmu, next, write) != host + (long) direction * (count + 1) * PAGE) {
                break;
            }
            if (write && closedGrains(mmu.physicalOf(next)) != 0) {
                break;
            }
            count++;
        }
        return count;
    }

    /**
     * Enters a translation with all intervals that it embeds.
     *
     * @param translation translation
     * @return false if one of them has ended meanwhile
     */
    boolean use(Translation translation) {
        for (Access access : translation.region.accesses().values()) {
            Interval interval = access.interval();
            if (interval != null) {
                Set<Translation> known = users.get(interval);
                if (known == null) {
                    return false;
                }
                known.add(translation);
            }
        }
        return true;
    }

    /**
     * Removes a translation.
     *
     * @param translation translation that was dropped
     */
    void release(Translation translation) {
        for (Access access : translation.region.accesses().values()) {
            Interval interval = access.interval();
            Set<Translation> known = interval == null ? null : users.get(interval);
            if (known != null) {
                known.remove(translation);
            }
        }
    }

    /**
     * Ends the write intervals that cover what must no longer be stored to unseen.
     *
     * @param physicalPage physical address of a page that holds more decoded code than before, or a page table
     * @return translations that embed them
     */
    List<Translation> close(int physicalPage) {
        long host = memory.hostAddress(physicalPage);
        long closed = memory.isTable(physicalPage) ? -1 : memory.codeGrains(physicalPage);
        List<Translation> stale = new ArrayList<>();
        users.entrySet().removeIf(entry -> {
            boolean ends = entry.getKey().writable() && touches(entry.getKey(), host, closed);
            if (ends) {
                stale.addAll(entry.getValue());
            }
            return ends;
        });
        return stale;
    }

    private static boolean touches(Interval interval, long host, long grains) {
        if (!interval.overlapsHost(host, PAGE)) {
            return false;
        }
        long first = Math.max(interval.host() - host, 0) / GuestMemory.GRAIN_LENGTH;
        long last = Math.min(interval.host() + interval.length() - 1 - host, PAGE - 1) / GuestMemory.GRAIN_LENGTH;
        return (grains & -1L << first & -1L >>> (GRAINS - 1 - last)) != 0;
    }

    /**
     * Tells whether all intervals that are embedded somewhere hold; the others are forgotten.
     *
     * @param mmu memory of the processor
     * @return false if one differs from what is mapped now
     */
    boolean hold(Mmu mmu) {
        users.values().removeIf(Set::isEmpty);
        // A copy: looking at a mapping may mark page tables, which ends intervals.
        for (Interval interval : List.copyOf(users.keySet())) {
            if (!holds(interval, mmu)) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(Interval interval, Mmu mmu) {
        int first = interval.start() & -PAGE;
        long pages = (Integer.toUnsignedLong(interval.start() - first) + interval.length() + PAGE - 1) / PAGE;
        long host = interval.host() - (interval.start() - first);
        for (long n = 0; n < pages; n++) {
            if (pageHost(mmu, first + (int) (n * PAGE), interval.writable()) != host + n * PAGE) {
                return false;
            }
        }
        return true;
    }

    /** Forgets all intervals; nothing may embed them any more. */
    void clear() {
        users.clear();
    }

    /** @return number of intervals */
    int size() {
        return users.size();
    }
}
