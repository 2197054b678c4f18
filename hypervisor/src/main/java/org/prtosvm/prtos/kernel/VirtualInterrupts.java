// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import org.prtosvm.abi.ExtendedInterrupt;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.StatusDescriptor;
import org.prtosvm.prtos.config.Slot;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Pct;
import org.prtosvm.prtos.partition.Vcpu;

/**
 * Makes virtual interrupts pending. Pending is a flag, not a counter; for a halted vCPU nothing is recorded; nothing wakes a vCPU before its
 * slot. Source: ABI 03-traps-and-interrupts, 6 and 7.
 */
public final class VirtualInterrupts {
    private static final int HARDWARE = 0;
    private static final int EXTENDED = 1;

    private final Kernel kernel;

    VirtualInterrupts(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Makes an extended interrupt pending in a vCPU that is not halted.
     *
     * @param vcpu receiver
     * @param interrupt a constant of {@link ExtendedInterrupt}
     */
    public void raiseExtended(Vcpu vcpu, int interrupt) {
        if (vcpu.isHalted()) {
            return;
        }
        vcpu.pct().setBits(PctDescriptor.EXT_IRQS_PENDING_OFFSET, 1 << interrupt);
        if ((ExtendedInterrupt.COUNTED >>> interrupt & 1) != 0) {
            vcpu.partition().countVirtualInterrupt();
        }
        kernel.report(SystemEvent.INTERRUPT, vcpu.code(), EXTENDED, interrupt);
    }

    /**
     * Makes an extended interrupt pending in every vCPU of a partition that is not halted.
     *
     * @param partition receiver
     * @param interrupt a constant of {@link ExtendedInterrupt}
     */
    public void raiseExtended(Partition partition, int interrupt) {
        for (Vcpu vcpu : partition.vcpus()) {
            raiseExtended(vcpu, interrupt);
        }
    }

    /** Makes a hardware interrupt pending in every vCPU of its owner that is not halted. */
    void raiseHardware(Partition partition, int line) {
        for (Vcpu vcpu : partition.vcpus()) {
            if (!vcpu.isHalted()) {
                vcpu.pct().setBits(PctDescriptor.HW_IRQS_PENDING_OFFSET, 1 << line);
                kernel.report(SystemEvent.INTERRUPT, vcpu.code(), HARDWARE, line);
            }
        }
    }

    /** What the start of a slot does to the vCPU that gets it. Source: ABI 04-time-and-scheduling, 5.4. */
    void slotStarted(Vcpu vcpu, Slot slot, int index) {
        vcpu.setOpMode(StatusDescriptor.MODE_NORMAL);
        Pct pct = vcpu.pct();
        pct.put32(PctDescriptor.SLOT_INDEX_OFFSET, index);
        pct.put32(PctDescriptor.SLOT_ID_OFFSET, slot.id());
        pct.put32(PctDescriptor.SLOT_DURATION_OFFSET, (int) (slot.endUs() - slot.startUs()));
        raiseExtended(vcpu, ExtendedInterrupt.CYCLIC_SLOT_START);
    }
}
