package org.prtosvm.tools.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./prtos bench}: measures guest programs against native code and QEMU. */
@Command(
        name = "bench",
        description = {
            "Runs guest programs as partitions of this machine, the same C code natively (needs gcc) and under QEMU's "
                    + "user mode (needs qemu-i386), interleaved, and prints times and ratios.",
            "Progress goes to standard error, the table to standard output."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class BenchCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "Fewer programs, shorter samples: about four minutes.")
    private boolean quick;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Measured rounds, at least 5 (default: 5 with --quick, else 9).")
    private int rounds;

    @Option(names = "--programs", paramLabel = "NAME", split = ",", description = "Measure only these programs.")
    private List<String> programs = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Write all samples to FILE.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    BenchCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        GuestBench bench = ServiceLoader.load(GuestBench.class)
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        "expected the jar of the bench module on the class path, found none: use ./prtos bench"));
        try {
            bench.run(
                    new GuestBench.Request(quick, rounds, programs, json),
                    spec.commandLine().getOut(),
                    err);
            return ExitCode.OK;
        } catch (IOException e) {
            err.println("bench: " + e.getMessage());
            err.flush();
            return ExitCode.FAILED;
        }
    }
}
