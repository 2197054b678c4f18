package org.prtosvm.test.arch.planted.cpu.internal;

/** What other modules must not know. */
public final class Secret {
    private Secret() {}

    /** Something to call. */
    public static void tell() {}
}
