// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.log;

import org.prtosvm.abi.TraceRecordDescriptor;

/** Codes of the records that the hypervisor traces about itself: module and event. Source: ABI 06-health-monitor, 10. */
public final class AuditCode {
    /** A physical interrupt. Payload: line, 0x18 for the local timer. */
    public static final int IRQ_RAISED = 0x0001;
    /** A trap. Payload: vector, EIP. */
    public static final int TRAP_RAISED = 0x0002;
    /** A virtual interrupt or trap is delivered. Payload: vector. */
    public static final int IRQ_EMULATED = 0x0003;

    /** A partition is suspended. Payload: partition. */
    public static final int PARTITION_SUSPEND = 0x0201;
    /** A partition is resumed. Payload: partition. */
    public static final int PARTITION_RESUME = 0x0202;
    /** A partition is halted, also at the start of its reset. Payload: partition. */
    public static final int PARTITION_HALT = 0x0203;
    /** A partition is asked to shut down. Payload: partition. */
    public static final int PARTITION_SHUTDOWN = 0x0205;
    /** A partition gives up its slot. Payload: partition. */
    public static final int PARTITION_IDLE = 0x0206;
    /** The system is halted. */
    public static final int SYSTEM_HALT = 0x0207;
    /** The system is reset. Payload: mode. */
    public static final int SYSTEM_RESET = 0x0208;
    /** Another plan is requested. Payload: plan. */
    public static final int PLAN_SWITCH_REQUEST = 0x0209;
    /** A plan begins. Payload: plan, plan. */
    public static final int PLAN_SWITCH_DONE = 0x020A;
    /** Another vCPU runs. Payload: vCPU in bits 8 to 15 and partition, or 0xFFFFFFFF when the processor is idle. */
    public static final int CONTEXT_SWITCH = 0x020B;
    /** A vCPU is suspended. Payload: vCPU in bits 8 to 15 and partition. */
    public static final int VCPU_SUSPEND = 0x020C;
    /** A vCPU is resumed. Payload: vCPU in bits 8 to 15 and partition. */
    public static final int VCPU_RESUME = 0x020D;
    /** A vCPU is halted. Payload: vCPU in bits 8 to 15 and partition. */
    public static final int VCPU_HALT = 0x020E;
    /** A vCPU is reset. Payload: vCPU in bits 8 to 15 and partition. */
    public static final int VCPU_RESET = 0x020F;

    /** A health-monitor event. Payload: low and high code word of its record, EIP. */
    public static final int HM_EVENT_RAISED = 0x0301;
    /** Action on an event of the hypervisor. Payload: action, bit 31 set if it is logged. */
    public static final int HM_HYPERVISOR_ACTION = 0x0302;
    /** Action on an event of a partition. Payload: action, bit 31 set if it is logged. */
    public static final int HM_PARTITION_ACTION = 0x0303;

    /** A page table entry names a page of somebody else. Payload: address. */
    public static final int PAGE_NOT_BELONGING = 0x0401;
    /** A page table entry names a page that does not exist. Payload: address. */
    public static final int PAGE_NOT_EXISTING = 0x0402;
    /** A page has an invalid reference counter. Payload: address, counter. */
    public static final int PAGE_COUNTER = 0x0403;
    /** A page table entry is invalid. Payload: address, value. */
    public static final int PAGE_INVALID_ENTRY = 0x0404;

    private AuditCode() {}

    /**
     * The module of a code.
     *
     * @param code a constant of this class
     * @return its number, which is that of its bit in the trace mask
     */
    public static int module(int code) {
        return code >>> TraceRecordDescriptor.MODULE_SHIFT;
    }
}
