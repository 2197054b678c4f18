package org.prtosvm.cpu.fpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The x87 unit of the host, behind a small 32-bit program that gcc compiles; absent where that is not possible. */
final class X87Oracle implements AutoCloseable {
    private static final int RECORD = 132;

    private final Process process;

    private X87Oracle(Process process) {
        this.process = process;
    }

    static Optional<X87Oracle> start(Path folder) throws IOException, InterruptedException {
        if (!System.getProperty("os.arch").matches("amd64|x86_64|i386")) {
            return Optional.empty();
        }
        Path source = folder.resolve("x87-oracle.c");
        Path program = folder.resolve("x87-oracle");
        try (InputStream text = X87Oracle.class.getResourceAsStream("x87-oracle.c")) {
            Files.copy(Objects.requireNonNull(text), source);
        }
        try {
            Process compiler = new ProcessBuilder(List.of(
                            "gcc",
                            "-m32",
                            "-O1",
                            "-static",
                            "-nostdlib",
                            "-ffreestanding",
                            "-fno-pie",
                            "-no-pie",
                            "-fno-stack-protector",
                            "-o",
                            program.toString(),
                            source.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
                return Optional.empty();
            }
            X87Oracle oracle = new X87Oracle(new ProcessBuilder(program.toString()).start());
            return Optional.of(oracle);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** One instruction with the state before it, and after {@link X87Oracle#run} the state after it. */
    static final class Case {
        final ByteBuffer bytes = ByteBuffer.allocate(RECORD).order(ByteOrder.LITTLE_ENDIAN);

        int word(int offset) {
            return bytes.getShort(offset) & 0xFFFF;
        }

        Case copy() {
            Case copy = new Case();
            copy.bytes.put(0, bytes, 0, RECORD);
            return copy;
        }
    }

    /** Executes a batch that fits into a pipe. */
    List<Case> run(List<Case> cases) throws IOException {
        OutputStream out = process.getOutputStream();
        for (Case c : cases) {
            out.write(c.bytes.array());
        }
        out.flush();
        InputStream in = process.getInputStream();
        return cases.stream().map(c -> receive(in)).toList();
    }

    private static Case receive(InputStream in) {
        try {
            Case c = new Case();
            byte[] bytes = in.readNBytes(RECORD);
            if (bytes.length != RECORD) {
                throw new IllegalStateException("oracle ended");
            }
            c.bytes.put(0, bytes);
            return c;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
