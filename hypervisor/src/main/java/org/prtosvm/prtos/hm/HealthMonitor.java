// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hm;

import org.prtosvm.abi.HmAction;
import org.prtosvm.abi.HmEvent;
import org.prtosvm.abi.HmLogDescriptor;
import org.prtosvm.abi.LogRecordDescriptor;
import org.prtosvm.prtos.config.HmSlot;
import org.prtosvm.prtos.config.HmTable;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.log.AuditCode;
import org.prtosvm.prtos.log.HmLog;

/**
 * Looks events up in the tables of the configuration, prints and logs them, and executes their actions, in this order: a record exists
 * before its action. Source: ABI 06-health-monitor, 2 to 4.
 */
public final class HealthMonitor {
    /** Reset status of a system reset that the health monitor caused; the event is in the low half. */
    public static final int SYSTEM_RESET_STATUS = 2 << 16;

    private static final String UNKNOWN = "unknown";
    private static final int ACTION_LOGGED = 1 << 31;

    private final SystemConfiguration configuration;
    private final HmLog log;
    private final HmServices services;
    private final HmControl control;

    /**
     * Makes a health monitor.
     *
     * @param configuration configuration with the tables
     * @param log takes the records
     * @param services clock, console, audit
     * @param control executes the actions
     */
    public HealthMonitor(SystemConfiguration configuration, HmLog log, HmServices services, HmControl control) {
        this.configuration = configuration;
        this.log = log;
        this.services = services;
        this.control = control;
    }

    /**
     * The configured slot of an event of a partition.
     *
     * @param partitionId partition
     * @param event number of the event
     * @return its slot
     */
    public HmSlot partitionSlot(int partitionId, int event) {
        return configuration.partitions().get(partitionId).hmTable().slot(event);
    }

    /**
     * Raises an event.
     *
     * @param incident what has happened
     * @return the action that was executed; {@link HmAction#PROPAGATE} is left to the caller
     */
    public HmAction raise(HmIncident incident) {
        HmTable table = incident.system()
                ? configuration.hypervisor().hmTable()
                : configuration.partitions().get(incident.partitionId()).hmTable();
        HmSlot slot = table.slot(incident.event());
        int flags = (incident.system() ? HmLogDescriptor.SYSTEM : 0)
                | (incident.context() ? HmLogDescriptor.CPU_CONTEXT : 0);
        int codeLow = LogRecordDescriptor.codeLow(incident.partitionId(), incident.vcpuId(), incident.event());
        services.audit(AuditCode.HM_EVENT_RAISED, codeLow, flags, incident.context() ? incident.payload0() : 0);
        long nowUs = services.nowUs();
        services.countEvent();
        print(incident, slot, nowUs);
        int word = slot.action().number() | (slot.log() ? ACTION_LOGGED : 0);
        services.audit(incident.system() ? AuditCode.HM_HYPERVISOR_ACTION : AuditCode.HM_PARTITION_ACTION, word);
        services.report(SystemEvent.HEALTH, incident.partitionId(), incident.event(), Integer.toUnsignedLong(word));
        if (slot.log()) {
            log.append(
                    nowUs,
                    flags,
                    incident.partitionId(),
                    incident.vcpuId(),
                    incident.event(),
                    incident.payload0(),
                    incident.payload1(),
                    incident.payload2(),
                    incident.payload3());
        }
        if (incident.system()) {
            actOnSystem(slot.action(), incident.event());
        } else {
            actOnPartition(slot.action(), incident);
        }
        return slot.action();
    }

    private void print(HmIncident incident, HmSlot slot, long nowUs) {
        services.println("[HM] %d:%s (%d):%s(%d)"
                .formatted(
                        nowUs,
                        eventName(incident.event()),
                        incident.event(),
                        incident.system() ? "SYS" : "PART",
                        incident.partitionId()));
        if (incident.context()) {
            services.println("ip: 0x%x flags: 0x%x".formatted(incident.payload0(), incident.payload1()));
        } else {
            services.println("0x%x 0x%x 0x%x 0x%x "
                    .formatted(incident.payload0(), incident.payload1(), incident.payload2(), incident.payload3()));
        }
        services.println("[HM] %s(%d) %s"
                .formatted(
                        slot.action().configurationName(),
                        slot.action().number(),
                        slot.log() ? "PRTOS_HM_LOG_ENABLED" : "PRTOS_HM_LOG_DISABLED"));
    }

    private static String eventName(int event) {
        return event == HmEvent.UNUSED ? UNKNOWN : HmEvent.of(event).configurationName();
    }

    private void actOnPartition(HmAction action, HmIncident incident) {
        int partition = incident.partitionId();
        switch (action) {
            case IGNORE, PROPAGATE -> {
                // Left to whoever raised the event.
            }
            case SHUTDOWN -> control.shutdown(partition);
            case PARTITION_COLD_RESET -> {
                services.println("[HM] Partition %d cold reseted".formatted(partition));
                control.reset(partition, true, incident.event());
            }
            case PARTITION_WARM_RESET -> {
                services.println("[HM] Partition %d warm reseted".formatted(partition));
                control.reset(partition, false, incident.event());
            }
            case SUSPEND -> {
                services.println("[HM] Partition %d suspended".formatted(partition));
                control.suspend(partition);
            }
            case PARTITION_HALT -> {
                services.println("[HM] Partition %d halted".formatted(partition));
                control.halt(partition);
            }
            case HYPERVISOR_COLD_RESET, HYPERVISOR_WARM_RESET, HYPERVISOR_HALT, SWITCH_TO_MAINTENANCE ->
                actOnSystem(action, incident.event());
        }
    }

    private void actOnSystem(HmAction action, int event) {
        switch (action) {
            case IGNORE -> {
                // Left to whoever raised the event.
            }
            case HYPERVISOR_COLD_RESET -> control.resetSystem(true, SYSTEM_RESET_STATUS | event);
            case HYPERVISOR_WARM_RESET -> control.resetSystem(false, SYSTEM_RESET_STATUS | event);
            case HYPERVISOR_HALT -> control.haltSystem();
            case SWITCH_TO_MAINTENANCE -> control.switchToMaintenance();
            case SHUTDOWN, PARTITION_COLD_RESET, PARTITION_WARM_RESET, SUSPEND, PARTITION_HALT, PROPAGATE ->
                control.panic("Unknown health-monitor action " + action.number());
        }
    }
}
