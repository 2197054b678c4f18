// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prtosvm.tools.sdk.NewProject;
import org.prtosvm.tools.sdk.ProjectTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./prtos new}: makes a project. */
@Command(
        name = "new",
        description = {
            "Makes a folder with a system of your own: description, sources in C, Makefile.",
            "Templates: hello (partitions that take turns), ports, timer, supervisor, fp (floating point), smp (two "
                    + "processors), guest-kernel (an operating system in a partition)."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class NewCommand implements Callable<Integer> {
    private static final int HELLO_PARTITIONS = 2;

    @Parameters(index = "0", paramLabel = "NAME", description = "Folder of the project; must not be there yet.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--template",
            paramLabel = "NAME",
            defaultValue = "hello",
            converter = TemplateConverter.class,
            description = "What the project starts from (default: hello).")
    private ProjectTemplate template = ProjectTemplate.HELLO;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Number of partitions (default: as many as the template has; 2 for hello). Those beyond the "
                    + "template's own say hello.")
    private @Nullable Integer partitions;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    NewCommand() {}

    @Override
    public Integer call() {
        int count = partitions != null
                ? partitions
                : template == ProjectTemplate.HELLO ? HELLO_PARTITIONS : template.partitions();
        new NewProject(folder, template, count).create();
        PrintWriter out = spec.commandLine().getOut();
        out.println("made %s: %s".formatted(folder, template.summary()));
        out.println("build it: prtos build " + folder);
        out.println("run it:   prtos run " + folder);
        out.flush();
        return ExitCode.OK;
    }

    /** Converts the name of a template. */
    static final class TemplateConverter implements ITypeConverter<ProjectTemplate> {
        @Override
        public ProjectTemplate convert(String value) {
            return ProjectTemplate.of(value)
                    .orElseThrow(() -> new TypeConversionException(
                            "expected %s, found '%s'".formatted(String.join(", ", ProjectTemplate.words()), value)));
        }
    }
}
