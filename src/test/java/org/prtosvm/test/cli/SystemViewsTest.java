package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.test.conformance.ConformanceSuite;
import org.xml.sax.SAXException;

/** What is shown of a system without running it: {@code check}, {@code plan}, {@code inspect}, and the schema for editors. */
final class SystemViewsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldSayThatASystemIsRight() throws IOException {
        Cli run = ran("check", xml(), "-p", "0=" + sample().image());
        assertEquals(xml() + ": ok: system \"bench-system\", 1 processor, 1 partition, 1 image\n", run.out());
        assertEquals("", run.err());
    }

    @Test
    void shouldWarnOfWhatIsRarelyMeant() throws IOException {
        Path file = sample().changed(
                        "</PhysicalMemoryAreas>",
                        "</PhysicalMemoryAreas><PortTable><Port name=\"alone\" type=\"queuing\" direction=\"source\"/></PortTable>");
        Cli run = ran("check", file.toString());
        assertTrue(run.err().contains("warning: partition 0 (bench): port \"alone\" is not connected"), run.err());
    }

    @Test
    void shouldReportAllProblemsAtOnceWithLineColumnAndRemedy() throws IOException {
        String area = "<Area start=\"0x6000000\" size=\"1MB\"/>";
        Path file = sample().changed(
                        area, "<Area start=\"0x6000100\" size=\"5000B\"/><Area start=\"0x1000000\" size=\"4KB\"/>");
        Cli run = Cli.run("check", file.toString());
        assertEquals(2, run.exitCode());
        List<String> lines = run.err().lines().toList();
        assertTrue(lines.size() >= 7, run.err());
        assertEquals(lines.size() / 2 + " problems", lines.getLast());
        for (int index = 0; index < lines.size() - 1; index += 2) {
            assertTrue(lines.get(index).matches(".*changed\\.xml:[0-9]+:[0-9]+: .*"), lines.get(index));
            assertTrue(lines.get(index + 1).startsWith("  to mend it: "), lines.get(index + 1));
        }
        assertEquals(
                run.err(),
                Cli.run("config", "-o", folder.resolve("out").toString(), file.toString())
                        .err());
    }

    @Test
    void shouldDrawAPlanWithItsGaps() throws IOException {
        Path file = sample().changed(
                        "<Slot id=\"0\" start=\"0ms\" duration=\"100ms\" partitionId=\"0\"/>",
                        "<Slot id=\"0\" start=\"10ms\" duration=\"30ms\" partitionId=\"0\"/>"
                                + "<Slot id=\"1\" start=\"50.5ms\" duration=\"500us\" partitionId=\"0\"/>");
        String text = ran("plan", file.toString()).out();
        assertTrue(text.contains("processor 0, plan 0 \"only\": major frame 100 ms, 2 slots, 30.5 % used"), text);
        assertTrue(
                text.contains("gaps: 0 ms .. 10 ms (10 ms), 40 ms .. 50.5 ms (10.5 ms), 51 ms .. 100 ms (49 ms)"),
                text);
        assertTrue(text.contains("slot 1   50.5 ms .. 51 ms  partition 0"), text);
        assertTrue(text.contains("0x06000000..0x060fffff  partition 0"), text);
        assertFalse(text.contains("OVERLAP"), text);
    }

    @Test
    void shouldDrawWhatOverlapsAndThenRefuseIt() throws IOException {
        Path file = sample().changed(
                        "<Slot id=\"0\" start=\"0ms\" duration=\"100ms\" partitionId=\"0\"/>",
                        "<Slot id=\"0\" start=\"0ms\" duration=\"60ms\" partitionId=\"0\"/>"
                                + "<Slot id=\"1\" start=\"50ms\" duration=\"60ms\" partitionId=\"0\"/>");
        Path picture = folder.resolve("plan.svg");
        Cli run = Cli.run("plan", file.toString(), "--svg", picture.toString());
        assertEquals(2, run.exitCode());
        assertTrue(run.out().contains("OVERLAP: slots 0 and 1 from 50 ms to 60 ms"), run.out());
        assertTrue(run.out().contains("OVERRUN: slot 1 ends behind the major frame, at 110 ms"), run.out());
        assertTrue(run.err().contains("changed.xml:"), run.err());
        assertTrue(Files.readString(picture).contains("<title>overlap</title>"), "the picture marks it");
    }

    @Test
    void shouldDrawAWellFormedPicture() throws Exception {
        Path picture = folder.resolve("plan.svg");
        ran("plan", xml(), "--svg", picture.toString());
        var document = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readAllBytes(picture)));
        assertEquals("svg", document.getDocumentElement().getLocalName());
        assertTrue(document.getElementsByTagName("rect").getLength() > 3);
    }

    @Test
    void shouldExplainTraces() throws IOException {
        Path trace = folder.resolve("run.trace");
        ran("run", xml(), "-p", "0=" + sample().image(), "--duration", "5ms", "--trace", trace.toString());
        String text = ran("inspect", "--events", "1", trace.toString()).out();
        assertTrue(text.contains("trace, processor 0 at 200000 kHz"), text);
        assertTrue(text.matches("(?s).*\n +0\\.000000 ms  cpu 0  start +0 0 0\n  events: [0-9]+, from .*"), text);
    }

    @Test
    void shouldExplainSnapshots() throws IOException {
        String snapshot = folder.resolve("run.snapshot").toString();
        String image = "0=" + sample().image();
        ran("run", xml(), "-p", image, "--duration", "5ms", "--snapshot-at", "2ms", snapshot);
        String text = ran("inspect", snapshot).out();
        assertTrue(text.contains("snapshot, digest ok, processors at 200000 kHz"), text);
        assertTrue(text.contains("system: \"bench-system\""), text);
    }

    @Test
    void shouldExplainExecutablesAndDescriptions() throws IOException {
        String elf = ran("inspect", sample().image().toString()).out();
        assertTrue(elf.contains("elf executable of a partition") && elf.contains("start signature: 0x24584d69"), elf);
        String description = ran("inspect", xml()).out();
        assertTrue(
                description.contains("partition 0") && description.contains("system: \"bench-system\""), description);
    }

    @Test
    void shouldNameDamage() throws IOException {
        Path pef = folder.resolve("p0.pef");
        ran("eformat", "build", "-o", pef.toString(), sample().image().toString());
        byte[] bytes = Files.readAllBytes(pef);
        bytes[200] ^= 1;
        Files.write(pef, bytes);
        Cli run = Cli.run("inspect", pef.toString());
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("p0.pef: digest: "), run.err());
        Cli noise =
                Cli.run("inspect", sample().write("noise", "this is nothing").toString());
        assertEquals(2, noise.exitCode());
        assertTrue(noise.err().contains("found none of them"), noise.err());
    }

    @Test
    void shouldPublishASchemaThatAgreesWithTheCompiler() throws Exception {
        String schema = ran("config", "--schema").out();
        assertEquals(schema, ran("prtoscparser", "-d").err());
        assertTrue(accepts(schema, Files.readString(Path.of(xml()))));
        Path changed = sample().changed("majorFrame=\"100ms\"", "majorFrame=\"100\"");
        assertFalse(accepts(schema, Files.readString(changed)), "a time has a unit");

        Path own = Files.writeString(folder.resolve("own.xsd"), schema);
        Cli run = Cli.run(
                "prtoscparser",
                "-s",
                own.toString(),
                "-o",
                folder.resolve("out").toString(),
                xml());
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("XSD overrided by " + own + "\n", run.err());
    }

    @Test
    void shouldPublishASchemaThatAcceptsTheConformanceSuite() throws Exception {
        String schema = ran("config", "--schema").out();
        assumeTrue(ConformanceSuite.folder().isPresent(), ConformanceSuite.ABSENT);
        try (var folders = Files.list(ConformanceSuite.folder().orElseThrow().resolve("cases"))) {
            for (Path test : folders.toList()) {
                assertTrue(accepts(schema, Files.readString(test.resolve("system.xml"))), test.toString());
            }
        }
    }

    private static boolean accepts(String schema, String document) throws IOException, SAXException {
        Validator validator =
                SchemaFactory.newDefaultInstance().newSchema(source(schema)).newValidator();
        try {
            validator.validate(source(document));
            return true;
        } catch (SAXException e) {
            return false;
        }
    }

    private static StreamSource source(String text) {
        return new StreamSource(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Cli ran(String... command) {
        Cli run = Cli.run(command);
        assertEquals(0, run.exitCode(), run::err);
        return run;
    }

    private SampleSystem sample() {
        return new SampleSystem(folder);
    }

    private String xml() throws IOException {
        return sample().description().toString();
    }
}
