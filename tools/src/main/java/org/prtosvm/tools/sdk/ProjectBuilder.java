// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.tools.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.image.ElfImage;
import org.prtosvm.prtos.image.PefWriter;

/**
 * Builds the partitions of a project: compiles, links to the start of the partition's first area, wraps. An image appears only when it is
 * complete.
 */
public final class ProjectBuilder {
    private final Project project;
    private final Consumer<String> report;

    /**
     * Prepares a build.
     *
     * @param project what is built
     * @param report receives a line for each image, and the warnings of the compiler
     */
    public ProjectBuilder(Project project, Consumer<String> report) {
        this.project = project;
        this.report = report;
    }

    /**
     * Builds all partitions.
     *
     * @return number of images
     * @throws SdkException if something that the user must change is in the way
     */
    public int build() {
        SystemConfiguration configuration = project.configuration();
        Map<Integer, String> starts = FirstArea.starts(project.description());
        List<PartitionConfiguration> partitions = configuration.partitions().stream()
                .filter(partition -> hasSources(configuration, partition))
                .toList();
        if (partitions.isEmpty()) {
            throw new SdkException(
                    "%s: expected sources of a partition (partition0.c or a folder partition0), found none"
                            .formatted(project.folder()));
        }
        HostToolchain toolchain = HostToolchain.find(project.buildFolder());
        try {
            LibraryBuild libraries =
                    new LibraryBuild(toolchain, project.buildFolder().resolve("kit"));
            libraries.build();
            for (PartitionConfiguration partition : partitions) {
                build(partition.id(), starts.getOrDefault(partition.id(), ""), toolchain, libraries);
            }
        } catch (IOException e) {
            throw new SdkException("%s: %s (building)".formatted(project.buildFolder(), e.getMessage()));
        }
        return partitions.size();
    }

    private boolean hasSources(SystemConfiguration configuration, PartitionConfiguration partition) {
        boolean found = !project.sources(partition.id()).isEmpty();
        if (!found) {
            report.accept("partition %d (%s) has no sources: expected partition%d.c or a folder partition%d"
                    .formatted(partition.id(), configuration.nameOf(partition), partition.id(), partition.id()));
        }
        return found;
    }

    private void build(int id, String start, HostToolchain toolchain, LibraryBuild libraries) throws IOException {
        Path objects = Files.createDirectories(project.buildFolder().resolve("objects"));
        List<String> link = new ArrayList<>();
        Path elf = project.buildFolder().resolve("partition" + id + ".elf").toAbsolutePath();
        Files.deleteIfExists(project.image(id));
        link.addAll(List.of("-o", elf.toString()));
        for (Path source : project.sources(id)) {
            Path object = objects.resolve(source.toString().replace('/', '-') + ".o");
            List<String> compile = new ArrayList<>(libraries.compilerOptions());
            if (source.toString().endsWith(".S")) {
                compile.add("-D__ASSEMBLY__");
            }
            compile.addAll(List.of(
                    "-c", source.toString(), "-o", object.toAbsolutePath().toString()));
            String words = toolchain.compile(project.folder(), compile);
            if (!words.isBlank()) {
                report.accept(words.stripTrailing());
            }
            link.add(object.toAbsolutePath().toString());
        }
        Path script = project.folder().resolve("partition" + id).resolve("loader.lds");
        link.add("-T");
        link.add((Files.isRegularFile(script) ? script : libraries.linkerScript())
                .toAbsolutePath()
                .toString());
        link.add("-Ttext=" + start);
        link.addAll(libraries.linkerOptions());
        String words = toolchain.link(project.folder(), link);
        if (!words.isBlank()) {
            report.accept(words.stripTrailing());
        }
        wrap(elf, project.image(id));
        report.accept("%s: %,d bytes, linked to %s".formatted(project.image(id), Files.size(project.image(id)), start));
    }

    private static void wrap(Path elf, Path image) throws IOException {
        ElfImage executable = ElfImage.parse(elf.toString(), Files.readAllBytes(elf));
        Path unfinished = image.resolveSibling(image.getFileName() + ".new");
        Files.write(unfinished, PefWriter.ofExecutable(executable, true).write());
        Files.move(unfinished, image, StandardCopyOption.ATOMIC_MOVE);
    }
}
