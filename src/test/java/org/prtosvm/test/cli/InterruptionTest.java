package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.tools.cli.PrtosCommand;

/** Ends from outside, in a process of its own. */
final class InterruptionTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    @Timeout(60)
    void shouldStopInOrderWhenThePipeIsClosed() throws IOException, InterruptedException {
        Process process = start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("PRTOS Hypervisor (1.0 r0)", out.readLine());
        }
        assertStopped(process);
    }

    @Test
    @Timeout(60)
    void shouldStopInOrderOnCtrlC() throws IOException, InterruptedException {
        assumeFalse(ignoresInterrupts(), "this process was started with SIGINT ignored, and so would be its children");
        Process process = start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("PRTOS Hypervisor (1.0 r0)", out.readLine());
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            while (out.readLine() != null) {
                // What was printed before the signal arrived.
            }
        }
        assertStopped(process);
    }

    private Process start() throws IOException {
        SampleSystem sample = new SampleSystem(folder);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of(System.getProperty("prtos.root", "."), "jvm.options"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PrtosCommand.class.getName()));
        command.addAll(List.of("run", sample.description().toString(), "-p", "0=" + sample.image()));
        return new ProcessBuilder(command).redirectError(errors().toFile()).start();
    }

    private void assertStopped(Process process) throws IOException, InterruptedException {
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the process did not end");
        String err = Files.readString(errors());
        assertEquals(130, process.exitValue(), err);
        assertTrue(err.contains("ended: stopped from outside"), err);
        assertTrue(err.contains("MIPS"), err);
    }

    private Path errors() {
        return folder.resolve("errors.txt");
    }

    /** A job that a shell put into the background ignores SIGINT and hands that on. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        }
    }
}
