// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

/**
 * What the hypervisor's work costs, in counts. Together with one count for every instruction these are all that makes time pass, so they
 * are part of what a run computes: changing one changes every recorded time.
 *
 * <p>The magnitudes are those of a small kernel on the reference's machine: a few hundred instructions for an entry and exit. They are at
 * least 1 each, so that nothing can be done for ever at one instant.
 */
public final class Charges {
    /** A hypercall, whatever it does. */
    public static final int HYPERCALL = 200;
    /** Eight bytes that a hypercall copies, or part of them. */
    public static final int COPY_8_BYTES = 1;
    /** A page that a hypercall checks for its right to access it. */
    public static final int PROBED_PAGE = 1;
    /** An entry of a batch, in addition to its call. */
    public static final int BATCH_ENTRY = 20;
    /** The virtual IRET. */
    public static final int IRET = 100;
    /** A trap of guest code, in addition to its instruction. */
    public static final int TRAP = 200;
    /** The injection of a virtual event. */
    public static final int INJECTION = 100;
    /** A reset of a vCPU. */
    public static final int VCPU_RESET = 500;
    /** A reset of a partition, in addition to that of its vCPU and to what is copied. */
    public static final int PARTITION_RESET = 10_000;
    /** A page that is mapped by a reset of a partition. */
    public static final int MAPPED_PAGE = 1;
    /** A reset of the system. */
    public static final int SYSTEM_RESET = 100_000;

    private Charges() {}

    /**
     * The cost of copying.
     *
     * @param bytes bytes copied, not negative
     * @return counts
     */
    public static long copy(long bytes) {
        return (bytes + 7) / 8 * COPY_8_BYTES;
    }
}
