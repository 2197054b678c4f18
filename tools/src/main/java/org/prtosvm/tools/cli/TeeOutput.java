package org.prtosvm.tools.cli;

import java.io.IOException;
import java.io.OutputStream;

/** Passes bytes on to two streams. */
final class TeeOutput extends OutputStream {
    private final OutputStream first;
    private final OutputStream second;

    TeeOutput(OutputStream first, OutputStream second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void write(int value) throws IOException {
        second.write(value);
        first.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        // The file first: it is to hold everything, also when standard output is closed.
        second.write(bytes, offset, length);
        first.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        second.flush();
        first.flush();
    }

    @Override
    public void close() throws IOException {
        second.close();
        first.flush();
    }
}
