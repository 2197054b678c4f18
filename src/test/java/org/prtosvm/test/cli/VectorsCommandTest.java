package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./prtos vectors} on the recorded suite, where it is there, and on small suites made here. */
final class VectorsCommandTest {
    private static final String RECORDED = "corpora/sst-80286-real";
    private static final int CODE = 0x1_0100;

    // Registers of an 80286 capture.
    private static final int AX = 0;
    private static final int CX = 2;
    private static final int SP = 8;
    private static final int IP = 12;
    private static final int FLAGS = 13;

    // Registers of an 80386 capture.
    private static final int EAX = 2;
    private static final int EBX = 3;
    private static final int EIP = 16;
    private static final int EFLAGS = 17;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"--engine=interpreter", "--translate=eager"})
    void shouldPassTheRecordedSuite(String engine) {
        Path suite = Path.of(System.getProperty("prtos.shared", ""), RECORDED);
        assumeTrue(Files.isDirectory(suite), "no recorded suite on this host");
        Cli cli = Cli.run("vectors", suite.toString(), engine);
        assertEquals(0, cli.exitCode(), cli.out() + cli.err());
        assertTrue(lastLine(cli).matches("(\\d+) of \\1 pass"), cli.out());
        assertEquals(65_000, Integer.parseInt(lastLine(cli).split(" ")[0]));
    }

    /** ADD AX,CX and HLT at 1000:0100. */
    private static Map<Integer, Integer> before16() {
        Map<Integer, Integer> registers = new HashMap<>();
        for (int n = 0; n < 14; n++) {
            registers.put(n, 0);
        }
        registers.putAll(Map.of(AX, 0x7FFF, CX, 1, 4, 0x1000, 5, 0x2000, 6, 0x3000, SP, 0x0100, IP, 0x0100));
        registers.put(FLAGS, 2);
        return registers;
    }

    private static Map<Integer, Integer> ram(String code) {
        byte[] bytes = HexFormat.of().parseHex(code);
        Map<Integer, Integer> ram = new HashMap<>();
        for (int n = 0; n < bytes.length; n++) {
            ram.put(CODE + n, bytes[n] & 0xFF);
        }
        return ram;
    }

    private static MooWriter addition(int flagsAfter) {
        String code = "01c8f4";
        return new MooWriter("C286")
                .test(
                        "add ax,cx",
                        HexFormat.of().parseHex(code),
                        before16(),
                        ram(code),
                        Map.of(AX, 0x8000, IP, 0x103, FLAGS, flagsAfter),
                        Map.of());
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    private Cli run(String... options) {
        String[] all = Arrays.copyOf(new String[] {"vectors", folder.toString()}, options.length + 2);
        System.arraycopy(options, 0, all, 2, options.length);
        return Cli.run(all);
    }

    private static String lastLine(Cli cli) {
        return cli.out().lines().reduce("", (before, line) -> line);
    }

    @Test
    void shouldPassAFileWithoutCompression() throws IOException {
        write("01.MOO", addition(0x0896).bytes());
        Cli cli = run();
        assertEquals(0, cli.exitCode(), cli.out() + cli.err());
        assertEquals("1 of 1 pass", lastLine(cli));
        assertTrue(cli.out().contains("01       add"), cli.out());
    }

    @Test
    void shouldNameTheFlagsThatDiffer() throws IOException {
        write("01.MOO", addition(0x0007).bytes());
        Cli cli = run();
        assertEquals(1, cli.exitCode(), cli.out() + cli.err());
        assertEquals("0 of 1 pass", lastLine(cli));
        assertTrue(cli.out().contains("add ax,cx (01 c8 f4): flags 0896, expected 0007 (CF AF SF OF)"), cli.out());
    }

    @Test
    void shouldLeaveOutFlagsThatTheTableCallsUndefined() throws IOException {
        write("01.MOO", addition(0x0806).bytes());
        assertEquals(1, run().exitCode());
        write(
                "metadata.json",
                "{\"opcodes\": {\"01\": {\"flags-mask\": %d}}}"
                        .formatted(0xFFFF & ~0x90)
                        .getBytes(StandardCharsets.US_ASCII));
        assertEquals(0, run().exitCode());
        write(
                "metadata.json",
                "{\"opcodes\": {\"01\": {\"reg\": {\"0\": {\"flags-mask\": 65391}}}}}"
                        .getBytes(StandardCharsets.US_ASCII));
        assertEquals(1, run().exitCode());
        Files.delete(folder.resolve("metadata.json"));
        write("80286.csv", "op,ex,f_umask\n01,,0090\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals(0, run().exitCode());
    }

    @Test
    void shouldLeaveOutRevokedCaptures() throws IOException {
        write("01.MOO", addition(0x0007).bytes());
        write(
                "revocation_list.txt",
                "# bad\n0100000000000000000000000000000000000000\n".getBytes(StandardCharsets.US_ASCII));
        Cli cli = run();
        assertEquals(0, cli.exitCode(), cli.out());
        assertEquals("0 of 0 pass", lastLine(cli));
        assertTrue(cli.out().contains("1 revoked"), cli.out());
    }

    @Test
    void shouldExplainALockPrefixByItsRule() throws IOException {
        String code = "f001c8f4";
        write(
                "01.MOO",
                new MooWriter("C286")
                        .test(
                                "lock add ax,cx",
                                HexFormat.of().parseHex(code),
                                before16(),
                                ram(code),
                                Map.of(AX, 0x8000, IP, 0x104, FLAGS, 0x0896),
                                Map.of())
                        .bytes());
        Cli cli = run();
        assertEquals(0, cli.exitCode(), cli.out());
        assertTrue(cli.out().contains("1  LOCK with an instruction"), cli.out());
    }

    /** INC dword [ebx+0x40] with both size prefixes, on an 80386. */
    private static MooWriter wide(int ebx, int lowByteAfter) {
        String code = "6667ff4340f4";
        Map<Integer, Integer> before = new HashMap<>();
        for (int n = 0; n < 20; n++) {
            before.put(n, 0);
        }
        before.putAll(Map.of(10, 0x1000, 11, 0x3000, 15, 0x2000, EBX, ebx, EAX, 0x1234_5678, EIP, 0x0100));
        before.put(EFLAGS, 0xFFFC_0002);
        Map<Integer, Integer> ram = ram(code);
        int address = 0x3_0000 + ebx + 0x40;
        ram.putAll(Map.of(address, 0xFF, address + 1, 0xFF, address + 2, 0xFF, address + 3, 0x7F));
        Map<Integer, Integer> ramAfter =
                Map.of(address, lowByteAfter, address + 1, 0, address + 2, 0, address + 3, 0x80);
        return new MooWriter("386E")
                .test(
                        "inc dword [ebx+40h]",
                        HexFormat.of().parseHex(code),
                        before,
                        ram,
                        Map.of(EIP, 0x106, EFLAGS, 0xFFFC_0896),
                        ramAfter);
    }

    @Test
    void shouldRunCapturesOfA32BitPart() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("6766FF.0.MOO.gz")))) {
            out.write(wide(0x200, 0).bytes());
        }
        Cli cli = run("--engine", "interpreter");
        assertEquals(0, cli.exitCode(), cli.out() + cli.err());
        assertEquals("1 of 1 pass", lastLine(cli));
        assertTrue(cli.out().contains("6766FF.0 inc"), cli.out());
    }

    @Test
    void shouldNameBytesThatDiffer() throws IOException {
        write("6766FF.0.MOO", wide(0x200, 1).bytes());
        Cli cli = run();
        assertEquals(1, cli.exitCode(), cli.out() + cli.err());
        assertTrue(cli.out().contains("[030240] 00, expected 01"), cli.out());
    }

    @Test
    void shouldLeaveOutBitsThatTheFileCallsUndefined() throws IOException {
        String code = "01c8f4";
        MooWriter file = new MooWriter("C286").mask(AX, 0xFF00);
        file.test(
                "add",
                HexFormat.of().parseHex(code),
                before16(),
                ram(code),
                Map.of(AX, 0x8055, IP, 0x103, FLAGS, 0x896),
                Map.of());
        write("01.MOO", file.bytes());
        Cli cli = run();
        assertEquals(0, cli.exitCode(), cli.out());
    }

    @Test
    void shouldRefuseAFolderWithoutCaptures() throws IOException {
        run().assertRefused("expected files of captures", folder.toString());
        Cli.run("vectors", folder.resolve("none").toString()).assertRefused("expected a folder", "found nothing");
        Cli.run("vectors").assertRefused("DIR");
    }

    @Test
    void shouldRefuseDamagedFiles() throws IOException {
        byte[] good = addition(0x0896).bytes();
        write("01.MOO", Arrays.copyOf(good, good.length - 3));
        refused("01.MOO", "whole chunks");
        write("01.MOO", "hello".getBytes(StandardCharsets.US_ASCII));
        refused("01.MOO", "whole chunks");
        write("01.MOO", new byte[0]);
        refused("01.MOO", "no MOO header");
        write("01.MOO", new MooWriter("8088").bytes());
        refused("01.MOO", "found '8088'");
        good[12] = 7;
        write("01.MOO", good);
        refused("01.MOO", "expected 7 captures", "found 1");
        write("01.MOO", addition(0x0896).bytes());
        write("metadata.json", "{\"opcodes\": [".getBytes(StandardCharsets.US_ASCII));
        refused("metadata.json", "table of opcodes");
    }

    private void refused(String... texts) {
        Cli cli = run();
        assertEquals(2, cli.exitCode(), cli.out() + cli.err());
        for (String text : texts) {
            assertTrue(cli.err().contains(text), cli.err());
        }
        assertEquals(1, cli.err().lines().count(), cli.err());
    }
}
