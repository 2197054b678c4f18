// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.partition.GuestAccess;
import org.prtosvm.prtos.partition.Segments;
import org.prtosvm.prtos.partition.Vcpu;

/**
 * The call gate by which a guest returns from a virtual event: pops the frame and sets the virtual interrupt flag.
 *
 * <p>The reference checks nothing; here RPL 0 becomes the guest kernel's ring, VM and NT are dropped, and a frame with unusable segments or
 * on an unusable stack is a partition panic.
 *
 * <p>Source: ABI 02-hypercalls, 5.
 */
final class VirtualIret {
    private static final int RPL = 3;
    private static final int KERNEL_RING = 1;
    private static final int SHORT_FRAME = 12;
    private static final int LONG_FRAME = 20;
    private static final int DROPPED_FLAGS = Eflags.VM | Eflags.NT | Eflags.IOPL;

    private final Kernel kernel;
    private final GuestAccess access;

    VirtualIret(Kernel kernel) {
        this.kernel = kernel;
        access = kernel.access();
    }

    /**
     * Returns from a virtual event.
     *
     * @param vcpu the vCPU
     * @return null, or the text of a panic, with nothing changed
     */
    @Nullable
    String perform(Vcpu vcpu) {
        CpuState cpu = vcpu.cpu();
        int frame = cpu.gpr[Gpr.ESP];
        if (!access.isReadable(vcpu, frame, SHORT_FRAME)) {
            return badStack(frame);
        }
        int eip = access.load32(vcpu, frame);
        int selector = withRing(access.load32(vcpu, frame + 4));
        int eflags = access.load32(vcpu, frame + 8);
        int ring = selector & RPL;
        if (!Segments.isGuestCode(vcpu, selector)) {
            return "error emulating IRET CS:IP (0x%x:0x%x) invalid".formatted(selector, eip);
        }
        if (ring == (cpu.segment[SegmentRegister.CS].selector & RPL)) {
            cpu.gpr[Gpr.ESP] = frame + SHORT_FRAME;
        } else {
            if (!access.isReadable(vcpu, frame, LONG_FRAME)) {
                return badStack(frame);
            }
            int pointer = access.load32(vcpu, frame + 12);
            int stackSelector = withRing(access.load32(vcpu, frame + 16));
            if (!Segments.isGuestStack(vcpu, stackSelector, ring)) {
                return "error emulating IRET SS:ESP (0x%x:0x%x) invalid".formatted(stackSelector, pointer);
            }
            Segments.enterStack(vcpu, stackSelector);
            cpu.gpr[Gpr.ESP] = pointer;
        }
        Segments.enterCode(vcpu, selector);
        cpu.eip = eip;
        vcpu.pct().setInterruptsEnabled((eflags & Eflags.IF) != 0);
        cpu.setEflags(eflags & ~DROPPED_FLAGS | Eflags.IF);
        cpu.updateMode();
        kernel.report(SystemEvent.IRET, vcpu.code(), Integer.toUnsignedLong(eip), Integer.toUnsignedLong(eflags));
        kernel.charge(vcpu, Charges.IRET);
        return null;
    }

    private static String badStack(int frame) {
        return "error emulating IRET bad stack pointer 0x%x".formatted(frame);
    }

    private static int withRing(int selector) {
        int value = selector & 0xFFFF;
        return (value & RPL) == 0 ? value | KERNEL_RING : value;
    }
}
