// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

/**
 * What belongs to the hypervisor. Source: ABI 11-configuration, 3.3.
 *
 * @param area its memory
 * @param console its console
 * @param healthMonitorDevice where health-monitor log entries go
 * @param hmTable what it does on events of its own
 * @param trace where its trace goes
 */
public record HypervisorConfiguration(
        MemoryArea area,
        DeviceReference console,
        DeviceReference healthMonitorDevice,
        HmTable hmTable,
        TraceConfiguration trace) {}
