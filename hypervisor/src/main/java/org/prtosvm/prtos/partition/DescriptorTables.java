// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.prtos.config.IoPermissions;

/**
 * GDT, IDT and task-state segment of a vCPU, in memory of the hypervisor, so that the processor works on them by itself. Guests know their
 * linear addresses (SGDT, SIDT) but have no segment that reaches them.
 *
 * <pre>
 *     offset     0  GDT, 44 descriptors: 0..31 the guest's, the rest fixed
 *     offset   512  IDT, 256 gates: exceptions and interrupts to ring 0, the guest's own from 0x40 on
 *     offset  3072  TSS, 104 bytes, and for partitions with I/O ports the permission bitmap
 * </pre>
 *
 * <p>Source: ABI 01-machine-and-boot, 5; ABI 03-traps-and-interrupts, 2; ABI constants, 2 and 3.
 */
public final class DescriptorTables {
    /** First vector that belongs to the guest alone: below it interrupts of the machine have their gates. */
    public static final int FIRST_FREE_VECTOR = 0x40;

    private static final int IDT_OFFSET = 512;
    private static final int TSS_OFFSET = 3072;
    private static final int TSS_LENGTH = 104;
    private static final int TSS_STACK0_OFFSET = 4;
    private static final int TSS_STACK_LENGTH = 8;
    private static final int TSS_BITMAP_BASE_OFFSET = 0x64;
    private static final int NO_BITMAP = 0xFFFF;
    private static final int LENGTH_WITHOUT_BITMAP = TSS_OFFSET + TSS_LENGTH;
    private static final int LENGTH_WITH_BITMAP = TSS_OFFSET + PrtosConstants.TSS_LIMIT + 1;

    private static final int LAST_EXCEPTION = 19;
    /** Exceptions that INT n may raise: breakpoint, overflow, bound. */
    private static final int USER_EXCEPTIONS = 1 << 3 | 1 << 4 | 1 << 5;

    private static final int GUEST_LIMIT_PAGES = PrtosConstants.GUEST_SEGMENT_LIMIT >>> 12;
    private static final int RING0_CODE = 0x9B;
    private static final int RING0_DATA = 0x93;
    private static final int RING1_CODE = 0xBB;
    private static final int RING1_DATA = 0xB3;
    private static final int BUSY_TSS = 0x8B;
    /** Call gate, DPL 2, one parameter word. */
    private static final int CALL_GATE_HIGH = 0xCC01;
    /** Interrupt gate, DPL 0; the DPL goes to bits 13 and 14. */
    private static final int INTERRUPT_GATE_HIGH = 0x8E00;

    private final GuestMemory memory;
    private final int physical;
    private final int linear;

    /**
     * Makes a view.
     *
     * @param memory memory of the machine
     * @param physical physical address, a multiple of the page size
     * @param linear linear address of the same bytes in every address space
     */
    public DescriptorTables(GuestMemory memory, int physical, int linear) {
        this.memory = memory;
        this.physical = physical;
        this.linear = linear;
    }

    /**
     * How much memory the tables take.
     *
     * @param ioPermissions permissions of the partition, or null for none
     * @return bytes
     */
    public static int length(@Nullable IoPermissions ioPermissions) {
        return hasBitmap(ioPermissions) ? LENGTH_WITH_BITMAP : LENGTH_WITHOUT_BITMAP;
    }

    private static boolean hasBitmap(@Nullable IoPermissions ioPermissions) {
        return ioPermissions != null && ioPermissions.declaredPorts() != 0;
    }

    /** Builds the tables as they are when the system starts, and loads the table registers. */
    void build(CpuState cpu, @Nullable IoPermissions ioPermissions) {
        memory.clear(physical, length(ioPermissions));
        buildGdt();
        buildIdt();
        setStack(0, PrtosConstants.HYPERVISOR_DATA_SELECTOR, linear + IDT_OFFSET);
        if (ioPermissions != null && hasBitmap(ioPermissions)) {
            memory.store32(physical + TSS_OFFSET + TSS_BITMAP_BASE_OFFSET, TSS_LENGTH << 16);
            byte[] bitmap = ioPermissions.bitmap();
            memory.write(physical + TSS_OFFSET + TSS_LENGTH, bitmap, 0, bitmap.length);
        } else {
            memory.store32(physical + TSS_OFFSET + TSS_BITMAP_BASE_OFFSET, NO_BITMAP << 16);
        }
        loadRegisters(cpu);
    }

