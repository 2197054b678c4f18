// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.host;

/** Told how far the machine is about to run, for clocks that keep pace with the wall. Has no influence on results. */
@FunctionalInterface
public interface AdvanceHook {
    /**
     * The machine is about to run up to a time. May block.
     *
     * @param virtualTimeNs hardware clock in nanoseconds that will be reached at most
     */
    void beforeAdvance(long virtualTimeNs);
}
