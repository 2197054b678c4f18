// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/** Numbers of the extended interrupts: bits of the extended pending and mask words. Source: ABI 03-traps-and-interrupts, 7. */
public final class ExtendedInterrupt {
    /** The timer on the hardware clock has expired. */
    public static final int HW_TIMER = 0;
    /** The timer on the execution clock has expired. */
    public static final int EXEC_TIMER = 1;
    /** Reserved; the hypervisor never raises it. */
    public static final int WATCHDOG_TIMER = 2;
    /** The partition is asked to shut down. */
    public static final int SHUTDOWN = 3;
    /** A sampling port was written or read. */
    public static final int SAMPLING_PORT = 4;
    /** A queuing port was sent to or received from. */
    public static final int QUEUING_PORT = 5;
    /** A slot of the vCPU has started. */
    public static final int CYCLIC_SLOT_START = 8;
    /** Delivered whatever the mask and the virtual interrupt flag say; the hypervisor never raises it by itself. */
    public static final int MEM_PROTECT = 16;
    /** The first of the inter-partition virtual interrupts. */
    public static final int FIRST_IPVI = 24;
    /** Number of extended interrupts. */
    public static final int COUNT = 32;

    /** The interrupts that count as virtual interrupts in the status of a partition: timers, slot start and IPVIs. */
    public static final int COUNTED = 1 << HW_TIMER | 1 << EXEC_TIMER | 1 << CYCLIC_SLOT_START | 0xFF << FIRST_IPVI;

    private ExtendedInterrupt() {}
}
