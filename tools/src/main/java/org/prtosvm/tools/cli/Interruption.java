package org.prtosvm.tools.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in order when the process is told to end (Ctrl-C, SIGTERM): the command is asked to stop, and the
 * process waits until it has reported. The exit code is then the virtual machine's own for the signal, 130 for Ctrl-C.
 */
final class Interruption implements AutoCloseable {
    /** Longest time for which the process waits, in seconds: a console that nobody reads must not hold it for ever. */
    private static final int PATIENCE_S = 10;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    /**
     * Begins to listen.
     *
     * @param stop asks the command to stop; called on another thread
     */
    Interruption(Runnable stop) {
        hook = new Thread(
                () -> {
                    requested = true;
                    stop.run();
                    await();
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @return true if the process was told to end */
    boolean requested() {
        return requested;
    }

    /** Tells that the command has reported: the process may end. */
    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending; the hook has just been released.
            requested = true;
        }
    }

    private void await() {
        try {
            if (!finished.await(PATIENCE_S, TimeUnit.SECONDS)) {
                System.err.println("gave up waiting for the machine to stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
