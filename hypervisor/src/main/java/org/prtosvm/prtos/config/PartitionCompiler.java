// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.prtosvm.abi.PartitionFlags;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/** Makes partitions. Source: ABI 11-configuration, 3.5. */
final class PartitionCompiler {
    private final AreaCompiler areas;
    private final DeviceCompiler devices;
    private final HmCompiler healthMonitor;
    private final IoPortCompiler ioPorts;
    private final Problems problems;

    PartitionCompiler(
            AreaCompiler areas,
            DeviceCompiler devices,
            HmCompiler healthMonitor,
            IoPortCompiler ioPorts,
            Problems problems) {
        this.areas = areas;
        this.devices = devices;
        this.healthMonitor = healthMonitor;
        this.ioPorts = ioPorts;
        this.problems = problems;
    }

    /** Finds the partitions and numbers their ports. */
    static List<PartitionDeclaration> declarations(XmlElement partitionTable) {
        List<PartitionDeclaration> declarations = new ArrayList<>();
        int nextPort = 0;
        for (XmlElement element : partitionTable.children()) {
            List<PortDeclaration> ports = new ArrayList<>();
            for (XmlElement port :
                    element.child("PortTable").map(XmlElement::children).orElse(List.of())) {
                ports.add(new PortDeclaration(port, nextPort++));
            }
            declarations.add(new PartitionDeclaration(element, ports));
        }
        return declarations;
    }

    /** Makes a partition whose ports are connected. */
    PartitionConfiguration partition(PartitionDeclaration declaration) {
        XmlElement element = declaration.element();
        Optional<XmlElement> resources = element.child("HwResources");
        List<MemoryArea> sorted = areas.areas(element).stream()
                .sorted(Comparator.comparing(MemoryArea::start, Integer::compareUnsigned))
                .toList();
        PartitionConfiguration partition = new PartitionConfiguration(
                Values.integer(element, "id"),
                element.find("name").orElse(null),
                flags(element),
                Values.integer(element, "noVCpus"),
                resources
                        .flatMap(parent -> parent.child("Interrupts"))
                        .map(this::hwIrqs)
                        .orElse(0),
                sorted,
                devices.reference(element, "console"),
                declaration.ports().stream().map(port -> port.port(problems)).toList(),
                healthMonitor.partitionTable(element),
                resources
                        .flatMap(parent -> parent.child("IoPorts"))
                        .map(ioPorts::permissions)
                        .orElse(null),
                element.child("Trace").map(this::trace).orElse(TraceConfiguration.NONE));
        return problems.place(partition, element.location());
    }

    private static int flags(XmlElement element) {
        List<String> words = Lexical.list(element.value("flags"));
        boolean hwVirt = List.of("true", "1").contains(element.value("hw_virt").strip());
        return (words.contains("system") ? PartitionFlags.SYSTEM : 0)
                | (words.contains("fp") ? PartitionFlags.FP : 0)
                | (hwVirt ? PartitionFlags.HW_VIRT : 0);
    }

    private int hwIrqs(XmlElement element) {
        int mask = 0;
        for (String item : Lexical.list(element.value("lines"))) {
            int bit = 1 << Lexical.integer(item).intValueExact();
            if ((mask & bit) != 0) {
                problems.addAt(
                        Kind.HW_IRQ_OWNER, element.locationOf("lines"), "interrupt line %s is listed twice", item);
            }
            mask |= bit;
        }
        return mask;
    }

    private TraceConfiguration trace(XmlElement element) {
        return new TraceConfiguration(devices.reference(element, "device"), Values.hex(element, "bitmask"));
    }
}
