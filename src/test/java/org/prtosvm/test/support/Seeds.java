package org.prtosvm.test.support;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Seeds of random tests: a new one for every run, printed with each failure, and accepted back through the system
 * property {@value #PROPERTY}.
 */
public final class Seeds {
    /** System property that gives the seed, a decimal number. */
    public static final String PROPERTY = "prtos.seed";

    private static final long SEED = Long.getLong(PROPERTY, System.nanoTime() & 0xFFFF_FFFFL);

    private Seeds() {}

    /** @return seed of this run */
    public static long seed() {
        return SEED;
    }

    /**
     * A generator for one test.
     *
     * @param salt tells tests of the same run apart
     * @return generator that gives the same numbers for the same seed and salt
     */
    public static RandomGenerator generator(long salt) {
        return new SplittableRandom(SEED * 0x9E37_79B9_7F4A_7C15L + salt);
    }

    /** @return what to add to the message of a failure */
    public static String hint() {
        return "repeat with -D%s=%d".formatted(PROPERTY, SEED);
    }
}
