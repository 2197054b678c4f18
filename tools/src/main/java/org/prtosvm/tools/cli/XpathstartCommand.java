package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.tools.toolchain.XmlQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos xpathstart}: prints where a partition is linked to. */
@Command(
        name = "xpathstart",
        description = "Prints the start of a partition's first memory area, to which its program is linked.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class)
final class XpathstartCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ID", description = "Id of the partition.")
    private int partition;

    @Parameters(index = "1", paramLabel = "FILE", description = "System description.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    XpathstartCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(new XmlQuery(InputFile.read(file)).firstAreaStart(partition));
        out.flush();
        return ExitCode.OK;
    }
}
