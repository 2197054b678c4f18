package org.prtosvm.tools.cli;

import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.tools.machine.Machine;
import org.prtosvm.tools.machine.MachineOptions;
import org.prtosvm.tools.machine.MachineStatistics;

/**
 * How a run went.
 *
 * @param machine the machine, stopped
 * @param options options of the machine
 * @param end why it stopped
 * @param interrupted true if somebody outside wanted it to stop
 * @param statistics what it did
 * @param wallNs wall time from the first guest instruction to the end, in nanoseconds
 */
record RunOutcome(
        Machine machine,
        MachineOptions options,
        RunEnd end,
        boolean interrupted,
        MachineStatistics statistics,
        long wallNs) {
    /**
     * The virtual time at the end.
     *
     * @return microseconds; the whole duration if that ended the run, also when the processors were idle then
     */
    long virtualTimeUs() {
        return end == RunEnd.DURATION ? options.durationUs() : statistics.virtualTimeUs();
    }

    /** @return exit code of the command */
    int exitCode() {
        return switch (end) {
            case NOTHING_LEFT, SYSTEM_HALTED, DURATION -> ExitCode.OK;
            case HEALTH_MONITOR_HALT, PANIC -> ExitCode.FAILED;
            case STOPPED -> interrupted ? ExitCode.INTERRUPTED : ExitCode.OK;
        };
    }

    /** @return the reason of the end for people */
    String reason() {
        return switch (end) {
            case NOTHING_LEFT -> "no vCPU can ever run again";
            case SYSTEM_HALTED -> "a partition halted the system";
            case HEALTH_MONITOR_HALT -> "the health monitor halted the system";
            case PANIC -> "the hypervisor panicked";
            case DURATION -> "the duration is over";
            case STOPPED -> interrupted ? "stopped from outside" : "the wanted console lines were seen";
        };
    }
}
