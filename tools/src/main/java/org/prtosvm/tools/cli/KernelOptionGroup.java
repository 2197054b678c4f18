package org.prtosvm.tools.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.image.InputFile;
import picocli.CommandLine.Option;

/** Options for the kernel that a system is made for, shared by the commands that read or write configurations. */
final class KernelOptionGroup {
    @Option(
            names = "--kernel-config",
            paramLabel = "FILE",
            defaultValue = "${env:PRTOS_KERNEL_CONFIG}",
            description = "Kernel options of a file as the reference's configuration writes it (.config); default: the "
                    + "file that the environment variable PRTOS_KERNEL_CONFIG names.")
    private @Nullable Path file;

    @Option(
            names = "--kernel",
            paramLabel = "NAME=VALUE",
            description = "Set a kernel option, such as NO_CPUS=2; may be repeated. docs/kernel-options.md lists them.")
    private List<String> settings = new ArrayList<>();

    /** Picocli fills the fields. */
    KernelOptionGroup() {}

    /** The options: the default build's, changed by the file, then by single settings. */
    KernelOptions options() {
        KernelOptions options = KernelOptions.DEFAULT;
        if (file != null && !file.toString().isEmpty()) {
            InputFile input = InputFile.read(file);
            options = options.withFile(input.name(), input.contents());
        }
        return options.with(settings);
    }
}