    private void buildGdt() {
        setGdt(PrtosConstants.HYPERCALL_GATE_SELECTOR, gateLow(), gateHigh(CALL_GATE_HIGH));
        setGdt(PrtosConstants.IRET_GATE_SELECTOR, gateLow(), gateHigh(CALL_GATE_HIGH));
        setGdt(PrtosConstants.HYPERVISOR_CODE_SELECTOR, 0xFFFF, flatHigh(0xFFFFF, RING0_CODE));
        setGdt(PrtosConstants.HYPERVISOR_DATA_SELECTOR, 0xFFFF, flatHigh(0xFFFFF, RING0_DATA));
        int guestLow = GUEST_LIMIT_PAGES & 0xFFFF;
        setGdt(PrtosConstants.GUEST_CODE_SELECTOR, guestLow, flatHigh(GUEST_LIMIT_PAGES, RING1_CODE));
        setGdt(PrtosConstants.GUEST_DATA_SELECTOR, guestLow, flatHigh(GUEST_LIMIT_PAGES, RING1_DATA));
        setGdt(PrtosConstants.PER_CPU_SELECTOR, 0xFFFF, flatHigh(0xFFFFF, RING0_DATA));
        int base = linear + TSS_OFFSET;
        int tssHigh = base & 0xFF00_0000 | base >>> 16 & 0xFF | BUSY_TSS << 8;
        setGdt(PrtosConstants.TSS_SELECTOR, base << 16 | PrtosConstants.TSS_LIMIT, tssHigh);
    }

    private static int flatHigh(int limitPages, int access) {
        return 0x00C0_0000 | limitPages & 0xF_0000 | access << 8;
    }

    /** Gates lead to the first of the hypervisor's addresses, which is a multiple of 64 KiB: nobody ever gets there. */
    private static int gateLow() {
        return PrtosConstants.HYPERVISOR_CODE_SELECTOR << 16;
    }

    private static int gateHigh(int attributes) {
        return PrtosConstants.HYPERVISOR_OFFSET | attributes;
    }

    private void setGdt(int selector, int low, int high) {
        setDescriptor(selector >>> 3, low, high);
    }

    private void buildIdt() {
        for (int vector = 0; vector <= LAST_EXCEPTION; vector++) {
            boolean user = (USER_EXCEPTIONS >>> vector & 1) != 0;
            setGate(vector, gateLow(), gateHigh(user ? INTERRUPT_GATE_HIGH | 3 << 13 : INTERRUPT_GATE_HIGH));
        }
        for (int vector = PrtosConstants.FIRST_HW_IRQ_VECTOR; vector < FIRST_FREE_VECTOR; vector++) {
            setGate(vector, gateLow(), gateHigh(INTERRUPT_GATE_HIGH));
        }
    }

    private void loadRegisters(CpuState cpu) {
        cpu.gdtBase = linear;
        cpu.gdtLimit = PrtosConstants.GDT_LIMIT;
        cpu.idtBase = linear + IDT_OFFSET;
        cpu.idtLimit = PrtosConstants.IDT_LIMIT;
        cpu.ldtr.load(0, 0, 0, 0);
        cpu.tr.load(PrtosConstants.TSS_SELECTOR, linear + TSS_OFFSET, PrtosConstants.TSS_LIMIT, BUSY_TSS);
    }

    /**
     * Reads a descriptor of the GDT.
     *
     * @param index 0 to 43
     * @return the descriptor, its first word in the low half
     */
    public long descriptor(int index) {
        int address = physical + index * 8;
        return memory.load32(address) & 0xFFFF_FFFFL | (long) memory.load32(address + 4) << 32;
    }

    /**
     * Writes a descriptor of the GDT. Segment registers that were loaded from it keep what they have.
     *
     * @param index 0 to 43
     * @param low first word
     * @param high second word
     */
    public void setDescriptor(int index, int low, int high) {
        memory.store32(physical + index * 8, low);
        memory.store32(physical + index * 8 + 4, high);
    }

    /**
     * Writes a gate of the IDT.
     *
     * @param vector 0 to 255
     * @param low first word
     * @param high second word
     */
    public void setGate(int vector, int low, int high) {
        memory.store32(physical + IDT_OFFSET + vector * 8, low);
        memory.store32(physical + IDT_OFFSET + vector * 8 + 4, high);
    }

    /**
     * Sets the stack that the processor takes when it enters a ring.
     *
     * @param ring 0 to 2
     * @param selector stack selector, low 16 bits
     * @param pointer stack pointer
     */
    public void setStack(int ring, int selector, int pointer) {
        int address = physical + TSS_OFFSET + TSS_STACK0_OFFSET + ring * TSS_STACK_LENGTH;
        memory.store32(address, pointer);
        memory.store32(address + 4, selector & 0xFFFF);
    }

    /**
     * The stack selector of a ring.
     *
     * @param ring 0 to 2
     * @return 16 bits
     */
    public int stackSelector(int ring) {
        return memory.load32(physical + TSS_OFFSET + TSS_STACK0_OFFSET + ring * TSS_STACK_LENGTH + 4) & 0xFFFF;
    }

    /**
     * The stack pointer of a ring.
     *
     * @param ring 0 to 2
     * @return linear address
     */
    public int stackPointer(int ring) {
        return memory.load32(physical + TSS_OFFSET + TSS_STACK0_OFFSET + ring * TSS_STACK_LENGTH);
    }
}
