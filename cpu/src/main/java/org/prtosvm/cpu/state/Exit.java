package org.prtosvm.cpu.state;

/**
 * Why an engine handed control back. Values of {@link CpuState#exit}.
 */
public final class Exit {
    /** Nothing happened: keep executing. */
    public static final int NONE = 0;
    /** The budget is used up (or too small for anything further). */
    public static final int BUDGET = 1;
    /**
     * An exception, or a software interrupt whose gate leads to ring 0. Vector and error code are in the state; EIP is
     * that of the instruction for faults and behind it for traps.
     */
    public static final int FAULT = 2;
    /** A far call went through a call gate into ring 0: selector in {@link CpuState#exitSelector}, EIP behind it. */
    public static final int CALL_GATE = 3;
    /** HLT at CPL 0, EIP behind it. */
    public static final int HALT = 4;
    /** Somebody asked for it through {@link CpuState#stopRequested}. */
    public static final int STOP = 5;
    /**
     * An interrupt or NMI is requested and would be taken before the next instruction. Only processors that are not
     * monitored; {@code BareProcessor} takes it.
     */
    public static final int INTERRUPT = 6;
    /** A fault while #DF was delivered: only a reset, INIT or NMI goes on from here. Reported by {@code BareProcessor}. */
    public static final int SHUTDOWN = 7;

    private Exit() {}
}
