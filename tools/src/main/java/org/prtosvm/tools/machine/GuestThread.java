package org.prtosvm.tools.machine;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The thread on which guest code runs. Guest calls are JVM calls, so its stack is far larger than the default.
 */
public final class GuestThread {
    /**
     * Bytes of address space reserved for the stack. Translated code nests one Java frame per guest call up to a fixed
     * depth before it unwinds, and an interpreted frame of a large region may take several kilobytes; only touched pages
     * cost memory.
     */
    public static final long STACK_BYTES = 1L << 30;
    /** Name of the thread; at most 15 characters, so that the operating system shows all of it. */
    public static final String NAME = "guest";

    private GuestThread() {}

    /**
     * Runs a task on a thread of its own and waits for its end.
     *
     * @param task what to run
     * @param <T> type of the result
     * @return result of the task
     * @throws InterruptedException if the waiting thread was interrupted; the task goes on
     */
    public static <T> T call(Callable<T> task) throws InterruptedException {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(null, future, NAME, STACK_BYTES).start();
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw rethrow(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    /** The unchecked cast makes any throwable of the task arrive as it is, with its own stack trace. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException rethrow(Throwable cause) throws E {
        throw (E) cause;
    }
}
