package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.test.support.Json;
import org.prtosvm.tools.trace.TraceDescriptor;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class TraceCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path trace;

    @BeforeEach
    void record() throws IOException {
        SampleSystem sample = new SampleSystem(folder);
        trace = folder.resolve("events.trace");
        Cli cli = Cli.run(
                "run",
                sample.description().toString(),
                "-p",
                "0=" + sample.image(),
                "--duration",
                "2ms",
                "--trace",
                trace.toString());
        assertEquals(0, cli.exitCode(), cli.err());
    }

    private Cli show(String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "trace";
        args[1] = trace.toString();
        System.arraycopy(options, 0, args, 2, options.length);
        return Cli.run(args);
    }

    @Test
    void shouldPrintEventsInTheOrderOfTime() {
        Cli cli = show();
        assertEquals(0, cli.exitCode(), cli.err());
        List<String> lines = cli.out().lines().toList();
        assertTrue(lines.getFirst().matches(" +0\\.000 cpu0 - +start +cold, reset status 0x0"), lines.getFirst());
        assertTrue(
                lines.stream().anyMatch(line -> line.matches(" +1000\\.000 cpu0 .* slot +vCPU 0, slot 0 of plan 0")));
        double last = 0;
        for (String line : lines) {
            double us = Double.parseDouble(line.strip().split(" ")[0]);
            assertTrue(us >= last, line);
            last = us;
        }
    }

    @Test
    void shouldFilter() {
        List<String> calls =
                show("--event", "hypercall", "--partition", "0").out().lines().toList();
        assertTrue(calls.size() > 100);
        assertTrue(calls.stream().allMatch(line -> line.contains(" hypercall ")));
        List<String> part = show("--event", "hypercall,result", "--from", "1200us", "--to", "1300us")
                .out()
                .lines()
                .toList();
        assertFalse(part.isEmpty());
        assertTrue(part.stream().allMatch(line -> line.matches(" +12\\d\\d\\..*(hypercall|result).*")));
    }

    @Test
    void shouldAddUp() {
        Cli cli = show("--summary");
        long calls = show("--event", "hypercall").out().lines().count();
        assertTrue(cli.out().lines().anyMatch(line -> line.matches(" +" + calls + " hypercall")), cli.out());
        assertTrue(
                cli.out().lines().anyMatch(line -> line.matches(" +0 \\S+ +1\\.000 +1 +" + calls + " .*")), cli.out());
    }

    @Test
    void shouldExportForPerfetto() throws IOException {
        Path file = folder.resolve("trace.json");
        assertEquals(0, show("--json", file.toString()).exitCode());
        Map<?, ?> parsed = (Map<?, ?>) Objects.requireNonNull(Json.parse(Files.readString(file)));
        List<?> events = (List<?>) Objects.requireNonNull(parsed.get("traceEvents"));
        long calls = show("--event", "result").out().lines().count();
        long stretches = events.stream()
                .filter(event -> "X".equals(((Map<?, ?>) event).get("ph")))
                .count();
        assertEquals(calls + 1, stretches, "each call, and the partition on the processor");
        for (Object event : events) {
            Map<?, ?> fields = (Map<?, ?>) event;
            assertTrue(fields.containsKey("pid") && fields.containsKey("tid") && fields.containsKey("name"));
        }
    }

    @Test
    void shouldDrawAChart() throws Exception {
        Path file = folder.resolve("trace.svg");
        assertEquals(0, show("--svg", file.toString()).exitCode());
        Document picture = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(file))));
        assertEquals("svg", picture.getDocumentElement().getTagName());
        assertEquals(2, picture.getElementsByTagName("rect").getLength(), "background and one bar");
    }

    @Test
    void shouldRefuseWhatIsNoTrace() throws IOException {
        Path noise = Files.writeString(folder.resolve("noise"), "certainly not a trace of anything");
        Cli.run("trace", noise.toString()).assertRefused(noise.toString(), "expected the signature");
        Cli.run("trace", folder.resolve("none").toString()).assertRefused("no such file");
        byte[] bytes = Files.readAllBytes(trace);
        bytes[TraceDescriptor.VERSION_OFFSET]++;
        Files.write(trace, bytes);
        show().assertRefused(trace.toString(), "expected version 2, found 3");
    }

    @Test
    void shouldShowATraceThatEndsInsideAnEvent() throws IOException {
        long whole = show().out().lines().count();
        byte[] bytes = Files.readAllBytes(trace);
        Files.write(trace, Arrays.copyOf(bytes, bytes.length - 1));
        Cli cli = show();
        assertEquals(0, cli.exitCode());
        assertEquals(whole - 1, cli.out().lines().count());
        assertTrue(cli.err().contains("cut short"), cli.err());
    }

    @Test
    void shouldRefuseUnknownNames() {
        show("--event", "nonsense").assertRefused("--event", "nonsense", "slot");
        show("--partition", "7").assertRefused("--partition", "7");
    }
}
