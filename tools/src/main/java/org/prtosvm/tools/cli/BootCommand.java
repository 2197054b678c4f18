package org.prtosvm.tools.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.prtosvm.tools.board.BoardOptions;
import org.prtosvm.tools.board.BootFile;
import org.prtosvm.tools.board.BootSource;
import org.prtosvm.tools.board.LiveInput;
import org.prtosvm.tools.board.MultibootSource;
import org.prtosvm.tools.board.RecordedInput;
import org.prtosvm.tools.board.RomSource;
import org.prtosvm.tools.board.SerialInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./prtos boot}: runs a kernel or a ROM on the bare board. */
@Command(
        name = "boot",
        description = {
            "Runs a Multiboot kernel or a ROM on a bare PC: one processor, RAM, serial port, timer, interrupt controllers, "
                    + "clock. No hypervisor is below it.",
            "Standard output is what the serial port (0x3f8) and the text port (0xe9) send; everything else goes to "
                    + "standard error."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class BootCommand implements Callable<Integer> {
    @Option(names = "--kernel", paramLabel = "ELF", description = "Multiboot kernel to start.")
    private @Nullable Path kernel;

    @Option(
            names = "--module",
            paramLabel = "FILE",
            description =
                    "Module for the kernel, with its arguments behind a space; may be repeated, the order counts.")
    private List<String> modules = new ArrayList<>();

    @Option(names = "--append", paramLabel = "TEXT", description = "Arguments of the kernel.")
    private @Nullable String append;

    @Option(
            names = "--rom",
            paramLabel = "FILE",
            description =
                    "ROM to start at the reset vector instead of a kernel: 64 KiB to 2 MiB, seen below 4 GiB, and "
                            + "its last 128 KiB below 1 MiB.")
    private @Nullable Path rom;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = MemorySize.Converter.class,
            description = "End of RAM, 1M to 3G (default: 64M).")
    private MemorySize memory = new MemorySize(BoardOptions.DEFAULT.memoryBytes());

    @Option(
            names = "--serial",
            paramLabel = "output|stdio|none",
            defaultValue = "output",
            converter = SerialConverter.class,
            description = "What the serial port is connected with: standard output (default), standard input too, or "
                    + "nothing. When bytes of standard input arrive depends on the host.")
    private Serial serial = Serial.OUTPUT;

    @Option(
            names = "--serial-input",
            paramLabel = "FILE",
            description = "Bytes that the serial port receives, each as soon as it has room: repeatable.")
    private @Nullable Path serialInput;

    @Option(names = "--post", description = "Print the codes written to the ports 0x80 and 0x190.")
    private boolean post;

    @Option(
            names = "--exit-code",
            description = "End with the status that the guest has written to the exit port 0xf4: (value << 1) | 1.")
    private boolean exitCode;

    @Option(
            names = "--on-reset",
            paramLabel = "restart|stop",
            defaultValue = "restart",
            converter = ResetConverter.class,
            description = "What a reset by the keyboard controller or port 0x92 does (default: restart).")
    private OnReset onReset = OnReset.RESTART;

    @Option(
            names = "--on-triple-fault",
            paramLabel = "stop|reset",
            defaultValue = "stop",
            converter = TripleFaultConverter.class,
            description = "What a fault in the delivery of a double fault does (default: stop).")
    private OnReset onTripleFault = OnReset.STOP;

    @Mixin
    private MachineOptionGroup machine = new MachineOptionGroup();

    @Option(
            names = "--cpu-mhz",
            paramLabel = "N",
            converter = RunCommand.MhzConverter.class,
            description = "Speed of the processor: instructions per microsecond of virtual time (default: 200).")
    private int cpuMhz = (int) (BoardOptions.DEFAULT.cpuKhz() / 1000);

    @Option(
            names = "--clock",
            paramLabel = "virtual|paced",
            defaultValue = "virtual",
            converter = SessionOptionGroup.ClockConverter.class,
            description = "virtual: as fast as possible (default); paced: never ahead of the wall clock.")
    private SessionOptionGroup.Clock clock = SessionOptionGroup.Clock.VIRTUAL;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = VirtualDuration.Converter.class,
            description = "End of the run in virtual time: a number with s, ms or us (default: none).")
    private @Nullable VirtualDuration duration;

    @Option(
            names = "--max-instructions",
            paramLabel = "N",
            converter = CountConverter.class,
            description = "End the run after N instructions (default: none).")
    private long maximumInstructions = BoardOptions.UNLIMITED;

    @Option(
            names = "--stop-after",
            paramLabel = "TEXT=N",
            converter = StopAfter.Converter.class,
            description = "End the run after N output lines that end in TEXT.")
    private @Nullable StopAfter stopAfter;

    @Option(
            names = "--hash",
            description = "Print a hash over final memory, registers and devices; equal for equal runs.")
    private boolean hash;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Picocli creates commands. */
    BootCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        BoardOptions options = new BoardOptions(
                machine.engine(),
                machine.policy(),
                machine.model(),
                cpuMhz * 1000L,
                memory.bytes(),
                duration == null ? BoardOptions.UNLIMITED : duration.microseconds(),
                maximumInstructions,
                clock == SessionOptionGroup.Clock.PACED,
                onReset == OnReset.STOP,
                onTripleFault == OnReset.RESTART);
        BootSource source = source();
        BootSession session = new BootSession(source, options, err)
                .serialOutput(serial != Serial.NONE)
                .serialInput(input())
                .stopAfter(stopAfter)
                .post(post);
        return session.run(exitCode, hash);
    }

    private BootSource source() {
        if ((kernel == null) == (rom == null)) {
            throw new CommandException(
                    "expected either --kernel or --rom, found %s".formatted(kernel == null ? "neither" : "both"));
        }
        if (rom != null) {
            if (!modules.isEmpty() || append != null) {
                throw new CommandException("--module and --append are for a --kernel, found them with --rom");
            }
            return new RomSource(new BootFile(rom.toString(), read(rom, "the ROM"), ""));
        }
        List<BootFile> files = new ArrayList<>();
        for (String module : modules) {
            files.add(module(module));
        }
        Path file = Objects.requireNonNull(kernel);
        BootFile main = new BootFile(file.toString(), read(file, "the kernel"), append == null ? "" : append);
        return new MultibootSource(main, files, memory.bytes());
    }

    /** A name with spaces is taken as it is if there is such a file. */
    private static BootFile module(String text) {
        int space = text.indexOf(' ');
        boolean whole = space < 0 || Files.exists(Path.of(text));
        String name = whole ? text : text.substring(0, space);
        return new BootFile(name, read(Path.of(name), "a module"), whole ? "" : text.substring(space + 1));
    }

    private @Nullable SerialInput input() {
        if (serialInput == null) {
            return serial == Serial.STDIO ? new LiveInput(System.in) : null;
        }
        if (serial == Serial.STDIO) {
            throw new CommandException(
                    "expected one source of bytes for the serial port, found --serial stdio and " + "--serial-input");
        }
        return new RecordedInput(read(serialInput, "the input of the serial port"));
    }

    private static byte[] read(Path file, String what) {
        Inputs.check(file, what);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandException("%s: cannot be read (reading %s): %s".formatted(file, what, e.getMessage()), e);
        }
    }

    /** What the serial port is connected with. */
    enum Serial {
        /** Nothing. */
        NONE,
        /** Standard output. */
        OUTPUT,
        /** Standard output and input. */
        STDIO
    }

    /** Converts the connection of the serial port. */
    static final class SerialConverter implements ITypeConverter<Serial> {
        @Override
        public Serial convert(String value) {
            return switch (value) {
                case "none" -> Serial.NONE;
                case "output" -> Serial.OUTPUT;
                case "stdio" -> Serial.STDIO;
                default ->
                    throw new TypeConversionException("expected output, stdio or none, found '%s'".formatted(value));
            };
        }
    }

    /** What happens when the processor is to start anew. */
    enum OnReset {
        /** It does. */
        RESTART,
        /** The run ends. */
        STOP
    }

    /** Converts what a reset does. */
    static final class ResetConverter implements ITypeConverter<OnReset> {
        @Override
        public OnReset convert(String value) {
            return switch (value) {
                case "restart" -> OnReset.RESTART;
                case "stop" -> OnReset.STOP;
                default -> throw new TypeConversionException("expected restart or stop, found '%s'".formatted(value));
            };
        }
    }

    /** Converts what a triple fault does. */
    static final class TripleFaultConverter implements ITypeConverter<OnReset> {
        @Override
        public OnReset convert(String value) {
            return switch (value) {
                case "stop" -> OnReset.STOP;
                case "reset" -> OnReset.RESTART;
                default -> throw new TypeConversionException("expected stop or reset, found '%s'".formatted(value));
            };
        }
    }

    /** Converts a positive number. */
    static final class CountConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            long count = Numbers.parseDecimal(value);
            if (count < 1) {
                throw new TypeConversionException(
                        "expected a decimal number of at least 1, found '%s'".formatted(value));
            }
            return count;
        }
    }
}
