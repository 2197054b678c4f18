package org.prtosvm.tools.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The console byte stream on its way to the host: buffered, because guests write often and little, but never held
 * back for longer than {@value #HOLD_MS} ms, because people watch it.
 *
 * <p>The end of a line is passed on at once unless the last one went out less than {@value #QUIET_US} microseconds ago;
 * what remains is passed on by a thread of its own.
 *
 * <p>Thread rule: any thread; a failed write is remembered and reported once.
 */
public final class ConsoleOutput implements AutoCloseable {
    /** Longest time in milliseconds for which a byte stays in the buffer. */
    public static final int HOLD_MS = 20;
    /** Shortest time in microseconds between two flushes for the sake of a line end. */
    public static final int QUIET_US = 500;

    private static final int BUFFER_LENGTH = 1 << 16;

    private final OutputStream target;
    private final Runnable onFailure;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] buffer = new byte[BUFFER_LENGTH];
    private int used;
    private long lastFlushNs;
    private boolean failed;
    private boolean closed;

    /**
     * Starts the flushing thread.
     *
     * @param target where the bytes go; not closed by this object
     * @param onFailure called once, on the thread that noticed, when the target no longer takes bytes
     */
    public ConsoleOutput(OutputStream target, Runnable onFailure) {
        this.target = target;
        this.onFailure = onFailure;
        lastFlushNs = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(HOLD_MS);
        Thread.ofPlatform().daemon().name("console").start(this::flushInTime);
    }

    /**
     * Takes console bytes.
     *
     * @param bytes holds them
     * @param offset index of the first
     * @param length number of bytes
     */
    public void write(byte[] bytes, int offset, int length) {
        boolean justFailed = false;
        lock.lock();
        try {
            boolean wasEmpty = used == 0;
            boolean lineEnd = false;
            for (int i = offset; i < offset + length; i++) {
                if (used == buffer.length) {
                    justFailed |= flush();
                }
                buffer[used++] = bytes[i];
                lineEnd |= bytes[i] == '\n';
            }
            if (lineEnd && System.nanoTime() - lastFlushNs >= TimeUnit.MICROSECONDS.toNanos(QUIET_US)) {
                justFailed |= flush();
            } else if (wasEmpty) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        if (justFailed) {
            onFailure.run();
        }
    }

    /** @return true if the target refused bytes; everything since then was dropped */
    public boolean failed() {
        lock.lock();
        try {
            return failed;
        } finally {
            lock.unlock();
        }
    }

    /** Passes on everything now. */
    public void flushNow() {
        boolean justFailed;
        lock.lock();
        try {
            justFailed = flush();
        } finally {
            lock.unlock();
        }
        if (justFailed) {
            onFailure.run();
        }
    }

    /** Passes on what is left and ends the flushing thread. */
    @Override
    public void close() {
        flushNow();
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void flushInTime() {
        boolean justFailed = false;
        lock.lock();
        try {
            while (!closed && !justFailed) {
                if (used == 0) {
                    changed.await();
                } else {
                    // Bytes that came meanwhile go out with the older ones.
                    changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(HOLD_MS));
                    justFailed = flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        if (justFailed) {
            onFailure.run();
        }
    }

    /** @return true if the target failed now */
    private boolean flush() {
        int length = used;
        used = 0;
        if (failed || length == 0) {
            return false;
        }
        lastFlushNs = System.nanoTime();
        try {
            target.write(buffer, 0, length);
            target.flush();
            return false;
        } catch (IOException e) {
            failed = true;
            return true;
        }
    }
}
