// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/** Bits of the flags word of a vCPU. Source: ABI constants, 6. */
public final class VcpuFlags {
    /** The partition may use the floating-point unit. */
    public static final int FP = 1 << 1;
    /** The vCPU does not run until it is reset. */
    public static final int HALTED = 1 << 2;
    /** The vCPU does not run until it is resumed. */
    public static final int SUSPENDED = 1 << 3;
    /** The vCPU was started at least once. */
    public static final int READY = 1 << 4;
    /** Data cache on; set when the vCPU runs for the first time. */
    public static final int DCACHE_ENABLED = 1 << 7;
    /** Instruction cache on; set when the vCPU runs for the first time. Guest libraries take it for the right of a system partition. */
    public static final int ICACHE_ENABLED = 1 << 8;
    /** Position of the number of partitions, 8 bits, in the flags of system partitions. */
    public static final int PARTITION_COUNT_SHIFT = 16;
    /** A trap waits for its injection. */
    public static final int TRAP_PENDING = 1 << 31;

    private VcpuFlags() {}
}
