// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import org.prtosvm.abi.HmAction;
import org.prtosvm.abi.HmEvent;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.prtos.config.HmSlot;
import org.prtosvm.prtos.hm.HmIncident;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.log.AuditCode;
import org.prtosvm.prtos.partition.Pct;
import org.prtosvm.prtos.partition.Vcpu;

/**
 * What happens when guest code traps: console lines, health monitor, and the trap made pending if the configuration propagates it.
 *
 * <p>Source: ABI 03-traps-and-interrupts, 3.4 and 5; ABI 06-health-monitor, 4.
 */
final class TrapHandler {
    private final Kernel kernel;

    TrapHandler(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Handles the trap that a vCPU has just raised; vector and error code are in its state.
     *
     * @param vcpu the vCPU
     */
    void handle(Vcpu vcpu) {
        CpuState cpu = vcpu.cpu();
        int vector = cpu.faultVector;
        int errorCode = cpu.faultErrorCode;
        int resets = vcpu.resets();
        kernel.audit(AuditCode.TRAP_RAISED, vector, cpu.eip);
        kernel.report(SystemEvent.TRAP, vcpu.code(), (long) errorCode << 32 | vector, Integer.toUnsignedLong(cpu.eip));
        kernel.activity(vcpu.partition().id()).countTrap();
        kernel.charge(vcpu, Charges.TRAP);
        int event = eventOf(vcpu, vector);
        HmSlot slot = kernel.healthMonitor().partitionSlot(vcpu.partition().id(), event);
        TrapDump.printName(kernel, vector);
        TrapDump.print(kernel, vcpu);
        HmAction action = slot.action();
        if (action != HmAction.PROPAGATE || slot.log()) {
            kernel.raise(HmIncident.of(event, false, vcpu));
        }
        if (vcpu.resets() != resets) {
            return;
        }
        vcpu.setAtKernelExit(true);
        if (action == HmAction.PROPAGATE) {
            vcpu.setPendingTrap(vector, errorCode);
        }
    }

    private static int eventOf(Vcpu vcpu, int vector) {
        Pct pct = vcpu.pct();
        CpuState cpu = vcpu.cpu();
        if (vector == Vector.PAGE_FAULT) {
            pct.put32(PctDescriptor.CR2_OFFSET, cpu.cr2);
            if (Integer.compareUnsigned(cpu.cr2, PrtosConstants.HYPERVISOR_OFFSET) >= 0) {
                return HmEvent.MEM_PROTECTION.number();
            }
        } else if (vector == Vector.DEVICE_NOT_AVAILABLE) {
            pct.clearBits(PctDescriptor.CR0_OFFSET, CpuState.CR0_TS);
            pct.setBits(PctDescriptor.CR0_OFFSET, cpu.cr0 & CpuState.CR0_TS);
        }
        return HmEvent.FIRST_X86_EVENT + vector;
    }

    /**
     * The hypervisor cannot deliver an event to a vCPU. If the configured action lets the vCPU go on, it is halted nevertheless.
     *
     * @param vcpu the vCPU
     * @param reason text for the console, one line
     */
    void panic(Vcpu vcpu, String reason) {
        int resets = vcpu.resets();
        kernel.println("Partition PANIC [0x%x:id(%d)]:"
                .formatted(vcpu.cpu().gdtBase, vcpu.partition().id()));
        kernel.println(reason);
        TrapDump.print(kernel, vcpu);
        kernel.raise(HmIncident.of(HmEvent.FATAL_ERROR.number(), false, vcpu));
        if (vcpu.resets() == resets && !vcpu.isHalted()) {
            kernel.control().halt(vcpu);
        }
    }
}
