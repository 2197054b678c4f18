package org.prtosvm.test.oracle;

import java.io.BufferedInputStream;
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

/** The host's processor, behind a small 32-bit program that gcc compiles; absent where that is not possible. */
final class NativeOracle implements AutoCloseable {
    /** States of a batch: the answers must fit into a pipe. */
    static final int BATCH = 50;

    private static final int CODE_LENGTH = 32;
    private static final int INPUT =
            48 + CODE_LENGTH + OracleState.FX_LENGTH + OracleState.A_LENGTH + OracleState.B_LENGTH;
    private static final int OUTPUT = 64 + OracleState.FX_LENGTH + OracleState.A_LENGTH + OracleState.B_LENGTH;

    private final Process process;
    private final InputStream in;
    private final ByteBuffer outgoing = ByteBuffer.allocate(BATCH * INPUT).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] incoming = new byte[OUTPUT];
    private final int codeSelector;
    private final int dataSelector;
    private final int fsSelector;
    private final int gsSelector;

    private NativeOracle(Process process) throws IOException {
        this.process = process;
        in = new BufferedInputStream(process.getInputStream(), 1 << 16);
        ByteBuffer hello = ByteBuffer.wrap(in.readNBytes(16)).order(ByteOrder.LITTLE_ENDIAN);
        if (hello.remaining() != 16) {
            throw new IOException("the oracle ended at once");
        }
        codeSelector = hello.getInt() & 0xFFFF;
        dataSelector = hello.getInt() & 0xFFFF;
        fsSelector = hello.getInt() & 0xFFFF;
        gsSelector = hello.getInt() & 0xFFFF;
    }

    static Optional<NativeOracle> start(Path folder) throws IOException, InterruptedException {
        if (!System.getProperty("os.arch").matches("amd64|x86_64|i386")) {
            return Optional.empty();
        }
        Path source = folder.resolve("native-oracle.c");
        Path program = folder.resolve("native-oracle");
        try (InputStream text = NativeOracle.class.getResourceAsStream("native-oracle.c")) {
            Files.copy(Objects.requireNonNull(text), source);
        }
        String command = "gcc -m32 -O1 -static -nostdlib -ffreestanding -fno-pie -no-pie -fno-stack-protector -o ";
        try {
            Process compiler = new ProcessBuilder((command + program + " " + source).split(" "))
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

    int codeSelector() {
        return codeSelector;
    }

    int dataSelector() {
        return dataSelector;
    }

    int fsSelector() {
        return fsSelector;
    }

    int gsSelector() {
        return gsSelector;
    }

    /** Sends a batch; {@link #receive} gets the answers. */
    void send(int address, byte[] code, List<OracleState> states) throws IOException {
        outgoing.clear();
        for (OracleState state : states) {
            for (int register : state.gpr) {
                outgoing.putInt(register);
            }
            outgoing.putInt(state.eflags).putInt(address).putInt(code.length).putInt(0);
            outgoing.put(code).position(outgoing.position() + CODE_LENGTH - code.length);
            outgoing.put(state.fx.array()).put(state.a).put(state.b);
        }
        OutputStream out = process.getOutputStream();
        out.write(outgoing.array(), 0, outgoing.position());
        out.flush();
    }

    List<OracleState> receive(int count) throws IOException {
        List<OracleState> states = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            if (in.readNBytes(incoming, 0, OUTPUT) != OUTPUT) {
                throw new IOException("the oracle ended");
            }
            states.add(decode(ByteBuffer.wrap(incoming).order(ByteOrder.LITTLE_ENDIAN)));
        }
        return states;
    }

    private static OracleState decode(ByteBuffer bytes) {
        OracleState state = new OracleState();
        for (int n = 0; n < 8; n++) {
            state.gpr[n] = bytes.getInt();
        }
        state.eflags = bytes.getInt();
        state.eip = bytes.getInt();
        state.trap = bytes.getInt();
        state.error = bytes.getInt();
        state.cr2 = bytes.getInt();
        state.fs = bytes.getInt();
        state.gs = bytes.getInt();
        bytes.getInt();
        bytes.get(state.fx.array()).get(state.a).get(state.b);
        return state;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
