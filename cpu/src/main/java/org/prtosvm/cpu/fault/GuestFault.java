package org.prtosvm.cpu.fault;

/**
 * A processor exception on its way from the place that detects it to the engine that delivers it.
 *
 * <p>There is one object per {@link org.prtosvm.cpu.state.CpuState}, created without a stack trace and reused: vector
 * and error code lie in the state ({@code faultVector}, {@code faultErrorCode}). Whoever throws it leaves every
 * register and memory byte as it was before the instruction. Thread rule: as the state it belongs to.
 */
public final class GuestFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the one fault object of a processor. */
    public GuestFault() {
        super("guest fault", null, false, false);
    }
}
