// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.prtosvm.abi.HmAction;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/**
 * The rules that every configuration keeps, whether it comes from a system description or from a blob. Memory and plans have files of
 * their own. Source: ABI 11-configuration, 5.
 */
final class ConfigurationChecks {
    private final SystemConfiguration configuration;
    private final KernelOptions options;
    private final Problems problems;

    private ConfigurationChecks(SystemConfiguration configuration, KernelOptions options, Problems problems) {
        this.configuration = configuration;
        this.options = options;
        this.problems = problems;
    }

    /** Adds all problems of a configuration. */
    static void check(SystemConfiguration configuration, KernelOptions options, Problems problems) {
        new MemoryChecks(configuration, problems).check();
        new PlanChecks(configuration, options, problems).check();
        new ConfigurationChecks(configuration, options, problems).check();
    }

    private void check() {
        checkPartitions();
        checkPartitionNames();
        checkHwIrqs();
        checkKthreads();
        checkIpvis();
        checkMaintenancePlan();
    }

    private void checkPartitions() {
        List<PartitionConfiguration> partitions = configuration.partitions();
        for (int position = 0; position < partitions.size(); position++) {
            PartitionConfiguration partition = partitions.get(position);
            if (partition.id() != position) {
                problems.add(
                        Kind.PARTITION_ID,
                        partition,
                        "partition id %d: ids are consecutive from 0, expected %d",
                        partition.id(),
                        position);
            }
            if (partition.vcpuCount() < 1 || partition.vcpuCount() > options.maxVcpus()) {
                problems.add(
                        Kind.VCPU_COUNT,
                        partition,
                        "partition %d: expected 1 to %d vcpus, found %s",
                        partition.id(),
                        options.maxVcpus(),
                        Integer.toUnsignedString(partition.vcpuCount()));
            }
            checkPortNames(partition);
        }
    }

    private void checkPartitionNames() {
        Map<String, PartitionConfiguration> byName = new HashMap<>();
        for (PartitionConfiguration partition : configuration.partitions()) {
            if (partition.name() == null) {
                continue;
            }
            PartitionConfiguration earlier = byName.putIfAbsent(partition.name(), partition);
            if (earlier != null) {
                problems.add(
                        Kind.PARTITION_NAME,
                        partition,
                        "partition %d: name \"%s\" is the name of partition %d%s",
                        partition.id(),
                        partition.name(),
                        earlier.id(),
                        problems.seeAlso(earlier));
            }
        }
    }

    private void checkPortNames(PartitionConfiguration partition) {
        Map<String, Port> byName = new HashMap<>();
        for (Port port : partition.ports()) {
            Port earlier = byName.putIfAbsent(port.name(), port);
            if (earlier != null) {
                problems.add(
                        Kind.PORT_NAME,
                        port,
                        "partition %d: port name \"%s\" is used twice%s",
                        partition.id(),
                        port.name(),
                        problems.seeAlso(earlier));
            }
        }
    }

    private void checkHwIrqs() {
        for (PartitionConfiguration partition : configuration.partitions()) {
            for (int line = 0; line < PrtosConstants.HW_IRQS; line++) {
                if ((partition.hwIrqs() >>> line & 1) != 0) {
                    checkHwIrq(partition, line);
                }
            }
        }
    }

    private void checkHwIrq(PartitionConfiguration partition, int line) {
        if (line >= options.hwIrqs()) {
            problems.add(
                    Kind.HW_IRQ_RESERVED,
                    partition,
                    "partition %d: interrupt line %d: expected a line below %d",
                    partition.id(),
                    line,
                    options.hwIrqs());
        } else if ((options.reservedHwIrqs() >>> line & 1) != 0) {
            problems.add(
                    Kind.HW_IRQ_RESERVED,
                    partition,
                    "partition %d: interrupt line %d is reserved by the hypervisor",
                    partition.id(),
                    line);
        }
        int owner = configuration.hwIrqOwner(line);
        if (owner != partition.id()) {
            problems.add(
                    Kind.HW_IRQ_OWNER,
                    partition,
                    "partition %d: interrupt line %d belongs to partition %d",
                    partition.id(),
                    line,
                    owner);
        }
    }

    private void checkKthreads() {
        List<PartitionConfiguration> partitions = configuration.partitions();
        long total = partitions.size()
                + partitions.stream()
                        .mapToLong(partition -> Integer.toUnsignedLong(partition.vcpuCount()))
                        .sum();
        if (total > PrtosConstants.MAX_KTHREADS) {
            problems.add(
                    Kind.KTHREAD_COUNT,
                    configuration,
                    "partitions and their vcpus: expected at most %d in all, found %d",
                    PrtosConstants.MAX_KTHREADS,
                    total);
        }
    }

    private void checkIpvis() {
        List<Ipvi> earlier = new ArrayList<>();
        for (Ipvi ipvi : configuration.ipvis()) {
            if (ipvi.id() < 0 || ipvi.id() >= PrtosConstants.MAX_IPVIS) {
                problems.add(
                        Kind.IPVI_ID,
                        ipvi,
                        "ipvi id: expected 0 to %d, found %d",
                        PrtosConstants.MAX_IPVIS - 1,
                        ipvi.id());
            }
            checkIpviPartition(ipvi, "source", ipvi.sourceId());
            ipvi.destinationIds().forEach(id -> checkIpviPartition(ipvi, "destination", id));
            if (ipvi.destinationIds().stream().distinct().count()
                    != ipvi.destinationIds().size()) {
                problems.add(
                        Kind.IPVI_DUPLICATE,
                        ipvi,
                        "ipvi %d of partition %d: a destination is listed twice in %s",
                        ipvi.id(),
                        ipvi.sourceId(),
                        ipvi.destinationIds());
            }
            checkIpviDeclaredOnce(ipvi, earlier);
            earlier.add(ipvi);
        }
    }

    private void checkIpviPartition(Ipvi ipvi, String role, int id) {
        int count = configuration.partitions().size();
        if (id < 0 || id >= count) {
            problems.add(
                    Kind.IPVI_PARTITION,
                    ipvi,
                    "ipvi %d: %s partition: expected 0 to %d, found %d",
                    ipvi.id(),
                    role,
                    count - 1,
                    id);
        }
    }

    private void checkIpviDeclaredOnce(Ipvi ipvi, List<Ipvi> earlier) {
        earlier.stream()
                .filter(other -> other.id() == ipvi.id() && other.sourceId() == ipvi.sourceId())
                .findFirst()
                .ifPresent(other -> problems.add(
                        Kind.IPVI_DUPLICATE,
                        ipvi,
                        "ipvi %d of partition %d is declared twice%s",
                        ipvi.id(),
                        ipvi.sourceId(),
                        problems.seeAlso(other)));
    }

    private void checkMaintenancePlan() {
        boolean needed = configuration.hypervisor().hmTable().uses(HmAction.SWITCH_TO_MAINTENANCE)
                || configuration.partitions().stream()
                        .anyMatch(partition -> partition.hmTable().uses(HmAction.SWITCH_TO_MAINTENANCE));
        if (!needed) {
            return;
        }
        for (Processor processor : configuration.processors()) {
            if (processor.plans().size() <= PrtosConstants.MAINTENANCE_PLAN) {
                problems.add(
                        Kind.MAINTENANCE_PLAN,
                        processor,
                        "processor %d: a health-monitor action is %s, expected a plan %d, found %d plan",
                        processor.id(),
                        HmAction.SWITCH_TO_MAINTENANCE.configurationName(),
                        PrtosConstants.MAINTENANCE_PLAN,
                        processor.plans().size());
            }
        }
    }
}
