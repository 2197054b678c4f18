// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.ExtendedInterrupt;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.log.AuditCode;
import org.prtosvm.prtos.partition.GuestAccess;
import org.prtosvm.prtos.partition.Pct;
import org.prtosvm.prtos.partition.Pct.VectorKind;
import org.prtosvm.prtos.partition.Segments;
import org.prtosvm.prtos.partition.Vcpu;

/**
 * Delivers virtual traps and interrupts: builds a frame on the guest's stack and lets the guest continue in its handler. All checks come
 * before the first change; a guest that cannot take an event gets a partition panic.
 *
 * <p>Two things are stricter than in the reference, where they stop the whole system: the segments of handler and stack are checked, and
 * the guest's table is read through its page tables. TF is cleared for the handler; its frame keeps it.
 *
 * <p>Source: ABI 03-traps-and-interrupts, 3 and 4.
 */
final class Injector {
    private static final int GATE_LENGTH = 8;
    private static final int RPL = 3;
    private static final int MEM_PROTECT = 1 << ExtendedInterrupt.MEM_PROTECT;

    private final Kernel kernel;
    private final GuestAccess access;
    private @Nullable String problem;

    Injector(Kernel kernel) {
        this.kernel = kernel;
        access = kernel.access();
    }

    /**
     * Why the last {@link #injectNext} failed.
     *
     * @return text for the console, or null if it did not fail
     */
    @Nullable
    String problem() {
        return problem;
    }

    /**
     * Delivers the next event of a vCPU that is about to leave the kernel, if there is one.
     *
     * @param vcpu the vCPU
     * @return true if an event was delivered or {@link #problem} tells why it could not be
     */
    boolean injectNext(Vcpu vcpu) {
        problem = null;
        int trap = vcpu.pendingTrap();
        if (trap != Vcpu.NO_TRAP) {
            int errorCode = vcpu.pendingErrorCode();
            vcpu.clearPendingTrap();
            deliver(vcpu, VectorKind.TRAP, trap, errorCode);
            return true;
        }
        Pct pct = vcpu.pct();
        int extended = pct.get32(PctDescriptor.EXT_IRQS_PENDING_OFFSET);
        if ((extended & MEM_PROTECT) != 0) {
            take(vcpu, VectorKind.EXTENDED, PctDescriptor.EXT_IRQS_PENDING_OFFSET, MEM_PROTECT);
            return true;
        }
        if (!pct.interruptsEnabled()) {
            return false;
        }
        int hardware = pct.get32(PctDescriptor.HW_IRQS_PENDING_OFFSET) & ~pct.get32(PctDescriptor.HW_IRQS_MASK_OFFSET);
        if (hardware != 0) {
            take(vcpu, VectorKind.HARDWARE, PctDescriptor.HW_IRQS_PENDING_OFFSET, hardware);
            return true;
        }
        extended &= ~pct.get32(PctDescriptor.EXT_IRQS_MASK_OFFSET);
        if (extended != 0) {
            take(vcpu, VectorKind.EXTENDED, PctDescriptor.EXT_IRQS_PENDING_OFFSET, extended);
            return true;
        }
        return false;
    }

    private void take(Vcpu vcpu, VectorKind kind, int pendingOffset, int candidates) {
        int number = Integer.numberOfTrailingZeros(candidates);
        vcpu.pct().clearBits(pendingOffset, 1 << number);
        deliver(vcpu, kind, number, 0);
    }

