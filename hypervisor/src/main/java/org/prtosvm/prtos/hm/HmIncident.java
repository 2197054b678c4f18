// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hm;

import org.prtosvm.prtos.partition.Vcpu;

/**
 * Something that the health monitor is told about.
 *
 * @param event number of the event, see {@link org.prtosvm.abi.HmEvent}
 * @param system true if it concerns the hypervisor, false if it concerns the partition
 * @param partitionId the partition, {@link org.prtosvm.abi.PrtosConstants#HYPERVISOR_PARTITION_ID} for none
 * @param vcpuId the vCPU
 * @param context true if the first two payload words are EIP and EFLAGS
 * @param payload0 first word for the log
 * @param payload1 second word
 * @param payload2 third word
 * @param payload3 fourth word
 */
public record HmIncident(
        int event,
        boolean system,
        int partitionId,
        int vcpuId,
        boolean context,
        int payload0,
        int payload1,
        int payload2,
        int payload3) {
    /**
     * An event with the place where guest code stands.
     *
     * @param event number of the event
     * @param system true if it concerns the hypervisor
     * @param vcpu vCPU that executes the code
     * @return the incident
     */
    public static HmIncident of(int event, boolean system, Vcpu vcpu) {
        int eip = vcpu.cpu().eip;
        int eflags = vcpu.cpu().eflags();
        return new HmIncident(event, system, vcpu.partition().id(), vcpu.id(), true, eip, eflags, 0, 0);
    }
}
