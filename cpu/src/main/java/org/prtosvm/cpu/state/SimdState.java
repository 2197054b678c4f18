package org.prtosvm.cpu.state;

import java.util.Arrays;

/**
 * XMM registers and MXCSR; data only, the arithmetic is in {@code org.prtosvm.cpu.simd}. MMX registers are the
 * significands of {@link FpuState}.
 *
 * <p>Source: Intel SDM vol. 1, 10.2 "SSE Programming Environment".
 */
public final class SimdState {
    /** MXCSR after reset: all exceptions masked, round to nearest. */
    public static final int INITIAL_MXCSR = 0x1F80;

    /** Register n: bits 0..63 at 2n, bits 64..127 at 2n + 1. */
    public final long[] xmm = new long[16];
    /** Control and status; reserved bits are never set. */
    public int mxcsr = INITIAL_MXCSR;
    /**
     * Exceptions that the instruction under way has met so far, at their places in MXCSR; no part of the machine's
     * state.
     */
    public int raised;

    /** Creates the state after reset. */
    public SimdState() {}

    /** Puts everything into the state after reset. */
    public void reset() {
        Arrays.fill(xmm, 0);
        mxcsr = INITIAL_MXCSR;
    }
}
