package org.prtosvm.bench.guest;

/**
 * How much time a measurement takes.
 *
 * @param jitWarmUpMs wall time for which a translating machine runs before it is measured, in milliseconds
 * @param warmUpMs the same for the other variants
 * @param sampleMs wall time that a sample should take at least, in milliseconds
 */
record BenchEffort(long jitWarmUpMs, long warmUpMs, long sampleMs) {
    /** Some minutes for the quick selection of programs. */
    static final BenchEffort QUICK = new BenchEffort(2000, 100, 120);
    /** For figures that are to be published. */
    static final BenchEffort THOROUGH = new BenchEffort(6000, 500, 500);
}
