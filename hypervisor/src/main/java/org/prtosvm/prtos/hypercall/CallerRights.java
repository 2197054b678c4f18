// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

/**
 * What a dispatcher must know about a caller.
 *
 * @param <C> type of the caller, a vCPU
 */
@FunctionalInterface
public interface CallerRights<C> {
    /**
     * Whether a caller may make the calls that are marked {@link Permission#SYSTEM}.
     *
     * @param caller vCPU that makes a call
     * @return true if its partition is a system partition
     */
    boolean isSystem(C caller);
}
