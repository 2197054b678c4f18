package org.prtosvm.tools.board;

import org.prtosvm.devices.serial.SerialFeed;

/** Bytes that are known from the start: each is there as soon as the serial port takes it, so a run can be repeated. */
public final class RecordedInput implements SerialInput {
    private final byte[] bytes;
    private int used;

    /**
     * Creates an input.
     *
     * @param bytes all bytes, not to be changed
     */
    public RecordedInput(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int next() {
        return used < bytes.length ? bytes[used++] & 0xFF : SerialFeed.NOTHING;
    }

    @Override
    public boolean isReady() {
        return false;
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public void await() {
        // Everything is here.
    }

    @Override
    public void release() {
        // Nobody waits.
    }
}