    private void deliver(Vcpu vcpu, VectorKind kind, int number, int errorCode) {
        Pct pct = vcpu.pct();
        int vector = pct.vector(kind, number);
        int maxVector = pct.get32(PctDescriptor.MAX_IDT_VECTOR_OFFSET);
        int gate = pct.get32(PctDescriptor.IDT_BASE_OFFSET) + vector * GATE_LENGTH;
        if (Integer.compareUnsigned(vector, maxVector) >= 0 || !access.isReadable(vcpu, gate, GATE_LENGTH)) {
            fail(number, "bad vector (%d)".formatted(vector));
            return;
        }
        int low = access.load32(vcpu, gate);
        int high = access.load32(vcpu, gate + 4);
        int selector = low >>> 16;
        int offset = high & 0xFFFF_0000 | low & 0xFFFF;
        boolean trapGate = (high >>> 8 & 1) != 0;
        if (Integer.compareUnsigned(offset, PrtosConstants.HYPERVISOR_OFFSET) >= 0
                || (selector & RPL) == 0
                || !Segments.isGuestCode(vcpu, selector)) {
            fail(number, "CS:IP (0x%x:0x%x) invalid in IDT".formatted(selector, offset));
            return;
        }
        boolean hasErrorCode = kind == VectorKind.TRAP && Vector.hasErrorCode(number);
        if (!pushFrame(vcpu, number, selector, hasErrorCode, errorCode)) {
            return;
        }
        if (!trapGate) {
            pct.setInterruptsEnabled(false);
        }
        CpuState cpu = vcpu.cpu();
        Segments.enterCode(vcpu, selector);
        cpu.eip = offset;
        cpu.systemFlags &= ~Eflags.TF;
        cpu.interruptShadow = false;
        cpu.updateMode();
        kernel.audit(AuditCode.IRQ_EMULATED, vector);
        kernel.report(SystemEvent.INJECTION, vcpu.code(), vector, Integer.toUnsignedLong(offset));
        kernel.activity(vcpu.partition().id()).countInjection();
        kernel.charge(vcpu, Charges.INJECTION);
    }

    private void fail(int number, String text) {
        problem = "error emulating IRQ (%d) %s".formatted(number, text);
    }

    /** Builds the frame and switches the stack; false, with nothing changed, if there is no usable stack. */
    private boolean pushFrame(Vcpu vcpu, int number, int selector, boolean hasErrorCode, int errorCode) {
        CpuState cpu = vcpu.cpu();
        int ring = selector & RPL;
        boolean ringChange = ring != (cpu.segment[SegmentRegister.CS].selector & RPL);
        int stackSelector = cpu.segment[SegmentRegister.SS].selector;
        int pointer = cpu.gpr[Gpr.ESP];
        if (ringChange) {
            if (ring == RPL) {
                fail(number, "CS (0x%x) corrupted".formatted(selector));
                return false;
            }
            stackSelector = vcpu.tables().stackSelector(ring);
            pointer = vcpu.tables().stackPointer(ring);
            if (pointer == 0 || !Segments.isGuestStack(vcpu, stackSelector, ring)) {
                fail(number, "SS:ESP (0x%x:0x%x) invalid".formatted(stackSelector, pointer));
                return false;
            }
        }
        int length = (ringChange ? 20 : 12) + (hasErrorCode ? 4 : 0);
        if (!access.isStack(vcpu, pointer - length, length, ring)) {
            fail(number, "bad stack pointer 0x%x".formatted(pointer));
            return false;
        }
        int top = pointer;
        if (ringChange) {
            top -= 8;
            access.store32(vcpu, top + 4, cpu.segment[SegmentRegister.SS].selector);
            access.store32(vcpu, top, cpu.gpr[Gpr.ESP]);
        }
        top -= 12;
        int virtualIf = vcpu.pct().interruptsEnabled() ? Eflags.IF : 0;
        access.store32(vcpu, top + 8, cpu.eflags() & ~Eflags.IF | virtualIf);
        access.store32(vcpu, top + 4, cpu.segment[SegmentRegister.CS].selector);
        access.store32(vcpu, top, cpu.eip);
        if (hasErrorCode) {
            top -= 4;
            access.store32(vcpu, top, errorCode);
        }
        cpu.gpr[Gpr.ESP] = top;
        if (ringChange) {
            Segments.enterStack(vcpu, stackSelector);
        }
        return true;
    }
}
