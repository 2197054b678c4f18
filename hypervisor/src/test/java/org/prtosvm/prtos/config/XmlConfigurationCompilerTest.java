// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prtosvm.prtos.config.TestDescriptions.change;
import static org.prtosvm.prtos.config.TestDescriptions.compile;
import static org.prtosvm.prtos.config.TestDescriptions.everyFeature;
import static org.prtosvm.prtos.config.TestDescriptions.minimal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.abi.HmAction;
import org.prtosvm.abi.HmEvent;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

final class XmlConfigurationCompilerTest {
    private static final DeviceReference COM1 = new DeviceReference(DeviceReference.Kind.UART, 0);

    @Test
    void shouldCompileTheSmallestDescription() {
        SystemConfiguration system = compile(minimal());
        assertEquals("tiny", system.name());
        assertEquals(0x10000, system.fileVersion());
        assertEquals(List.of(new Region(0, 0x8000000, 1)), system.regions());
        assertEquals(
                new MemoryArea(null, 0x1000000, 0xFC000000, 0x800000, 0, 0, 0),
                system.hypervisor().area());
        assertEquals(
                List.of(new Processor(0, 0, List.of(new Plan(null, 0, 10000, List.of(new Slot(0, 0, 0, 0, 10000)))))),
                system.processors());
        PartitionConfiguration partition = system.partitions().getFirst();
        assertEquals(List.of(new MemoryArea(null, 0x4000000, 0x4000000, 0x80000, 0, 0, 0)), partition.areas());
        assertEquals(1, partition.vcpuCount());
        assertNull(partition.name());
        assertEquals("tiny", system.nameOf(partition));
        assertNull(partition.ioPermissions());
        assertTrue(partition.console().isNone());
        assertTrue(system.hypervisor().healthMonitorDevice().isNone());
        assertEquals(HmTable.PARTITION_DEFAULT, partition.hmTable());
        assertEquals(HmTable.HYPERVISOR_DEFAULT, system.hypervisor().hmTable());
    }

    @Test
    void shouldCompileMemory() {
        SystemConfiguration system = compile(everyFeature());
        assertEquals(
                List.of(
                        new Region(0, 0x4000000, 1),
                        new Region(0x4000000, 0xC000000, 1),
                        new Region(0xF0000000, 0x10000, 2)),
                system.regions());
        assertEquals(
                List.of(
                        new MemoryArea(null, 0x3000000, 0, 0x10000, 0x1, 0, 0),
                        new MemoryArea(null, 0x3010000, 0, 0x20000, 0x1, 0, 0)),
                system.devices().memoryBlocks());
        assertEquals(
                new MemoryArea(null, 0x1000000, 0xFC000000, 0xC00000, 0x8, 0, 0),
                system.hypervisor().area());
        assertEquals(
                List.of(new MemoryArea(null, 0x100000, 0x100000, 0x400000, 0, 0, 0)), system.residentSoftwareAreas());
        assertEquals(
                List.of(
                        new MemoryArea("shm", 0x4800000, 0x4800000, 0x10000, 0x205, 1, 1),
                        new MemoryArea("prog", 0x5000000, 0x5000000, 0x100000, 0x200, 1, 0),
                        new MemoryArea(null, 0xF0000000, 0x6000000, 0x4000, 0x14, 2, 0)),
                system.partitions().get(0).areas());
        assertEquals(
                List.of(
                        new MemoryArea(null, 0x4800000, 0x7000000, 0x10000, 0x1, 1, 0),
                        new MemoryArea(null, 0x5200000, 0x5200000, 0x100000, 0, 1, 0)),
                system.partitions().get(1).areas());
        assertEquals(
                List.of(new MemoryArea(null, 0x5400000, 0x5400000, 0x100000, 0x120, 1, 0)),
                system.partitions().get(2).areas());
    }

    @Test
    void shouldCompileProcessors() {
        SystemConfiguration system = compile(everyFeature());
        assertEquals(0x20107, system.fileVersion());
        Plan nominal = new Plan(
                "nominal",
                0,
                100000,
                List.of(new Slot(0, 0, 0, 0, 20000), new Slot(1, 1, 0, 20000, 50500), new Slot(2, 2, 0, 60000, 70000)));
        Plan maintenance = new Plan("maintenance", 1, 50000, List.of(new Slot(0, 2, 0, 0, 50000)));
        assertEquals(
                List.of(
                        new Processor(0, 1500500, List.of(nominal, maintenance)),
                        new Processor(
                                1,
                                0,
                                List.of(
                                        new Plan(null, 0, 100000, List.of(new Slot(0, 0, 1, 0, 100000))),
                                        new Plan(null, 1, 100000, List.of())))),
                system.processors());
        assertEquals("maintenance", system.nameOf(maintenance));
        assertEquals(0, system.processorOf(0, 0));
        assertEquals(1, system.processorOf(0, 1));
        assertEquals(0, system.processorOf(2, 0));
        assertEquals(SystemConfiguration.NO_PROCESSOR, system.processorOf(1, 1));
    }

