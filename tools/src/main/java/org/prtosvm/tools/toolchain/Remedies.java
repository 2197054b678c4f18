package org.prtosvm.tools.toolchain;

import org.prtosvm.prtos.config.ConfigurationProblem;

/** How to mend what is wrong with a system description. */
public final class Remedies {
    private Remedies() {}

    /**
     * The remedy for a kind of problem.
     *
     * @param kind what is wrong
     * @return what to change, as the end of a sentence
     */
    public static String of(ConfigurationProblem.Kind kind) {
        return switch (kind) {
            case UNREADABLE_FILE -> "check the name, and that you may read the file";
            case MALFORMED_XML -> "close every element, quote every attribute, write < as &lt; and & as &amp;";
            case UNKNOWN_ELEMENT -> "move or remove the element; prtos config --schema lists what may stand where";
            case MISPLACED_ELEMENT -> "remove the surplus element, or put the elements into the order of the schema";
            case MISSING_ELEMENT -> "add the element";
            case UNKNOWN_ATTRIBUTE -> "remove the attribute or correct its name; upper and lower case differ";
            case MISSING_ATTRIBUTE -> "add the attribute";
            case UNEXPECTED_TEXT -> "remove the text, or put it into a comment";
            case BAD_VALUE -> "write the value in the form that is named";
            case VALUE_TOO_LARGE -> "use a smaller value";
            case REGION_START -> "let the region start at a multiple of 0x1000";
            case REGION_SIZE -> "make the size a multiple of 4KB, and let the region end below 4 GiB";
            case REGION_OVERLAP -> "move or shorten one of the two regions";
            case REGION_DUPLICATE -> "remove one of the two regions, or move it";
            case AREA_START -> "let the area start at a multiple of 0x1000";
            case AREA_SIZE -> "make the size a multiple of 4KB";
            case AREA_RESERVED ->
                "keep away from 0xfec00000, 0xfed00000 and 0xfee00000: interrupt controllers and timer are there";
            case AREA_OUTSIDE_REGIONS -> "move the area into one Region of the MemoryLayout, or enlarge the region";
            case AREA_OVERLAP ->
                "move one of the two areas, or give both the flag \"shared\" if the memory is meant to be shared";
            case AREA_LINEAR_OVERLAP -> "give one of the two areas another mappedAt";
            case AREA_DUPLICATE ->
                "list the memory once; two mappings of the same start in one partition are not possible";
            case AREA_MAPPED_AT -> "choose a page-aligned mappedAt below 0xfc000000";
            case HYPERVISOR_AREA_FLAG -> "remove the flag from the PhysicalMemoryArea of PRTOSHypervisor";
            case PROCESSOR_COUNT -> "declare 1 to 4 processors";
            case PROCESSOR_ID -> "number the processors from 0 in the order of the file";
            case PLAN_ID -> "number the plans of each processor from 0 in the order of the file";
            case SLOT_ID -> "number the slots of each plan from 0 in the order of the file";
            case SLOT_ORDER -> "let each slot start where the one before it ends, or later; prtos plan shows them";
            case SLOT_END -> "shorten the slot or lengthen the majorFrame";
            case SLOT_PARTITION -> "name a partition of the PartitionTable";
            case SLOT_VCPU -> "use a vCpuId below noVCpus of the partition, or raise noVCpus";
            case VCPU_PROCESSOR -> "give all slots of a vCPU to one processor, or use another vCpuId";
            case KTHREAD_COUNT -> "use fewer partitions or vCPUs";
            case PARTITION_ID -> "number the partitions from 0 in the order of the file";
            case PARTITION_NAME -> "choose another name for one of the two partitions";
            case VCPU_COUNT -> "set noVCpus to 1 to 4";
            case PORT_NAME -> "choose another name for one of the two ports";
            case HW_IRQ_OWNER -> "give each interrupt line to one partition, once";
            case HW_IRQ_RESERVED -> "use another line; 2, 4, 24, 26 and 27 belong to the hypervisor";
            case IO_PORT_RANGE -> "leave out the ports of the hypervisor: 0x20-0x21, 0xa0-0xa1 and 0x3f8-0x3fc";
            case UNSUPPORTED_ELEMENT -> "remove the element; use Range for I/O ports";
            case UART_ID -> "use id 0 or 1";
            case DEVICE_NAME -> "choose another name for one of the two devices";
            case UNKNOWN_DEVICE -> "declare the device inside Devices, correct the name, or write Null";
            case HM_EVENT -> "remove the event; it has no number";
            case HM_ACTION -> "choose an action that is permitted for this event here";
            case MAINTENANCE_PLAN -> "give every processor a Plan with id 1, or choose another action";
            case CHANNEL_PARTITION -> "name a partition of the PartitionTable";
            case CHANNEL_PARTITION_NAME -> "correct partitionName, or leave it out";
            case CHANNEL_PORT -> "declare the port in the PortTable of that partition, or correct portName";
            case CHANNEL_TYPE -> "connect sampling ports by a SamplingChannel and queuing ports by a QueuingChannel";
            case CHANNEL_DIRECTION ->
                "a Source needs a port with direction \"source\", a Destination one with \"destination\"";
            case IPVI_ID -> "use an id from 0 to 7";
            case IPVI_DUPLICATE -> "declare each pair of sourceId and id once, and each destination once";
            case IPVI_PARTITION -> "name partitions of the PartitionTable";
            case KERNEL_OPTION -> "docs/kernel-options.md lists names and values";
            case BLOB_DAMAGED -> "compile the configuration again";
            case BLOB_TOO_LARGE -> "use less memory regions of type ram, smaller messages or fewer of them";
        };
    }
}
