package org.prtosvm.test.support;

import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.tools.machine.MachineStatistics;

/**
 * How a system ran.
 *
 * @param end why the run ended
 * @param console everything it printed
 * @param hash hash of the machine at the end
 * @param statistics what was executed
 */
public record RunResult(RunEnd end, String console, String hash, MachineStatistics statistics) {}
