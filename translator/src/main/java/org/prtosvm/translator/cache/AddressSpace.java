package org.prtosvm.translator.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Int2IntCounterMap;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntHashSet;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.translator.region.Access;
import org.prtosvm.translator.region.Interval;

/**
 * The translations that hold for one processor mode and one mapping of linear addresses, with everything they assume
 * about that mapping: intervals whose constants they embed, tables, and where their code lies.
 *
 * <p>It is not bound to a page directory: any directory for which all assumptions hold may use it ({@link #matches}).
 * Thread rule: guest thread.
 */
public final class AddressSpace {
    private static final int FRONT_ENTRIES = 4096;
    private static final int PAGE = GuestMemory.PAGE_SIZE;
    /** Intervals end here at the latest: offsets must stay positive ints with room for the access size. */
    private static final int MAXIMUM_INTERVAL_PAGES = 1 << 16;

    /** New translations per entry for the sake of its accesses; then it stays as it is. */
    private static final int MAXIMUM_RETRANSLATIONS = 8;

    private final GuestMemory memory;
    private final int mode;
    private final int flatLimit;
    private final Map<Interval, List<Translation>> dependents = new HashMap<>();
    private final Int2IntHashMap codePages = new Int2IntHashMap(-1);
    private final Int2ObjectHashMap<Translation> translations = new Int2ObjectHashMap<>();
    private final int[] frontEip = new int[FRONT_ENTRIES];
    private final @Nullable TranslatedCode[] frontCode = new TranslatedCode[FRONT_ENTRIES];
    private final DeltaTable readTable = new DeltaTable();
    private final DeltaTable writeTable = new DeltaTable();
    private final AccessProfile profile = new AccessProfile();
    private final Int2IntCounterMap retranslations = new Int2IntCounterMap(0);
    private final IntHashSet pending = new IntHashSet();
    private int invalidations;
    private @Nullable Translation leftTranslation;
    private long leftBudget;
    private int verifiedGeneration = -1;

    /**
     * Creates an empty space.
     *
     * @param memory physical memory
     * @param mode mode bits that all its translations assume
     * @param flatLimit highest linear address that the flat segments reach
     */
    public AddressSpace(GuestMemory memory, int mode, int flatLimit) {
        this.memory = memory;
        this.mode = mode;
        this.flatLimit = flatLimit;
    }

    // --- assumptions -----------------------------------------------------------------------------------------------

    /**
     * Tells whether all translations hold for a processor as it is now.
     *
     * @param currentMode its mode bits
     * @param cpu processor
     * @param mmu its memory
     * @return true if nothing that was assumed differs
     */
    public boolean matches(int currentMode, CpuState cpu, Mmu mmu) {
        if (mode != currentMode || flatLimit != cpu.flatLimit) {
            return false;
        }
        if (verifiedGeneration == cpu.mappingGeneration) {
            return true;
        }
        if (!assumptionsHold(mmu)) {
            return false;
        }
        if (verifiedGeneration >= 0) {
            clearTables();
        }
        verifiedGeneration = cpu.mappingGeneration;
        return true;
    }

    private boolean assumptionsHold(Mmu mmu) {
        Int2IntHashMap.EntryIterator pages = codePages.entrySet().iterator();
        while (pages.hasNext()) {
            pages.next();
            // Asking for the mapping also makes the page tables watched, so that the next change is noticed.
            if (mmu.mappingOf(pages.getIntKey()) != memory.hostAddress(pages.getIntValue())) {
                return false;
            }
        }
        // A copy: looking at a mapping may mark page tables, which ends intervals.
        for (Interval interval : List.copyOf(dependents.keySet())) {
            if (!holds(interval, mmu)) {
                return false;
            }
        }
        return true;
    }

    /** Forgets what was learnt page by page: the mapping may have changed behind it. */
    private void clearTables() {
        readTable.clear();
        writeTable.clear();
    }

