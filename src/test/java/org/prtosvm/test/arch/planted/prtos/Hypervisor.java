package org.prtosvm.test.arch.planted.prtos;

/** What lower modules must not know. */
public final class Hypervisor {
    private Hypervisor() {}

    /** Something to call. */
    public static void start() {}
}
