package org.prtosvm.bench.guest;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.tools.cli.PrtosCommand;

/** Prepares the files of a bench run and knows how each variant is started. */
final class Workbench {
    /** Rounds asked of native programs: more than anybody waits for. */
    private static final String ENDLESS = "1000000000";

    private final Path folder;
    private final Optional<Path> nativePrograms;
    private final Optional<String> qemu;
    private final Optional<Integer> processor;

    /**
     * Prepares the files.
     *
     * @param folder empty folder for them
     * @param notes receives what is missing on this host, one line each
     * @throws IOException if the files cannot be written
     * @throws InterruptedException if the thread was interrupted
     */
    Workbench(Path folder, List<String> notes) throws IOException, InterruptedException {
        this.folder = folder;
        nativePrograms = NativePrograms.build(folder.resolve("native"), notes);
        qemu = onPath("qemu-i386");
        if (qemu.isEmpty()) {
            notes.add("no qemu-i386 on the PATH: the columns of QEMU stay empty");
        }
        int processors = Runtime.getRuntime().availableProcessors();
        processor = onPath("taskset").isPresent() && processors > 1 ? Optional.of(processors - 1) : Optional.empty();
        if (processor.isEmpty()) {
            notes.add("no taskset or only one processor: nothing is pinned");
        }
    }

    /** @return true if the variant can run on this host */
    boolean has(Variant variant) {
        return switch (variant) {
            case JIT, INTERPRETER -> true;
            case NATIVE -> nativePrograms.isPresent();
            case QEMU -> nativePrograms.isPresent() && qemu.isPresent();
        };
    }

    /**
     * Starts a program.
     *
     * @param variant how
     * @param program which
     * @return the process, running
     * @throws IOException if it cannot be started
     */
    Child start(Variant variant, GuestProgram program) throws IOException {
        List<String> command = new ArrayList<>();
        switch (variant) {
            case JIT, INTERPRETER -> command.addAll(machineCommand(variant, program));
            case NATIVE -> {
                command.addAll(pinned());
                command.addAll(List.of(nativeProgram(program), ENDLESS));
            }
            case QEMU -> {
                command.addAll(pinned());
                command.addAll(List.of(qemu.orElseThrow(), nativeProgram(program), ENDLESS));
            }
        }
        Path errors = folder.resolve(program.name() + "-" + variant.label() + ".err");
        return new Child(variant, program, command, errors);
    }

    /**
     * Pins the thread that runs guest code to the processor of the measurement; compiler threads stay free.
     *
     * @param child a process that has printed a line
     * @throws IOException if the threads cannot be listed
     * @throws InterruptedException if the thread was interrupted
     */
    void pinGuestThread(Child child) throws IOException, InterruptedException {
        if (processor.isEmpty()) {
            return;
        }
        try (var tasks = Files.list(Path.of("/proc", Long.toString(child.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                if (Files.readString(task.resolve("comm")).strip().equals("guest")) {
                    new ProcessBuilder(
                                    "taskset",
                                    "-pc",
                                    processor.get().toString(),
                                    task.getFileName().toString())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
                }
            }
        }
    }

    private List<String> machineCommand(Variant variant, GuestProgram program) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // The flags of this process hold for the others, except what names files that are in use.
            if (!argument.startsWith("-XX:AOT") && !argument.startsWith("-Xlog")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PrtosCommand.class.getName()));
        command.addAll(List.of("run", extract(program.system()).toString()));
        command.addAll(List.of("-p", "0=" + extract("images/" + program.image() + ".elf")));
        command.addAll(List.of("--engine", variant == Variant.JIT ? "jit" : "interpreter"));
        return command;
    }

    private String nativeProgram(GuestProgram program) {
        return nativePrograms.orElseThrow().resolve(program.image()).toString();
    }

    private List<String> pinned() {
        return processor
                .map(number -> List.of("taskset", "-c", number.toString()))
                .orElse(List.of());
    }

    private Path extract(String resource) throws IOException {
        Path file = folder.resolve(resource);
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            try (InputStream in = PrtosConstants.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("org/prtosvm/abi/%s is not on the class path".formatted(resource));
                }
                Files.copy(in, file);
            }
        }
        return file;
    }

    /**
     * Looks for a program.
     *
     * @param name its name
     * @return its path, or nothing if no folder of PATH has it
     */
    static Optional<String> onPath(String name) {
        for (String entry : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            Path candidate = Path.of(entry, name);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate.toString());
            }
        }
        return Optional.empty();
    }
}
