package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.image.SystemImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./prtos run}: runs a system until it ends. */
@Command(
        name = "run",
        description = {
            "Runs a system until it ends.",
            "Standard output is the byte stream of the serial line; everything else goes to standard error."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "SYSTEM",
            description = "XML system description, container, boot image with a container, or folder of a project.")
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
    private SessionOptionGroup options = new SessionOptionGroup();

    @Option(
            names = "--cpu-mhz",
            paramLabel = "N",
            converter = MhzConverter.class,
            description = "Speed of the processors: instructions per microsecond of virtual time (default: as the "
                    + "configuration says, else 200).")
    private int cpuMhz;

    @Mixin
    private KernelOptionGroup kernel = new KernelOptionGroup();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    RunCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        SystemImage image = Inputs.load(system, images, customFiles, kernel.options());
        warnOfAbsentPartitions(image, err);
        return options.run(options.session(image, cpuMhz * 1000L, null, err), err);
    }

    /** A partition without an image is legal, but rarely meant. */
    private static void warnOfAbsentPartitions(SystemImage image, PrintWriter err) {
        if (image.partitions().isEmpty()) {
            throw new CommandException("expected an image for at least one partition (-p ID=IMAGE), found none");
        }
        for (PartitionConfiguration partition : image.configuration().partitions()) {
            if (image.partition(partition.id()).isEmpty()) {
                err.println("warning: partition %d (%s) has no image and will not run"
                        .formatted(partition.id(), image.configuration().nameOf(partition)));
            }
        }
        err.flush();
    }

    /** Converts a speed. */
    static final class MhzConverter implements ITypeConverter<Integer> {
        private static final int MAX_MHZ = 100_000;

        @Override
        public Integer convert(String value) {
            long mhz = Numbers.parseDecimal(value);
            if (mhz < 1 || mhz > MAX_MHZ) {
                throw new TypeConversionException(
                        "expected whole megahertz from 1 to %d, found '%s'".formatted(MAX_MHZ, value));
            }
            return (int) mhz;
        }
    }
}
