package org.prtosvm.bench.guest;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.tools.cli.CommandException;
import org.prtosvm.tools.cli.GuestBench;

/** Measures guest programs one after the other, all variants of a program side by side. */
public final class InterleavedBench implements GuestBench {
    private static final int FEWEST_ROUNDS = 5;
    private static final int THOROUGH_ROUNDS = 9;

    /** The service loader creates benches. */
    public InterleavedBench() {}

    @Override
    public void run(Request request, PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
        int rounds = rounds(request);
        List<GuestProgram> programs = chosen(request, GuestProgram.all(NativePrograms.table()));
        Path folder = Files.createTempDirectory("prtos-vm-bench");
        try {
            List<String> notes = new ArrayList<>();
            Workbench workbench = new Workbench(folder, notes);
            BenchEffort effort = request.quick() ? BenchEffort.QUICK : BenchEffort.THOROUGH;
            List<ProgramResult> results = new ArrayList<>();
            for (GuestProgram program : programs) {
                err.println("measuring " + program.name());
                err.flush();
                results.add(new ProgramBench(workbench, program, rounds, effort, notes).run());
            }
            new ResultTable(results).print(out);
            notes.forEach(note -> out.println("note: " + note));
            out.flush();
            if (request.json() != null) {
                Files.writeString(request.json(), ResultJson.of(results, notes));
            }
        } finally {
            delete(folder);
        }
    }

    private static int rounds(Request request) {
        if (request.rounds() == 0) {
            return request.quick() ? FEWEST_ROUNDS : THOROUGH_ROUNDS;
        }
        if (request.rounds() < FEWEST_ROUNDS) {
            throw new CommandException(
                    "--rounds: expected at least %d, found %d".formatted(FEWEST_ROUNDS, request.rounds()));
        }
        return request.rounds();
    }

    private static List<GuestProgram> chosen(Request request, List<GuestProgram> all) {
        List<String> names = all.stream().map(GuestProgram::name).toList();
        for (String name : request.programs()) {
            if (!names.contains(name)) {
                throw new CommandException(
                        "--programs: expected some of %s, found '%s'".formatted(String.join(", ", names), name));
            }
        }
        return all.stream()
                .filter(program -> request.programs().isEmpty()
                        ? !request.quick() || program.quick()
                        : request.programs().contains(program.name()))
                .toList();
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
