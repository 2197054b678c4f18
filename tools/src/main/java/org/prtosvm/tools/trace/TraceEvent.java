package org.prtosvm.tools.trace;

import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.host.SystemEvent;

/**
 * An event as it was recorded.
 *
 * @param time in counts of its processor
 * @param cpu processor
 * @param event a constant of {@link SystemEvent}
 * @param a first argument
 * @param b second argument
 * @param c third argument
 */
public record TraceEvent(long time, int cpu, int event, long a, long b, long c) {
    /** Partition of an event that concerns none. */
    public static final int NO_PARTITION = -1;

    private static final long LOW_HALF = 0xFFFF_FFFFL;

    /**
     * The partition that an event concerns.
     *
     * @return its number, or {@link #NO_PARTITION}
     */
    public int partition() {
        return switch (event) {
            case SystemEvent.SYSTEM_START,
                    SystemEvent.SYSTEM_STOP,
                    SystemEvent.FRAME,
                    SystemEvent.PLAN,
                    SystemEvent.IPI -> NO_PARTITION;
            case SystemEvent.PLAN_REQUEST -> partitionOf(b);
            case SystemEvent.LINE -> (int) b;
            case SystemEvent.HEALTH -> a == PrtosConstants.HYPERVISOR_PARTITION_ID ? NO_PARTITION : (int) a;
            default -> partitionOf(a);
        };
    }

    /** Events name a vCPU as {@code vcpu << 8 | partition}, none as -1. */
    private static int partitionOf(long vcpu) {
        return vcpu < 0 ? NO_PARTITION : (int) (vcpu & 0xFF);
    }

    /**
     * The vCPU in a first argument that names one.
     *
     * @return its number in its partition
     */
    public int vcpu() {
        return (int) (a >>> 8);
    }

    /**
     * The vector of a trap.
     *
     * @return low half of the second argument
     */
    public int vector() {
        return (int) (b & LOW_HALF);
    }

    /**
     * The error code of a trap.
     *
     * @return high half of the second argument
     */
    public int errorCode() {
        return (int) (b >>> 32);
    }
}