    @Test
    void shouldCompilePortsAndChannels() {
        SystemConfiguration system = compile(everyFeature());
        assertEquals(List.of(new Channel.Sampling(512, 250000, 2), new Channel.Queuing(128, 3)), system.channels());
        assertEquals(
                List.of(
                        new Port(0, "attOut", 0, PortDirection.SOURCE, PortType.SAMPLING),
                        new Port(1, "cmdIn", 1, PortDirection.DESTINATION, PortType.QUEUING)),
                system.partitions().get(0).ports());
        assertEquals(
                new Port(5, "spare", Port.UNCONNECTED, PortDirection.DESTINATION, PortType.QUEUING),
                system.partitions().get(2).ports().get(1));
        assertEquals(6, system.portCount());
        assertEquals(List.of(0, 2), system.ipviDestinations(1, 0));
        assertEquals(List.of(1), system.ipviDestinations(2, 5));
        assertEquals(List.of(), system.ipviDestinations(0, 0));
    }

    @Test
    void shouldCompileResources() {
        SystemConfiguration system = compile(everyFeature());
        PartitionConfiguration ctrl = system.partitions().getFirst();
        assertEquals(0x100A, ctrl.hwIrqs());
        assertEquals(0x20, system.partitions().get(1).hwIrqs());
        assertEquals(0, system.hwIrqOwner(12));
        assertEquals(1, system.hwIrqOwner(5));
        assertEquals(SystemConfiguration.NO_OWNER, system.hwIrqOwner(2));
        IoPermissions permissions = ctrl.ioPermissions();
        assertNotNull(permissions);
        assertEquals(15, permissions.declaredPorts());
        for (int port = 0; port < 0x10000; port++) {
            boolean granted = port >= 0x60 && port <= 0x64 || port >= 0x2F8 && port <= 0x2FF;
            assertEquals(granted, ctrl.allowsIoPort(port), Integer.toHexString(port));
        }
        assertFalse(system.partitions().get(1).allowsIoPort(0x60));
    }

    @Test
    void shouldCompileDevicesFlagsAndHealthMonitor() {
        SystemConfiguration system = compile(everyFeature());
        assertEquals(List.of(115200, 9600), system.devices().uartBaudRates());
        DeviceReference log = new DeviceReference(DeviceReference.Kind.MEMORY_BLOCK, 0);
        DeviceReference trace = new DeviceReference(DeviceReference.Kind.MEMORY_BLOCK, 1);
        assertEquals(COM1, system.hypervisor().console());
        assertEquals(log, system.hypervisor().healthMonitorDevice());
        assertEquals(new TraceConfiguration(trace, 0xF), system.hypervisor().trace());
        PartitionConfiguration ctrl = system.partitions().get(0);
        assertEquals(COM1, ctrl.console());
        assertEquals(new TraceConfiguration(trace, 0xFFFFFFFF), ctrl.trace());
        assertEquals(
                new DeviceReference(DeviceReference.Kind.VGA, 0),
                system.partitions().get(1).console());
        assertEquals(DeviceReference.NONE, system.partitions().get(2).console());
        assertEquals(0x300, ctrl.flags());
        assertTrue(ctrl.isSystem() && ctrl.hasFp());
        assertEquals(0, system.partitions().get(1).flags());
        assertEquals(0x100, system.partitions().get(2).flags());
        HmTable table = system.hypervisor().hmTable();
        assertEquals(new HmSlot(HmAction.HYPERVISOR_WARM_RESET, false), table.slot(HmEvent.FATAL_ERROR));
        assertEquals(new HmSlot(HmAction.SWITCH_TO_MAINTENANCE, true), table.slot(5));
        assertEquals(new HmSlot(HmAction.PROPAGATE, true), ctrl.hmTable().slot(20));
        assertEquals(new HmSlot(HmAction.IGNORE, false), ctrl.hmTable().slot(2));
        assertEquals(new HmSlot(HmAction.PARTITION_HALT, false), ctrl.hmTable().slot(HmEvent.X86_DEBUG));
    }

    @Test
    void shouldAcceptSectionsInAnyOrder() {
        String xml = minimal();
        int from = xml.indexOf("  <HwDescription>");
        int to = xml.indexOf("  <PRTOSHypervisor>");
        String hardware = xml.substring(from, to);
        String moved = xml.replace(hardware, "").replace("</SystemDescription>", hardware + "</SystemDescription>");
        assertEquals(compile(xml), compile(moved));
    }

