package org.prtosvm.test.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.abi.PefDescriptor;
import org.prtosvm.prtos.image.ElfImage;
import org.prtosvm.prtos.image.PefWriter;

/** Files that cannot be run: each is answered by one message that names the file, what was expected and what was found. */
final class BadInputTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldNameAMissingSystem() {
        Path missing = folder.resolve("none.xml");
        Cli.run("run", missing.toString()).assertRefused(missing.toString(), "no such file");
    }

    @Test
    void shouldNameAMissingImage() throws IOException {
        Path missing = folder.resolve("none.pef");
        Cli.run("run", system(), "-p", "0=" + missing).assertRefused(missing.toString(), "no such file", "partition 0");
    }

    @Test
    void shouldAskForImages() throws IOException {
        Cli.run("run", system()).assertRefused("-p", "image");
    }

    @Test
    void shouldNameAFolder() {
        Cli.run("run", folder.toString()).assertRefused(folder.toString(), "expected a system description");
    }

    @Test
    void shouldNameAPartitionThatTheSystemDoesNotHave() throws IOException {
        Cli.run("run", system(), "-p", "7=" + sample().image()).assertRefused("7", "partition");
    }

    @Test
    void shouldNameLineAndColumnOfAnXmlError() throws IOException {
        Path file = sample().changed("</Plan>", "</Plam>");
        Cli.run("run", file.toString(), "-p", image()).assertRefused(file + ":14:", "Plan");
    }

    @Test
    void shouldNameLineAndColumnOfAnUnknownAttribute() throws IOException {
        Path file = sample().changed("majorFrame=\"100ms\"", "majorframe=\"100ms\"");
        Cli.run("run", file.toString(), "-p", image()).assertRefused(file + ":12:", "majorframe");
    }

    @Test
    void shouldNameOverlappingAreas() throws IOException {
        String area = "<Area start=\"0x6000000\" size=\"1MB\"/>";
        Path file = sample().changed(
                        area, area + "\n        <Area start=\"0x6080000\" size=\"4KB\" mappedAt=\"0x8000000\"/>");
        Cli.run("run", file.toString(), "-p", image()).assertRefused(file.toString(), "overlap", "0x06080000");
    }

    @Test
    void shouldNameAPefWithAWrongDigest() throws IOException {
        byte[] pef = pef();
        pef[PefDescriptor.DIGEST_OFFSET] ^= 1;
        Path file = Files.write(folder.resolve("p0.pef"), pef);
        Cli.run("run", system(), "-p", "0=" + file).assertRefused(file.toString(), "digest");
    }

    @Test
    void shouldNameAPefThatIsCutShort() throws IOException {
        byte[] pef = pef();
        Path file = Files.write(folder.resolve("p0.pef"), Arrays.copyOf(pef, pef.length / 2));
        Cli.run("run", system(), "-p", "0=" + file).assertRefused(file.toString(), "expected", "found");
    }

    @Test
    void shouldNameAnImageOutsideItsAreas() throws IOException {
        Path file = sample().changed("start=\"0x6000000\"", "start=\"0x7000000\"");
        Cli.run("run", file.toString(), "-p", image())
                .assertRefused(sample().image().toString(), "0x06000000");
    }

    @Test
    void shouldNameAFileOfNoKnownFormat() throws IOException {
        Path file = sample().write("noise.bin", "this is neither");
        Cli.run("run", file.toString()).assertRefused(file.toString(), "expected");
        Cli.run("run", system(), "-p", "0=" + file).assertRefused(file.toString(), "elf or pef");
    }

    @Test
    void shouldNameAFileThatCannotBeWritten() throws IOException {
        Path file = folder.resolve("no/such/folder/out.txt");
        Cli.run("run", system(), "-p", image(), "--console", file.toString())
                .assertRefused("--console", file.toString());
        Cli.run("run", system(), "-p", image(), "--trace", file.toString()).assertRefused("--trace", file.toString());
    }

    private SampleSystem sample() {
        return new SampleSystem(folder);
    }

    private String system() throws IOException {
        return sample().description().toString();
    }

    private String image() throws IOException {
        return "0=" + sample().image();
    }

    private byte[] pef() throws IOException {
        Path elf = sample().image();
        return PefWriter.ofExecutable(ElfImage.parse(elf.toString(), Files.readAllBytes(elf)), false)
                .write();
    }
}
