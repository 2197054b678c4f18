package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.prtosvm.prtos.image.ContainerFile;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.ResidentSoftwareWriter;
import org.prtosvm.tools.toolchain.Hex;
import org.prtosvm.tools.toolchain.OutputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos rsw}: makes boot images. */
@Command(
        name = "rsw",
        aliases = "rswbuild",
        description = "Makes the boot image (resident software) of a container, and reports on standard output.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class)
final class RswCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "CONTAINER", description = "The container.")
    @SuppressWarnings("NullAway.Init")
    private Path container;

    @Parameters(index = "1", paramLabel = "OUTPUT", description = "The boot image.")
    @SuppressWarnings("NullAway.Init")
    private Path output;

    @Mixin
    private KernelOptionGroup kernel = new KernelOptionGroup();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    RswCommand() {}

    @Override
    public Integer call() {
        InputFile input = InputFile.read(container);
        byte[] image = ResidentSoftwareWriter.write(input.name(), input.contents(), kernel.options());
        OutputFile.write(output, image);
        ContainerFile packed = ContainerFile.parse(input.name(), input.contents());
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Tool      : %s%n", new VersionText().getVersion()[0]);
        out.printf("Container : %s, %d bytes, digest %s%n", container, packed.size(), Hex.digest(packed.digest()));
        packed.files().forEach(file -> out.printf("            %s, %d bytes%n", file.name(), file.size()));
        out.printf("Boot image: %s, %d bytes%n", output, image.length);
        out.flush();
        return ExitCode.OK;
    }
}
