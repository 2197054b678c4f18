package org.prtosvm.tools.report;

/**
 * A change of plan that was seen.
 *
 * @param timeUs when the new plan began, in microseconds of virtual time
 * @param cpu processor
 * @param from id of the old plan
 * @param to id of the new plan
 */
record PlanSwitch(long timeUs, int cpu, int from, int to) {}
