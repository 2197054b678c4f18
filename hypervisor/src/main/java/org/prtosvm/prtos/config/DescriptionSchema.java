// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import static org.prtosvm.prtos.config.SchemaRule.anyOrder;
import static org.prtosvm.prtos.config.SchemaRule.atMostOne;
import static org.prtosvm.prtos.config.SchemaRule.defaulted;
import static org.prtosvm.prtos.config.SchemaRule.leaf;
import static org.prtosvm.prtos.config.SchemaRule.many;
import static org.prtosvm.prtos.config.SchemaRule.one;
import static org.prtosvm.prtos.config.SchemaRule.optional;
import static org.prtosvm.prtos.config.SchemaRule.required;
import static org.prtosvm.prtos.config.SchemaRule.sequence;
import static org.prtosvm.prtos.config.SchemaRule.some;

import java.util.List;

/** The form of a system description, as a table. Source: ABI 11-configuration, 3. */
final class DescriptionSchema {
    private static final int MAX_PROCESSORS = 256;

    private static final SchemaRule MEMORY_LAYOUT = anyOrder(
            "MemoryLayout",
            List.of(),
            some(leaf(
                    "Region",
                    required("type", LexicalType.REGION_TYPE),
                    required("start", LexicalType.HEX),
                    required("size", LexicalType.SIZE))));

    private static final SchemaRule SLOT = leaf(
            "Slot",
            required("id", LexicalType.ID),
            required("start", LexicalType.TIME),
            required("duration", LexicalType.TIME),
            required("partitionId", LexicalType.ID),
            defaulted("vCpuId", LexicalType.ID, "0"));

    private static final SchemaRule PLAN = anyOrder(
            "Plan",
            List.of(
                    required("id", LexicalType.ID),
                    optional("name", LexicalType.STRING),
                    defaulted("majorFrame", LexicalType.TIME, "0s")),
            many(SLOT));

    private static final SchemaRule PROCESSOR = anyOrder(
            "Processor",
            List.of(
                    required("id", LexicalType.ID),
                    optional("frequency", LexicalType.FREQUENCY),
                    defaulted("features", LexicalType.PROCESSOR_FEATURES, "none")),
            one(anyOrder("CyclicPlanTable", List.of(), some(PLAN))));

    private static final SchemaRule PROCESSOR_TABLE =
            anyOrder("ProcessorTable", List.of(), new SchemaRule.Child(PROCESSOR, 1, MAX_PROCESSORS));

    private static final SchemaRule DEVICES = anyOrder(
            "Devices",
            List.of(),
            many(leaf(
                    "Uart",
                    required("name", LexicalType.STRING),
                    required("id", LexicalType.STRING),
                    required("baudRate", LexicalType.POSITIVE))),
            many(leaf("Vga", required("name", LexicalType.STRING))),
            many(leaf(
                    "MemoryBlock",
                    required("name", LexicalType.STRING),
                    required("start", LexicalType.HEX),
                    required("size", LexicalType.SIZE))),
            many(leaf("Null", optional("name", LexicalType.STRING))));

    private static final SchemaRule HW_DESCRIPTION =
            sequence("HwDescription", List.of(), one(MEMORY_LAYOUT), one(PROCESSOR_TABLE), one(DEVICES));

    private static final SchemaRule HEALTH_MONITOR = anyOrder(
            "HealthMonitor",
            List.of(),
            some(leaf(
                    "Event",
                    required("name", LexicalType.EVENT),
                    required("action", LexicalType.ACTION),
                    required("log", LexicalType.YES_NO))));

    private static final SchemaRule HYPERVISOR = anyOrder(
            "PRTOSHypervisor",
            List.of(optional("console", LexicalType.STRING), optional("healthMonitorDevice", LexicalType.STRING)),
            one(leaf(
                    "PhysicalMemoryArea",
                    required("size", LexicalType.SIZE),
                    optional("flags", LexicalType.AREA_FLAGS))),
            atMostOne(HEALTH_MONITOR),
            atMostOne(leaf(
                    "Trace", required("device", LexicalType.STRING), required("bitmask", LexicalType.TRACE_BITS))));

