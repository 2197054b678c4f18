// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prtosvm.prtos.config.TestDescriptions.change;
import static org.prtosvm.prtos.config.TestDescriptions.everyFeature;
import static org.prtosvm.prtos.config.TestDescriptions.kinds;
import static org.prtosvm.prtos.config.TestDescriptions.minimal;
import static org.prtosvm.prtos.config.TestDescriptions.problems;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

final class XmlRefusalTest {
    private static final String AREA = "<Area start=\"0x4000000\" size=\"512KB\"/>";
    private static final String SLOT = "<Slot id=\"0\" start=\"0ms\" duration=\"10ms\" partitionId=\"0\"/>";
    private static final String HYPERVISOR_AREA = "<PhysicalMemoryArea size=\"8MB\"/>";
    private static final String REGION = "<Region type=\"ram\" start=\"0x0\" size=\"128MB\"/>";
    private static final String PARTITION_END = "</PhysicalMemoryAreas>\n    </Partition>";

    private static Arguments small(Kind kind, String from, String to) {
        return Arguments.of(kind, change(minimal(), from, to));
    }

    private static Arguments large(Kind kind, String from, String to) {
        return Arguments.of(kind, change(everyFeature(), from, to));
    }

    private static String withAreas(String... areas) {
        return change(minimal(), AREA, String.join("", areas));
    }

    private static String area(String start, String more) {
        return "<Area start=\"" + start + "\" size=\"4KB\" " + more + "/>";
    }

    private static String twoPartitions(String first, String second) {
        return change(
                withAreas(first),
                PARTITION_END,
                PARTITION_END + "<Partition id=\"1\"><PhysicalMemoryAreas>" + second
                        + "</PhysicalMemoryAreas></Partition>");
    }

    static List<Arguments> memory() {
        return List.of(
                small(Kind.REGION_START, "start=\"0x0\" size=\"128MB\"", "start=\"0x100\" size=\"128MB\""),
                small(Kind.REGION_SIZE, "start=\"0x0\" size=\"128MB\"", "start=\"0x0\" size=\"134217729B\""),
                small(Kind.REGION_SIZE, REGION, REGION + "<Region type=\"rom\" start=\"0xfffff000\" size=\"8KB\"/>"),
                small(Kind.REGION_OVERLAP, REGION, REGION + "<Region type=\"ram\" start=\"0x7fff000\" size=\"8KB\"/>"),
                small(Kind.REGION_DUPLICATE, REGION, REGION + "<Region type=\"ram\" start=\"0x0\" size=\"0B\"/>"),
                small(Kind.AREA_START, "0x4000000", "0x4000100"),
                small(Kind.AREA_SIZE, "512KB", "5000B"),
                small(Kind.AREA_OUTSIDE_REGIONS, "0x4000000", "0x10000000"),
                small(Kind.AREA_OUTSIDE_REGIONS, "0x4000000", "0x7fff000"),
                small(Kind.AREA_OVERLAP, "0x4000000", "0x1000000"),
                Arguments.of(
                        Kind.AREA_RESERVED,
                        change(
                                withAreas(AREA, area("0xfec00000", "")),
                                REGION,
                                REGION + "<Region type=\"rom\" start=\"0xfec00000\" size=\"4MB\"/>")),
                Arguments.of(Kind.AREA_OVERLAP, twoPartitions(AREA, area("0x4000000", "flags=\"shared\""))),
                Arguments.of(
                        Kind.AREA_LINEAR_OVERLAP,
                        withAreas(AREA, area("0x5000000", "mappedAt=\"0x4000000\" flags=\"unmapped\""))),
                Arguments.of(
                        Kind.AREA_DUPLICATE,
                        withAreas(
                                area("0x4000000", "flags=\"shared\""),
                                area("0x4000000", "mappedAt=\"0x5000000\" flags=\"shared\""))),
                small(
                        Kind.HYPERVISOR_AREA_FLAG,
                        HYPERVISOR_AREA,
                        "<PhysicalMemoryArea size=\"8MB\" flags=\"shared\"/>"),
                small(
                        Kind.HYPERVISOR_AREA_FLAG,
                        HYPERVISOR_AREA,
                        "<PhysicalMemoryArea size=\"8MB\" flags=\"read-only\"/>"),
                small(
                        Kind.HYPERVISOR_AREA_FLAG,
                        HYPERVISOR_AREA,
                        "<PhysicalMemoryArea size=\"8MB\" flags=\"unmapped\"/>"));
    }

    private static String slots(String... slots) {
        return change(minimal(), SLOT, String.join("", slots));
    }

    private static String slot(int id, String start, String duration) {
        return "<Slot id=\"" + id + "\" start=\"" + start + "\" duration=\"" + duration + "\" partitionId=\"0\"/>";
    }

