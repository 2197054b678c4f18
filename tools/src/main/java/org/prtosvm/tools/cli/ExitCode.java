package org.prtosvm.tools.cli;

/** Exit codes of every command. */
public final class ExitCode {
    /** The run ended as intended; a system halt that a guest asked for is one. */
    public static final int OK = 0;
    /** The health monitor halted the system, the hypervisor panicked, or this program has an error. */
    public static final int FAILED = 1;
    /** Wrong use or bad input. */
    public static final int USAGE = 2;
    /** Stopped from outside: Ctrl-C or a closed pipe. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
