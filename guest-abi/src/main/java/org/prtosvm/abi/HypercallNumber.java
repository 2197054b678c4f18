// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

import java.util.List;

/** Numbers of the hypercalls, as they stand in EAX. Source: ABI 02-hypercalls, 4.1. */
public final class HypercallNumber {
    /** Executes a list of calls. */
    public static final int MULTICALL = 0;
    /** Halts a partition. */
    public static final int HALT_PARTITION = 1;
    /** Suspends a partition. */
    public static final int SUSPEND_PARTITION = 2;
    /** Resumes a partition. */
    public static final int RESUME_PARTITION = 3;
    /** Resets a partition. */
    public static final int RESET_PARTITION = 4;
    /** Asks a partition to shut down. */
    public static final int SHUTDOWN_PARTITION = 5;
    /** Halts the system. */
    public static final int HALT_SYSTEM = 6;
    /** Resets the system. */
    public static final int RESET_SYSTEM = 7;
    /** Gives up the rest of the slot. */
    public static final int IDLE_SELF = 8;
    /** Reads a clock. */
    public static final int GET_TIME = 9;
    /** Arms or disarms a timer. */
    public static final int SET_TIMER = 10;
    /** Reads from an object. */
    public static final int READ_OBJECT = 11;
    /** Writes to an object. */
    public static final int WRITE_OBJECT = 12;
    /** Moves the position of an object. */
    public static final int SEEK_OBJECT = 13;
    /** Gives a command to an object. */
    public static final int CTRL_OBJECT = 14;
    /** Unmasks virtual interrupts. */
    public static final int CLEAR_IRQMASK = 15;
    /** Masks virtual interrupts. */
    public static final int SET_IRQMASK = 16;
    /** Makes virtual interrupts pending. */
    public static final int SET_IRQPEND = 17;
    /** Clears pending virtual interrupts. */
    public static final int CLEAR_IRQPEND = 18;
    /** Sets the vector of a virtual interrupt or trap. */
    public static final int ROUTE_IRQ = 19;
    /** Writes an entry of a page table or a word of a page. */
    public static final int UPDATE_PAGE32 = 20;
    /** Changes the type of a page. */
    public static final int SET_PAGE_TYPE = 21;
    /** Flushes the TLB. */
    public static final int INVLD_TLB = 22;
    /** Raises an inter-partition virtual interrupt in all its destinations. */
    public static final int RAISE_IPVI = 23;
    /** Raises an inter-partition virtual interrupt in one partition. */
    public static final int RAISE_PARTITION_IPVI = 24;
    /** Accepted without effect. */
    public static final int OVERRIDE_TRAP_HNDL = 25;
    /** Requests another cyclic plan. */
    public static final int SWITCH_SCHED_PLAN = 26;
    /** Looks up a partition or plan by its name. */
    public static final int GET_GID_BY_NAME = 27;
    /** Resets a vCPU. */
    public static final int RESET_VCPU = 28;
    /** Halts a vCPU. */
    public static final int HALT_VCPU = 29;
    /** Suspends a vCPU. */
    public static final int SUSPEND_VCPU = 30;
    /** Resumes a vCPU. */
    public static final int RESUME_VCPU = 31;
    /** Tells the number of the calling vCPU. */
    public static final int GET_VCPUID = 32;
    /** Loads control register 0. */
    public static final int X86_LOAD_CR0 = 33;
    /** Loads control register 3. */
    public static final int X86_LOAD_CR3 = 34;
    /** Loads control register 4. */
    public static final int X86_LOAD_CR4 = 35;
    /** Sets the stacks of rings 1 and 2 from a task-state segment. */
    public static final int X86_LOAD_TSS = 36;
    /** Loads the guest's part of the segment descriptor table. */
    public static final int X86_LOAD_GDT = 37;
    /** Loads the virtual interrupt descriptor table register. */
    public static final int X86_LOAD_IDTR = 38;
    /** Sets the stack of one ring. */
    public static final int X86_UPDATE_SS_SP = 39;
    /** Changes one segment descriptor. */
    public static final int X86_UPDATE_GDT = 40;
    /** Installs a gate in the interrupt descriptor table. */
    public static final int X86_UPDATE_IDT = 41;
    /** Sets the virtual interrupt flag. */
    public static final int X86_SET_IF = 42;
    /** Clears the virtual interrupt flag. */
    public static final int X86_CLEAR_IF = 43;

    private static final List<String> NAMES = List.of(
            "multicall",
            "halt_partition",
            "suspend_partition",
            "resume_partition",
            "reset_partition",
            "shutdown_partition",
            "halt_system",
            "reset_system",
            "idle_self",
            "get_time",
            "set_timer",
            "read_object",
            "write_object",
            "seek_object",
            "ctrl_object",
            "clear_irqmask",
            "set_irqmask",
            "set_irqpend",
            "clear_irqpend",
            "route_irq",
            "update_page32",
            "set_page_type",
            "invld_tlb",
            "raise_ipvi",
            "raise_partition_ipvi",
            "override_trap_hndl",
            "switch_sched_plan",
            "get_gid_by_name",
            "reset_vcpu",
            "halt_vcpu",
            "suspend_vcpu",
            "resume_vcpu",
            "get_vcpuid",
            "x86_load_cr0",
            "x86_load_cr3",
            "x86_load_cr4",
            "x86_load_tss",
            "x86_load_gdt",
            "x86_load_idtr",
            "x86_update_ss_sp",
            "x86_update_gdt",
            "x86_update_idt",
            "x86_set_if",
            "x86_clear_if");

    /** Number of hypercalls; the numbers are 0 to one below it. */
    public static final int COUNT = NAMES.size();

    private HypercallNumber() {}

    /**
     * The name of a call.
     *
     * @param number 0 to {@link #COUNT} - 1
     * @return the name as the specification writes it, for instance {@code get_time}
     */
    public static String nameOf(int number) {
        return NAMES.get(number);
    }
}