    private static String processors(int count) {
        StringBuilder more = new StringBuilder("</Processor>");
        for (int id = 1; id < count; id++) {
            more.append("<Processor id=\"")
                    .append(id)
                    .append("\"><CyclicPlanTable><Plan id=\"0\"/></CyclicPlanTable></Processor>");
        }
        return change(minimal(), "</Processor>", more.toString());
    }

    private static String partitions(int count, int vcpus) {
        StringBuilder more = new StringBuilder();
        for (int id = 0; id < count; id++) {
            more.append("<Partition id=\"")
                    .append(id)
                    .append("\" noVCpus=\"")
                    .append(vcpus)
                    .append("\"><PhysicalMemoryAreas>")
                    .append(area(String.format("0x%x", 0x4000000 + 0x1000 * id), ""))
                    .append("</PhysicalMemoryAreas></Partition>");
        }
        String xml = minimal();
        int from = xml.indexOf("<Partition ");
        int to = xml.indexOf("</PartitionTable>");
        return xml.substring(0, from) + more + xml.substring(to);
    }

    static List<Arguments> schedule() {
        return List.of(
                Arguments.of(Kind.PROCESSOR_COUNT, processors(5)),
                small(Kind.PROCESSOR_ID, "<Processor id=\"0\"", "<Processor id=\"1\""),
                small(Kind.PLAN_ID, "<Plan id=\"0\"", "<Plan id=\"1\""),
                small(Kind.SLOT_ID, "<Slot id=\"0\"", "<Slot id=\"1\""),
                Arguments.of(Kind.SLOT_ORDER, slots(slot(0, "0ms", "2ms"), slot(1, "1ms", "1ms"))),
                Arguments.of(Kind.SLOT_ORDER, slots(slot(0, "2ms", "2ms"), slot(1, "0ms", "1ms"))),
                small(Kind.SLOT_END, "majorFrame=\"10ms\"", "majorFrame=\"5ms\""),
                small(Kind.SLOT_END, "majorFrame=\"10ms\"", ""),
                Arguments.of(Kind.SLOT_END, slots(slot(0, "4294967290us", "10us"))),
                small(Kind.SLOT_PARTITION, "partitionId=\"0\"", "partitionId=\"1\""),
                small(Kind.SLOT_VCPU, "partitionId=\"0\"", "partitionId=\"0\" vCpuId=\"1\""),
                large(Kind.VCPU_PROCESSOR, "partitionId=\"0\" vCpuId=\"1\"", "partitionId=\"0\" vCpuId=\"0\""),
                Arguments.of(Kind.KTHREAD_COUNT, partitions(52, 4)),
                Arguments.of(Kind.VCPU_COUNT, partitions(1, 5)));
    }

    static List<Arguments> partitions() {
        return List.of(
                large(Kind.PARTITION_ID, "<Partition id=\"1\"", "<Partition id=\"2\""),
                large(Kind.PARTITION_NAME, "name=\"nav\"", "name=\"ctrl\""),
                large(Kind.PORT_NAME, "name=\"cmdIn\"", "name=\"attOut\""),
                large(Kind.HW_IRQ_OWNER, "lines=\"5\"", "lines=\"3\""),
                large(Kind.HW_IRQ_OWNER, "lines=\"5\"", "lines=\"5 5\""),
                large(Kind.HW_IRQ_RESERVED, "lines=\"5\"", "lines=\"4\""),
                large(Kind.HW_IRQ_RESERVED, "lines=\"5\"", "lines=\"2\""),
                large(Kind.HW_IRQ_RESERVED, "lines=\"5\"", "lines=\"24\""),
                large(Kind.HW_IRQ_RESERVED, "lines=\"5\"", "lines=\"26\""),
                large(Kind.HW_IRQ_RESERVED, "lines=\"5\"", "lines=\"27\""),
                large(Kind.BAD_VALUE, "lines=\"5\"", "lines=\"32\""),
                large(Kind.IO_PORT_RANGE, "base=\"0x60\" noPorts=\"6\"", "base=\"0x3f0\" noPorts=\"16\""),
                large(Kind.IO_PORT_RANGE, "base=\"0x60\" noPorts=\"6\"", "base=\"0x3fb\" noPorts=\"1\""),
                large(Kind.IO_PORT_RANGE, "base=\"0x60\" noPorts=\"6\"", "base=\"0x3fc\" noPorts=\"1\""),
                large(Kind.IO_PORT_RANGE, "base=\"0x60\" noPorts=\"6\"", "base=\"0x1f\" noPorts=\"2\""),
                large(Kind.IO_PORT_RANGE, "base=\"0x60\" noPorts=\"6\"", "base=\"0xffff\" noPorts=\"2\""),
                large(Kind.IO_PORT_RANGE, "base=\"0x60\" noPorts=\"6\"", "base=\"0xffffffff\" noPorts=\"2147483647\""),
                large(
                        Kind.UNSUPPORTED_ELEMENT,
                        "<Range base=\"0x60\" noPorts=\"6\"/>",
                        "<Restricted address=\"0x60\"/>"),
                large(Kind.UART_ID, "<Uart id=\"1\"", "<Uart id=\"2\""),
                large(Kind.DEVICE_NAME, "name=\"com2\"", "name=\"com1\""),
                large(Kind.DEVICE_NAME, "name=\"com2\"", "name=\"Null\""),
                large(Kind.UNKNOWN_DEVICE, "console=\"screen\"", "console=\"Foo\""),
                large(Kind.UNKNOWN_DEVICE, "console=\"screen\"", "console=\"unused\""),
                large(Kind.UNKNOWN_DEVICE, "<Trace device=\"trlog\"", "<Trace device=\"x\""),
                large(Kind.HM_EVENT, "PRTOS_HM_EV_PARTITION_ERROR", "PRTOS_HM_EV_WATCHDOG_TIMER"),
                large(Kind.HM_ACTION, "action=\"PRTOS_HM_AC_HYPERVISOR_WARM_RESET\"", "action=\"PRTOS_HM_AC_IGNORE\""),
                large(Kind.MAINTENANCE_PLAN, "<Plan id=\"1\" majorFrame=\"100ms\"/>", ""));
    }

