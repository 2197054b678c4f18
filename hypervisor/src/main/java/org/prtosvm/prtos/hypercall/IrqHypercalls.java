// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import java.util.List;
import org.prtosvm.abi.ExtendedInterrupt;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Pct;
import org.prtosvm.prtos.partition.Vcpu;

/** Virtual interrupts of the calling vCPU, and interrupts to other partitions. Source: ABI 02-hypercalls, 4.6. */
public final class IrqHypercalls {
    private final Kernel kernel;

    /**
     * Makes the handlers.
     *
     * @param kernel the system
     */
    public IrqHypercalls(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Unmasks interrupts, and opens the hardware lines among them that the partition owns.
     *
     * @param caller caller
     * @param hardware bit mask
     * @param extended bit mask
     * @return OK
     */
    @Hypercall(number = HypercallNumber.CLEAR_IRQMASK, arguments = 2)
    public int clearIrqMask(Vcpu caller, int hardware, int extended) {
        caller.pct().clearBits(PctDescriptor.HW_IRQS_MASK_OFFSET, hardware);
        caller.pct().clearBits(PctDescriptor.EXT_IRQS_MASK_OFFSET, extended);
        kernel.lines().open(hardware & caller.partition().configuration().hwIrqs());
        return PrtosStatus.OK;
    }

    /**
     * Masks interrupts. Hardware lines stay open: their edges are remembered.
     *
     * @param caller caller
     * @param hardware bit mask
     * @param extended bit mask
     * @return OK
     */
    @Hypercall(number = HypercallNumber.SET_IRQMASK, arguments = 2)
    public int setIrqMask(Vcpu caller, int hardware, int extended) {
        caller.pct().setBits(PctDescriptor.HW_IRQS_MASK_OFFSET, hardware);
        caller.pct().setBits(PctDescriptor.EXT_IRQS_MASK_OFFSET, extended);
        return PrtosStatus.OK;
    }

    /**
     * Makes interrupts pending; hardware interrupts only if the partition does not own their lines.
     *
     * @param caller caller
     * @param hardware bit mask
     * @param extended bit mask
     * @return OK
     */
    @Hypercall(number = HypercallNumber.SET_IRQPEND, arguments = 2)
    public int setIrqPending(Vcpu caller, int hardware, int extended) {
        int owned = caller.partition().configuration().hwIrqs();
        caller.pct().setBits(PctDescriptor.EXT_IRQS_PENDING_OFFSET, extended);
        caller.pct().setBits(PctDescriptor.HW_IRQS_PENDING_OFFSET, hardware & ~owned);
        return PrtosStatus.OK;
    }

    /**
     * Clears pending interrupts.
     *
     * @param caller caller
     * @param hardware bit mask
     * @param extended bit mask
     * @return OK
     */
    @Hypercall(number = HypercallNumber.CLEAR_IRQPEND, arguments = 2)
    public int clearIrqPending(Vcpu caller, int hardware, int extended) {
        caller.pct().clearBits(PctDescriptor.HW_IRQS_PENDING_OFFSET, hardware);
        caller.pct().clearBits(PctDescriptor.EXT_IRQS_PENDING_OFFSET, extended);
        return PrtosStatus.OK;
    }

    /**
     * Sets the vector of an event.
     *
     * @param caller caller
     * @param type 0 trap, 1 hardware interrupt, 2 extended interrupt
     * @param number 0 to 31
     * @param vector low 16 bits are stored
     * @return status
     */
    @Hypercall(number = HypercallNumber.ROUTE_IRQ, arguments = 3)
    public int routeIrq(Vcpu caller, int type, int number, int vector) {
        Pct.VectorKind[] kinds = Pct.VectorKind.values();
        boolean known = Integer.compareUnsigned(number, PrtosConstants.HW_IRQS) < 0
                && Integer.compareUnsigned(type, kinds.length) < 0;
        if (!known) {
            return PrtosStatus.INVALID_PARAM;
        }
        caller.pct().setVector(kinds[type], number, vector);
        return PrtosStatus.OK;
    }

    /**
     * Raises an interrupt in all partitions that the configuration names.
     *
     * @param caller caller
     * @param number extended interrupt, low 8 bits
     * @return status
     */
    @Hypercall(number = HypercallNumber.RAISE_IPVI, arguments = 1)
    public int raiseIpvi(Vcpu caller, int number) {
        int interrupt = number & 0xFF;
        if (!isIpvi(interrupt)) {
            return PrtosStatus.INVALID_PARAM;
        }
        List<Integer> destinations = destinations(caller, interrupt);
        if (destinations.isEmpty()) {
            return PrtosStatus.NO_ACTION;
        }
        destinations.forEach(id -> raise(kernel.partition(id), interrupt));
        return PrtosStatus.OK;
    }

    /**
     * Raises an interrupt in one of the partitions that the configuration names.
     *
     * @param caller caller
     * @param id partition
     * @param number extended interrupt, low 8 bits
     * @return status
     */
    @Hypercall(number = HypercallNumber.RAISE_PARTITION_IPVI, arguments = 2)
    public int raisePartitionIpvi(Vcpu caller, int id, int number) {
        int interrupt = number & 0xFF;
        if (!isIpvi(interrupt)) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (!destinations(caller, interrupt).contains(id)) {
            return PrtosStatus.INVALID_CONFIG;
        }
        Partition target = kernel.partition(id);
        if (target.vcpus().stream().allMatch(vcpu -> isPending(vcpu, interrupt))) {
            return PrtosStatus.NO_ACTION;
        }
        raise(target, interrupt);
        return PrtosStatus.OK;
    }

    private static boolean isIpvi(int interrupt) {
        return interrupt >= ExtendedInterrupt.FIRST_IPVI && interrupt < ExtendedInterrupt.COUNT;
    }

    private List<Integer> destinations(Vcpu caller, int interrupt) {
        return kernel.configuration()
                .ipviDestinations(caller.partition().id(), interrupt - ExtendedInterrupt.FIRST_IPVI);
    }

    private static boolean isPending(Vcpu vcpu, int interrupt) {
        return (vcpu.pct().get32(PctDescriptor.EXT_IRQS_PENDING_OFFSET) >>> interrupt & 1) != 0;
    }

    private void raise(Partition target, int interrupt) {
        for (Vcpu vcpu : target.vcpus()) {
            if (!vcpu.isHalted() && !isPending(vcpu, interrupt)) {
                kernel.interrupts().raiseExtended(vcpu, interrupt);
                kernel.reschedule(vcpu);
            }
        }
    }

    /**
     * Accepted without effect.
     *
     * @param caller caller
     * @return OK
     */
    @Hypercall(number = HypercallNumber.OVERRIDE_TRAP_HNDL, arguments = 2)
    public int overrideTrapHandler(Vcpu caller) {
        return PrtosStatus.OK;
    }

    /**
     * Sets the virtual interrupt flag.
     *
     * @param caller caller
     */
    @Hypercall(number = HypercallNumber.X86_SET_IF, arguments = 0)
    public void setIf(Vcpu caller) {
        caller.pct().setInterruptsEnabled(true);
    }

    /**
     * Clears the virtual interrupt flag.
     *
     * @param caller caller
     */
    @Hypercall(number = HypercallNumber.X86_CLEAR_IF, arguments = 0)
    public void clearIf(Vcpu caller) {
        caller.pct().setInterruptsEnabled(false);
    }
}
