package org.prtosvm.cpu.semantics;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The host's own processor, behind a small 32-bit program that gcc compiles; absent where that is not possible. */
public final class NativeOracle implements AutoCloseable {
    public static final int CODE = 0x1000_0000;
    public static final int CODE_LENGTH = 64;
    public static final int DATA = 0x2000_0000;
    public static final int DATA_LENGTH = 512;
    private static final int RECORD = 8 * 4 + 4 + 4 + CODE_LENGTH + DATA_LENGTH;

    private final Process process;

    private NativeOracle(Process process) {
        this.process = process;
    }

    /** What the processor is before or after a piece of code; a signal stands for a fault. */
    @SuppressWarnings("ArrayRecordComponent")
    public record State(int[] registers, int flags, int signal, byte[] code, byte[] data) {}

    public static Optional<NativeOracle> start(Path folder) throws IOException, InterruptedException {
        if (!System.getProperty("os.arch").matches("amd64|x86_64|i386")) {
            return Optional.empty();
        }
        Path source = folder.resolve("integer-oracle.c");
        Path program = folder.resolve("integer-oracle");
        try (InputStream text = NativeOracle.class.getResourceAsStream("integer-oracle.c")) {
            Files.copy(Objects.requireNonNull(text), source);
        }
        String[] command = ("gcc -m32 -O1 -static -nostdlib -ffreestanding -fno-pie -no-pie -fno-stack-protector -o "
                        + program + " " + source)
                .split(" ");
        try {
            Process compiler = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
                return Optional.empty();
            }
            return Optional.of(new NativeOracle(new ProcessBuilder(program.toString()).start()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Executes a batch that fits into a pipe. */
    public List<State> run(List<State> before) throws IOException {
        OutputStream out = process.getOutputStream();
        for (State state : before) {
            ByteBuffer buffer = ByteBuffer.allocate(RECORD).order(ByteOrder.LITTLE_ENDIAN);
            for (int register : state.registers) {
                buffer.putInt(register);
            }
            buffer.putInt(state.flags).putInt(0).put(state.code).put(state.data);
            out.write(buffer.array());
        }
        out.flush();
        List<State> after = new ArrayList<>();
        for (int n = 0; n < before.size(); n++) {
            after.add(receive());
        }
        return after;
    }

    private State receive() throws IOException {
        byte[] bytes = process.getInputStream().readNBytes(RECORD);
        if (bytes.length != RECORD) {
            throw new IllegalStateException("oracle ended");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int[] registers = new int[8];
        for (int n = 0; n < 8; n++) {
            registers[n] = buffer.getInt();
        }
        int flags = buffer.getInt();
        int signal = buffer.getInt();
        byte[] code = new byte[CODE_LENGTH];
        byte[] data = new byte[DATA_LENGTH];
        buffer.get(code).get(data);
        return new State(registers, flags, signal, code, data);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
