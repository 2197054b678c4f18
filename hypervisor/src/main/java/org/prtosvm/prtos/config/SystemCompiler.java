// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;
import java.util.Optional;
import org.prtosvm.abi.PrtosConstants;

/** Makes the configuration of a document that keeps the schema. */
final class SystemCompiler {
    private static final List<String> TRACE_BITS = List.of("HYP_IRQS", "HYP_HCALLS", "HYP_SCHED", "HYP_HM");

    private final XmlElement root;
    private final Problems problems;
    private final KernelOptions options;
    private final List<Region> regions;
    private final AreaCompiler areas;
    private final DeviceCompiler devices;
    private final HmCompiler healthMonitor;

    SystemCompiler(XmlElement root, KernelOptions options, Problems problems) {
        this.root = root;
        this.options = options;
        this.problems = problems;
        this.regions = RegionTable.sorted(hardware()
                .requiredChild("MemoryLayout")
                .children("Region")
                .map(this::region)
                .toList());
        this.areas = new AreaCompiler(regions, options, problems);
        this.devices = new DeviceCompiler(areas, options, problems);
        this.healthMonitor = new HmCompiler(problems);
    }

    private XmlElement hardware() {
        return root.requiredChild("HwDescription");
    }

    private Region region(XmlElement element) {
        int flags = element.value("type").equals("ram") ? PrtosConstants.REGION_RAM : PrtosConstants.REGION_ROM;
        return problems.place(
                new Region(Values.hex(element, "start"), Values.size(element, "size"), flags), element.location());
    }

    /** Makes the configuration; problems are collected. */
    SystemConfiguration compile() {
        Devices declaredDevices = devices.devices(hardware().requiredChild("Devices"));
        List<PartitionDeclaration> declarations = PartitionCompiler.declarations(root.requiredChild("PartitionTable"));
        ChannelCompiler channelCompiler = new ChannelCompiler(declarations, problems);
        Optional<XmlElement> channels = root.child("Channels");
        List<Channel> connected = channels.map(channelCompiler::channels).orElse(List.of());
        PartitionCompiler partitions =
                new PartitionCompiler(areas, devices, healthMonitor, new IoPortCompiler(options, problems), problems);
        return new SystemConfiguration(
                root.value("name"),
                Lexical.version(root.value("version")),
                regions,
                new ProcessorCompiler(problems).processors(hardware().requiredChild("ProcessorTable")),
                declaredDevices,
                hypervisor(root.requiredChild("PRTOSHypervisor")),
                root.child("ResidentSw").map(areas::areas).orElse(List.of()),
                declarations.stream().map(partitions::partition).toList(),
                connected,
                channels.map(channelCompiler::ipvis).orElse(List.of()));
    }

    private HypervisorConfiguration hypervisor(XmlElement element) {
        return new HypervisorConfiguration(
                areas.hypervisorArea(element.requiredChild("PhysicalMemoryArea")),
                devices.reference(element, "console"),
                devices.reference(element, "healthMonitorDevice"),
                healthMonitor.hypervisorTable(element),
                element.child("Trace").map(this::trace).orElse(TraceConfiguration.NONE));
    }

    private TraceConfiguration trace(XmlElement element) {
        int mask = 0;
        for (String word : Lexical.list(element.value("bitmask"))) {
            mask |= 1 << TRACE_BITS.indexOf(word);
        }
        return new TraceConfiguration(devices.reference(element, "device"), options.hasAuditEvents() ? mask : 0);
    }
}
