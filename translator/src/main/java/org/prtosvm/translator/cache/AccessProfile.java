package org.prtosvm.translator.cache;

import org.agrona.collections.Long2LongHashMap;

/**
 * Where memory accesses went, as far as it was looked at: one linear address per access, or the knowledge that it goes
 * to several places. Survives the translations made from it.
 */
final class AccessProfile {
    /** Nothing is known. */
    static final long UNKNOWN = -1;
    /** The access goes to several intervals. */
    static final long SEVERAL = 1L << 32;

    private final Long2LongHashMap seen = new Long2LongHashMap(UNKNOWN);

    /**
     * Looks an access up.
     *
     * @param key as {@link org.prtosvm.translator.region.Access#key}
     * @return a linear address (0..2^32-1), {@link #SEVERAL} or {@link #UNKNOWN}
     */
    long get(long key) {
        return seen.get(key);
    }

    /**
     * Remembers where an access went, if nothing is known yet.
     *
     * @param key access
     * @param linear linear address
     */
    void note(long key, int linear) {
        if (seen.get(key) == UNKNOWN) {
            seen.put(key, Integer.toUnsignedLong(linear));
        }
    }

    /**
     * Replaces what is known about an access.
     *
     * @param key access
     * @param value linear address or {@link #SEVERAL}
     */
    void set(long key, long value) {
        seen.put(key, value);
    }
}
