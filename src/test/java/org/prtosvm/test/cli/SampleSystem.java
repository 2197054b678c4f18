package org.prtosvm.test.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.prtosvm.abi.PrtosConstants;

/** The files of a system in a folder of the test, to be run or damaged. */
final class SampleSystem {
    private final Path folder;

    SampleSystem(Path folder) {
        this.folder = folder;
    }

    /** A system with one partition that prints a line again and again. */
    Path description() throws IOException {
        return extract("bench/bench.xml", "system.xml");
    }

    /** The image of its partition. */
    Path image() throws IOException {
        return extract("images/bench-hypercall.elf", "p0.elf");
    }

    /** The description with a text replaced. */
    Path changed(String from, String to) throws IOException {
        Path file = description();
        String text = Files.readString(file);
        if (!text.contains(from)) {
            throw new IllegalStateException("the sample system has no '%s'".formatted(from));
        }
        Path target = folder.resolve("changed.xml");
        Files.writeString(target, text.replace(from, to));
        return target;
    }

    Path write(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private Path extract(String resource, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            try (InputStream in = PrtosConstants.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException(resource + " is not on the class path");
                }
                Files.copy(in, file);
            }
        }
        return file;
    }
}
