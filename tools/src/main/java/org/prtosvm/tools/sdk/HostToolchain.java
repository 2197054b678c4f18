// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.tools.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The C compiler, linker and archiver of the host. The environment variables CC, LD and AR name them; else gcc or clang, ld and ar of the
 * PATH are taken.
 */
final class HostToolchain {
    private final String compiler;
    private final String linker;
    private final String archiver;

    private HostToolchain(String compiler, String linker, String archiver) {
        this.compiler = compiler;
        this.linker = linker;
        this.archiver = archiver;
    }

    /**
     * Finds the tools.
     *
     * @param scratch folder for a trial
     * @return the tools, which work for 32-bit x86
     * @throws SdkException if one is missing, with what was tried
     */
    static HostToolchain find(Path scratch) {
        String named = System.getenv("CC");
        List<String> candidates = named == null || named.isBlank() ? List.of("gcc", "clang") : List.of(named);
        Path source = scratch.resolve("trial.c");
        try {
            Files.createDirectories(scratch);
            Files.writeString(source, "int trial;\n");
        } catch (IOException e) {
            throw new SdkException("%s: %s (a folder for what is built)".formatted(scratch, e.getMessage()));
        }
        for (String candidate : candidates) {
            List<String> trial = List.of(
                    candidate, "-m32", "-c", "-o", scratch.resolve("trial.o").toString(), source.toString());
            if (works(trial)) {
                return new HostToolchain(candidate, tool("LD", "ld"), tool("AR", "ar"));
            }
        }
        throw new SdkException(
                "building partitions needs a C compiler for 32-bit x86: expected one that takes -m32, tried "
                        + String.join(" and ", candidates) + "; install gcc (package gcc) or set CC");
    }

    private static String tool(String variable, String name) {
        String named = System.getenv(variable);
        String tool = named == null || named.isBlank() ? name : named;
        if (!works(List.of(tool, "--version"))) {
            throw new SdkException(
                    "building partitions needs %s: expected a command that works, tried %s; install binutils or set %s"
                            .formatted(name, tool, variable));
        }
        return tool;
    }

    private static boolean works(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Compiles; the compiler's own words are the message of a refusal, and are returned if it only warned. */
    String compile(Path folder, List<String> arguments) {
        return run(folder, compiler, arguments);
    }

    /** Links. */
    String link(Path folder, List<String> arguments) {
        return run(folder, linker, arguments);
    }

    /** Makes an archive of objects. */
    String archive(Path folder, List<String> arguments) {
        return run(folder, archiver, arguments);
    }

    /** Whether the linker knows an option. */
    boolean linkerKnows(String option) {
        return run(null, linker, List.of("--help")).contains(option);
    }

    private static String run(@Nullable Path folder, String tool, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(tool);
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder == null ? null : folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new SdkException(
                        output.isBlank() ? String.join(" ", command) + ": failed" : output.stripTrailing());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + tool, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SdkException("interrupted while " + tool + " was running");
        }
    }
}
