// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

/** Who may make a hypercall. Source: ABI 02-hypercalls, 7. */
public enum Permission {
    /** Every partition; the handler itself refuses what depends on the arguments. */
    ANY,
    /** System partitions only; others get {@link org.prtosvm.abi.PrtosStatus#PERM_ERROR} and the handler is not called. */
    SYSTEM
}
