package org.prtosvm.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.PartitionInput;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.tools.sdk.Project;

/** Collects the files of a run. */
final class Inputs {
    private Inputs() {}

    /**
     * Loads a system.
     *
     * @param system main file, or folder of a project
     * @param images image of each partition, in the order of the command line
     * @param customFiles custom files of partitions, in the order of the command line
     * @param options the kernel options that the files were made with
     * @return the system
     */
    static SystemImage load(
            Path system, List<PartitionFile> images, List<PartitionFile> customFiles, KernelOptions options) {
        if (Files.isDirectory(system)) {
            return loadProject(Project.open(system), images, customFiles, options);
        }
        InputFile main = read(system, "the system");
        Map<Integer, PartitionInput> inputs = new TreeMap<>();
        for (PartitionFile image : images) {
            List<InputFile> files = new ArrayList<>();
            for (PartitionFile custom : customFiles) {
                if (custom.partition() == image.partition()) {
                    files.add(read(custom.file(), "a custom file of partition " + custom.partition()));
                }
            }
            InputFile file = read(image.file(), "the image of partition " + image.partition());
            if (inputs.put(image.partition(), new PartitionInput(file, files)) != null) {
                throw new CommandException("expected one -p for partition %d, found two".formatted(image.partition()));
            }
        }
        for (PartitionFile custom : customFiles) {
            if (!inputs.containsKey(custom.partition())) {
                throw new CommandException("-c gives partition %d the custom file %s, expected an image for it too (-p)"
                        .formatted(custom.partition(), custom.file()));
            }
        }
        return SystemImage.load(main, inputs, options);
    }

    private static SystemImage loadProject(
            Project project, List<PartitionFile> images, List<PartitionFile> customFiles, KernelOptions options) {
        if (!images.isEmpty() || !customFiles.isEmpty()) {
            throw new CommandException(
                    "expected no -p and -c with a project folder: its images and custom files are used");
        }
        return SystemImage.load(InputFile.read(project.description()), project.inputs(), options);
    }

    private static InputFile read(Path file, String what) {
        check(file, what);
        return InputFile.read(file);
    }

    /**
     * Reads a file of the user that is no input of a system.
     *
     * @param file the file
     * @param what what it is to be, for messages
     * @return its bytes
     * @throws CommandException if it cannot be read
     */
    static byte[] bytes(Path file, String what) {
        check(file, what);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandException("%s: cannot be read: %s (reading %s)".formatted(file, e.getMessage(), what), e);
        }
    }

    /**
     * Refuses a file of the user that cannot be read.
     *
     * @param file the file
     * @param what what it is to be, for messages
     * @throws CommandException if it cannot be read
     */
    static void check(Path file, String what) {
        if (!Files.exists(file)) {
            throw new CommandException("%s: no such file (reading %s)".formatted(file, what));
        }
        if (Files.isDirectory(file)) {
            throw new CommandException("%s: expected a file, found a folder (reading %s)".formatted(file, what));
        }
        if (!Files.isReadable(file)) {
            throw new CommandException("%s: no permission to read it (reading %s)".formatted(file, what));
        }
    }
}
