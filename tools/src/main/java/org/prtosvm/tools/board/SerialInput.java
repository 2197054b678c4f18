package org.prtosvm.tools.board;

import org.prtosvm.devices.serial.SerialFeed;

/** Bytes for the serial port of a board. Thread rule: the thread that runs the board, {@link #release} any. */
public interface SerialInput {
    /**
     * Takes the next byte.
     *
     * @return 0..255, or {@link SerialFeed#NOTHING} if there is none now
     */
    int next();

    /** @return true if there is a byte now that came after the last answer of {@link #next} was nothing */
    boolean isReady();

    /** @return true if there may be bytes later that are not there now */
    boolean isLive();

    /**
     * Waits until there is a byte, the input has ended, or {@link #release} was called.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    void await() throws InterruptedException;

    /** Ends all waiting for good. */
    void release();
}
