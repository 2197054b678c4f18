// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.prtosvm.tools.sdk.Project;
import org.prtosvm.tools.sdk.ProjectBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos build}: builds the partitions of a project. */
@Command(
        name = "build",
        description = {
            "Builds the partitions of a project: compiles partition<n>.c (or the sources in partition<n>/), links them to "
                    + "the partition's first memory area, and leaves build/partition<n>.elf and .pef.",
            "Needs a C compiler for 32-bit x86 and binutils; CC, LD and AR name others than gcc (or clang), ld and ar."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class BuildCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Folder with system.xml and the sources (default: the current one).")
    private Path folder = Path.of(".");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    BuildCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        new ProjectBuilder(Project.open(folder), out::println).build();
        out.flush();
        return ExitCode.OK;
    }
}
