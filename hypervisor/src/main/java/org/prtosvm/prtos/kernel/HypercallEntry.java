// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import org.prtosvm.prtos.partition.Vcpu;

/** The hypercall handlers, as the kernel sees them. */
public interface HypercallEntry {
    /**
     * Performs a hypercall.
     *
     * @param number number of the call, of a call that exists
     * @param caller vCPU that makes the call
     * @param ebx first argument
     * @param ecx second argument
     * @param edx third argument
     * @param esi fourth argument
     * @param edi fifth argument
     * @return new value of EAX; the number itself for a call that leaves EAX unchanged
     */
    int dispatch(int number, Vcpu caller, int ebx, int ecx, int edx, int esi, int edi);

    /**
     * Goes on with the batch that a vCPU is executing, until it is done, or the vCPU does not run any more, or time is over.
     *
     * @param caller vCPU with a batch
     */
    void continueBatch(Vcpu caller);
}
