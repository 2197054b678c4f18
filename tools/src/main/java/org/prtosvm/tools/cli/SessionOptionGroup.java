package org.prtosvm.tools.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.state.CpuModel;
import org.prtosvm.prtos.host.HypervisorOptions.KernelText;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.tools.machine.MachineOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options about one run, shared by the commands that run a system of the user: its end, its clock, what it writes. */
final class SessionOptionGroup {
    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = VirtualDuration.Converter.class,
            description = "End of the run in virtual time since the start of the system: a number with s, ms or us "
                    + "(default: none).")
    private @Nullable VirtualDuration duration;

    @Option(
            names = "--stop-after",
            paramLabel = "TEXT=N",
            converter = StopAfter.Converter.class,
            description = "End the run after N console lines that end in TEXT.")
    private @Nullable StopAfter stopAfter;

    @Mixin
    private MachineOptionGroup machine = new MachineOptionGroup();

    @Option(
            names = "--clock",
            paramLabel = "virtual|paced",
            defaultValue = "virtual",
            converter = ClockConverter.class,
            description = "virtual: as fast as possible (default); paced: never ahead of the wall clock.")
    private Clock clock = Clock.VIRTUAL;

    @Option(names = "--quiet-kernel", description = "Leave only the partitions on the console.")
    private boolean quietKernel;

    @Option(names = "--console", paramLabel = "FILE", description = "Write the console to FILE too.")
    private @Nullable Path consoleFile;

    @Option(names = "--trace", paramLabel = "FILE", description = "Write all events to FILE in a compact binary form.")
    private @Nullable Path traceFile;

    @Option(names = "--counters", paramLabel = "FILE", description = "Keep live counters in FILE, for top.")
    private @Nullable Path countersFile;

    @Option(
            names = SnapshotRequest.OPTION,
            arity = "2",
            paramLabel = "TIME FILE",
            hideParamSyntax = true,
            description = "Write the whole state at virtual time TIME to FILE, for resume; may be repeated.")
    private List<String> snapshots = new ArrayList<>();

    @Option(
            names = "--hash",
            description = "Print a hash over events, final memory and registers; equal for equal runs.")
    private boolean hash;

    /** Picocli fills the fields. */
    SessionOptionGroup() {}

    /**
     * Makes a session that does what the options say.
     *
     * @param image system to run
     * @param cpuKhz speed in kHz, 0 for the configuration's
     * @param model processor that guests see, null for the one of the options
     * @param err receives what is said about a failure
     * @return session
     */
    RunSession session(SystemImage image, long cpuKhz, @Nullable CpuModel model, PrintWriter err) {
        MachineOptions options =
                machine.toOptions(0, duration, clock == Clock.PACED).withCpuKhz(cpuKhz);
        return new RunSession(image, model == null ? options : options.withModel(model), err)
                .consoleFile(consoleFile)
                .traceFile(traceFile)
                .countersFile(countersFile)
                .kernelText(quietKernel ? KernelText.NONE : KernelText.ALL)
                .snapshots(SnapshotRequest.parse(snapshots))
                .stopAfter(stopAfter);
    }

    /**
     * Runs a session to its end and says what is to be said about it.
     *
     * @param session from {@link #session}
     * @param err receives the report
     * @return exit code of the command
     * @throws InterruptedException if the thread was interrupted
     */
    int run(RunSession session, PrintWriter err) throws InterruptedException {
        return session.run(outcome -> {
            new RunSummary(outcome).print(err);
            if (hash) {
                err.println("hash: " + outcome.machine().hash());
            }
        });
    }

    /** What virtual time keeps to. */
    enum Clock {
        /** Nothing: as fast as possible. */
        VIRTUAL,
        /** Never ahead of the wall clock. */
        PACED
    }

    /** Converts the name of a clock. */
    static final class ClockConverter implements ITypeConverter<Clock> {
        @Override
        public Clock convert(String value) {
            return switch (value) {
                case "virtual" -> Clock.VIRTUAL;
                case "paced" -> Clock.PACED;
                default -> throw new TypeConversionException("expected virtual or paced, found '%s'".formatted(value));
            };
        }
    }
}
