// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.cpu.segment.DescriptorDecoder;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.partition.DescriptorTables;
import org.prtosvm.prtos.partition.GuestAccess;
import org.prtosvm.prtos.partition.Vcpu;

/**
 * Segment descriptors and interrupt gates of the calling vCPU.
 *
 * <p>Segments must not reach the hypervisor's addresses: sums that wrap and expand-down segments, whose reach is above their limit, are
 * refused too. Gates lead to guest code only: of the fixed selectors, that of the guest's code.
 *
 * <p>Source: ABI 02-hypercalls, 4.8.
 */
public final class DescriptorHypercalls {
    private static final int DESCRIPTOR_LENGTH = 8;
    private static final int TABLE_REGISTER_LENGTH = 6;
    private static final int ACCESSED = 1 << 8;
    private static final int DATA_EXPAND_DOWN = 1 << 2;
    private static final int BIG = 1 << 14;
    private static final int LAST_VECTOR = 0xFF;
    /** Present bit, type of five bits and the reserved bits above the parameter count, in the second word of a gate. */
    private static final int GATE_PRESENT = 1 << 15;

    private static final int GATE_TYPE = 0x1FE0;
    private static final int TRAP_GATE32 = 0x0F00;
    private static final int RPL = 3;

    private final Kernel kernel;
    private final GuestAccess access;

    /**
     * Makes the handlers.
     *
     * @param kernel the system
     */
    public DescriptorHypercalls(Kernel kernel) {
        this.kernel = kernel;
        access = kernel.access();
    }

    /**
     * Replaces all segment descriptors of the guest. Entries that are refused stay empty.
     *
     * @param caller caller
     * @param operand linear address of limit and base of the guest's table
     * @return status
     */
    @Hypercall(number = HypercallNumber.X86_LOAD_GDT, arguments = 1)
    public int loadGdt(Vcpu caller, int operand) {
        if (operand == 0 || !access.isReadable(caller, operand, TABLE_REGISTER_LENGTH)) {
            return PrtosStatus.INVALID_PARAM;
        }
        int limit = access.load16(caller, operand);
        int base = access.load32(caller, operand + 2);
        int count = (limit + 1) / DESCRIPTOR_LENGTH;
        if (count > PrtosConstants.GUEST_GDT_ENTRIES || !access.isReadable(caller, base, count * DESCRIPTOR_LENGTH)) {
            return PrtosStatus.INVALID_PARAM;
        }
        caller.pct().put16(PctDescriptor.GDT_LIMIT16_OFFSET, limit);
        caller.pct().put32(PctDescriptor.GDT_BASE_OFFSET, base);
        for (int index = 0; index < PrtosConstants.GUEST_GDT_ENTRIES; index++) {
            caller.tables().setDescriptor(index, 0, 0);
        }
        for (int index = 0; index < count; index++) {
            admit(caller, index, base + index * DESCRIPTOR_LENGTH);
        }
        return PrtosStatus.OK;
    }

    /**
     * Replaces one segment descriptor of the guest.
     *
     * @param caller caller
     * @param index 0 to 31
     * @param descriptor linear address of the descriptor
     * @return status
     */
    @Hypercall(number = HypercallNumber.X86_UPDATE_GDT, arguments = 2)
    public int updateGdt(Vcpu caller, int index, int descriptor) {
        boolean valid = descriptor != 0
                && access.isReadable(caller, descriptor, DESCRIPTOR_LENGTH)
                && Integer.compareUnsigned(index, PrtosConstants.GUEST_GDT_ENTRIES) < 0
                && admit(caller, index, descriptor);
        return valid ? PrtosStatus.OK : PrtosStatus.INVALID_PARAM;
    }

    /** Copies a descriptor that is acceptable, and marks it accessed in the guest's table too. */
    private boolean admit(Vcpu caller, int index, int address) {
        int low = access.load32(caller, address);
        int high = access.load32(caller, address + 4);
        long descriptor = Integer.toUnsignedLong(low) | (long) high << 32;
        if (!DescriptorDecoder.present(descriptor)) {
            caller.tables().setDescriptor(index, low, high);
            return true;
        }
        if (reach(descriptor) > Integer.toUnsignedLong(PrtosConstants.HYPERVISOR_OFFSET)) {
            kernel.println("[%d] GDT desc (0x%x:0x%x) limit too large"
                    .formatted(caller.partition().id(), high, low));
            return false;
        }
        if (DescriptorDecoder.system(descriptor)) {
            return false;
        }
        if (DescriptorDecoder.dpl(descriptor) == 0) {
            kernel.println("DESCR (%x:%x) bad permissions".formatted(high, low));
            return false;
        }
        caller.tables().setDescriptor(index, low, high | ACCESSED);
        if ((high & ACCESSED) == 0 && access.isWritable(caller, address, DESCRIPTOR_LENGTH)) {
            access.store32(caller, address + 4, high | ACCESSED);
        }
        return true;
    }

    /** The highest linear address that a segment can be used for, without wrapping. */
    private static long reach(long descriptor) {
        int rights = DescriptorDecoder.access(descriptor);
        boolean data = !DescriptorDecoder.system(descriptor) && !DescriptorDecoder.code(descriptor);
        int top = DescriptorDecoder.limit(descriptor);
        if (data && (rights & DATA_EXPAND_DOWN) != 0) {
            top = (rights & BIG) != 0 ? -1 : 0xFFFF;
        }
        return Integer.toUnsignedLong(DescriptorDecoder.base(descriptor)) + Integer.toUnsignedLong(top);
    }

    /**
     * Installs a gate in the processor's table, so that a software interrupt goes straight to the guest's handler.
     *
     * @param caller caller
     * @param vector 0x30 to 0xFF; below 0x40 the gate is accepted without effect since these are vectors of the machine
     * @param gate linear address of the gate; one that is not present removes the vector
     * @return status
     */
    @Hypercall(number = HypercallNumber.X86_UPDATE_IDT, arguments = 2)
    public int updateIdt(Vcpu caller, int vector, int gate) {
        if (gate == 0
                || !access.isReadable(caller, gate, DESCRIPTOR_LENGTH)
                || vector < PrtosConstants.FIRST_GUEST_VECTOR
                || vector > LAST_VECTOR) {
            return PrtosStatus.INVALID_PARAM;
        }
        int low = access.load32(caller, gate);
        int high = access.load32(caller, gate + 4);
        boolean present = (high & GATE_PRESENT) != 0;
        if (present && !isGuestGate(low, high)) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (vector >= DescriptorTables.FIRST_FREE_VECTOR) {
            caller.tables().setGate(vector, present ? low : 0, present ? high : 0);
        }
        return PrtosStatus.OK;
    }

    private boolean isGuestGate(int low, int high) {
        int offset = high & 0xFFFF_0000 | low & 0xFFFF;
        int selector = low >>> 16;
        if ((high & GATE_TYPE) != TRAP_GATE32) {
            return false;
        }
        if (Integer.compareUnsigned(offset, PrtosConstants.HYPERVISOR_OFFSET) >= 0) {
            kernel.println("[gate_desc] Base (0x%x) > PRTOS_OFFSET".formatted(offset));
            return false;
        }
        if ((selector & RPL) == 0) {
            kernel.println("[gate_desc] ring (%d) can't be zero".formatted(0));
            return false;
        }
        return selector >>> 3 < PrtosConstants.GUEST_GDT_ENTRIES
                || selector >>> 3 == PrtosConstants.GUEST_CODE_SELECTOR >>> 3;
    }
}
