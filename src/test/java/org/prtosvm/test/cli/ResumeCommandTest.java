package org.prtosvm.test.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.tools.snapshot.SnapshotDescriptor;

/** A run that is saved and resumed is the uninterrupted one; files that cannot be resumed are refused. */
final class ResumeCommandTest {
    private static final String END = "60ms";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void shouldGoOnToTheSameEnd() throws IOException {
        Cli whole = run("--duration", END, "--hash");
        assertEquals(0, whole.exitCode(), whole.err());
        Path early = folder.resolve("early.snap");
        Path late = folder.resolve("late.snap");
        Cli saved = run(
                "--duration",
                END,
                "--hash",
                "--snapshot-at",
                "41ms",
                late.toString(),
                "--snapshot-at",
                "17ms",
                early.toString());
        assertEquals(hash(whole), hash(saved), "writing snapshots changes nothing");
        for (Path snapshot : new Path[] {early, late}) {
            for (String engine : new String[] {"jit", "interpreter"}) {
                Cli resumed = Cli.run("resume", snapshot.toString(), "--engine", engine, "--duration", END, "--hash");
                assertEquals(0, resumed.exitCode(), resumed.err());
                assertEquals(hash(whole), hash(resumed), engine);
                assertTrue(whole.out().endsWith(resumed.out()));
            }
        }
    }

    @Test
    void shouldSplitTheConsoleWithoutLossOrRepetition() throws IOException {
        Path snapshot = folder.resolve("middle.snap");
        Cli first = run("--duration", "30ms", "--snapshot-at", "29ms", snapshot.toString());
        Cli exact = run("--duration", "29ms");
        Cli rest = Cli.run("resume", snapshot.toString(), "--duration", "30ms");
        assertEquals(first.out(), exact.out() + rest.out());
        assertFalse(exact.out().isEmpty());
    }

    @Test
    void shouldSaveAResumedRunAgain() throws IOException {
        Path first = folder.resolve("first.snap");
        Path second = folder.resolve("second.snap");
        Path direct = folder.resolve("direct.snap");
        run(
                "--duration",
                "40ms",
                "--snapshot-at",
                "20ms",
                first.toString(),
                "--snapshot-at",
                "30ms",
                direct.toString());
        Cli resumed =
                Cli.run("resume", first.toString(), "--duration", "40ms", "--snapshot-at", "30ms", second.toString());
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertTrue(Arrays.equals(Files.readAllBytes(direct), Files.readAllBytes(second)));
    }

    @Test
    void shouldLeaveOnlyThePartitionsOnTheConsole() throws IOException {
        Cli all = run("--duration", END, "--hash");
        Cli quiet = run("--duration", END, "--hash", "--quiet-kernel");
        assertEquals(hash(all), hash(quiet));
        assertTrue(all.out().startsWith("PRTOS Hypervisor"));
        assertFalse(quiet.out().contains("PRTOS Hypervisor"));
        assertTrue(all.out().endsWith(quiet.out()));
        assertFalse(quiet.out().isEmpty());
    }

    @Test
    void shouldTellOfASnapshotThatTheRunDidNotReach() throws IOException {
        Path snapshot = folder.resolve("never.snap");
        Cli cli = run("--duration", "10ms", "--snapshot-at", "20ms", snapshot.toString());
        assertEquals(2, cli.exitCode());
        assertTrue(cli.err().contains("--snapshot-at: expected a time before the end of the run"), cli.err());
        assertFalse(Files.exists(snapshot));
    }

    @Test
    void shouldRefuseTimesBeforeTheSnapshot() throws IOException {
        String file = snapshot().toString();
        Cli.run("resume", file, "--duration", "1ms").assertRefused("--duration", "at least 5");
        Cli.run("resume", file, "--snapshot-at", "1ms", folder.resolve("x").toString())
                .assertRefused("--snapshot-at", "at least 5");
    }

    @Test
    void shouldRefuseATimeThatIsNone() throws IOException {
        Cli.run(
                        "run",
                        new SampleSystem(folder).description().toString(),
                        "--snapshot-at",
                        "soon",
                        "x",
                        "-p",
                        "0=" + new SampleSystem(folder).image())
                .assertRefused("--snapshot-at", "soon");
        Cli.run(
                        "run",
                        new SampleSystem(folder).description().toString(),
                        "--snapshot-at",
                        "1ms",
                        folder.resolve("no/x").toString(),
                        "-p",
                        "0=" + new SampleSystem(folder).image())
                .assertRefused("--snapshot-at", "folder that exists");
    }

    @Test
    void shouldRefuseForeignFiles() throws IOException {
        Path noise = Files.writeString(folder.resolve("noise"), "this is no snapshot at all, not even a bit of it");
        Cli.run("resume", noise.toString()).assertRefused(noise.toString(), "expected a snapshot");
        Path empty = Files.write(folder.resolve("empty"), new byte[0]);
        Cli.run("resume", empty.toString()).assertRefused(empty.toString());
        Cli.run("resume", folder.resolve("none").toString()).assertRefused("no such file");
    }

    @Test
    void shouldRefuseEveryDamage() throws IOException {
        Path file = snapshot();
        byte[] bytes = Files.readAllBytes(file);
        for (int offset : new int[] {
            SnapshotDescriptor.VERSION_OFFSET,
            SnapshotDescriptor.STATE_VERSION_OFFSET,
            SnapshotDescriptor.BODY_LENGTH_OFFSET,
            SnapshotDescriptor.DIGEST_OFFSET,
            SnapshotDescriptor.HEADER_LENGTH,
            bytes.length / 2,
            bytes.length - 1
        }) {
            byte[] damaged = bytes.clone();
            damaged[offset] ^= 4;
            Files.write(file, damaged);
            Cli.run("resume", file.toString()).assertRefused(file.toString(), "expected", "found");
        }
        for (int length : new int[] {3, 20, SnapshotDescriptor.HEADER_LENGTH, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            Cli.run("resume", file.toString()).assertRefused(file.toString(), "expected", "found");
        }
    }

    private Path snapshot() throws IOException {
        Path file = folder.resolve("sample.snap");
        Cli cli = run("--duration", "10ms", "--snapshot-at", "5ms", file.toString());
        assertEquals(0, cli.exitCode(), cli.err());
        return file;
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
