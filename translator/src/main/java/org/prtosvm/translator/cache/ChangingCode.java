package org.prtosvm.translator.cache;

import java.util.Arrays;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.memory.GuestMemory;

/**
 * How often the decoded code of each grain of physical memory was changed by stores. Code that changes often is not
 * worth a translation: each change asks for twice as many executions before the next one. Code that was left alone for
 * long is trusted again.
 *
 * <p>Time is measured in instructions that the engine has executed; none of this is visible to a guest. Thread rule: guest
 * thread.
 */
public final class ChangingCode {
    /** Changes after which a grain counts as changing. */
    private static final int TOLERATED_CHANGES = 2;
    /** Executions without a change that the first translation of a changing grain takes; doubled by each change. */
    private static final int FIRST_EXECUTIONS = 32;

    private static final int MAXIMUM_DOUBLINGS = 20;
    /** Instructions without a change after which the changes of a page are forgotten. */
    private static final long TRUST_AFTER = 1L << 28;

    private static final int GRAINS = GuestMemory.PAGE_SIZE / GuestMemory.GRAIN_LENGTH;

    /** The changes of one page. */
    private static final class Page {
        final byte[] changes = new byte[GRAINS];
        long changing;
        long lastChange;
    }

    private final Int2ObjectHashMap<Page> pages = new Int2ObjectHashMap<>();
    private int lastPage = -1;
    private @Nullable Page last;
    private long now;

    /** Creates a record of no changes. */
    public ChangingCode() {}

    /**
     * Sets the clock.
     *
     * @param instructions instructions that were executed so far
     */
    public void advanceTo(long instructions) {
        now = instructions;
    }

    /**
     * Notes that decoded code is about to be changed.
     *
     * @param physical physical address of the first byte that changes
     * @param length bytes within one page
     */
    public void changed(int physical, int length) {
        int address = physical & -GuestMemory.PAGE_SIZE;
        Page page = page(address);
        if (page == null) {
            page = new Page();
            pages.put(address, page);
            last = page;
        } else if (now - page.lastChange > TRUST_AFTER) {
            forget(page);
        }
        page.lastChange = now;
        for (long grains = GuestMemory.grains(physical, length); grains != 0; grains &= grains - 1) {
            int grain = Long.numberOfTrailingZeros(grains);
            if (page.changes[grain] < Byte.MAX_VALUE) {
                page.changes[grain]++;
            }
            if (page.changes[grain] > TOLERATED_CHANGES) {
                page.changing |= 1L << grain;
            }
        }
    }

    private @Nullable Page page(int address) {
        if (address != lastPage) {
            lastPage = address;
            last = pages.get(address);
        }
        return last;
    }

    private static void forget(Page page) {
        Arrays.fill(page.changes, (byte) 0);
        page.changing = 0;
    }

    /**
     * Grains of a page whose code keeps changing.
     *
     * @param physical any physical address in the page
     * @return bit n set: the code in bytes 64n..64n+63 was changed more than a few times lately
     */
    long grains(int physical) {
        Page page = page(physical & -GuestMemory.PAGE_SIZE);
        if (page == null) {
            return 0;
        }
        if (page.changing != 0 && now - page.lastChange > TRUST_AFTER) {
            forget(page);
        }
        return page.changing;
    }

    /**
     * Executions without a change after which code is worth a translation in spite of the changes before.
     *
     * @param physical physical address of the first byte
     * @param length bytes within one page
     * @return executions, 0 for code that does not keep changing
     */
    public int executionsNeeded(int physical, int length) {
        long changing = grains(physical);
        if (changing == 0) {
            return 0;
        }
        changing &= GuestMemory.grains(physical, length);
        int most = 0;
        Page page = last;
        for (; changing != 0 && page != null; changing &= changing - 1) {
            most = Math.max(most, page.changes[Long.numberOfTrailingZeros(changing)]);
        }
        return most == 0 ? 0 : FIRST_EXECUTIONS << Math.min(most - TOLERATED_CHANGES, MAXIMUM_DOUBLINGS);
    }
}
