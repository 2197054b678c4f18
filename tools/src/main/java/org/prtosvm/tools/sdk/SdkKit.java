// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.tools.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.prtosvm.abi.PrtosConstants;

/** The files of the kit: sources of the libraries, headers, examples. Thread rule: any thread. */
public final class SdkKit {
    private SdkKit() {}

    /**
     * Copies a folder of the kit.
     *
     * @param folder path below the kit, with '/'; "" for the whole kit
     * @param target folder that the contents are copied to; made if it is not there
     */
    public static void copy(String folder, Path target) {
        withFolder(folder, source -> {
            for (Path file : files(source)) {
                Path copy = target.resolve(source.relativize(file).toString());
                try {
                    Files.createDirectories(copy.toAbsolutePath().getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return null;
        });
    }

    /**
     * Reads a text file of the kit.
     *
     * @param path path below the kit, with '/'
     * @return its text
     */
    public static String text(String path) {
        return withFolder("", kit -> {
            try {
                return Files.readString(kit.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The regular files below a folder, in order. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T withFolder(String folder, Function<Path, T> use) {
        URL anchor = PrtosConstants.class.getResource("sdk/Makefile");
        if (anchor == null) {
            throw new IllegalStateException("the kit is not on the class path");
        }
        try {
            URI uri = anchor.toURI();
            if (!uri.getScheme().equals("jar")) {
                return use.apply(Path.of(uri).resolveSibling(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return use.apply(jar.getPath("org/prtosvm/abi/sdk").resolve(folder));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
