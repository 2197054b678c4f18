// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.time;

/**
 * Converts between counts (executed instructions and charges of a processor) and time.
 *
 * <p>Time is the count divided by the speed, rounded down: {@code ns = count * 1_000_000 / khz}, {@code us = count * 1_000 / khz}. A time
 * is reached at the first count whose time is not smaller. Results beyond 63 bits saturate, so that far deadlines are never reached.
 */
public final class TimeBase {
    /** Speed in kHz of a processor for which the configuration names none. */
    public static final long DEFAULT_KHZ = 200_000;
    /** A count that is never reached. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long US_PER_MS = 1_000;
    private static final long NS_PER_MS = 1_000_000;

    private final long khz;

    /**
     * Makes a time base.
     *
     * @param khz counts per millisecond, at least 1
     * @throws IllegalArgumentException if the speed is not positive
     */
    public TimeBase(long khz) {
        if (khz < 1) {
            throw new IllegalArgumentException("processor speed is at least 1 kHz, found " + khz);
        }
        this.khz = khz;
    }

    /**
     * The speed.
     *
     * @return counts per millisecond
     */
    public long khz() {
        return khz;
    }

    /**
     * The time at a count.
     *
     * @param count not negative
     * @return whole microseconds
     */
    public long toUs(long count) {
        return scale(count, US_PER_MS);
    }

    /**
     * The time at a count.
     *
     * @param count not negative
     * @return whole nanoseconds
     */
    public long toNs(long count) {
        return scale(count, NS_PER_MS);
    }

    private long scale(long count, long unitsPerMs) {
        return count / khz * unitsPerMs + count % khz * unitsPerMs / khz;
    }

    /**
     * The first count at which a time is reached.
     *
     * @param us time in microseconds, not negative
     * @return the smallest count with {@code toUs(count) >= us}, or {@link #NEVER}
     */
    public long countAtUs(long us) {
        long whole = us / US_PER_MS;
        if (whole >= NEVER / khz - 1) {
            return NEVER;
        }
        return whole * khz + (us % US_PER_MS * khz + US_PER_MS - 1) / US_PER_MS;
    }
}
