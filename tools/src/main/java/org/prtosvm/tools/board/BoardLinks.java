package org.prtosvm.tools.board;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a board is connected with outside. All are called on the thread that runs it.
 *
 * @param serial takes the bytes that the serial port sends
 * @param text takes the bytes of the text port
 * @param post takes the codes of the POST ports
 * @param input gives the bytes that the serial port receives, or null if nobody sends any
 */
public record BoardLinks(
        IntConsumer serial,
        IntConsumer text,
        PostListener post,
        @Nullable SerialInput input) {
    /** Learns about POST codes. */
    @FunctionalInterface
    public interface PostListener {
        /**
         * A code was written.
         *
         * @param port port number
         * @param code 0..255
         * @param virtualTimeUs when, in microseconds
         */
        void code(int port, int code, long virtualTimeUs);
    }
}