    private static final SchemaRule MEMORY_AREAS = anyOrder(
            "PhysicalMemoryAreas",
            List.of(),
            some(leaf(
                    "Area",
                    required("start", LexicalType.HEX),
                    required("size", LexicalType.SIZE),
                    optional("mappedAt", LexicalType.HEX),
                    defaulted("flags", LexicalType.AREA_FLAGS, "none"),
                    optional("name", LexicalType.STRING))));

    private static final SchemaRule RESIDENT_SOFTWARE = anyOrder("ResidentSw", List.of(), one(MEMORY_AREAS));

    private static final SchemaRule HW_RESOURCES = anyOrder(
            "HwResources",
            List.of(),
            atMostOne(leaf("Interrupts", required("lines", LexicalType.HW_IRQS))),
            atMostOne(anyOrder(
                    "IoPorts",
                    List.of(),
                    many(leaf("Range", required("base", LexicalType.HEX), required("noPorts", LexicalType.POSITIVE))),
                    many(leaf(
                            "Restricted",
                            required("address", LexicalType.HEX),
                            defaulted("mask", LexicalType.HEX, "0x0"))))));

    private static final SchemaRule PORT_TABLE = anyOrder(
            "PortTable",
            List.of(),
            many(leaf(
                    "Port",
                    required("name", LexicalType.STRING),
                    required("direction", LexicalType.DIRECTION),
                    required("type", LexicalType.PORT_TYPE))));

    private static final SchemaRule PARTITION = anyOrder(
            "Partition",
            List.of(
                    required("id", LexicalType.ID),
                    optional("name", LexicalType.STRING),
                    optional("console", LexicalType.STRING),
                    defaulted("flags", LexicalType.PARTITION_FLAGS, "none"),
                    defaulted("hw_virt", LexicalType.BOOLEAN, "false"),
                    defaulted("noVCpus", LexicalType.POSITIVE, "1")),
            one(MEMORY_AREAS),
            atMostOne(leaf(
                    "TemporalRequirements",
                    required("period", LexicalType.TIME),
                    required("duration", LexicalType.TIME))),
            atMostOne(HEALTH_MONITOR),
            atMostOne(HW_RESOURCES),
            atMostOne(PORT_TABLE),
            atMostOne(leaf("Trace", required("device", LexicalType.STRING), required("bitmask", LexicalType.HEX))));

    private static final SchemaRule SOURCE = channelEnd("Source");
    private static final SchemaRule DESTINATION = channelEnd("Destination");

    private static final SchemaRule CHANNELS = anyOrder(
            "Channels",
            List.of(),
            many(sequence(
                    "SamplingChannel",
                    List.of(
                            required("maxMessageLength", LexicalType.SIZE),
                            defaulted("validPeriod", LexicalType.TIME, "0s")),
                    one(SOURCE),
                    some(DESTINATION))),
            many(anyOrder(
                    "QueuingChannel",
                    List.of(
                            required("maxMessageLength", LexicalType.SIZE),
                            required("maxNoMessages", LexicalType.POSITIVE)),
                    one(SOURCE),
                    one(DESTINATION))),
            many(leaf(
                    "Ipvi",
                    required("id", LexicalType.ID),
                    required("sourceId", LexicalType.ID),
                    required("destinationId", LexicalType.IDS))));

    /** The root element. */
    static final SchemaRule ROOT = anyOrder(
            "SystemDescription",
            List.of(required("version", LexicalType.VERSION), required("name", LexicalType.STRING)),
            one(HW_DESCRIPTION),
            one(HYPERVISOR),
            atMostOne(RESIDENT_SOFTWARE),
            one(anyOrder("PartitionTable", List.of(), some(PARTITION))),
            atMostOne(CHANNELS));

    private DescriptionSchema() {}

    private static SchemaRule channelEnd(String name) {
        return leaf(
                name,
                required("partitionId", LexicalType.ID),
                optional("partitionName", LexicalType.STRING),
                required("portName", LexicalType.STRING));
    }
}
