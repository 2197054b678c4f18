package org.prtosvm.tools.report;

/**
 * A health-monitor event that was seen.
 *
 * @param timeUs when it happened, in microseconds of virtual time
 * @param partition partition, or -1 for the system
 * @param event number of the event
 * @param action number of the action
 */
record HealthEvent(long timeUs, int partition, int event, int action) {}
