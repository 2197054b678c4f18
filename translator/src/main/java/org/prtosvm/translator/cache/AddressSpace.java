package org.prtosvm.translator.cache;

import java.util.Arrays;
import java.util.List;
import org.agrona.collections.Int2IntCounterMap;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntHashSet;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentRegister;
import org.prtosvm.translator.region.Access;
import org.prtosvm.translator.region.Interval;
import org.prtosvm.translator.region.RegionBlock;

/**
 * The translations that hold for one processor mode and one mapping of linear addresses, with everything they assume
 * about that mapping: intervals whose constants they embed, tables, and where their code lies.
 *
 * <p>It is not bound to a page directory: any directory for which all assumptions hold may use it ({@link #matches}).
 * What nothing assumes any more is forgotten. Thread rule: guest thread.
 */
public final class AddressSpace {
    private static final int FRONT_ENTRIES = 4096;
    private static final int PAGE = GuestMemory.PAGE_SIZE;

    /** New translations per entry for the sake of its accesses; then it stays as it is. */
    private static final int MAXIMUM_RETRANSLATIONS = 8;

    /** Learns which translations are gone. */
    public interface DropListener {
        /**
         * A translation must not be entered again.
         *
         * @param translation translation, invalid from now on
         */
        void dropped(Translation translation);
    }

    /** The physical page behind a linear page from which code was translated. */
    private static final class CodePage {
        final int physical;
        int users;

        CodePage(int physical) {
            this.physical = physical;
        }
    }

    private final GuestMemory memory;
    private final int mode;
    private final int flatLimit;
    private final int codeLimit;
    private final DropListener listener;
    private final IntervalSet intervals;
    private final Int2ObjectHashMap<CodePage> codePages = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<Translation> translations = new Int2ObjectHashMap<>();
    private final int[] frontEip = new int[FRONT_ENTRIES];
    private final @Nullable TranslatedCode[] frontCode = new TranslatedCode[FRONT_ENTRIES];
    private final DeltaTable readTable = new DeltaTable();
    private final DeltaTable writeTable = new DeltaTable();
    private final AccessProfile profile = new AccessProfile();
    private final Int2IntCounterMap retranslations = new Int2IntCounterMap(0);
    private final IntHashSet pending = new IntHashSet();
    private final IntHashSet covered = new IntHashSet();
    private final IntHashSet frameless = new IntHashSet();
    private int invalidations;
    private @Nullable Translation leftTranslation;
    private int leftFuel;
    private int verifiedGeneration = -1;

    /**
     * Creates an empty space.
     *
     * @param memory physical memory
     * @param changing code that keeps being changed
     * @param listener learns what is dropped
     * @param mode mode bits that all its translations assume
     * @param flatLimit highest linear address that the flat segments reach
     * @param codeLimit limit of CS
     */
    public AddressSpace(
            GuestMemory memory, ChangingCode changing, DropListener listener, int mode, int flatLimit, int codeLimit) {
        this.memory = memory;
        this.listener = listener;
        this.mode = mode;
        this.flatLimit = flatLimit;
        this.codeLimit = codeLimit;
        this.intervals = new IntervalSet(memory, changing, flatLimit);
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
        if (mode != currentMode || flatLimit != cpu.flatLimit || codeLimit != cpu.segment[SegmentRegister.CS].limit) {
            return false;
        }
        if (verifiedGeneration == cpu.mappingGeneration) {
            return true;
        }
        if (!codeHolds(mmu) || !intervals.hold(mmu)) {
            return false;
        }
        if (verifiedGeneration >= 0) {
            clearTables();
        }
        verifiedGeneration = cpu.mappingGeneration;
        return true;
    }

