// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/** Commands and results of the status object. Offsets in bytes, little endian, not aligned. Source: ABI 05-objects, 7. */
public final class StatusDescriptor {
    /** Command: status of a partition, or of the system. */
    public static final int COMMAND_GET_SYSTEM_STATUS = 0;
    /** Command: status of the plans. */
    public static final int COMMAND_GET_PLAN_STATUS = 1;
    /** Command: set the operating mode of a partition. */
    public static final int COMMAND_SET_OPERATING_MODE = 2;
    /** Command: type and counter of a page. */
    public static final int COMMAND_GET_PAGE_STATUS = 3;
    /** Command: status of a vCPU. */
    public static final int COMMAND_GET_VCPU_STATUS = 4;
    /** Bytes of the argument of every command. */
    public static final int LENGTH = 64;

    /** System: number of warm resets. */
    public static final int SYSTEM_RESETS_OFFSET = 0;
    /** System: health-monitor events, 64 bits. */
    public static final int SYSTEM_HM_EVENTS_OFFSET = 4;
    /** System: physical interrupts, 64 bits. */
    public static final int SYSTEM_IRQS_OFFSET = 12;
    /** System: major frames, 64 bits. */
    public static final int SYSTEM_MAJOR_FRAMES_OFFSET = 20;
    /** System: first of the four message counters, {@code MESSAGES_*}. */
    public static final int SYSTEM_MESSAGES_OFFSET = 28;
    /** Bytes of the status of the system. */
    public static final int SYSTEM_LENGTH = 60;

    /** Partition: state, {@code STATE_*}. */
    public static final int PARTITION_STATE_OFFSET = 0;
    /** Partition: operating mode, {@code MODE_*}. */
    public static final int PARTITION_MODE_OFFSET = 4;
    /** Partition: virtual interrupts, 64 bits. */
    public static final int PARTITION_VIRQS_OFFSET = 8;
    /** Partition: reset counter of vCPU 0. */
    public static final int PARTITION_RESETS_OFFSET = 16;
    /** Partition: reset status of vCPU 0. */
    public static final int PARTITION_RESET_STATUS_OFFSET = 20;
    /** Partition: execution clock of vCPU 0 in microseconds, 64 bits. */
    public static final int PARTITION_EXECUTION_OFFSET = 24;
    /** Partition: first of the four message counters, {@code MESSAGES_*}. */
    public static final int PARTITION_MESSAGES_OFFSET = 32;
    /** Bytes of the status of a partition. */
    public static final int PARTITION_LENGTH = 64;

    /** Messages: read from sampling ports, 64 bits. */
    public static final int MESSAGES_SAMPLING_READ_OFFSET = 0;
    /** Messages: written to sampling ports, 64 bits. */
    public static final int MESSAGES_SAMPLING_WRITTEN_OFFSET = 8;
    /** Messages: sent to queuing ports, 64 bits. */
    public static final int MESSAGES_QUEUING_SENT_OFFSET = 16;
    /** Messages: received from queuing ports, 64 bits. */
    public static final int MESSAGES_QUEUING_RECEIVED_OFFSET = 24;

    /** Plans: time of the last switch in microseconds, 64 bits. */
    public static final int PLAN_SWITCH_TIME_OFFSET = 0;
    /** Plans: plan that comes next. */
    public static final int PLAN_NEXT_OFFSET = 8;
    /** Plans: plan that runs. */
    public static final int PLAN_CURRENT_OFFSET = 12;
    /** Plans: plan before it, -1 if there was none. */
    public static final int PLAN_PREVIOUS_OFFSET = 16;
    /** Bytes of the status of the plans. */
    public static final int PLAN_LENGTH = 20;

    /** Page: physical address, set by the caller. */
    public static final int PAGE_ADDRESS_OFFSET = 0;
    /** Page: word with type and counter; its lowest two bits belong to the caller. */
    public static final int PAGE_INFO_OFFSET = 4;
    /** Position of the type of a page, 3 bits. */
    public static final int PAGE_TYPE_SHIFT = 2;
    /** Position of the reference counter of a page, 27 bits. */
    public static final int PAGE_COUNTER_SHIFT = 5;
    /** Bits of the word that belong to the caller. */
    public static final int PAGE_INFO_UNUSED = 3;
    /** Bytes of the status of a page. */
    public static final int PAGE_LENGTH = 8;

    /** vCPU: state, {@code STATE_*}. */
    public static final int VCPU_STATE_OFFSET = 0;
    /** vCPU: operating mode, {@code MODE_*}. */
    public static final int VCPU_MODE_OFFSET = 4;
    /** Bytes of the status of a vCPU. */
    public static final int VCPU_LENGTH = 8;

    /** State: none of the others. */
    public static final int STATE_IDLE = 0;
    /** State: runs in its slots. */
    public static final int STATE_READY = 1;
    /** State: suspended. */
    public static final int STATE_SUSPENDED = 2;
    /** State: halted. */
    public static final int STATE_HALTED = 3;

    /** Operating mode after the start of the system, and when halted. */
    public static final int MODE_IDLE = 0;
    /** Operating mode after a cold reset. */
    public static final int MODE_COLD_RESET = 1;
    /** Operating mode after a warm reset. */
    public static final int MODE_WARM_RESET = 2;
    /** Normal operation; the highest mode. */
    public static final int MODE_NORMAL = 3;

    private StatusDescriptor() {}
}
