package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.tools.live.CounterFile;
import org.prtosvm.tools.live.CounterFileDescriptor;
import org.prtosvm.tools.live.CounterKind;

/** A run as others see it: counters that another process maps, events of the flight recorder. */
final class TopCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Cli run(String... options) throws IOException {
        SampleSystem sample = new SampleSystem(folder);
        String[] args = new String[options.length + 6];
        args[0] = "run";
        args[1] = sample.description().toString();
        args[2] = "-p";
        args[3] = "0=" + sample.image();
        args[4] = "--duration";
        args[5] = "150ms";
        System.arraycopy(options, 0, args, 6, options.length);
        Cli cli = Cli.run(args);
        assertEquals(0, cli.exitCode(), cli.err());
        return cli;
    }

    @Test
    void shouldCountWhatTheTraceHolds() throws IOException {
        Path file = folder.resolve("counters");
        Path trace = folder.resolve("trace");
        run("--counters", file.toString(), "--trace", trace.toString());
        long calls = Cli.run("trace", trace.toString(), "--event", "hypercall")
                .out()
                .lines()
                .count();
        try (CounterFile counters = new CounterFile(file)) {
            assertEquals(calls, counters.values(CounterKind.HYPERCALLS).get(0));
            assertEquals(2, counters.values(CounterKind.SLOTS).get(0));
            assertEquals(1, counters.value(CounterKind.ENDED));
            assertEquals(1, counters.value(CounterKind.PROCESSORS));
            assertTrue(counters.value(CounterKind.TIME_US) > 100_000);
        }
        Cli top = Cli.run("top", file.toString());
        assertEquals(0, top.exitCode(), top.err());
        assertTrue(top.out().contains(", ended"), top.out());
        assertEquals(3, top.out().lines().count(), top.out());
    }

    @Test
    void shouldRefuseWhatIsNoFileOfCounters() throws IOException {
        Path noise = Files.writeString(folder.resolve("noise"), "x".repeat(200));
        Cli.run("top", noise.toString()).assertRefused(noise.toString(), "expected a file of counters");
        Path file = folder.resolve("counters");
        run("--counters", file.toString());
        byte[] bytes = Files.readAllBytes(file);
        bytes[CounterFileDescriptor.VERSION_OFFSET]++;
        Files.write(file, bytes);
        Cli.run("top", file.toString()).assertRefused(file.toString(), "version 1", "found 2");
        Cli.run("top", file.toString(), "--interval", "0").assertRefused("--interval");
    }

    @Test
    void shouldTellTheFlightRecorder() throws IOException {
        Path file = folder.resolve("machine.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("org.prtosvm.Run");
            recording.enable("org.prtosvm.Machine");
            recording.start();
            run();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        Set<String> kinds = new TreeSet<>();
        for (RecordedEvent event : events) {
            if (event.getEventType().getName().equals("org.prtosvm.Machine")) {
                kinds.add(event.getString("kind"));
            }
        }
        assertEquals(Set.of("hypercall", "slot", "start"), kinds);
        assertTrue(
                events.stream().anyMatch(event -> event.getEventType().getName().equals("org.prtosvm.Run")));
    }
}
