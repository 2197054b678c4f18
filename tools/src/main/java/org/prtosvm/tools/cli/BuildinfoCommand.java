package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.prtosvm.prtos.image.HypervisorImage;
import org.prtosvm.prtos.image.InputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos buildinfo}: prints how a hypervisor was built. */
@Command(
        name = "buildinfo",
        aliases = "prtosbuildinfo",
        description = "Prints the build information inside the ELF file of a hypervisor.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class)
final class BuildinfoCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CORE", description = "ELF file of a hypervisor.")
    @SuppressWarnings("NullAway.Init")
    private Path core;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    BuildinfoCommand() {}

    @Override
    public Integer call() {
        InputFile input = InputFile.read(core);
        PrintWriter out = spec.commandLine().getOut();
        HypervisorImage.buildInfo(input.name(), input.contents()).forEach(out::println);
        out.flush();
        return ExitCode.OK;
    }
}