    static List<Arguments> channels() {
        String source = "partitionId=\"0\" partitionName=\"ctrl\" portName=\"attOut\"";
        return List.of(
                large(Kind.CHANNEL_PARTITION, source, "partitionId=\"3\" portName=\"attOut\""),
                large(Kind.CHANNEL_PARTITION_NAME, "partitionName=\"ctrl\"", "partitionName=\"nav\""),
                large(Kind.CHANNEL_PORT, source, "partitionId=\"0\" portName=\"nothing\""),
                large(Kind.CHANNEL_TYPE, source, "partitionId=\"1\" portName=\"cmdOut\""),
                large(Kind.CHANNEL_DIRECTION, source, "partitionId=\"2\" portName=\"attMon\""),
                large(Kind.IPVI_ID, "<Ipvi id=\"5\"", "<Ipvi id=\"8\""),
                large(Kind.IPVI_DUPLICATE, "<Ipvi id=\"5\" sourceId=\"2\"", "<Ipvi id=\"0\" sourceId=\"1\""),
                large(Kind.IPVI_DUPLICATE, "destinationId=\"0 2\"", "destinationId=\"0 2 0\""),
                large(Kind.IPVI_PARTITION, "sourceId=\"2\"", "sourceId=\"3\""),
                large(Kind.IPVI_PARTITION, "destinationId=\"0 2\"", "destinationId=\"0 3\""));
    }

    static List<Arguments> form() {
        return List.of(
                small(Kind.MALFORMED_XML, "</PartitionTable>", ""),
                small(Kind.MALFORMED_XML, "<SystemDescription", "<!DOCTYPE a [<!ENTITY b \"c\">]><SystemDescription"),
                small(Kind.MALFORMED_XML, "name=\"tiny\"", "name=\"&tiny;\""),
                small(Kind.UNKNOWN_ELEMENT, " xmlns=\"http://www.prtos.org/prtos-1.x\"", ""),
                small(Kind.UNKNOWN_ELEMENT, "<Devices/>", "<Devices><Disk/></Devices>"),
                small(Kind.UNKNOWN_ELEMENT, "<Devices/>", "<Devices><Vga xmlns=\"\" name=\"v\"/></Devices>"),
                small(Kind.MISSING_ELEMENT, "<Devices/>", ""),
                small(Kind.MISSING_ELEMENT, HYPERVISOR_AREA, ""),
                small(Kind.MISSING_ELEMENT, SLOT + "\n          </Plan>", "</Plan></CyclicPlanTable><CyclicPlanTable>"),
                small(Kind.MISPLACED_ELEMENT, "<Devices/>", "<Devices/><Devices/>"),
                small(Kind.MISPLACED_ELEMENT, "<MemoryLayout>", "<Devices/><MemoryLayout>"),
                small(Kind.UNKNOWN_ATTRIBUTE, "<Devices/>", "<Devices name=\"x\"/>"),
                small(Kind.UNKNOWN_ATTRIBUTE, "size=\"8MB\"", "size=\"8MB\" start=\"0x0\""),
                small(Kind.MISSING_ATTRIBUTE, " version=\"1.0.0\"", ""),
                small(Kind.UNEXPECTED_TEXT, "<Devices/>", "<Devices>text</Devices>"),
                small(Kind.BAD_VALUE, "name=\"tiny\"", "name=\"\""),
                small(Kind.BAD_VALUE, "type=\"ram\"", "type=\"RAM\""),
                small(Kind.BAD_VALUE, "duration=\"10ms\"", "duration=\"10\""),
                small(Kind.BAD_VALUE, "<Partition id=\"0\">", "<Partition id=\"0\" hw_virt=\"yes\">"),
                small(Kind.BAD_VALUE, "<Partition id=\"0\">", "<Partition id=\"0\" flags=\"system,fp\">"),
                small(Kind.VALUE_TOO_LARGE, "size=\"8MB\"", "size=\"8000000MB\""),
                small(Kind.VALUE_TOO_LARGE, "0x4000000", "0x104000000"),
                small(Kind.VALUE_TOO_LARGE, "<Partition id=\"0\"", "<Partition id=\"99999999999999999999\""));
    }

