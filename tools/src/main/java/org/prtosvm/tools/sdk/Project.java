// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.tools.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.config.XmlConfigurationCompiler;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.PartitionInput;

/**
 * A folder with a system: its description, the sources of its partitions, and what was built from them.
 *
 * <pre>
 *   system.xml             description; prtos_cf.x86.xml is taken too
 *   partition0.c, .S       source of partition 0, or
 *   partition0/            its sources, in folders if there are many; loader.lds there replaces the standard layout
 *   custom0/               its custom files, in the order of their names
 *   build/partition0.pef   its image
 * </pre>
 */
public final class Project {
    private static final List<String> DESCRIPTIONS = List.of("system.xml", "prtos_cf.x86.xml");

    private final Path folder;
    private final Path description;

    private Project(Path folder, Path description) {
        this.folder = folder;
        this.description = description;
    }

    /**
     * Opens a project.
     *
     * @param folder its folder
     * @return the project
     * @throws SdkException if there is no description
     */
    public static Project open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new SdkException("%s: expected a folder with a project, found none".formatted(folder));
        }
        return DESCRIPTIONS.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> new Project(folder, file))
                .orElseThrow(() -> new SdkException("%s: expected a system description (%s) in the folder, found none"
                        .formatted(folder, String.join(" or ", DESCRIPTIONS))));
    }

    /** @return the description of the system */
    public Path description() {
        return description;
    }

    /**
     * Compiles the description.
     *
     * @return the configuration
     */
    SystemConfiguration configuration() {
        return XmlConfigurationCompiler.compile(description);
    }

    /** Folder for what is built. */
    Path buildFolder() {
        return folder.resolve("build");
    }

    /** Image of a partition, built or not. */
    Path image(int partition) {
        return buildFolder().resolve("partition" + partition + ".pef");
    }

    /** The folder itself. */
    Path folder() {
        return folder;
    }

    /** Sources of a partition, relative to the project; empty if there are none. */
    List<Path> sources(int partition) {
        try (Stream<Path> files = Files.walk(folder, 16)) {
            String name = "partition" + partition;
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .filter(file -> isSource(file) && belongsTo(file, name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SdkException("%s: %s (looking for sources)".formatted(folder, e.getMessage()));
        }
    }

    private static boolean isSource(Path file) {
        String name = file.toString();
        return name.endsWith(".c") || name.endsWith(".S");
    }

    private static boolean belongsTo(Path file, String name) {
        String first = file.getName(0).toString();
        return file.getNameCount() > 1 ? first.equals(name) : first.equals(name + ".c") || first.equals(name + ".S");
    }

    /**
     * The files to run: the image and the custom files of every partition that has sources.
     *
     * @return inputs by partition
     * @throws SdkException if an image was not built
     */
    public Map<Integer, PartitionInput> inputs() {
        Map<Integer, PartitionInput> inputs = new TreeMap<>();
        for (PartitionConfiguration partition : configuration().partitions()) {
            int id = partition.id();
            if (sources(id).isEmpty()) {
                continue;
            }
            if (!Files.isRegularFile(image(id))) {
                throw new SdkException("%s: expected the image of partition %d, found none: build the project first"
                        .formatted(image(id), id));
            }
            inputs.put(id, new PartitionInput(InputFile.read(image(id)), customFiles(id)));
        }
        return inputs;
    }

    private List<InputFile> customFiles(int partition) {
        Path custom = folder.resolve("custom" + partition);
        if (!Files.isDirectory(custom)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(custom)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(InputFile::read)
                    .toList();
        } catch (IOException e) {
            throw new SdkException("%s: %s (reading custom files)".formatted(custom, e.getMessage()));
        }
    }
}
