package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import org.prtosvm.tools.board.BoardLinks;

/** Prints POST codes. A code that repeats the last one of its port is left out, and so is what comes after many. */
final class PostLog implements BoardLinks.PostListener {
    /** Lines after which the log falls silent: software that writes codes in a loop must not fill a disk. */
    private static final int MOST_LINES = 10_000;

    private final PrintWriter err;
    private int lastPort = -1;
    private int lastCode = -1;
    private int lines;

    PostLog(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void code(int port, int code, long virtualTimeUs) {
        if (port == lastPort && code == lastCode || lines > MOST_LINES) {
            return;
        }
        lastPort = port;
        lastCode = code;
        lines++;
        if (lines > MOST_LINES) {
            err.println("post: more codes follow");
        } else {
            err.println("post: 0x%02x at port 0x%02x, %d.%06d s"
                    .formatted(code, port, virtualTimeUs / 1_000_000, virtualTimeUs % 1_000_000));
        }
        err.flush();
    }
}
