package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.prtosvm.prtos.config.ConfigurationException;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.tools.plan.Quantities;
import org.prtosvm.tools.toolchain.Advice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos check}: says everything that is wrong with a system, without running it. */
@Command(
        name = "check",
        description = {
            "Checks a system without running it: all rules of its description, and whether images fit its memory.",
            "Each problem comes with its line and column and how to mend it. What is legal but rarely meant is a warning."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SYSTEM",
            description = "XML system description, configuration blob, container or boot image.")
    @SuppressWarnings("NullAway.Init")
    private Path system;

    @Option(
            names = "-p",
            paramLabel = "ID=IMAGE",
            converter = PartitionFile.Converter.class,
            description = "Image of a partition: PEF, compressed or not, or ELF. Only with an XML description.")
    private List<PartitionFile> images = new ArrayList<>();

    @Option(
            names = "-c",
            paramLabel = "ID=FILE",
            converter = PartitionFile.Converter.class,
            description = "Custom file of a partition; may be repeated, the order counts.")
    private List<PartitionFile> customFiles = new ArrayList<>();

    @Mixin
    private KernelOptionGroup kernel = new KernelOptionGroup();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    CheckCommand() {}

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            SystemImage image = Inputs.load(system, images, customFiles, kernel.options());
            SystemConfiguration configuration = image.configuration();
            Advice.on(configuration).forEach(warning -> err.println(system + ": warning: " + warning));
            err.flush();
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%s: ok: system \"%s\", %s, %s, %s%n",
                    system,
                    configuration.name(),
                    Quantities.count(configuration.processors().size(), "processor"),
                    Quantities.count(configuration.partitions().size(), "partition"),
                    Quantities.count(image.partitions().size(), "image"));
            out.flush();
            return ExitCode.OK;
        } catch (ConfigurationException e) {
            return ProblemReport.print(e, err);
        }
    }
}
