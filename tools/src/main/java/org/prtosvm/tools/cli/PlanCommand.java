package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.config.ConfigurationException;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.tools.plan.MemoryText;
import org.prtosvm.tools.plan.PlanText;
import org.prtosvm.tools.plan.SystemPicture;
import org.prtosvm.tools.toolchain.OutputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos plan}: draws the plans and the memory of a system. */
@Command(
        name = "plan",
        description = {
            "Draws the plans of a system with utilisation, gaps and overlaps, and its memory map.",
            "A description whose slots or areas overlap is drawn too; its problems follow, and the exit code is 2."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class PlanCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SYSTEM",
            description = "XML system description, configuration blob, container or boot image.")
    @SuppressWarnings("NullAway.Init")
    private Path system;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw plans and memory as an SVG picture too.")
    private @Nullable Path svg;

    @Mixin
    private KernelOptionGroup kernel = new KernelOptionGroup();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    PlanCommand() {}

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        ConfigurationInput input;
        try {
            input = ConfigurationInput.read(InputFile.read(system), kernel.options());
        } catch (ConfigurationException e) {
            return ProblemReport.print(e, err);
        }
        print(input.configuration());
        if (svg != null) {
            OutputFile.write(svg, SystemPicture.draw(input.configuration()).getBytes(StandardCharsets.UTF_8));
        }
        return input.problems().isEmpty()
                ? ExitCode.OK
                : ProblemReport.print(new ConfigurationException(input.problems()), err);
    }

    private void print(SystemConfiguration configuration) {
        PrintWriter out = spec.commandLine().getOut();
        Charset charset = System.out.charset();
        new PlanText(configuration, out, charset).print();
        out.println();
        new MemoryText(configuration, out).print();
        out.flush();
    }
}
