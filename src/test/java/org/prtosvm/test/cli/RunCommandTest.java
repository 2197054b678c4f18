package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.tools.trace.TraceReader;

final class RunCommandTest {
    private static final Pattern VIRTUAL_TIME = Pattern.compile("time: (\\d+)\\.(\\d{6}) s virtual");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldEndAfterTheWantedConsoleLines() throws IOException {
        Cli cli = run("--stop-after", " ok=3");
        assertEquals(0, cli.exitCode(), cli.err());
        assertEquals(3, cli.out().lines().filter(line -> line.endsWith(" ok")).count(), cli.out());
        assertTrue(cli.err().contains("ended: the wanted console lines were seen"), cli.err());
    }

    @Test
    void shouldEndAfterTheDuration() throws IOException {
        Cli cli = run("--duration", "20ms");
        assertEquals(0, cli.exitCode(), cli.err());
        Matcher time = VIRTUAL_TIME.matcher(cli.err());
        assertTrue(time.find(), cli.err());
        assertEquals(20_000, Long.parseLong(time.group(1)) * 1_000_000 + Long.parseLong(time.group(2)));
    }

    @Test
    void shouldPrintTheConsoleAndNothingElseOnStandardOutput() throws IOException {
        Cli cli = run("--stop-after", " ok=1", "--hash");
        assertTrue(cli.out().startsWith("PRTOS Hypervisor (1.0 r0)\n"), cli.out());
        assertFalse(cli.out().contains("hash"), cli.out());
        assertTrue(Pattern.compile("(?m)^hash: [0-9a-f]+$").matcher(cli.err()).find(), cli.err());
    }

    @Test
    void shouldWriteTheConsoleToAFileToo() throws IOException {
        Path file = folder.resolve("console.txt");
        Cli cli = run("--stop-after", " ok=2", "--console", file.toString());
        assertArrayEquals(cli.out().getBytes(StandardCharsets.ISO_8859_1), Files.readAllBytes(file));
    }

    @Test
    void shouldPrintTheSameHashOnBothEngines() throws IOException {
        String jit = hash(run("--stop-after", " ok=1", "--hash"));
        String interpreter = hash(run("--stop-after", " ok=1", "--hash", "--engine", "interpreter"));
        assertEquals(interpreter, jit);
    }

    @Test
    void shouldPrintAnotherHashForAnotherSpeed() throws IOException {
        String slow = hash(run("--duration", "5ms", "--hash", "--cpu-mhz", "50"));
        String fast = hash(run("--duration", "5ms", "--hash", "--cpu-mhz", "100"));
        assertFalse(slow.equals(fast));
    }

    @Test
    void shouldWriteATraceOfAllEvents() throws IOException {
        Path file = folder.resolve("trace.bin");
        Cli cli = run("--stop-after", " ok=1", "--trace", file.toString());
        assertEquals(0, cli.exitCode(), cli.err());
        Map<Integer, Integer> counts = new TreeMap<>();
        long[] last = {0};
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            TraceReader reader = new TraceReader(in);
            assertEquals(200_000, reader.info().cpuKhz());
            boolean more = true;
            while (more) {
                more = reader.readInto((time, cpu, event, a, b, c) -> {
                    assertTrue(time >= last[0]);
                    last[0] = time;
                    counts.merge(event, 1, Integer::sum);
                });
            }
        }
        assertEquals(1, counts.get(SystemEvent.SYSTEM_START));
        assertTrue(counts.getOrDefault(SystemEvent.HYPERCALL, 0) > 20_000, counts::toString);
    }

    @Test
    void shouldKeepToTheWallClockWhenPaced() throws IOException {
        long startNs = System.nanoTime();
        Cli cli = run("--duration", "300ms", "--clock", "paced", "--cpu-mhz", "1");
        assertEquals(0, cli.exitCode(), cli.err());
        assertTrue(System.nanoTime() - startNs >= 200_000_000L, cli.err());
    }

    private Cli run(String... options) throws IOException {
        SampleSystem sample = new SampleSystem(folder);
        String[] args = new String[options.length + 4];
        args[0] = "run";
        args[1] = sample.description().toString();
        args[2] = "-p";
        args[3] = "0=" + sample.image();
        System.arraycopy(options, 0, args, 4, options.length);
        return Cli.run(args);
    }

    private static String hash(Cli cli) {
        return cli.err()
                .lines()
                .filter(line -> line.startsWith("hash: "))
                .findFirst()
                .orElseThrow();
    }
}
