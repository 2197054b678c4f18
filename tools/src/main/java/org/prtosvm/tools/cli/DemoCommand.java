package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.tools.machine.MachineBuilder;
import org.prtosvm.tools.machine.MachineOptions;
import org.prtosvm.tools.report.SystemObserver;
import org.prtosvm.tools.report.SystemReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./prtos demo}: runs the system that is part of this program and tells what happened in it. */
@Command(
        name = "demo",
        description = {
            "Runs a small system that is part of this program: a heated tank with its controller, a partition that "
                    + "computes, one that faults, and a supervisor that changes the plan.",
            "Ends by itself after a few seconds of virtual time."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private MachineOptionGroup machine = new MachineOptionGroup();

    @Option(
            names = "--hash",
            description = "Print a hash over events, final memory and registers; equal for equal runs.")
    private boolean hash;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    DemoCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        SystemImage image = EmbeddedSystems.demo();
        MachineOptions options = machine.toOptions(0, null, false);
        SystemObserver observer = new SystemObserver(image.configuration(), MachineBuilder.cpuKhz(image, options));
        return new RunSession(image, options, err).observer(observer).run(outcome -> {
            err.println();
            new SystemReport(observer, err, System.err.charset()).print();
            new RunSummary(outcome).print(err);
            if (hash) {
                err.println("hash: " + outcome.machine().hash());
            }
        });
    }
}
