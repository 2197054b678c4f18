// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.kernel.PartitionControl;
import org.prtosvm.prtos.partition.PageRegistry;
import org.prtosvm.prtos.partition.PageType;
import org.prtosvm.prtos.partition.Vcpu;

/**
 * Control of the vCPUs of the caller's own partition. Suspend and resume have their conditions the wrong way round, as in the reference:
 * guests see the results. Source: ABI 02-hypercalls, 4.3; ABI 08-smp, 5.
 */
public final class VcpuHypercalls {
    private final PartitionControl control;

    /**
     * Makes the handlers.
     *
     * @param kernel the system
     */
    public VcpuHypercalls(Kernel kernel) {
        control = kernel.control();
    }

    private static @Nullable Vcpu find(Vcpu caller, int id) {
        boolean exists = Integer.compareUnsigned(id, caller.partition().vcpus().size()) < 0;
        return exists ? caller.partition().vcpu(id) : null;
    }

    /**
     * Resets a vCPU.
     *
     * @param caller caller
     * @param id vCPU
     * @param directory physical address of its page directory
     * @param entry address at which it starts
     * @param status reset status for it
     * @return status; a vCPU that resets itself never sees it
     */
    @Hypercall(number = HypercallNumber.RESET_VCPU, arguments = 4)
    public int resetVcpu(Vcpu caller, int id, int directory, int entry, int status) {
        Vcpu vcpu = find(caller, id);
        PageRegistry pages = caller.partition().pages();
        if (vcpu == null || !pages.owns(directory) || pages.type(directory) != PageType.DIRECTORY) {
            return PrtosStatus.INVALID_PARAM;
        }
        control.reset(vcpu, directory, entry, 0, status);
        return PrtosStatus.OK;
    }

    /**
     * Halts a vCPU.
     *
     * @param caller caller
     * @param id vCPU
     * @return status; a vCPU that halts itself never sees it
     */
    @Hypercall(number = HypercallNumber.HALT_VCPU, arguments = 1)
    public int haltVcpu(Vcpu caller, int id) {
        Vcpu vcpu = find(caller, id);
        if (vcpu == null) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (vcpu.isHalted()) {
            return PrtosStatus.NO_ACTION;
        }
        control.halt(vcpu);
        return PrtosStatus.OK;
    }

    /**
     * Suspends a vCPU that is suspended or halted; refuses one that is neither.
     *
     * @param caller caller
     * @param id vCPU
     * @return status
     */
    @Hypercall(number = HypercallNumber.SUSPEND_VCPU, arguments = 1)
    public int suspendVcpu(Vcpu caller, int id) {
        Vcpu vcpu = find(caller, id);
        if (vcpu == null) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (!vcpu.isSuspended() && !vcpu.isHalted()) {
            return PrtosStatus.NO_ACTION;
        }
        control.suspend(vcpu);
        return PrtosStatus.OK;
    }

    /**
     * Resumes a vCPU that is not suspended, or is halted; refuses one that is suspended and not halted.
     *
     * @param caller caller
     * @param id vCPU
     * @return status
     */
    @Hypercall(number = HypercallNumber.RESUME_VCPU, arguments = 1)
    public int resumeVcpu(Vcpu caller, int id) {
        Vcpu vcpu = find(caller, id);
        if (vcpu == null) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (vcpu.isSuspended() && !vcpu.isHalted()) {
            return PrtosStatus.NO_ACTION;
        }
        control.resume(vcpu);
        return PrtosStatus.OK;
    }

    /**
     * Tells the number of the caller.
     *
     * @param caller caller
     * @return number of the vCPU
     */
    @Hypercall(number = HypercallNumber.GET_VCPUID, arguments = 0)
    public int getVcpuId(Vcpu caller) {
        return caller.id();
    }
}
