package org.prtosvm.tools.trace;

import java.util.Set;

/**
 * Which events are wanted. An empty set wants all.
 *
 * @param partitions numbers of partitions
 * @param events numbers of events
 * @param fromUs first wanted time in microseconds
 * @param toUs time in microseconds from which on nothing is wanted
 */
public record TraceFilter(Set<Integer> partitions, Set<Integer> events, double fromUs, double toUs) {
    /** Makes a filter with copies of the sets. */
    public TraceFilter {
        partitions = Set.copyOf(partitions);
        events = Set.copyOf(events);
    }

    /**
     * Whether an event is wanted.
     *
     * @param event the event
     * @param info what the trace says about its system
     * @return true if it is
     */
    public boolean accepts(TraceEvent event, TraceInfo info) {
        return isInTime(event, info)
                && (partitions.isEmpty() || partitions.contains(event.partition()))
                && (events.isEmpty() || events.contains(event.event()));
    }

    /**
     * Whether an event lies in the wanted time.
     *
     * @param event the event
     * @param info what the trace says about its system
     * @return true if it does
     */
    public boolean isInTime(TraceEvent event, TraceInfo info) {
        double us = info.us(event.time());
        return us >= fromUs && us < toUs;
    }
}
