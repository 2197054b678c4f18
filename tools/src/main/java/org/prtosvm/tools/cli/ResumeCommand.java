package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.prtosvm.tools.snapshot.Snapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./prtos resume}: goes on with a run that was saved. */
@Command(
        name = "resume",
        description = {
            "Goes on with a run that run --snapshot-at has saved, on any engine, to the same end. Speed and processor are those of the saved run.",
            "Standard output is what the serial line carries from there on; everything else goes to standard error."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "Snapshot.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Mixin
    private SessionOptionGroup options = new SessionOptionGroup();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    ResumeCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Snapshot snapshot = Snapshot.read(file.toString(), Inputs.bytes(file, "a snapshot"));
        RunSession session = options.session(snapshot.image(), snapshot.cpuKhz(), snapshot.model(), err);
        return options.run(session.resume(snapshot), err);
    }
}
