package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.prtosvm.tools.machine.MachineOptions;
import org.prtosvm.tools.vectors.CaptureSuite;
import org.prtosvm.tools.vectors.VectorsRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos vectors}: executes single instructions that were recorded on real processors. */
@Command(
        name = "vectors",
        description = {
            "Executes a folder of single-instruction captures of real hardware (MOO files, plain or .gz, of an 80286 or "
                    + "80386 in real mode) and compares registers, flags and memory.",
            "Flags that the table of the suite (metadata.json, *.csv) or a file itself calls undefined are not compared; "
                    + "captures on its revocation list are left out. Prints a line for each opcode form and at the end "
                    + "'N of M pass'."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all captures pass", "1:at least one differs", "2:wrong use or bad input"})
final class VectorsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of captures; subfolders are looked through too.")
    private Path folder = Path.of("");

    @Mixin
    private MachineOptionGroup machine = new MachineOptionGroup();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    VectorsCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        MachineOptions options = machine.toOptions(0, null, false);
        VectorsRun run = new VectorsRun(CaptureSuite.open(folder));
        run.execute(options.engine(), options.policy(), out);
        return run.passed() == run.total() ? ExitCode.OK : ExitCode.FAILED;
    }
}
