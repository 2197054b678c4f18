package org.prtosvm.bench.guest;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the guest programs as Linux processes from the C sources that are packaged beside this class. */
final class NativePrograms {
    /** Folder of the C sources on the class path, and a file in it. */
    private static final String SOURCES = "/org/prtosvm/bench/c";

    private static final String TABLE = SOURCES + "/bench/table.h";

    private NativePrograms() {}

    /**
     * The header that says how many units a round has.
     *
     * @return its text
     * @throws IOException if it cannot be read
     */
    static String table() throws IOException {
        try (var in = NativePrograms.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IOException(TABLE + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Builds the programs.
     *
     * @param folder receives sources and programs
     * @param notes receives the reason if they cannot be built here
     * @return folder of the programs, or nothing
     * @throws IOException if the files cannot be written
     * @throws InterruptedException if the thread was interrupted
     */
    static Optional<Path> build(Path folder, List<String> notes) throws IOException, InterruptedException {
        if (Workbench.onPath("gcc").isEmpty()) {
            notes.add("no gcc on the PATH: the columns of native code and QEMU stay empty");
            return Optional.empty();
        }
        Path sources = folder.resolve("c");
        extract(sources);
        Path log = folder.resolve("build.log");
        int exit = new ProcessBuilder(
                        "sh",
                        sources.resolve("build.sh").toString(),
                        "native",
                        folder.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            List<String> lines = Files.readAllLines(log);
            notes.add("the native programs cannot be built here, so their columns and those of QEMU stay empty: "
                    + (lines.isEmpty() ? "exit code " + exit : lines.getLast()));
            return Optional.empty();
        }
        return Optional.of(folder);
    }

    private static void extract(Path target) throws IOException {
        URL table = NativePrograms.class.getResource(TABLE);
        if (table == null) {
            throw new IOException(TABLE + " is not on the class path");
        }
        try {
            URI uri = table.toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    copy(jar.getPath(SOURCES), target);
                }
            } else {
                copy(Path.of(uri).resolve("../..").normalize(), target);
            }
        } catch (URISyntaxException e) {
            throw new IOException("class path entry with a broken address: " + table, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
