// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

/**
 * Told about hypercalls by a dispatcher that was generated with tracing.
 *
 * @param <C> type of the caller, a vCPU
 */
public interface HypercallEvents<C> {
    /**
     * A call begins.
     *
     * @param number number of the call
     * @param caller vCPU that makes it
     * @param ebx first argument
     * @param ecx second argument
     * @param edx third argument
     * @param esi fourth argument
     * @param edi fifth argument
     */
    void entered(int number, C caller, int ebx, int ecx, int edx, int esi, int edi);

    /**
     * A call ends. Not reported for a call whose handler throws.
     *
     * @param number number of the call
     * @param caller vCPU that made it
     * @param result new value of EAX; the number itself for a call that leaves EAX unchanged
     */
    void returned(int number, C caller, int result);
}
