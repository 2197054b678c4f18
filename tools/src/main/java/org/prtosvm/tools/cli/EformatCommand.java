package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.PefFile;
import org.prtosvm.tools.toolchain.Hex;
import org.prtosvm.tools.toolchain.OutputFile;
import org.prtosvm.tools.toolchain.PefBuilding;
import org.prtosvm.tools.toolchain.PefListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos eformat}: makes and lists PEF files. */
@Command(
        name = "eformat",
        aliases = "prtoseformat",
        description = "Makes PEF files and lists what they hold. All text goes to standard error.",
        subcommands = {EformatCommand.Build.class, EformatCommand.Read.class},
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class)
final class EformatCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    EformatCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected build or read, found nothing");
    }

    /** {@code build}: wraps a file. */
    @Command(
            name = "build",
            description = {
                "Wraps an ELF executable with an image header, or any file, as a PEF file.",
                "Prints its digest and name."
            },
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class,
            sortOptions = false)
    static final class Build implements Callable<Integer> {
        @Parameters(paramLabel = "INPUT", description = "ELF executable, or with -m any file.")
        @SuppressWarnings("NullAway.Init")
        private Path input;

        @Option(names = "-m", description = "Wrap any file as a custom file.")
        private boolean customFile;

        @Option(names = "-o", paramLabel = "FILE", defaultValue = "a.out", description = "Output (default: a.out).")
        private Path output = Path.of("a.out");

        @Option(names = "-c", description = "Compress the image.")
        private boolean compress;

        @Option(
                names = "-p",
                paramLabel = "PAYLOAD",
                description = "Copy the first 16 bytes of this file into the header.")
        private @Nullable Path payload;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        /** Picocli creates commands. */
        Build() {}

        @Override
        public Integer call() {
            PrintWriter err = spec.commandLine().getErr();
            InputFile payloadFile = payload == null ? null : InputFile.read(payload);
            byte[] pef = PefBuilding.build(InputFile.read(input), customFile, compress, payloadFile);
            OutputFile.writeRestricted(output, pef);
            if (payloadFile != null) {
                byte[] bytes = PefBuilding.payloadOf(payloadFile);
                err.println(Hex.row(bytes, 0));
                err.println(Hex.row(bytes, 1));
            }
            byte[] digest = PefFile.parse(output.toString(), pef).digest();
            err.printf("%s %s%n", Hex.digest(digest), output);
            err.flush();
            return ExitCode.OK;
        }
    }

    /** {@code read}: lists a file. */
    @Command(
            name = "read",
            description = "Checks a PEF file and lists the parts that are asked for.",
            versionProvider = VersionText.class,
            sortOptions = false)
    static final class Read implements Callable<Integer> {
        @Parameters(paramLabel = "INPUT", description = "PEF file.")
        @SuppressWarnings("NullAway.Init")
        private Path input;

        @Option(names = "-h", description = "List the header.")
        private boolean header;

        @Option(names = "-s", description = "List the segments.")
        private boolean segments;

        @Option(names = "-m", description = "List the custom files.")
        private boolean customFiles;

        @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
        @SuppressWarnings("UnusedVariable") // picocli acts on it
        private boolean help;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        /** Picocli creates commands. */
        Read() {}

        @Override
        public Integer call() {
            if (!header && !segments && !customFiles) {
                throw new ParameterException(spec.commandLine(), "expected at least one of -h, -s and -m, found none");
            }
            InputFile file = InputFile.read(input);
            PefFile pef = PefFile.parse(file.name(), file.contents());
            PrintWriter err = spec.commandLine().getErr();
            PefListing listing = new PefListing(pef, file.contents(), err);
            if (header) {
                listing.printHeader();
            }
            if (segments) {
                listing.printSegments();
            }
            if (customFiles) {
                listing.printCustomFiles();
            }
            err.flush();
            return ExitCode.OK;
        }
    }
}
