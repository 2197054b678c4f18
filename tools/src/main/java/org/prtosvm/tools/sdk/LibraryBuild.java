// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.tools.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays the kit out in a folder as an installation has it, with both libraries built:
 *
 * <pre>
 *   prtos/include   prtos/lib/libprtos.a
 *   bail/include    bail/lib/libbail.a, loader.lds    bail/common
 * </pre>
 */
final class LibraryBuild {
    private static final String SOURCES = "sources";

    private final HostToolchain toolchain;
    private final Path kit;

    LibraryBuild(HostToolchain toolchain, Path kit) {
        this.toolchain = toolchain;
        this.kit = kit.toAbsolutePath();
    }

    /** Options for every compilation of a partition's source. */
    List<String> compilerOptions() {
        return List.of(
                "-m32",
                "-march=i686",
                "-g",
                "@" + kit.resolve("bail/common/cflags"),
                "-I" + kit.resolve("prtos/include"),
                "-I" + kit.resolve("bail/include"),
                "-include",
                kit.resolve("prtos/include/prtos_inc/config.h").toString(),
                "-include",
                kit.resolve("prtos/include/prtos_inc/arch/arch_types.h").toString());
    }

    /** Options for a link, but for objects, script and address. */
    List<String> linkerOptions() {
        List<String> options = new ArrayList<>(List.of(
                "@" + kit.resolve("bail/common/ldflags"),
                "-L" + kit.resolve("prtos/lib"),
                "-L" + kit.resolve("bail/lib"),
                "--start-group",
                "-lprtos",
                "-lbail",
                "--end-group"));
        if (toolchain.linkerKnows("--no-warn-rwx-segments")) {
            options.addFirst("--no-warn-rwx-segments");
        }
        return options;
    }

    /** The standard layout of a partition. */
    Path linkerScript() {
        return kit.resolve("bail/lib/loader.lds");
    }

    /** Builds everything anew: it takes a second or two, and nothing stale can stay. */
    void build() throws IOException {
        Path sources = kit.resolve(SOURCES);
        SdkKit.copy("libprtos", sources.resolve("libprtos"));
        SdkKit.copy("bail", sources.resolve("bail"));
        move(sources.resolve("libprtos/include"), kit.resolve("prtos/include"));
        for (String folder : List.of("include", "common")) {
            move(sources.resolve("bail").resolve(folder), kit.resolve("bail").resolve(folder));
        }
        Files.createDirectories(kit.resolve("bail/lib"));
        Files.copy(sources.resolve("bail/loader.lds"), linkerScript(), StandardCopyOption.REPLACE_EXISTING);
        archive(sources.resolve("libprtos/src"), kit.resolve("prtos/lib/libprtos.a"));
        archive(sources.resolve("bail/src"), kit.resolve("bail/lib/libbail.a"));
    }

    private static void move(Path from, Path to) throws IOException {
        for (Path file : SdkKit.files(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void archive(Path sources, Path library) throws IOException {
        List<String> objects = new ArrayList<>();
        for (Path source : SdkKit.files(sources)) {
            String name = source.getFileName().toString();
            if (name.endsWith(".h")) {
                continue;
            }
            String object = name.substring(0, name.lastIndexOf('.')) + ".o";
            List<String> command = new ArrayList<>(compilerOptions());
            if (name.endsWith(".S")) {
                command.add("-D__ASSEMBLY__");
            }
            command.addAll(List.of("-c", name, "-o", object));
            toolchain.compile(sources, command);
            objects.add(object);
        }
        Files.createDirectories(library.toAbsolutePath().getParent());
        Files.deleteIfExists(library);
        List<String> command = new ArrayList<>(List.of("crD", library.toString()));
        command.addAll(objects);
        toolchain.archive(sources, command);
    }
}
