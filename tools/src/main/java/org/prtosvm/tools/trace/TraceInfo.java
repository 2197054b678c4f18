package org.prtosvm.tools.trace;

import java.util.List;
import org.prtosvm.prtos.config.SystemConfiguration;

/**
 * What a trace says about its system.
 *
 * @param cpuKhz speed of the processors
 * @param processors number of processors
 * @param partitions names of the partitions, by id
 */
public record TraceInfo(long cpuKhz, int processors, List<String> partitions) {
    /** Makes a value with a copy of the list. */
    public TraceInfo {
        partitions = List.copyOf(partitions);
    }

    /**
     * What there is to say about a system.
     *
     * @param configuration the system
     * @param cpuKhz speed of its processors
     * @return value for a trace
     */
    public static TraceInfo of(SystemConfiguration configuration, long cpuKhz) {
        return new TraceInfo(
                cpuKhz,
                configuration.processors().size(),
                configuration.partitions().stream().map(configuration::nameOf).toList());
    }

    /**
     * The name of a partition.
     *
     * @param id its number
     * @return its name, or "hypervisor" for a number that no partition has
     */
    public String partition(int id) {
        return id >= 0 && id < partitions.size() ? partitions.get(id) : "hypervisor";
    }

    /**
     * The time of an event.
     *
     * @param counts as recorded
     * @return microseconds, not rounded
     */
    public double us(long counts) {
        return counts * 1000.0 / cpuKhz;
    }
}
