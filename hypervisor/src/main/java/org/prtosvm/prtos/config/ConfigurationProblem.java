// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param kind what it is, for programs
 * @param location where it is
 * @param text what is wrong, what was expected and what was found, for people
 */
public record ConfigurationProblem(Kind kind, Location location, String text) {
    /** Kinds of problems. The letter and number in a description name the check of ABI 11-configuration, 5. */
    public enum Kind {
        /** The file cannot be read. */
        UNREADABLE_FILE,
        /** The file is not well-formed XML, or uses a document type declaration. */
        MALFORMED_XML,
        /** An element that does not belong where it is. */
        UNKNOWN_ELEMENT,
        /** An element that is there more often than it may be, or in the wrong order. */
        MISPLACED_ELEMENT,
        /** A required element is absent. */
        MISSING_ELEMENT,
        /** An attribute that the element does not have. */
        UNKNOWN_ATTRIBUTE,
        /** A required attribute is absent. */
        MISSING_ATTRIBUTE,
        /** Text between elements. */
        UNEXPECTED_TEXT,
        /** A value that is not of the attribute's type. */
        BAD_VALUE,
        /** A number that is too large for its field. */
        VALUE_TOO_LARGE,
        /** Region start not page aligned (R1). */
        REGION_START,
        /** Region size not page aligned (R2), or end beyond 4 GiB. */
        REGION_SIZE,
        /** Regions overlap (R3). */
        REGION_OVERLAP,
        /** Two regions with the same start (R4). */
        REGION_DUPLICATE,
        /** Area start not page aligned (A1). */
        AREA_START,
        /** Area size not page aligned (A2). */
        AREA_SIZE,
        /** Area touches a page of the board's interrupt or timer chips (A3). */
        AREA_RESERVED,
        /** Area not inside one region (A4). */
        AREA_OUTSIDE_REGIONS,
        /** Area overlaps another one (A5). */
        AREA_OVERLAP,
        /** Linear ranges of a partition overlap (A6). */
        AREA_LINEAR_OVERLAP,
        /** Two areas of a partition with the same physical start (A7). */
        AREA_DUPLICATE,
        /** Area mapped inside a page or at addresses of the hypervisor: it can be described, not run. */
        AREA_MAPPED_AT,
        /** The hypervisor's area has a flag that it cannot have (A8). */
        HYPERVISOR_AREA_FLAG,
        /** Too many processors, or none (S1). */
        PROCESSOR_COUNT,
        /** Processor ids not consecutive (S2). */
        PROCESSOR_ID,
        /** Plan ids not consecutive (S3), or no plan. */
        PLAN_ID,
        /** Slot ids not consecutive (S4). */
        SLOT_ID,
        /** Slots overlap or are out of order (S5). */
        SLOT_ORDER,
        /** Slot ends after the major frame (S6). */
        SLOT_END,
        /** Slot of a partition that does not exist (S7). */
        SLOT_PARTITION,
        /** Slot of a vCPU that does not exist (S8). */
        SLOT_VCPU,
        /** A vCPU has slots on two processors (S9). */
        VCPU_PROCESSOR,
        /** Too many partitions and vCPUs (S10). */
        KTHREAD_COUNT,
        /** Partition ids not consecutive (P1). */
        PARTITION_ID,
        /** Two partitions with the same name (P2). */
        PARTITION_NAME,
        /** Too many vCPUs, or none (P3). */
        VCPU_COUNT,
        /** Two ports of a partition with the same name (P4). */
        PORT_NAME,
        /** Hardware interrupt line owned twice (P6). */
        HW_IRQ_OWNER,
        /** Hardware interrupt line reserved by the hypervisor (P7). */
        HW_IRQ_RESERVED,
        /** I/O ports reserved by the hypervisor (P8), or beyond the last port. */
        IO_PORT_RANGE,
        /** An element that this architecture does not support (P9). */
        UNSUPPORTED_ELEMENT,
        /** UART that does not exist (P10). */
        UART_ID,
        /** Two devices with the same name (P11). */
        DEVICE_NAME,
        /** A device name that no device has (P12). */
        UNKNOWN_DEVICE,
        /** Health-monitor event without number (H1). */
        HM_EVENT,
        /** Action not permitted for the event (H2). */
        HM_ACTION,
        /** A switch to maintenance without a second plan on each processor (H3). */
        MAINTENANCE_PLAN,
        /** Channel end at a partition that does not exist (C1). */
        CHANNEL_PARTITION,
        /** Channel end names the partition differently (C2). */
        CHANNEL_PARTITION_NAME,
        /** Channel end at a port that does not exist (C3). */
        CHANNEL_PORT,
        /** Channel and port of different kinds (C4). */
        CHANNEL_TYPE,
        /** Channel end and port of different directions (C5). */
        CHANNEL_DIRECTION,
        /** Virtual interrupt number out of range (C6). */
        IPVI_ID,
        /** Virtual interrupt declared twice, or a destination listed twice (C7). */
        IPVI_DUPLICATE,
        /** Virtual interrupt from or to a partition that does not exist (C8). */
        IPVI_PARTITION,
        /** A kernel option that is not known here, out of range, or contradicts another one. */
        KERNEL_OPTION,
        /** The configuration blob is damaged: signature, version, digest, or a field that contradicts another. */
        BLOB_DAMAGED,
        /** The configuration blob would be larger than the format can describe. */
        BLOB_TOO_LARGE
    }

    /**
     * The problem as one line.
     *
     * @return location, colon, text
     */
    public String message() {
        return location + ": " + text;
    }
}
