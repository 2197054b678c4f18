package org.prtosvm.tools.vectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of captures: the files in it and in its subfolders, with the tables of undefined flags and the lists of revoked
 * captures that lie beside them or above.
 */
public final class CaptureSuite {
    private static final String REVOKED = "revocation_list.txt";

    /** A file of captures in the folder. */
    record Entry(Path file, OpcodeForm form) {}

    private final Path root;
    private final List<Entry> entries;
    private final Map<Path, FlagTable> tables = new HashMap<>();
    private final Set<String> revoked = new HashSet<>();

    private CaptureSuite(Path root, List<Entry> entries) {
        this.root = root;
        this.entries = entries;
    }

    /**
     * Looks a folder through.
     *
     * @param root folder
     * @return suite with at least one file
     * @throws VectorsException if the folder cannot be read or holds no file of captures
     */
    public static CaptureSuite open(Path root) {
        if (!Files.isDirectory(root)) {
            String found = Files.exists(root) ? "found a file" : "found nothing";
            throw new VectorsException("%s: expected a folder of captures, %s".formatted(root, found));
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new VectorsException("%s: cannot be read: %s".formatted(root, e.getMessage()), e);
        }
        List<Entry> entries = files.stream()
                .flatMap(file -> entry(file).stream())
                .sorted(Comparator.comparing(Entry::form).thenComparing(Entry::file))
                .toList();
        if (entries.isEmpty()) {
            throw new VectorsException(
                    "%s: expected files of captures (01.MOO, 80.4.MOO.gz, ...), found none".formatted(root));
        }
        CaptureSuite suite = new CaptureSuite(root, entries);
        files.forEach(suite::note);
        return suite;
    }

    private static Optional<Entry> entry(Path file) {
        return OpcodeForm.ofFile(file.getFileName().toString()).map(form -> new Entry(file, form));
    }

    private void note(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            return;
        }
        if (file.getFileName().toString().equals(REVOKED)) {
            revoke(file);
        } else if (FlagTable.isTable(file)) {
            tables.put(folder, FlagTable.read(file));
        }
    }

    private void revoke(Path file) {
        try {
            Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(line -> line.strip().toLowerCase(Locale.ROOT))
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(revoked::add);
        } catch (IOException e) {
            throw new VectorsException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** The nearest table, going up from the folder of the file to the root of the suite. */
    FlagTable tableFor(Entry entry) {
        Path folder = entry.file.getParent();
        while (folder != null && folder.startsWith(root)) {
            FlagTable table = tables.get(folder);
            if (table != null) {
                return table;
            }
            folder = folder.getParent();
        }
        return FlagTable.EMPTY;
    }

    boolean isRevoked(Capture capture) {
        return revoked.contains(capture.hash());
    }
}
