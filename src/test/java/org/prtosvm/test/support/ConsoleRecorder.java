package org.prtosvm.test.support;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.prtosvm.prtos.host.ConsoleSink;

/** Keeps everything that a machine prints, up to a bound. */
public final class ConsoleRecorder implements ConsoleSink {
    private static final int MOST_BYTES = 4 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Creates an empty recorder. */
    public ConsoleRecorder() {}

    @Override
    public void write(byte[] source, int offset, int length, long virtualTimeUs) {
        if (bytes.size() < MOST_BYTES) {
            bytes.write(source, offset, length);
        }
    }

    /** @return all bytes so far as text */
    public String text() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
