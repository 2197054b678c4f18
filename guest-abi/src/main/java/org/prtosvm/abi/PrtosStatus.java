// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/** Results of hypercalls. Results that are not negative may carry data. Source: ABI 02-hypercalls, 2. */
public final class PrtosStatus {
    /** Done. */
    public static final int OK = 0;
    /** There was nothing to do, or the hypercall number is unknown. */
    public static final int NO_ACTION = -1;
    /** Reserved; no call returns it. */
    public static final int UNKNOWN_HYPERCALL = -2;
    /** An argument is out of range or a pointer is not usable. */
    public static final int INVALID_PARAM = -3;
    /** The partition lacks the right to do this. */
    public static final int PERM_ERROR = -4;
    /** The request contradicts the configuration. */
    public static final int INVALID_CONFIG = -5;
    /** Reserved; no call returns it. */
    public static final int INVALID_MODE = -6;
    /** Not possible in this state, or not with this object. */
    public static final int OP_NOT_ALLOWED = -7;
    /** A batch of calls was cut short by a malformed entry. */
    public static final int MULTICALL_ERROR = -8;

    private PrtosStatus() {}
}
