package org.prtosvm.tools.report;

/** What one partition did in a run. Thread rule: confined to the thread that runs the machine until that has stopped. */
final class PartitionUse {
    /** Time in which it had a processor, in counts. */
    long runCounts;
    /** Length of its slots that began, in microseconds. */
    long slotUs;
    /** Messages it wrote to sampling ports or sent through queuing ports. */
    long sent;
    /** Messages it read from sampling ports or received through queuing ports. */
    long received;
    /** Hypercalls it made. */
    long hypercalls;
    /** Health-monitor events it raised. */
    long healthEvents;

    PartitionUse() {}
}
