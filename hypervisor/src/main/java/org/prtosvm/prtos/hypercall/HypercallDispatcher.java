// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

/**
 * Calls the handler of a hypercall. Implementations are generated from a {@link HypercallTable}: one switch with direct calls.
 *
 * @param <C> type of the caller, a vCPU
 */
public abstract class HypercallDispatcher<C> {
    /** For the generated classes. */
    protected HypercallDispatcher() {}

    /**
     * Performs a hypercall.
     *
     * @param number number of the call; unsigned, it must be below {@link org.prtosvm.abi.HypercallNumber#COUNT}
     * @param caller vCPU that makes the call
     * @param ebx first argument
     * @param ecx second argument
     * @param edx third argument
     * @param esi fourth argument
     * @param edi fifth argument
     * @return new value of EAX; the number itself for a call that leaves EAX unchanged
     * @throws IllegalArgumentException if there is no call with this number
     */
    public abstract int dispatch(int number, C caller, int ebx, int ecx, int edx, int esi, int edi);

    /**
     * For the generated classes: the refusal of a number.
     *
     * @param number number without a call
     * @return exception to throw
     */
    protected static IllegalArgumentException unknown(int number) {
        return new IllegalArgumentException("no hypercall has the number " + Integer.toUnsignedString(number));
    }
}
