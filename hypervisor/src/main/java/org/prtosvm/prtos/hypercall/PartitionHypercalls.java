// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.kernel.PartitionControl;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Vcpu;

/** Control of partitions and of the system. Source: ABI 02-hypercalls, 4.2. */
public final class PartitionHypercalls {
    private static final int COLD = 0;
    private static final int WARM = 1;

    private final Kernel kernel;
    private final PartitionControl control;

    /**
     * Makes the handlers.
     *
     * @param kernel the system
     */
    public PartitionHypercalls(Kernel kernel) {
        this.kernel = kernel;
        control = kernel.control();
    }

    private static boolean isSelf(Vcpu caller, int id) {
        return id == caller.partition().id();
    }

    /** What is wrong with naming a partition: another one needs the right and has to exist. */
    private int refusal(Vcpu caller, int id) {
        if (isSelf(caller, id)) {
            return PrtosStatus.OK;
        }
        if (!caller.partition().isSystem()) {
            return PrtosStatus.PERM_ERROR;
        }
        boolean exists = Integer.compareUnsigned(id, kernel.partitions().size()) < 0;
        return exists ? PrtosStatus.OK : PrtosStatus.INVALID_PARAM;
    }

    /**
     * Halts a partition.
     *
     * @param caller caller
     * @param id partition
     * @return status; a partition that halts itself never sees it
     */
    @Hypercall(number = HypercallNumber.HALT_PARTITION, arguments = 1)
    public int haltPartition(Vcpu caller, int id) {
        int refusal = refusal(caller, id);
        if (refusal != PrtosStatus.OK) {
            return refusal;
        }
        Partition partition = kernel.partition(id);
        if (partition.vcpus().stream().allMatch(Vcpu::isHalted)) {
            return PrtosStatus.NO_ACTION;
        }
        control.halt(id);
        kernel.println("[HYPERCALL] (0x%x) Halted".formatted(id));
        return PrtosStatus.OK;
    }

    /**
     * Suspends a partition.
     *
     * @param caller caller
     * @param id partition
     * @return status; a partition that suspends itself sees it when it was resumed
     */
    @Hypercall(number = HypercallNumber.SUSPEND_PARTITION, arguments = 1)
    public int suspendPartition(Vcpu caller, int id) {
        int refusal = refusal(caller, id);
        if (refusal != PrtosStatus.OK) {
            return refusal;
        }
        Partition partition = kernel.partition(id);
        if (partition.vcpus().stream().allMatch(vcpu -> vcpu.isSuspended() || vcpu.isHalted())) {
            return PrtosStatus.NO_ACTION;
        }
        control.suspend(id);
        return PrtosStatus.OK;
    }

    /**
     * Resumes a partition.
     *
     * @param caller caller
     * @param id partition
     * @return status
     */
    @Hypercall(number = HypercallNumber.RESUME_PARTITION, arguments = 1)
    public int resumePartition(Vcpu caller, int id) {
        if (isSelf(caller, id)) {
            return PrtosStatus.NO_ACTION;
        }
        int refusal = refusal(caller, id);
        if (refusal != PrtosStatus.OK) {
            return refusal;
        }
        Partition partition = kernel.partition(id);
        if (partition.vcpus().stream().noneMatch(vcpu -> vcpu.isSuspended() && !vcpu.isHalted())) {
            return PrtosStatus.NO_ACTION;
        }
        control.resume(id);
        return PrtosStatus.OK;
    }

    /**
     * Resets a partition.
     *
     * @param caller caller
     * @param id partition
     * @param mode 0 cold, 1 warm
     * @param status reset status for the partition
     * @return status; a vCPU that is restarted never sees it
     */
    @Hypercall(number = HypercallNumber.RESET_PARTITION, arguments = 1)
    public int resetPartition(Vcpu caller, int id, int mode, int status) {
        int refusal = refusal(caller, id);
        if (refusal != PrtosStatus.OK) {
            return refusal;
        }
        if (mode != COLD && mode != WARM) {
            return PrtosStatus.INVALID_PARAM;
        }
        return control.reset(kernel.partition(id), mode == COLD, status) ? PrtosStatus.OK : PrtosStatus.INVALID_CONFIG;
    }

    /**
     * Asks a partition to shut down.
     *
     * @param caller caller
     * @param id partition
     * @return status
     */
    @Hypercall(number = HypercallNumber.SHUTDOWN_PARTITION, arguments = 1)
    public int shutdownPartition(Vcpu caller, int id) {
        int refusal = refusal(caller, id);
        if (refusal == PrtosStatus.OK) {
            control.shutdown(id);
        }
        return refusal;
    }

    /**
     * Halts the system.
     *
     * @param caller caller
     * @return never seen
     */
    @Hypercall(number = HypercallNumber.HALT_SYSTEM, arguments = 0, permission = Permission.SYSTEM)
    public int haltSystem(Vcpu caller) {
        control.halt(RunEnd.SYSTEM_HALTED);
        return PrtosStatus.OK;
    }

    /**
     * Resets the system.
     *
     * @param caller caller
     * @param mode 0 cold, 1 warm
     * @return status; seen only if the reset is refused
     */
    @Hypercall(number = HypercallNumber.RESET_SYSTEM, arguments = 1, permission = Permission.SYSTEM)
    public int resetSystem(Vcpu caller, int mode) {
        if (mode != COLD && mode != WARM) {
            return PrtosStatus.INVALID_PARAM;
        }
        control.resetSystem(mode == COLD, 0);
        return PrtosStatus.OK;
    }
}