    private static boolean holds(Interval interval, Mmu mmu) {
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

    private static long pageHost(Mmu mmu, int linear, boolean write) {
        return write ? mmu.storableMappingOf(linear) : mmu.mappingOf(linear);
    }

    // --- intervals -------------------------------------------------------------------------------------------------

    /**
     * Finds or forms the interval around an address.
     *
     * @param mmu memory of the processor
     * @param linear linear address that must lie inside
     * @param write true for an interval that may be written
     * @return interval, or null if the address cannot be accessed directly
     */
    private @Nullable Interval interval(Mmu mmu, int linear, boolean write) {
        for (Interval known : dependents.keySet()) {
            if (known.writable() == write && known.contains(linear, 1)) {
                return known;
            }
        }
        int page = linear & -PAGE;
        if (!reachable(page) || pageHost(mmu, page, write) == 0) {
            return null;
        }
        Interval formed = write ? formWritable(mmu, linear) : formReadable(mmu, page);
        if (formed != null) {
            dependents.put(formed, new ArrayList<>());
        }
        return formed;
    }

    private boolean reachable(int page) {
        return Integer.compareUnsigned(page | (PAGE - 1), flatLimit) <= 0;
    }

    private Interval formReadable(Mmu mmu, int page) {
        int below = extend(mmu, page, -1, false);
        int above = extend(mmu, page, 1, false);
        int start = page - below * PAGE;
        return new Interval(start, (below + above + 1) * PAGE, mmu.mappingOf(start), false);
    }

    private @Nullable Interval formWritable(Mmu mmu, int linear) {
        int page = linear & -PAGE;
        long grains = memory.codeGrains(mmu.physicalOf(page));
        int grain = (linear & (PAGE - 1)) / GuestMemory.GRAIN_LENGTH;
        if ((grains >>> grain & 1) != 0) {
            return null;
        }
        int firstGrain = grain;
        while (firstGrain > 0 && (grains >>> (firstGrain - 1) & 1) == 0) {
            firstGrain--;
        }
        int lastGrain = grain;
        while (lastGrain < 63 && (grains >>> (lastGrain + 1) & 1) == 0) {
            lastGrain++;
        }
        int start = page + firstGrain * GuestMemory.GRAIN_LENGTH;
        int end = page + (lastGrain + 1) * GuestMemory.GRAIN_LENGTH;
        if (firstGrain == 0) {
            start -= extend(mmu, page, -1, true) * PAGE;
        }
        if (lastGrain == 63) {
            end += extend(mmu, page, 1, true) * PAGE;
        }
        long host = mmu.storableMappingOf(start) + (start & (PAGE - 1));
        return new Interval(start, end - start, host, true);
    }

    /** Counts pages next to a page that continue it in linear and in host memory, without code if for writing. */
    private int extend(Mmu mmu, int page, int direction, boolean write) {
        long host = pageHost(mmu, page, write);
        int count = 0;
        while (count < MAXIMUM_INTERVAL_PAGES) {
            int next = page + direction * (count + 1) * PAGE;
            boolean wrapped = direction > 0 ? next == 0 : next == -PAGE;
            if (wrapped
                    || !reachable(next)
                    || pageHost(mmu, next, write) != host + (long) direction * (count + 1) * PAGE) {
                break;
            }
            if (write && memory.codeGrains(mmu.physicalOf(next)) != 0) {
                break;
            }
            count++;
        }
        return count;
    }

    /**
     * A page holds decoded code (or more of it), or serves as a page table: write intervals that cover what must not be
     * stored to unseen end, with everything that embeds them.
     *
     * @param physicalPage physical address of the page
     */
    public void codeDecoded(int physicalPage) {
        long host = memory.hostAddress(physicalPage);
        writeTable.removeHostPage(host);
        long grains = memory.codeGrains(physicalPage);
        List<Interval> ended = new ArrayList<>();
        for (Interval interval : dependents.keySet()) {
            if (interval.writable()
                    && interval.overlapsHost(host, PAGE)
                    && (memory.isTable(physicalPage) || touches(interval, host, grains))) {
                ended.add(interval);
            }
        }
        for (Interval interval : ended) {
            List<Translation> users = dependents.remove(interval);
            if (users != null) {
                users.forEach(this::drop);
            }
        }
    }

    private static boolean touches(Interval interval, long host, long grains) {
        for (int grain = 0; grain < 64; grain++) {
            if ((grains >>> grain & 1) != 0
                    && interval.overlapsHost(
                            host + grain * (long) GuestMemory.GRAIN_LENGTH, GuestMemory.GRAIN_LENGTH)) {
                return true;
            }
        }
        return false;
    }

    // --- translations ----------------------------------------------------------------------------------------------

    /**
     * Records what a translation assumes, before it is made: from now on a change of any of it makes it invalid.
     *
     * @param translation translation to be
     * @param pages linear and physical address of each page its code lies in, alternating
     */
    public void assume(Translation translation, int[] pages) {
        for (int n = 0; n < pages.length; n += 2) {
            codePages.put(pages[n], pages[n + 1]);
        }
        for (Access access : translation.region.accesses().values()) {
            Interval interval = access.interval();
            if (interval != null) {
                List<Translation> users = dependents.get(interval);
                if (users == null) {
                    translation.invalidate();
                } else if (!users.contains(translation)) {
                    users.add(translation);
                }
            }
        }
    }

    /**
     * Makes a finished translation the one that is entered at its EIP.
     *
     * @param translation valid translation with its class
     */
    public void publish(Translation translation) {
        Translation old = translations.put(translation.region.entryEip(), translation);
        if (old != null && old != translation) {
            old.invalidate();
        }
        frontCode[front(translation.region.entryEip())] = null;
    }

    /**
     * Invalidates a translation.
     *
     * @param translation translation that no longer holds
     */
    public void drop(Translation translation) {
        if (translation.valid()) {
            translation.invalidate();
            invalidations++;
        }
        if (translations.get(translation.region.entryEip()) == translation) {
            translations.remove(translation.region.entryEip());
        }
        frontCode[front(translation.region.entryEip())] = null;
    }

    /** Invalidates all translations and forgets all intervals. */
    public void dropAll() {
        List.copyOf(translations.values()).forEach(this::drop);
        dependents.clear();
        codePages.clear();
        Arrays.fill(frontCode, null);
        clearTables();
    }

    /**
     * Finds the translation that begins at an EIP.
     *
     * @param eip entry
     * @return translation or null
     */
    public @Nullable Translation find(int eip) {
        return translations.get(eip);
    }

    /**
     * Finds the code that begins at an EIP, quickly.
     *
     * @param eip entry
     * @return code or null
     */
    public @Nullable TranslatedCode lookup(int eip) {
        int slot = front(eip);
        TranslatedCode code = frontCode[slot];
        if (code != null && frontEip[slot] == eip) {
            return code;
        }
        Translation translation = translations.get(eip);
        if (translation == null) {
            return null;
        }
        code = translation.code();
        frontEip[slot] = eip;
        frontCode[slot] = code;
        return code;
    }

    private static int front(int eip) {
        return (eip ^ (eip >>> 12)) & (FRONT_ENTRIES - 1);
    }

    /**
     * Notes that a translation of an entry is being made.
     *
     * @param entryEip entry
     * @return false if one was on its way already
     */
    public boolean begin(int entryEip) {
        return pending.add(entryEip);
    }

    /**
     * Notes that the translation of an entry that was on its way is there, or failed.
     *
     * @param entryEip entry
     */
    public void end(int entryEip) {
        pending.remove(entryEip);
    }

    /**
     * Counts the new translations of an entry whose accesses missed.
     *
     * @param entryEip entry
     * @return false if the entry had its share
     */
    boolean mayRetranslate(int entryEip) {
        return retranslations.getAndIncrement(entryEip) < MAXIMUM_RETRANSLATIONS;
    }

    /** @return number of translations that can be entered */
    public int translationCount() {
        return translations.size();
    }

    /** @return translations dropped so far; a change tells that code on the way may be stale */
    public int invalidations() {
        return invalidations;
    }

    // --- accesses --------------------------------------------------------------------------------------------------

    /**
     * Notes where an access of an interpreted instruction goes.
     *
     * @param key access
     * @param linear linear address
     */
    public void noteAccess(long key, int linear) {
        profile.note(key, linear);
    }

    /**
     * Plans an access from what is known about it.
     *
     * @param mmu memory of the processor
     * @param key access
     * @param guess linear address to assume if nothing is known, or a value outside 0..2^32-1 for no guess
     * @param write true if it is written
     * @return how to check it
     */
    public Access plan(Mmu mmu, long key, long guess, boolean write) {
        long known = profile.get(key);
        long linear = known == AccessProfile.UNKNOWN ? guess : known;
        if (linear < 0 || linear >= AccessProfile.SEVERAL) {
            return Access.TABLE;
        }
        Interval interval = interval(mmu, (int) linear, write);
        return interval == null ? Access.TABLE : new Access(interval);
    }

    /** @return chunks of the read table, for generated code */
    public long[][] readTable() {
        return readTable.chunks();
    }

    /** @return chunks of the write table, for generated code */
    public long[][] writeTable() {
        return writeTable.chunks();
    }

    /** @return heap bytes of the tables */
    public long tableFootprint() {
        return readTable.footprint() + writeTable.footprint();
    }

    /**
     * Notes that a translation was left in the middle of a block, and takes the budget away so that every caller in the
     * nest returns too, whatever EIP it finds.
     *
     * @param translation translation that was left
     * @param cpu processor, all state written back
     */
    void left(Translation translation, CpuState cpu) {
        leftTranslation = translation;
        leftBudget = cpu.budget;
        cpu.budget = Long.MIN_VALUE / 2;
    }

    /**
     * Gives the budget back after a nest was unwound.
     *
     * @param cpu processor
     * @return the translation that was left in the middle of a block since the last call, or null
     */
    public @Nullable Translation takeLeft(CpuState cpu) {
        Translation translation = leftTranslation;
        if (translation != null) {
            cpu.budget = leftBudget;
            leftTranslation = null;
        }
        return translation;
    }

    /**
     * Learns from an access that missed: the page enters the table if it can be accessed directly, and the next
     * translation of the instruction is planned with what is known now.
     *
     * @param mmu memory of the processor
     * @param eip EIP of the instruction
     * @param role role of the access within the instruction
     * @param linear linear address that was accessed
     * @param planned how the access was checked
     */
    public void learn(Mmu mmu, int eip, int role, int linear, Access planned) {
        boolean write = role == Access.WRITE || role == Access.STACK_WRITE;
        int page = linear & -PAGE;
        long host = reachable(page) ? pageHost(mmu, page, write) : 0;
        boolean besideCode = write && host != 0 && memory.codeGrains(mmu.physicalOf(page)) != 0;
        long key = Access.key(eip, role);
        if (host != 0 && !besideCode) {
            (write ? writeTable : readTable).put(linear, host);
        }
        if (planned.interval() != null) {
            long known = profile.get(key);
            profile.set(key, known == AccessProfile.UNKNOWN ? Integer.toUnsignedLong(linear) : AccessProfile.SEVERAL);
        } else if (besideCode) {
            // The table works in pages; only an interval of grains reaches data beside code.
            profile.set(key, Integer.toUnsignedLong(linear));
        }
    }
}
