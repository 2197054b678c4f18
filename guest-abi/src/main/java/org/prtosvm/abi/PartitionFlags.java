// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/** Attribute bits of a partition in the configuration. Source: ABI constants, 6. */
public final class PartitionFlags {
    /** The partition may manage other partitions and the system. */
    public static final int SYSTEM = 0x100;
    /** The partition may use the floating-point unit. */
    public static final int FP = 0x200;
    /** Hardware virtualisation asked for; without effect on x86. */
    public static final int HW_VIRT = 0x400;
    /** Every defined bit. */
    public static final int ALL = SYSTEM | FP | HW_VIRT;

    private PartitionFlags() {}
}
