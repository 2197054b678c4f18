package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.tools.inspect.FileInspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos inspect}: explains a file. */
@Command(
        name = "inspect",
        description = {
            "Explains a file: PEF, container, configuration blob, boot image, partition executable, trace, snapshot or system "
                    + "description.",
            "Digests are checked; a damaged file ends the command with code 2."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class InspectCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files; what they are follows from their contents.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "0",
            description = "Print the first N events of a trace (default: 0).")
    private int events;

    @Mixin
    private KernelOptionGroup kernel = new KernelOptionGroup();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    InspectCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        FileInspection inspection = new FileInspection(out, events, kernel.options());
        try {
            files.forEach(file -> inspection.inspect(InputFile.read(file)));
        } finally {
            out.flush();
        }
        return ExitCode.OK;
    }
}
