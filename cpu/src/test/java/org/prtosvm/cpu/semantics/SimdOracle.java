package org.prtosvm.cpu.semantics;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The MMX and SSE units of the host, behind a small 32-bit program that gcc compiles; absent where that is not possible. */
public final class SimdOracle implements AutoCloseable {
    public static final int CODE = 0x1000_0000;
    public static final int CODE_LENGTH = 32;
    public static final int DATA = 0x2000_0000;
    public static final int DATA_LENGTH = 704;
    public static final int IMAGE = 48;
    public static final int IMAGE_LENGTH = 512;
    public static final int STACK = IMAGE + 32;
    public static final int XMM = IMAGE + 160;
    private static final int RECORD = IMAGE + IMAGE_LENGTH + CODE_LENGTH + DATA_LENGTH;

    private final Process process;

    private SimdOracle(Process process) {
        this.process = process;
    }

    /** A record: registers, flags, fault, FXSAVE image, code, data. */
    public static final class Case {
        public final ByteBuffer bytes;

        public Case() {
            this(new byte[RECORD]);
        }

        private Case(byte[] content) {
            bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        }

        public int register(int number) {
            return bytes.getInt(4 * number);
        }

        public int flags() {
            return bytes.getInt(32);
        }

        /** Vector of the fault that ended it, or -1. */
        public int fault() {
            return bytes.getInt(36) - 1;
        }

        public int code(int at) {
            return bytes.get(IMAGE + IMAGE_LENGTH + at) & 0xFF;
        }

        public void putCode(byte[] code) {
            for (int n = 0; n < CODE_LENGTH; n++) {
                bytes.put(IMAGE + IMAGE_LENGTH + n, n < code.length ? code[n] : (byte) 0x90);
            }
        }

        public void putCode(Case other) {
            for (int n = 0; n < CODE_LENGTH; n++) {
                bytes.put(IMAGE + IMAGE_LENGTH + n, (byte) other.code(n));
            }
        }

        /** The whole state as text. */
        public String show() {
            StringBuilder text = new StringBuilder();
            text.append("fault %d".formatted(fault()));
            for (int n = 0; n < 8; n++) {
                text.append(" %08x".formatted(register(n)));
            }
            text.append(" flags %03x mxcsr %04x cw %04x sw %04x tw %02x"
                    .formatted(
                            flags(),
                            bytes.getInt(IMAGE + 24),
                            bytes.getShort(IMAGE),
                            bytes.getShort(IMAGE + 2),
                            bytes.get(IMAGE + 4)));
            for (int n = 0; n < 8; n++) {
                int place = STACK + 16 * n;
                text.append(" st%d %04x.%016x".formatted(n, bytes.getShort(place + 8), bytes.getLong(place)));
            }
            for (int n = 0; n < 8; n++) {
                int place = XMM + 16 * n;
                text.append(" xmm%d %016x.%016x".formatted(n, bytes.getLong(place + 8), bytes.getLong(place)));
            }
            return text.append(" data ")
                    .append(HexFormat.of().formatHex(data()))
                    .toString();
        }

        public int dataPlace() {
            return IMAGE + IMAGE_LENGTH + CODE_LENGTH;
        }

        public byte[] data() {
            byte[] data = new byte[DATA_LENGTH];
            bytes.get(dataPlace(), data);
            return data;
        }
    }

    public static Optional<SimdOracle> start(Path folder) throws IOException, InterruptedException {
        if (!System.getProperty("os.arch").matches("amd64|x86_64|i386")) {
            return Optional.empty();
        }
        Path source = folder.resolve("simd-oracle.c");
        Path program = folder.resolve("simd-oracle");
        try (InputStream text = SimdOracle.class.getResourceAsStream("simd-oracle.c")) {
            Files.copy(Objects.requireNonNull(text), source);
        }
        String[] command =
                ("gcc -m32 -O2 -static -nostdlib -ffreestanding -fno-pie -no-pie -fno-stack-protector -mno-sse -o "
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
            return Optional.of(new SimdOracle(new ProcessBuilder(program.toString()).start()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Executes a batch that fits into a pipe. */
    public List<Case> run(List<Case> before) throws IOException {
        OutputStream out = process.getOutputStream();
        for (Case one : before) {
            out.write(one.bytes.array());
        }
        out.flush();
        List<Case> after = new ArrayList<>();
        for (int n = 0; n < before.size(); n++) {
            byte[] bytes = process.getInputStream().readNBytes(RECORD);
            if (bytes.length != RECORD) {
                throw new IllegalStateException("oracle ended");
            }
            after.add(new Case(bytes));
        }
        return after;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
