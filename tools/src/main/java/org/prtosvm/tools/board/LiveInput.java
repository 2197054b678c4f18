package org.prtosvm.tools.board;

import java.io.IOException;
import java.io.InputStream;
import org.prtosvm.devices.serial.SerialFeed;

/**
 * Bytes that come while the board runs, read ahead by a thread of its own. When they arrive in virtual time depends on
 * the host. Thread rule: as the interface says.
 */
public final class LiveInput implements SerialInput {
    private static final int CAPACITY = 4096;

    private final byte[] ring = new byte[CAPACITY];
    private int first;
    private int size;
    private boolean ended;
    private boolean released;

    /**
     * Starts reading.
     *
     * @param stream gives the bytes; not closed
     */
    public LiveInput(InputStream stream) {
        Thread.ofPlatform().daemon().name("serial input").start(() -> read(stream));
    }

    private void read(InputStream stream) {
        try {
            for (int value = stream.read(); value >= 0; value = stream.read()) {
                put(value);
            }
        } catch (IOException e) {
            // An input that fails has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private synchronized void put(int value) throws InterruptedException {
        while (size == CAPACITY) {
            wait();
        }
        ring[(first + size) % CAPACITY] = (byte) value;
        size++;
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized int next() {
        if (size == 0) {
            return SerialFeed.NOTHING;
        }
        int value = ring[first] & 0xFF;
        first = (first + 1) % CAPACITY;
        size--;
        notifyAll();
        return value;
    }

    @Override
    public synchronized boolean isReady() {
        return size > 0;
    }

    @Override
    public synchronized boolean isLive() {
        return !ended || size > 0;
    }

    @Override
    public synchronized void await() throws InterruptedException {
        while (size == 0 && !ended && !released) {
            wait();
        }
    }

    @Override
    public synchronized void release() {
        released = true;
        notifyAll();
    }
}
