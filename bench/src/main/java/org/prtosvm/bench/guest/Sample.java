package org.prtosvm.bench.guest;

/**
 * A measured stretch of work.
 *
 * @param rounds rounds of the program in it
 * @param wallNs wall time in nanoseconds
 * @param cpuNs processor time of all threads of the process in nanoseconds
 */
record Sample(long rounds, long wallNs, long cpuNs) {
    /** @return wall time of one round in nanoseconds */
    double wallNsPerRound() {
        return (double) wallNs / rounds;
    }

    /** @return processor time of one round in nanoseconds */
    double cpuNsPerRound() {
        return (double) cpuNs / rounds;
    }
}
