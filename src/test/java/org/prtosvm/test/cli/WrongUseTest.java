package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WrongUseTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldRefuseAnUnknownOption() {
        Cli.run("run", "x.xml", "--fast").assertRefused("--fast");
    }

    @Test
    void shouldRefuseAnUnknownCommand() {
        Cli.run("fly").assertRefused("fly");
    }

    @Test
    void shouldAskForACommand() {
        Cli.run().assertRefused("expected a command");
    }

    @Test
    void shouldAskForASystem() {
        Cli.run("run").assertRefused("SYSTEM");
    }

    @ParameterizedTest
    @CsvSource({
        "--duration, 5, 'unit s, ms or us'",
        "--duration, 5min, 'unit s, ms or us'",
        "--duration, -1s, 'unit s, ms or us'",
        "--duration, 0s, 'at least 1us'",
        "--duration, 99999999999999999s, 'at most'",
        "--stop-after, done, TEXT=N",
        "--stop-after, done=0, 'at least 1'",
        "--stop-after, done=x, 'at least 1'",
        "--engine, fast, 'jit or interpreter'",
        "--translate, random:x, seed",
        "--translate, never, 'hot, eager or random:SEED'",
        "--cpu-mhz, 0, 'whole megahertz'",
        "--cpu-mhz, 1.5, 'whole megahertz'",
        "--clock, wall, 'virtual or paced'",
        "-p, p0.pef, ID=FILE",
        "-p, x=p0.pef, ID=FILE",
        "-c, 0=, ID=FILE"
    })
    void shouldNameTheOptionAndWhatItExpects(String option, String value, String expected) throws IOException {
        Path system = new SampleSystem(folder).description();
        Cli cli = Cli.run("run", system.toString(), option, value);
        cli.assertRefused(option, expected, value);
    }

    @Test
    void shouldRefuseTwoImagesForOnePartition() throws IOException {
        SampleSystem sample = new SampleSystem(folder);
        String image = "0=" + sample.image();
        Cli.run("run", sample.description().toString(), "-p", image, "-p", image)
                .assertRefused("partition 0", "found two");
    }

    @Test
    void shouldRefuseACustomFileWithoutImage() throws IOException {
        SampleSystem sample = new SampleSystem(folder);
        Path custom = sample.write("custom.txt", "data");
        Cli.run("run", sample.description().toString(), "-p", "0=" + sample.image(), "-c", "1=" + custom)
                .assertRefused("partition 1", "custom.txt", "-p");
    }

    @Test
    void shouldAnswerHelpAndVersion() {
        Cli help = Cli.run("--help");
        assertEquals(0, help.exitCode());
        for (String command : new String[] {"run", "demo", "bench"}) {
            assertTrue(help.out().contains(command), help.out());
        }
        Cli runHelp = Cli.run("run", "--help");
        assertTrue(runHelp.out().contains("--stop-after"), runHelp.out());
        Cli version = Cli.run("--version");
        assertEquals(0, version.exitCode());
        assertTrue(version.out().startsWith("PRTOS-VM"), version.out());
    }
}
