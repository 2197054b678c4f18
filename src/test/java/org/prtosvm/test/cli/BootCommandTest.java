package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PrtosConstants;

/** {@code ./prtos boot}: options, exit codes, and the answers to kernels and ROMs that cannot be started. */
class BootCommandTest {
    /** Offset of the program header table in our kernels: behind the ELF header. */
    private static final int PROGRAM_HEADERS = 52;

    private static final int MULTIBOOT_MAGIC = 0x1BAD_B002;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static byte[] image(String name) throws IOException {
        try (InputStream in = PrtosConstants.class.getResourceAsStream("images/board/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private String file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    private String kernel(String name) throws IOException {
        return file(name + ".elf", image(name + ".elf"));
    }

    /** The hello kernel with a word changed. */
    private String changed(int offset, int value) throws IOException {
        byte[] bytes = image("hello.elf");
        LittleEndian.put32(bytes, offset, value);
        return file("changed.elf", bytes);
    }

    private static int headerOffset(byte[] bytes) {
        int offset = 0;
        while (LittleEndian.get32(bytes, offset) != MULTIBOOT_MAGIC) {
            offset += 4;
        }
        return offset;
    }

    @Test
    void shouldPrintWhatTheGuestSendsAndTheExitValue() throws IOException {
        Cli cli = Cli.run("boot", "--kernel", kernel("hello"), "--append", "one two", "--post", "--hash");
        assertEquals(0, cli.exitCode(), cli.err());
        assertTrue(cli.out().startsWith("hello on the text port\nhello on the serial port\n"), cli.out());
        assertTrue(cli.out().contains("command hello.elf one two\n"), cli.out());
        assertTrue(cli.err().contains("exit value: 33\n"), cli.err());
        assertTrue(cli.err().contains("post: 0x42 at port 0x80, 0.0000"), cli.err());
        assertEquals(cli.err().indexOf("post: 0x42"), cli.err().lastIndexOf("post: 0x42"), "a repeated code");
        assertTrue(cli.err().contains("\nhash: "), cli.err());
    }

    @Test
    void shouldEndWithTheStatusOfTheGuest() throws IOException {
        assertEquals(
                33, Cli.run("boot", "--kernel", kernel("hello"), "--exit-code").exitCode());
        assertEquals(
                85,
                Cli.run("boot", "--rom", file("rom.bin", image("rom.bin")), "--exit-code")
                        .exitCode());
    }

    @Test
    void shouldFailAtATripleFault() throws IOException {
        Cli cli = Cli.run("boot", "--kernel", kernel("reset"));
        assertEquals(1, cli.exitCode());
        assertTrue(cli.err().contains("ended: triple fault"), cli.err());
        assertTrue(cli.err().contains("eip 0x"), cli.err());
        Cli restarted = Cli.run("boot", "--kernel", kernel("reset"), "--on-triple-fault", "reset");
        assertEquals(0, restarted.exitCode());
        Cli stopped = Cli.run("boot", "--kernel", kernel("reset"), "--on-reset", "stop");
        assertTrue(stopped.err().contains("ended: the guest reset the processor"), stopped.err());
    }

    @Test
    void shouldFeedTheSerialPort() throws IOException {
        String input = file("input", "abc.".getBytes(StandardCharsets.UTF_8));
        Cli cli = Cli.run("boot", "--kernel", kernel("echo"), "--serial-input", input);
        assertTrue(cli.out().startsWith("ABC.\n"), cli.out());
        Cli silent = Cli.run("boot", "--kernel", kernel("hello"), "--serial", "none");
        assertEquals("hello on the text port\n", silent.out());
    }

    @Test
    void shouldEndWhenNothingCanWakeTheProcessor() throws IOException {
        Cli cli = Cli.run("boot", "--kernel", kernel("echo"));
        assertEquals(0, cli.exitCode());
        assertTrue(cli.err().contains("ended: the processor is halted"), cli.err());
    }

    @Test
    void shouldStopAtLimits() throws IOException {
        Cli time = Cli.run("boot", "--kernel", kernel("tasks"), "--duration", "2ms", "--cpu-mhz", "100");
        assertTrue(time.err().contains("time: 0.002000 s virtual"), time.err());
        assertTrue(time.err().contains("guest: 200,000 instructions"), time.err());
        Cli count = Cli.run("boot", "--kernel", kernel("tasks"), "--max-instructions", "12345");
        assertTrue(count.err().contains("guest: 12,345 instructions"), count.err());
        Cli lines = Cli.run("boot", "--kernel", kernel("hello"), "--stop-after", "64512=1");
        assertTrue(lines.err().contains("ended: the wanted output lines were seen"), lines.err());
        assertFalse(lines.out().contains("loader"), lines.out());
    }

    @Test
    void shouldRefuseWrongUse() throws IOException {
        Cli.run("boot").assertRefused("--kernel", "--rom", "neither");
        Cli.run("boot", "--kernel", kernel("hello"), "--rom", "x").assertRefused("both");
        Cli.run("boot", "--rom", "x", "--append", "y").assertRefused("--append");
        Cli.run("boot", "--kernel", kernel("hello"), "--memory", "12Q").assertRefused("--memory", "64M", "12Q");
        Cli.run("boot", "--kernel", kernel("hello"), "--memory", "512K").assertRefused("1M to 3G");
        Cli.run("boot", "--kernel", kernel("hello"), "--memory", "4G").assertRefused("1M to 3G");
        Cli.run("boot", "--kernel", kernel("hello"), "--memory", "1025K").assertRefused("4K");
        Cli.run("boot", "--kernel", kernel("hello"), "--cpu", "z80").assertRefused("pentium3", "z80");
        Cli.run("boot", "--kernel", folder.resolve("none").toString()).assertRefused("none", "no such file");
        Cli.run("boot", "--kernel", kernel("hello"), "--module", "nowhere x").assertRefused("nowhere", "no such file");
    }

    @Test
    void shouldRefuseWhatIsNoKernel() throws IOException {
        byte[] hello = image("hello.elf");
        int header = headerOffset(hello);
        Cli.run("boot", "--kernel", file("empty", new byte[0])).assertRefused("Multiboot header", "found none");
        Cli.run("boot", "--kernel", changed(header, 0)).assertRefused("Multiboot header", "found none");
        Cli.run("boot", "--kernel", changed(header + 8, 0)).assertRefused("Multiboot header", "found none");
        byte[] demanding = hello.clone();
        LittleEndian.put32(demanding, header + 4, 0x20);
        LittleEndian.put32(demanding, header + 8, -(MULTIBOOT_MAGIC + 0x20));
        Cli.run("boot", "--kernel", file("demanding", demanding)).assertRefused("flags 0x0020");
        Cli.run("boot", "--kernel", changed(0, 0)).assertRefused("expected an ELF file");
        Cli.run("boot", "--kernel", changed(16, 0x003E_0002)).assertRefused("32-bit x86", "machine 62");
        Cli.run("boot", "--kernel", changed(24, 0x50_0000)).assertRefused("entry 0x00500000");
        Cli.run("boot", "--kernel", changed(28, 0x7FFF_0000)).assertRefused("program headers");
        Cli.run("boot", "--kernel", changed(PROGRAM_HEADERS + 16, 0x10_0000)).assertRefused("program header 0");
    }

    @Test
    void shouldRefuseWhatDoesNotFit() throws IOException {
        Cli.run("boot", "--kernel", kernel("hello"), "--memory", "1M").assertRefused("--memory", "0x00100000");
        Cli.run("boot", "--kernel", changed(PROGRAM_HEADERS + 12, 0xB_0000)).assertRefused("0x000b0000", "RAM");
        Cli.run("boot", "--kernel", changed(PROGRAM_HEADERS + 20, 0x7000_0000)).assertRefused("RAM");
        Cli.run("boot", "--kernel", changed(PROGRAM_HEADERS + 20, 0x10_0000)).assertRefused("two segments overlap");
        String module = file("module", new byte[1 << 20]);
        Cli.run("boot", "--kernel", kernel("hello"), "--memory", "2M", "--module", module)
                .assertRefused(module, "does not fit", "1048576 bytes");
    }

    @Test
    void shouldRefuseRomsOfOtherSizes() throws IOException {
        for (int size : new int[] {0, 4096, (64 << 10) + 1, (2 << 20) + (64 << 10)}) {
            Cli.run("boot", "--rom", file("rom", new byte[size])).assertRefused("64 KiB to 2 MiB", size + " bytes");
        }
    }

    @Test
    void shouldAcceptRomsOfAllSizesUpTo2MiB() throws IOException {
        byte[] rom = image("rom.bin");
        for (int size : new int[] {128 << 10, 192 << 10, 2 << 20}) {
            byte[] large = new byte[size];
            Arrays.fill(large, (byte) 0xF4);
            System.arraycopy(rom, 0, large, size - rom.length, rom.length);
            assertEquals(
                    85,
                    Cli.run("boot", "--rom", file("large", large), "--exit-code")
                            .exitCode());
        }
    }

    @Test
    void shouldLoadAKernelByTheAddressesOfItsHeader() throws IOException {
        // A header with addresses, then: mov al, 7; out 0xf4, al; hlt
        byte[] flat = new byte[64];
        int flags = 1 << 16;
        int[] header = {MULTIBOOT_MAGIC, flags, -(MULTIBOOT_MAGIC + flags), 0x20_0004, 0x20_0000, 0, 0, 0x20_0030};
        for (int n = 0; n < header.length; n++) {
            LittleEndian.put32(flat, 4 + 4 * n, header[n]);
        }
        System.arraycopy(new byte[] {(byte) 0xB0, 7, (byte) 0xE6, (byte) 0xF4, (byte) 0xF4}, 0, flat, 0x30, 5);
        assertEquals(
                15,
                Cli.run("boot", "--kernel", file("flat", flat), "--exit-code").exitCode());
        LittleEndian.put32(flat, 4 + 12, 0x30_0000);
        Cli.run("boot", "--kernel", file("flat", flat)).assertRefused("do not fit the file");
    }
}
