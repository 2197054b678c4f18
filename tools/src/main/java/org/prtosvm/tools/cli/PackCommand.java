package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.prtosvm.prtos.image.ContainerFile;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.tools.toolchain.ContainerListing;
import org.prtosvm.tools.toolchain.ContainerPacking;
import org.prtosvm.tools.toolchain.OutputFile;
import org.prtosvm.tools.toolchain.PackGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos pack}: makes, checks and lists containers. */
@Command(
        name = "pack",
        aliases = "prtospack",
        description = "Makes, checks and lists containers. All text goes to standard error.",
        subcommands = {PackCommand.Listing.class, PackCommand.Build.class, PackCommand.Check.class},
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class)
final class PackCommand implements Runnable {
    private static final String GROUPS = "-h CORE:CONF[:CUSTOM]... [-p ID:IMAGE[:CUSTOM]...]...";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    PackCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected list, build or check, found nothing");
    }

    /** {@code list}: shows a container. */
    @Command(
            name = "list",
            description = "Checks the digest of a container and lists what it holds.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class)
    static final class Listing implements Callable<Integer> {
        @Parameters(paramLabel = "CONTAINER", description = "The container.")
        @SuppressWarnings("NullAway.Init")
        private Path container;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        /** Picocli creates commands. */
        Listing() {}

        @Override
        public Integer call() {
            InputFile input = InputFile.read(container);
            PrintWriter err = spec.commandLine().getErr();
            ContainerListing.print(input.name(), ContainerFile.parse(input.name(), input.contents()), err);
            err.flush();
            return ExitCode.OK;
        }
    }

    /** {@code build}: makes a container. */
    @Command(
            name = "build",
            description = {
                "Checks images against the configuration and packs them into a container.",
                "-h gives the hypervisor with its configuration and comes first, -p a partition; both with custom files."
            },
            customSynopsis = "prtos pack build " + GROUPS + " OUTPUT",
            versionProvider = VersionText.class)
    static final class Build implements Callable<Integer> {
        @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
        @SuppressWarnings("UnusedVariable") // picocli acts on it
        private boolean help;

        @Parameters(arity = "0..*", paramLabel = "GROUP", description = "Groups, and the output.")
        private List<String> words = new ArrayList<>();

        @Mixin
        private KernelOptionGroup kernel = new KernelOptionGroup();

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        /** Picocli creates commands. */
        Build() {}

        @Override
        public Integer call() {
            List<String> outputs = new ArrayList<>();
            List<PackGroup> groups = PackGroup.parse(words, outputs::add);
            if (outputs.size() != 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        "expected one output file, found " + (outputs.isEmpty() ? "none" : outputs));
            }
            PrintWriter err = spec.commandLine().getErr();
            byte[] container = new ContainerPacking(err, kernel.options()).build(groups);
            err.flush();
            OutputFile.writeRestricted(Path.of(outputs.getFirst()), container);
            return ExitCode.OK;
        }
    }

    /** {@code check}: checks what would be packed. */
    @Command(
            name = "check",
            description = "Checks images against a configuration.",
            customSynopsis = "prtos pack check CONF " + GROUPS,
            versionProvider = VersionText.class)
    static final class Check implements Callable<Integer> {
        @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
        @SuppressWarnings("UnusedVariable") // picocli acts on it
        private boolean help;

        @Parameters(arity = "0..*", paramLabel = "GROUP", description = "The configuration, and groups.")
        private List<String> words = new ArrayList<>();

        @Mixin
        private KernelOptionGroup kernel = new KernelOptionGroup();

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        /** Picocli creates commands. */
        Check() {}

        @Override
        public Integer call() {
            if (words.size() < 2) {
                throw new ParameterException(
                        spec.commandLine(), "expected a configuration and at least one of -h and -p, found " + words);
            }
            PrintWriter err = spec.commandLine().getErr();
            List<PackGroup> groups = PackGroup.parse(
                    words.subList(1, words.size()), word -> err.printf("\"%s\" is no group, ignored%n", word));
            new ContainerPacking(err, kernel.options()).check(Path.of(words.getFirst()), groups);
            err.flush();
            return ExitCode.OK;
        }
    }
}
