package org.prtosvm.devices.time;

/**
 * A clock of its own frequency beside the count of the processor; both start at 0. Exact integer arithmetic for any
 * count.
 *
 * @param hertz ticks per second
 * @param countsPerSecond counts of the processor per second
 */
public record Oscillator(long hertz, long countsPerSecond) {
    /** Highest frequency of either side: keeps all products below 2^63. */
    private static final long HIGHEST = 1L << 40;

    /** Checks the frequencies. */
    public Oscillator {
        if (hertz < 1 || countsPerSecond < 1 || hertz > HIGHEST / 256 || countsPerSecond > HIGHEST) {
            throw new IllegalArgumentException(
                    "oscillator of %d Hz beside %d counts per second".formatted(hertz, countsPerSecond));
        }
        Math.multiplyExact(hertz, countsPerSecond);
    }

    /**
     * Ticks up to a time.
     *
     * @param count time in counts
     * @return whole ticks since the start
     */
    public long ticks(long count) {
        long seconds = count / countsPerSecond;
        return seconds * hertz + count % countsPerSecond * hertz / countsPerSecond;
    }

    /**
     * The first time at which a tick has passed.
     *
     * @param tick number of the tick
     * @return smallest count with {@code ticks(count) >= tick}
     */
    public long count(long tick) {
        long seconds = tick / hertz;
        return seconds * countsPerSecond + (tick % hertz * countsPerSecond + hertz - 1) / hertz;
    }
}
