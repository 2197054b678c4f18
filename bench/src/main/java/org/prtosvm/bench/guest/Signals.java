package org.prtosvm.bench.guest;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Stops and continues processes. Starting {@code kill} for it would take longer than a round. */
final class Signals {
    private static final int SIGCONT = 18;
    private static final int SIGSTOP = 19;
    private static final MethodHandle KILL = kill();

    private Signals() {}

    @SuppressWarnings("restricted")
    private static MethodHandle kill() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("kill"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    /**
     * Stops a process.
     *
     * @param pid its id
     */
    static void stop(long pid) {
        send(pid, SIGSTOP);
    }

    /**
     * Lets a stopped process go on.
     *
     * @param pid its id
     */
    static void resume(long pid) {
        send(pid, SIGCONT);
    }

    private static void send(long pid, int signal) {
        int result;
        try {
            result = (int) KILL.invokeExact((int) pid, signal);
        } catch (Throwable e) {
            throw new IllegalStateException("sending signal %d to process %d".formatted(signal, pid), e);
        }
        if (result != 0) {
            throw new IllegalStateException("sending signal %d to process %d: it is gone".formatted(signal, pid));
        }
    }
}
