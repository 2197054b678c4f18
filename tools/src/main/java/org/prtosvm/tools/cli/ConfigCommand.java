package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.config.ConfigurationBlobWriter;
import org.prtosvm.prtos.config.ConfigurationException;
import org.prtosvm.prtos.config.DescriptionXsd;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.config.XmlConfigurationCompiler;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.tools.toolchain.ConfigurationSource;
import org.prtosvm.tools.toolchain.OutputFile;
import org.prtosvm.tools.toolchain.SchemaCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos config}: compiles a system description to a configuration blob. */
@Command(
        name = "config",
        aliases = "prtoscparser",
        description = {
            "Compiles an XML system description to a configuration blob.",
            "All errors of the file are reported at once."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class ConfigCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "SYSTEM.xml", description = "The system description.")
    private @Nullable Path system;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "Output (default: a.bin.prtos_conf, with -c a.c.prtos_conf).")
    private @Nullable Path output;

    @Option(names = "-c", description = "Write the blob as C source text.")
    private boolean source;

    @Option(names = "-d", description = "Print the XML schema on standard error and end.")
    private boolean dumpSchema;

    @Option(names = "--schema", description = "Print the XML schema on standard output, for editors, and end.")
    private boolean printSchema;

    @Option(names = "-s", paramLabel = "XSD", description = "Check the file against this schema too.")
    private @Nullable Path schema;

    @Mixin
    private KernelOptionGroup kernel = new KernelOptionGroup();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    ConfigCommand() {}

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        if (dumpSchema || printSchema) {
            PrintWriter out = dumpSchema ? err : spec.commandLine().getOut();
            out.print(DescriptionXsd.text());
            out.flush();
            return ExitCode.OK;
        }
        if (system == null) {
            throw new ParameterException(spec.commandLine(), "expected a system description, found none");
        }
        KernelOptions options = kernel.options();
        InputFile input = InputFile.read(system);
        if (schema != null) {
            err.printf("XSD overrided by %s%n", schema);
            err.flush();
            SchemaCheck.check(input, InputFile.read(schema));
        }
        try {
            SystemConfiguration configuration =
                    XmlConfigurationCompiler.compile(input.name(), input.contents(), options);
            write(ConfigurationBlobWriter.write(configuration, options));
            return ExitCode.OK;
        } catch (ConfigurationException e) {
            return ProblemReport.print(e, err);
        }
    }

    private void write(byte[] blob) {
        if (source) {
            OutputFile.write(
                    output == null ? Path.of("a.c.prtos_conf") : output,
                    ConfigurationSource.text(blob).getBytes(StandardCharsets.US_ASCII));
        } else {
            OutputFile.write(output == null ? Path.of("a.bin.prtos_conf") : output, blob);
        }
    }
}
