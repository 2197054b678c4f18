// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Feature;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.partition.GuestAccess;
import org.prtosvm.prtos.partition.Vcpu;

/** Control registers, inner stacks and the table registers of the calling vCPU. Source: ABI 02-hypercalls, 4.8. */
public final class CpuStateHypercalls {
    /** What a guest can change in the real register; write protection and paging are always on. */
    private static final int CR0_GUEST = CpuState.CR0_PE
            | CpuState.CR0_MP
            | CpuState.CR0_EM
            | CpuState.CR0_TS
            | CpuState.CR0_NE
            | CpuState.CR0_AM
            | CpuState.CR0_PG;

    private static final int CR4_PAE = 1 << 5;
    /** Features that this processor has and a guest may change; the others are remembered in the control table only. */
    private static final int CR4_GUEST = CpuState.CR4_TSD;
    /** The same for partitions with floating-point unit, if the processor has SSE: its registers are those of the vCPU. */
    private static final int CR4_GUEST_FP = CR4_GUEST | CpuState.CR4_OSFXSR | CpuState.CR4_OSXMMEXCPT;

    private static final int CR4_FIXED = CpuState.CR4_PSE | CpuState.CR4_PGE;

    private static final int TSS_LENGTH = 104;
    private static final int TSS_ESP1 = 12;
    private static final int TSS_SS1 = 16;
    private static final int TSS_ESP2 = 20;
    private static final int TSS_SS2 = 24;
    private static final int TABLE_REGISTER_LENGTH = 6;
    private static final int RPL = 3;

    private final GuestAccess access;

    /**
     * Makes the handlers.
     *
     * @param kernel the system
     */
    public CpuStateHypercalls(Kernel kernel) {
        access = kernel.access();
    }

    /**
     * Loads control register 0.
     *
     * @param caller caller
     * @param value new value
     * @return status
     */
    @Hypercall(number = HypercallNumber.X86_LOAD_CR0, arguments = 1)
    public int loadCr0(Vcpu caller, int value) {
        int required = CpuState.CR0_PG | CpuState.CR0_PE;
        if ((value & required) != required) {
            return PrtosStatus.OP_NOT_ALLOWED;
        }
        int cr0 = caller.partition().configuration().hasFp() ? value : value | CpuState.CR0_EM;
        caller.pct().put32(PctDescriptor.CR0_OFFSET, cr0 | CpuState.CR0_ET);
        setCr0(caller, cr0 & CR0_GUEST);
        return PrtosStatus.OK;
    }

    private static void setCr0(Vcpu vcpu, int guestBits) {
        vcpu.cpu().cr0 = guestBits | CpuState.CR0_ET | CpuState.CR0_WP;
        vcpu.cpu().updateMode();
    }

    /**
     * Loads control register 4.
     *
     * @param caller caller
     * @param value new value
     * @return status
     */
    @Hypercall(number = HypercallNumber.X86_LOAD_CR4, arguments = 1)
    public int loadCr4(Vcpu caller, int value) {
        if ((value & CR4_PAE) != 0) {
            return PrtosStatus.OP_NOT_ALLOWED;
        }
        caller.pct().put32(PctDescriptor.CR4_OFFSET, value);
        CpuState cpu = caller.cpu();
        boolean sse = caller.partition().configuration().hasFp() && cpu.model.has(Feature.SSE);
        cpu.cr4 = value & (sse ? CR4_GUEST_FP : CR4_GUEST) | CR4_FIXED;
        cpu.updateMode();
        return PrtosStatus.OK;
    }

    /**
     * Sets the stacks of rings 1 and 2 from a task-state segment, and TS.
     *
     * @param caller caller
     * @param tss linear address of the segment
     * @return status
     */
    @Hypercall(number = HypercallNumber.X86_LOAD_TSS, arguments = 1)
    public int loadTss(Vcpu caller, int tss) {
        if (tss == 0 || !access.isReadable(caller, tss, TSS_LENGTH)) {
            return PrtosStatus.INVALID_PARAM;
        }
        int selector1 = access.load16(caller, tss + TSS_SS1);
        int pointer1 = access.load32(caller, tss + TSS_ESP1);
        int selector2 = access.load16(caller, tss + TSS_SS2);
        int pointer2 = access.load32(caller, tss + TSS_ESP2);
        if (!isStack(selector1, pointer1) || !isStack(selector2, pointer2)) {
            return PrtosStatus.INVALID_PARAM;
        }
        caller.tables().setStack(1, selector1, pointer1);
        caller.tables().setStack(2, selector2, pointer2);
        caller.pct().setBits(PctDescriptor.CR0_OFFSET, CpuState.CR0_TS);
        setCr0(caller, caller.cpu().cr0 & CR0_GUEST | CpuState.CR0_TS);
        return PrtosStatus.OK;
    }

    private static boolean isStack(int selector, int pointer) {
        return (selector & RPL) != 0
                && selector >>> 3 < PrtosConstants.GDT_ENTRIES
                && Integer.compareUnsigned(pointer, PrtosConstants.HYPERVISOR_OFFSET) < 0;
    }

    /**
     * Sets the stack of one ring.
     *
     * @param caller caller
     * @param selector stack selector
     * @param pointer stack pointer
     * @param level ring, 1 or 2
     * @return status
     */
    @Hypercall(number = HypercallNumber.X86_UPDATE_SS_SP, arguments = 3)
    public int updateSsSp(Vcpu caller, int selector, int pointer, int level) {
        if (!isStack(selector, pointer) || level != 1 && level != 2) {
            return PrtosStatus.INVALID_PARAM;
        }
        caller.tables().setStack(level, selector, pointer);
        return PrtosStatus.OK;
    }

    /**
     * Loads the virtual IDT register.
     *
     * @param caller caller
     * @param operand linear address of limit and base
     * @return status
     */
    @Hypercall(number = HypercallNumber.X86_LOAD_IDTR, arguments = 1)
    public int loadIdtr(Vcpu caller, int operand) {
        if (operand == 0 || !access.isReadable(caller, operand, TABLE_REGISTER_LENGTH)) {
            return PrtosStatus.INVALID_PARAM;
        }
        int limit = access.load16(caller, operand);
        caller.pct().put16(PctDescriptor.IDT_LIMIT16_OFFSET, limit);
        caller.pct().put32(PctDescriptor.IDT_BASE_OFFSET, access.load32(caller, operand + 2));
        caller.pct().put32(PctDescriptor.MAX_IDT_VECTOR_OFFSET, (limit + 1) / 8);
        return PrtosStatus.OK;
    }
}
