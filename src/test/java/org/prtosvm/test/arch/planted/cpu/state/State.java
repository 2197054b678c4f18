package org.prtosvm.test.arch.planted.cpu.state;

/** What devices must not know. */
public final class State {
    private State() {}

    /** Something to call. */
    public static void reset() {}
}
