package org.prtosvm.tools.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Standard output as a byte stream that reports a closed pipe. */
final class StandardOutput extends OutputStream {
    private final PrintStream out = System.out;

    /** Takes what standard output is now. */
    StandardOutput() {}

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        check();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        check();
    }

    @Override
    public void flush() throws IOException {
        check();
    }

    /** A print stream hides failures until it is asked; asking flushes. */
    private void check() throws IOException {
        if (out.checkError()) {
            throw new IOException("standard output is closed");
        }
    }
}
