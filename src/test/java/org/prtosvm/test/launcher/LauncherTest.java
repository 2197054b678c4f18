package org.prtosvm.test.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which JDK the launcher picks, and that the flags it gives are accepted in silence. */
class LauncherTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("prtos.root")));
    private static final Path THIS_JDK = Path.of(Objects.requireNonNull(System.getProperty("java.home")));

    @TempDir
    Path folder;

    @Test
    void shouldTakeJavaHomeWhenItIsNewEnough() throws Exception {
        Path jdk = fakeJdk("jdk-25", "25.0.1", "java", "javac");

        Result result = javaHome(jdk);

        assertEquals(new Result(0, jdk + "\n", ""), result);
    }

    @Test
    void shouldPassOverAnOlderJavaHome() throws Exception {
        Path old = fakeJdk("jdk-17", "17.0.15", "java", "javac");

        Result result = javaHome(old);

        assertEquals(0, result.exitCode(), result::errors);
        assertNotEquals(old + "\n", result.output());
    }

    @Test
    void shouldPassOverAnOldStyleVersion() throws Exception {
        Path old = fakeJdk("jdk-8", "1.8.0_402", "java", "javac");

        Result result = javaHome(old);

        assertEquals(0, result.exitCode(), result::errors);
        assertNotEquals(old + "\n", result.output());
    }

    @Test
    void shouldPassOverARuntimeWithoutCompiler() throws Exception {
        Path runtime = fakeJdk("jre-25", "25.0.1", "java");

        Result result = javaHome(runtime);

        assertEquals(0, result.exitCode(), result::errors);
        assertNotEquals(runtime + "\n", result.output());
    }

    @Test
    void shouldFindTheCheckoutThroughALink() throws Exception {
        Path jdk = fakeJdk("jdk-25", "25.0.1", "java", "javac");
        Path link = Files.createSymbolicLink(folder.resolve("linked"), ROOT.resolve("prtos"));

        Result result = run(List.of(link.toString(), "java-home"), Map.of("JAVA_HOME", jdk.toString()));
        Files.delete(link);

        assertEquals(new Result(0, jdk + "\n", ""), result);
    }

    /** Standard output belongs to the guest's console: no flag may print there, whatever the JVM thinks of it. */
    @Test
    void shouldGiveFlagsThatTheJvmAcceptsInSilence() throws Exception {
        Result result = run(
                List.of(
                        THIS_JDK.resolve("bin/java").toString(),
                        "@" + ROOT.resolve("jvm.options"),
                        "-Xshare:auto",
                        "-version"),
                Map.of());

        assertEquals(0, result.exitCode(), result::errors);
        assertEquals("", result.output());
        assertTrue(
                result.errors().lines().allMatch(line -> line.startsWith("openjdk") || line.contains("OpenJDK")),
                result::errors);
    }

    /** A folder that looks like a JDK to the launcher, which reads the version from the file {@code release}. */
    private Path fakeJdk(String name, String version, String... programs) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve(name));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"none\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path bin = Files.createDirectories(jdk.resolve("bin"));
        for (String program : programs) {
            Path file = Files.writeString(bin.resolve(program), "#!/bin/sh\nexit 1\n");
            assertTrue(file.toFile().setExecutable(true));
        }
        return jdk;
    }

    /** Runs {@code ./prtos java-home}, with the JDK of this test in the home folder so that one that fits is always found. */
    private Result javaHome(Path javaHome) throws Exception {
        Path jdks = Files.createDirectories(folder.resolve("home/.jdks"));
        Path link = Files.createSymbolicLink(jdks.resolve("this"), THIS_JDK);
        try {
            return run(
                    List.of(ROOT.resolve("prtos").toString(), "java-home"),
                    Map.of(
                            "JAVA_HOME",
                            javaHome.toString(),
                            "HOME",
                            folder.resolve("home").toString()));
        } finally {
            Files.delete(link);
        }
    }

    private Result run(List<String> command, Map<String, String> environment) throws Exception {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        int exitCode = process.waitFor();
        return new Result(
                exitCode,
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(errors, StandardCharsets.UTF_8));
    }

    private record Result(int exitCode, String output, String errors) {}
}