    @ParameterizedTest
    @MethodSource({"memory", "schedule", "partitions", "channels", "form"})
    void shouldRefuse(Kind kind, String xml) {
        List<ConfigurationProblem> problems = problems(xml);
        assertTrue(problems.stream().anyMatch(problem -> problem.kind() == kind), () -> kind + " in " + problems);
        for (ConfigurationProblem problem : problems) {
            assertEquals(TestDescriptions.FILE, problem.location().file());
            assertTrue(problem.location().line() > 0, problem.message());
            assertTrue(problem.location().column() > 0, problem.message());
        }
    }

    @Test
    void shouldReportOneProblemWhereThereIsOne() {
        assertEquals(List.of(Kind.AREA_START), kinds(change(minimal(), "0x4000000", "0x4000100")));
        assertEquals(
                List.of(Kind.UNKNOWN_DEVICE),
                kinds(change(everyFeature(), "console=\"screen\"", "console=\"\u00e4\"")));
        assertEquals(
                List.of(Kind.MAINTENANCE_PLAN),
                kinds(change(everyFeature(), "<Plan id=\"1\" majorFrame=\"100ms\"/>", "")));
    }

    @Test
    void shouldReportAllProblems() {
        String xml = change(change(minimal(), "0x4000000", "0x4000100"), "partitionId=\"0\"", "partitionId=\"7\"");
        assertEquals(List.of(Kind.AREA_START, Kind.SLOT_PARTITION), kinds(xml));
        String form = change(change(minimal(), "<Devices/>", "<Devices a=\"b\"/>"), "type=\"ram\"", "type=\"disk\"");
        assertEquals(List.of(Kind.BAD_VALUE, Kind.UNKNOWN_ATTRIBUTE), kinds(form));
    }

    @Test
    void shouldSayWhere() {
        ConfigurationProblem attribute = problems(change(minimal(), "size=\"128MB\"", "\n      size = \"128\""))
                .getFirst();
        assertEquals("sys.xml:5:7", attribute.location().toString());
        assertEquals(
                "sys.xml:5:7: size of Region: expected a size in B, KB or MB such as 1.5MB, below 4294967295 bytes,"
                        + " found \"128\"",
                attribute.message());
        ConfigurationProblem element = problems(slots(
                        "<Slot id=\"0\"\n   start=\"0ms\" duration=\"2ms\" partitionId=\"0\"/>\n",
                        " <Slot id=\"1\" start=\"1ms\" duration=\"1ms\" partitionId=\"0\"/>"))
                .getFirst();
        assertEquals(
                "sys.xml:12:2: processor 0 plan 0 slot 1: 1000..2000 us begins before slot 0 at 0..2000 us ends"
                        + " (line 10)",
                element.message());
        assertEquals(
                "sys.xml:3:19",
                problems(change(minimal(), "<MemoryLayout>", "<MemoryLayout>x"))
                        .getFirst()
                        .location()
                        .toString());
    }

    @Test
    void shouldCountLinesWithAnyLineEnd() {
        String xml = change(minimal(), "0x4000000", "0x4000100");
        String line = problems(xml).getFirst().location().toString();
        assertEquals(
                line, problems(xml.replace("\n", "\r\n")).getFirst().location().toString());
        String longer = "<!--" + "x\n".repeat(100_000) + "-->";
        assertEquals(
                problems(xml).getFirst().location().line() + 100_000,
                problems(longer + xml).getFirst().location().line());
    }

    @Test
    void shouldNeverReadOtherFiles() {
        String entity = "<!DOCTYPE SystemDescription [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
        assertEquals(List.of(Kind.MALFORMED_XML), kinds(entity + change(minimal(), "name=\"tiny\"", "name=\"&x;\"")));
    }
}
