package org.prtosvm.tools.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.image.HypervisorImage;
import org.prtosvm.tools.toolchain.OutputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./prtos core}: writes the hypervisor image that containers need. */
@Command(
        name = "core",
        description = {
            "Writes the hypervisor image that every container begins with (prtos_core.pef).",
            "The hypervisor itself is part of this program; the image has its header and build information only."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class CoreCommand implements Callable<Integer> {
    @Option(
            names = "-o",
            paramLabel = "FILE",
            defaultValue = "prtos_core.pef",
            description = "PEF file (default: prtos_core.pef).")
    private Path pef = Path.of("prtos_core.pef");

    @Option(names = "--elf", paramLabel = "FILE", description = "Write the ELF file too, for prtosbuildinfo.")
    private @Nullable Path elf;

    @Mixin
    private KernelOptionGroup kernel = new KernelOptionGroup();

    /** Picocli creates commands. */
    CoreCommand() {}

    @Override
    public Integer call() {
        KernelOptions options = kernel.options();
        OutputFile.writeRestricted(pef, HypervisorImage.pef(options).contents());
        if (elf != null) {
            String version = new VersionText().getVersion()[0];
            OutputFile.write(elf, HypervisorImage.elf(options, List.of("BUILD_TARGET=\"" + version + "\"")));
        }
        return ExitCode.OK;
    }
}