    @Test
    void shouldIndexRegionsInAscendingOrder() {
        String region = "<Region type=\"ram\" start=\"0x0\" size=\"128MB\"/>";
        String xml = change(minimal(), region, "<Region type=\"rom\" start=\"0xf0000000\" size=\"4KB\"/>\n" + region);
        SystemConfiguration system = compile(xml);
        assertEquals(0, system.regions().getFirst().start());
        assertEquals(0, system.partitions().getFirst().areas().getFirst().regionIndex());
    }

    @Test
    void shouldSplitListsOnAnyWhiteSpace() {
        String xml = change(everyFeature(), "lines=\"1 3 12\"", "lines=\"  1  3 12 \"");
        assertEquals(0x100A, compile(xml).partitions().getFirst().hwIrqs());
        String flags = change(everyFeature(), "flags=\"system fp\"", "flags=\" system  fp\"");
        assertEquals(0x300, compile(flags).partitions().getFirst().flags());
    }

    @Test
    void shouldAcceptOddDevices() {
        String xml = change(
                minimal(),
                "<Devices/>",
                "<Devices><Vga name=\"a\"/><Vga name=\"b\"/><Uart id=\"x\" name=\"c\" baudRate=\"1\"/>"
                        + "<Uart id=\"0\" name=\"d\" baudRate=\"2\"/><Null/></Devices>");
        String used = change(xml, "<Partition id=\"0\">", "<Partition id=\"0\" console=\"Null\">");
        SystemConfiguration system = compile(used);
        assertEquals(List.of(2, 0), system.devices().uartBaudRates());
        assertTrue(system.partitions().getFirst().console().isNone());
    }

    @Test
    void shouldTakeTheLastEventOfSeveral() {
        String first = "<Event name=\"PRTOS_HM_EV_PARTITION_ERROR\" action=\"PRTOS_HM_AC_IGNORE\" log=\"false\"/>";
        String second = "<Event name=\"PRTOS_HM_EV_PARTITION_ERROR\" action=\"PRTOS_HM_AC_SUSPEND\" log=\"yes\"/>";
        SystemConfiguration system = compile(change(everyFeature(), first, first + second));
        assertEquals(
                new HmSlot(HmAction.SUSPEND, true),
                system.partitions().getFirst().hmTable().slot(HmEvent.PARTITION_ERROR));
    }

    @Test
    void shouldNeverGrantTheLastPorts() {
        String xml = change(
                everyFeature(),
                "<Range base=\"0x60\" noPorts=\"6\"/>",
                "<Range base=\"0xfff0\" noPorts=\"16\"/><Range base=\"0x80\" noPorts=\"1\"/>");
        PartitionConfiguration partition = compile(xml).partitions().getFirst();
        assertTrue(partition.allowsIoPort(0xFFF7));
        assertFalse(partition.allowsIoPort(0xFFF8));
        assertFalse(partition.allowsIoPort(0x80));
    }

    @Test
    void shouldReadOtherEncodings() {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n"
                + change(minimal(), "<Partition id=\"0\">", "<Partition id=\"0\" name=\"\u00e4\">");
        SystemConfiguration system = XmlConfigurationCompiler.compile("u.xml", xml.getBytes(StandardCharsets.UTF_16));
        assertEquals("\u00e4", system.partitions().getFirst().name());
        byte[] latin = xml.replace("UTF-16", "ISO-8859-1").getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(system, XmlConfigurationCompiler.compile("l.xml", latin));
        byte[] marked = ("\uFEFF" + xml.replace("UTF-16", "UTF-8")).getBytes(StandardCharsets.UTF_8);
        assertEquals(system, XmlConfigurationCompiler.compile("m.xml", marked));
    }

    @Test
    void shouldReadFiles(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("system.xml");
        ConfigurationException absent =
                assertThrows(ConfigurationException.class, () -> XmlConfigurationCompiler.compile(file));
        assertEquals(Kind.UNREADABLE_FILE, absent.problems().getFirst().kind());
        Files.writeString(file, minimal());
        assertEquals("tiny", XmlConfigurationCompiler.compile(file).name());
    }

    @Test
    void shouldRefuseDamagedDescriptionsWithItsOwnExceptionOnly() {
        Random random = new Random(7);
        String xml = everyFeature();
        for (int run = 0; run < 2000; run++) {
            StringBuilder damaged = new StringBuilder(xml);
            for (int i = 0; i <= random.nextInt(3); i++) {
                damage(damaged, random);
            }
            try {
                compile(damaged.toString());
            } catch (ConfigurationException e) {
                assertFalse(e.problems().isEmpty());
            }
        }
    }

    private static void damage(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() - 20);
        switch (random.nextInt(4)) {
            case 0 -> text.delete(at, at + 1 + random.nextInt(19));
            case 1 -> text.insert(at, text.substring(at / 2, at / 2 + random.nextInt(20)));
            case 2 -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
            default -> text.setCharAt(at, (char) ('0' + random.nextInt(10)));
        }
    }
}