    private boolean codeHolds(Mmu mmu) {
        Int2ObjectHashMap<CodePage>.EntryIterator pages = codePages.entrySet().iterator();
        while (pages.hasNext()) {
            pages.next();
            // Asking for the mapping also makes the page tables watched, so that the next change is noticed.
            if (mmu.mappingOf(pages.getIntKey()) != memory.hostAddress(pages.getValue().physical)) {
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

    /**
     * A page holds decoded code (or more of it), or serves as a page table: write intervals that cover what must not be
     * stored to unseen end, with everything that embeds them.
     *
     * @param physicalPage physical address of the page
     */
    public void codeDecoded(int physicalPage) {
        writeTable.removeHostPage(memory.hostAddress(physicalPage));
        intervals.close(physicalPage).forEach(this::drop);
    }

    // --- translations ----------------------------------------------------------------------------------------------

    /**
     * Records what a translation assumes, before it is made: from now on a change of any of it makes it invalid.
     *
     * @param translation translation to be
     * @return false if something it assumes holds no longer; it is invalid then
     */
    public boolean assume(Translation translation) {
        int[] pages = translation.codePages();
        for (int n = 0; n < pages.length; n += 2) {
            CodePage page = codePages.get(pages[n]);
            if (page == null) {
                page = new CodePage(pages[n + 1]);
                codePages.put(pages[n], page);
            }
            page.users++;
        }
        for (RegionBlock block : translation.region.blocks()) {
            covered.add(block.eip());
        }
        if (!intervals.use(translation)) {
            drop(translation);
            return false;
        }
        return true;
    }

    /**
     * Makes a finished translation the one that is entered at its EIP.
     *
     * @param translation valid translation with its class
     */
    public void publish(Translation translation) {
        Translation old = translations.get(translation.region.entryEip());
        if (old != null && old != translation) {
            drop(old);
        }
        translations.put(translation.region.entryEip(), translation);
        frontCode[front(translation.region.entryEip())] = null;
    }

    /**
     * Invalidates a translation, published or not, and forgets everything that leads to it.
     *
     * @param translation translation that no longer holds
     */
    public void drop(Translation translation) {
        if (!translation.valid()) {
            return;
        }
        translation.invalidate();
        invalidations++;
        intervals.release(translation);
        int[] pages = translation.codePages();
        for (int n = 0; n < pages.length; n += 2) {
            CodePage page = codePages.get(pages[n]);
            if (page != null && --page.users == 0) {
                codePages.remove(pages[n]);
            }
        }
        int eip = translation.region.entryEip();
        if (translations.get(eip) == translation) {
            translations.remove(eip);
            frontCode[front(eip)] = null;
        }
        for (RegionBlock block : translation.region.blocks()) {
            covered.remove(block.eip());
        }
        listener.dropped(translation);
    }

    /** Invalidates all translations that can be entered. */
    public void dropAll() {
        List.copyOf(translations.values()).forEach(this::drop);
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

    /**
     * Tells whether a block lies in a region that was planned for another entry. It then runs translated most of the time,
     * and is a poor entry unless execution keeps arriving there from outside.
     *
     * @param eip EIP of the block
     * @return false also if that region was dropped and another one that is still valid has the block too
     */
    public boolean covers(int eip) {
        return covered.contains(eip);
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

    /**
     * Tells whether the stack frame of a region may be checked at its entry.
     *
     * @param entryEip entry
     * @return false if that failed before
     */
    public boolean mayFrame(int entryEip) {
        return !frameless.contains(entryEip);
    }

    /**
     * Notes that the frame of a region was not where it was expected: its next translation checks each stack access.
     *
     * @param entryEip entry
     */
    void frameMissed(int entryEip) {
        frameless.add(entryEip);
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
     * @return how to check it, or null if nothing is known and there is no guess
     */
    public @Nullable Access plan(Mmu mmu, long key, long guess, boolean write) {
        long known = profile.get(key);
        long linear = known == AccessProfile.UNKNOWN ? guess : known;
        if (linear < 0) {
            return null;
        }
        if (linear >= AccessProfile.SEVERAL) {
            return Access.TABLE;
        }
        Interval interval = intervals.around(mmu, (int) linear, write);
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
     * Notes that a translation was left in the middle of a block, and takes the fuel away so that every caller in the
     * nest returns too, whatever EIP it finds.
     *
     * @param translation translation that was left
     * @param fuel fuel that is left
     * @return fuel to return with: none
     */
    int left(Translation translation, int fuel) {
        leftTranslation = translation;
        leftFuel = fuel;
        return Integer.MIN_VALUE / 2;
    }

    /** @return the translation that was left in the middle of a block since the last call, or null */
    public @Nullable Translation takeLeft() {
        Translation translation = leftTranslation;
        leftTranslation = null;
        return translation;
    }

    /** @return fuel that was left when a translation was left in the middle of a block for the last time */
    public int leftFuel() {
        return leftFuel;
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
        long host = intervals.pageHost(mmu, page, write);
        boolean besideCode = write && host != 0 && intervals.closedGrains(mmu.physicalOf(page)) != 0;
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
