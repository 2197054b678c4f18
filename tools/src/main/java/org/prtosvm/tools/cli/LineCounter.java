package org.prtosvm.tools.cli;

import java.nio.charset.StandardCharsets;

/**
 * Counts console lines that end in a text. A line ends at LF; a CR before it does not belong to it.
 *
 * <p>Thread rule: confined to the thread that writes the console.
 */
public final class LineCounter {
    private final byte[] wanted;
    private final byte[] tail;
    private long lineLength;
    private long count;

    /**
     * Creates a counter.
     *
     * @param text what a line must end in, compared as UTF-8 bytes
     */
    public LineCounter(String text) {
        wanted = text.getBytes(StandardCharsets.UTF_8);
        // One byte more than wanted: the CR that is not part of the line.
        tail = new byte[wanted.length + 1];
    }

    /**
     * Takes the next console bytes.
     *
     * @param bytes holds them
     * @param offset index of the first
     * @param length number of bytes
     */
    public void accept(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                endLine();
            } else {
                tail[(int) (lineLength % tail.length)] = bytes[i];
                lineLength++;
            }
        }
    }

    /** @return complete lines so far that ended in the text */
    public long count() {
        return count;
    }

    private void endLine() {
        if (lineLength > 0 && at(lineLength - 1) == '\r') {
            lineLength--;
        }
        if (lineLength >= wanted.length && tailMatches()) {
            count++;
        }
        lineLength = 0;
    }

    private boolean tailMatches() {
        for (int i = 0; i < wanted.length; i++) {
            if (at(lineLength - wanted.length + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private byte at(long position) {
        return tail[(int) (position % tail.length)];
    }
}
