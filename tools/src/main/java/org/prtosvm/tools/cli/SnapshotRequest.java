package org.prtosvm.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.prtosvm.prtos.image.SystemImage;
import org.prtosvm.tools.machine.Machine;
import org.prtosvm.tools.machine.MachineOptions;
import org.prtosvm.tools.snapshot.Snapshot;

/**
 * A snapshot that is to be written in the middle of a run.
 *
 * @param timeUs virtual time in microseconds
 * @param file where it goes; replaced as a whole when the snapshot is complete
 */
record SnapshotRequest(long timeUs, Path file) {
    /** Name of the option that asks for one. */
    static final String OPTION = "--snapshot-at";

    /**
     * Reads the values of the option.
     *
     * @param values times and files in turn
     * @return requests in the order of time
     * @throws CommandException if a time cannot be read or a file cannot be written
     */
    static List<SnapshotRequest> parse(List<String> values) {
        List<SnapshotRequest> requests = new ArrayList<>();
        for (int i = 0; i < values.size(); i += 2) {
            try {
                long timeUs = VirtualDuration.parse(values.get(i)).microseconds();
                requests.add(new SnapshotRequest(timeUs, writable(Path.of(values.get(i + 1)))));
            } catch (IllegalArgumentException e) {
                throw new CommandException(OPTION + ": " + e.getMessage(), e);
            }
        }
        requests.sort(Comparator.comparingLong(SnapshotRequest::timeUs));
        return requests;
    }

    /** A snapshot is worth a long run, so its place is looked at before the run. */
    private static Path writable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
            throw new CommandException("%s %s: expected a file in a folder that exists".formatted(OPTION, file));
        }
        if (!Files.isWritable(folder)) {
            throw new CommandException("%s %s: no permission to write there".formatted(OPTION, file));
        }
        return file;
    }

    /** Writes the snapshot of a machine that stands still. */
    void write(Machine machine, SystemImage image, MachineOptions options) {
        byte[] bytes = Snapshot.write(machine, image, options);
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandException("%s %s: cannot be written: %s".formatted(OPTION, file, e.getMessage()), e);
        }
    }
}
