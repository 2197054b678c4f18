package org.prtosvm.tools.live;

/** What a counter counts. The numbers are part of the file. */
public enum CounterKind {
    /** Virtual time in microseconds. */
    TIME_US(1, false, "virtual time, us"),
    /** Events since the machine was made. */
    EVENTS(2, false, "events"),
    /** 0 while the machine runs, 1 when the run has ended. */
    ENDED(3, false, "ended"),
    /** Number of processors. */
    PROCESSORS(4, false, "processors"),
    /** Virtual time in microseconds that a partition had a processor. */
    RUN_US(16, true, "time on a processor, us"),
    /** Slots that began for a vCPU that was ready. */
    SLOTS(17, true, "slots"),
    /** Hypercalls. */
    HYPERCALLS(18, true, "hypercalls"),
    /** Traps of guest code. */
    TRAPS(19, true, "traps"),
    /** Virtual events that were delivered. */
    INJECTIONS(20, true, "injections"),
    /** Messages written or sent. */
    WRITTEN(21, true, "messages written"),
    /** Messages read or received. */
    READ(22, true, "messages read"),
    /** Health-monitor events. */
    HEALTH(23, true, "health events");

    private final int number;
    private final boolean ofPartition;
    private final String label;

    CounterKind(int number, boolean ofPartition, String label) {
        this.number = number;
        this.ofPartition = ofPartition;
        this.label = label;
    }

    /**
     * The number of this kind in the file.
     *
     * @return type id of its counters
     */
    public int number() {
        return number;
    }

    /**
     * Whether every partition has a counter of this kind.
     *
     * @return false if there is one for the machine
     */
    public boolean ofPartition() {
        return ofPartition;
    }

    /**
     * What this kind counts, for people.
     *
     * @return short text
     */
    public String label() {
        return label;
    }
}
