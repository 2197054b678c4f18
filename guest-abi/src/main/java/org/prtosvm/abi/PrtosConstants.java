// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/**
 * Addresses, selectors and limits of the default 32-bit x86 build. Addresses are unsigned 32-bit values in an {@code int}; sizes are in
 * bytes. Source: ABI constants, 1 to 4 and 7.
 */
public final class PrtosConstants {
    /** Bytes of a page. */
    public static final int PAGE_SIZE = 4096;

    /** Version 1.0.0 as a version word ({@code major << 16 | minor << 8 | revision}); version of the kernel and of every file format. */
    public static final int VERSION = 0x0001_0000;
    /** ABI version word that an image header must carry. */
    public static final int ABI_VERSION = VERSION;
    /** API version word that an image header must carry. */
    public static final int API_VERSION = VERSION;

    /** Physical address at which the hypervisor is loaded. */
    public static final int HYPERVISOR_LOAD_ADDRESS = 0x0100_0000;
    /** First linear address that belongs to the hypervisor; guest segments end one byte below. */
    public static final int HYPERVISOR_OFFSET = 0xFC00_0000;
    /** Index of the first page-directory entry that belongs to the hypervisor. */
    public static final int FIRST_HYPERVISOR_DIRECTORY_INDEX = 1008;
    /** Physical address of the boot container in a resident-software image. */
    public static final int CONTAINER_ADDRESS = 0x0018_0000;
    /** Physical address at which the resident software (boot image) is loaded. */
    public static final int RESIDENT_SOFTWARE_LOAD_ADDRESS = 0x0010_0000;

    /** Linear address of the control-table array of a partition. */
    public static final int PCT_AREA_ADDRESS = 0xFBFC_0000;
    /** Linear address of the partition loader's code. */
    public static final int LOADER_CODE_ADDRESS = 0xFBF8_0000;
    /** Bytes of the window of the partition loader's code. */
    public static final int LOADER_CODE_SIZE = 0x4_0000;
    /** Linear address of the partition loader's stack. */
    public static final int LOADER_STACK_ADDRESS = 0xFBF6_E000;
    /** Pages of the partition loader's stack and data. */
    public static final int LOADER_STACK_PAGES = 18;
    /** Value of ESP while the partition loader runs and at the image's entry after a cold start. */
    public static final int LOADER_STACK_TOP = 0xFBF7_0000;

    /** Most processors of a system. */
    public static final int MAX_CPUS = 4;
    /** Most vCPUs of a partition. */
    public static final int MAX_VCPUS = 4;
    /** Most partitions plus vCPUs of a system. */
    public static final int MAX_KTHREADS = 255;
    /** Hardware interrupt lines. */
    public static final int HW_IRQS = 32;
    /** Inter-partition virtual interrupts of a partition; number {@code n} arrives as extended interrupt {@code 24 + n}. */
    public static final int MAX_IPVIS = 8;
    /** Custom files of an image. */
    public static final int MAX_CUSTOM_FILES = 3;
    /** UARTs that a configuration can name. */
    public static final int MAX_UARTS = 2;
    /** Bytes of a name field of the kernel, terminating NUL included. */
    public static final int NAME_LENGTH = 16;
    /** Ports of the x86 I/O space. */
    public static final int IO_PORTS = 0x1_0000;
    /** Number of the maintenance plan, the target of {@link HmAction#SWITCH_TO_MAINTENANCE}. */
    public static final int MAINTENANCE_PLAN = 1;
    /** Partition id that stands for the hypervisor. */
    public static final int HYPERVISOR_PARTITION_ID = 0xFF;

    /** Entries of the descriptor table that belong to the guest. */
    public static final int GUEST_GDT_ENTRIES = 32;
    /** Entries of the descriptor table of a vCPU. */
    public static final int GDT_ENTRIES = 44;
    /** Limit of the descriptor table of a vCPU. */
    public static final int GDT_LIMIT = 0x15F;
    /** Limit of the interrupt descriptor table of a vCPU. */
    public static final int IDT_LIMIT = 0x7FF;
    /** Limit of the task-state segment of a vCPU: the segment and its I/O bitmap. */
    public static final int TSS_LIMIT = 0x2067;
    /** Limit of the guest's flat segments. */
    public static final int GUEST_SEGMENT_LIMIT = 0xFBFF_FFFF;

    /** Selector of the hypercall call gate. */
    public static final int HYPERCALL_GATE_SELECTOR = 0x0108;
    /** Selector reserved for a second hypercall gate; its descriptor stays empty. */
    public static final int USER_HYPERCALL_GATE_SELECTOR = 0x0110;
    /** Selector of the call gate of the virtual IRET. */
    public static final int IRET_GATE_SELECTOR = 0x0118;
    /** Selector of the hypervisor's code segment. */
    public static final int HYPERVISOR_CODE_SELECTOR = 0x0128;
    /** Selector of the hypervisor's data segment. */
    public static final int HYPERVISOR_DATA_SELECTOR = 0x0130;
    /** Selector of the guest's flat code segment, RPL 1. */
    public static final int GUEST_CODE_SELECTOR = 0x0139;
    /** Selector of the guest's flat data segment, RPL 1. */
    public static final int GUEST_DATA_SELECTOR = 0x0141;
    /** Selector of the hypervisor's per-processor data segment. */
    public static final int PER_CPU_SELECTOR = 0x0148;
    /** Selector of the task-state segment. */
    public static final int TSS_SELECTOR = 0x0150;
    /** Selector reserved for a control-table segment; its descriptor stays empty. */
    public static final int PCT_SELECTOR = 0x0159;

    /** First hardware vector of the external interrupts. */
    public static final int FIRST_HW_IRQ_VECTOR = 0x20;
    /** First vector that a guest may install in the interrupt descriptor table. */
    public static final int FIRST_GUEST_VECTOR = 0x30;
    /** Numbers set aside for x86 traps. */
    public static final int X86_TRAPS = 32;

    /** Flag of a memory region whose pages have type and reference counter ("ram" of the system description). */
    public static final int REGION_RAM = 1;
    /** Flag of a read-only memory region. */
    public static final int REGION_ROM = 2;

    /** Mask of the hardware interrupt lines that no partition can own: 2, 4, 24, 26 and 27. */
    public static final int RESERVED_HW_IRQS = 1 << 2 | 1 << 4 | 1 << 24 | 1 << 26 | 1 << 27;

    /** Physical page of the HPET, which no memory area may touch. */
    public static final int HPET_PAGE = 0xFED0_0000;
    /** Physical page of the local APICs, which no memory area may touch. */
    public static final int LOCAL_APIC_PAGE = 0xFEE0_0000;
    /** Physical page of the I/O APIC, which no memory area may touch. */
    public static final int IO_APIC_PAGE = 0xFEC0_0000;

    private PrtosConstants() {}
}
