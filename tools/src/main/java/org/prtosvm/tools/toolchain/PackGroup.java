package org.prtosvm.tools.toolchain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The files of the hypervisor or of one partition on the command line of the packer.
 *
 * @param partition id of the partition, {@link #HYPERVISOR} for the hypervisor
 * @param files image and custom files
 */
public record PackGroup(int partition, List<Path> files) {
    /** Id of the hypervisor's group. */
    public static final int HYPERVISOR = -1;

    /** Makes a group with a copy of the list. */
    public PackGroup {
        files = List.copyOf(files);
    }

    /** Whether this is the hypervisor's group. */
    boolean isHypervisor() {
        return partition == HYPERVISOR;
    }

    /**
     * Takes groups apart: {@code -h FILE[:FILE]...} and {@code -p ID:FILE[:FILE]...}, in their order.
     *
     * @param words command line
     * @param other receives words that belong to no group
     * @return the groups
     * @throws ToolException if a group is incomplete, or a partition is given twice
     */
    public static List<PackGroup> parse(List<String> words, Consumer<String> other) {
        List<PackGroup> groups = new ArrayList<>();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.startsWith("-h") || word.startsWith("-p")) {
                add(groups, group(word, value(word, rest)));
            } else {
                other.accept(word);
            }
        }
        return groups;
    }

    /** What belongs to an option: the rest of its word, or the next word. */
    private static String value(String word, Iterator<String> rest) {
        if (word.length() > 2) {
            return word.substring(2);
        }
        if (!rest.hasNext()) {
            throw new ToolException("%s: expected files behind it, found the end of the command line".formatted(word));
        }
        return rest.next();
    }

    private static PackGroup group(String word, String value) {
        return word.startsWith("-h") ? new PackGroup(HYPERVISOR, files(value)) : partition(value);
    }

    private static void add(List<PackGroup> groups, PackGroup group) {
        if (groups.stream().anyMatch(earlier -> earlier.partition() == group.partition())) {
            throw new ToolException(
                    group.isHypervisor()
                            ? "-h: expected once, found twice"
                            : "-p: expected partition %d once, found it twice".formatted(group.partition()));
        }
        groups.add(group);
    }

    private static PackGroup partition(String value) {
        int colon = value.indexOf(':');
        String id = colon < 0 ? value : value.substring(0, colon);
        if (!id.matches("[0-9]{1,9}") || colon < 0) {
            throw new ToolException(
                    "-p %s: expected ID:FILE with the decimal id of a partition, such as 0:p0.pef".formatted(value));
        }
        return new PackGroup(Integer.parseInt(id), files(value.substring(colon + 1)));
    }

    private static List<Path> files(String value) {
        List<Path> files = new ArrayList<>();
        for (String name : value.split(":", -1)) {
            if (name.isEmpty()) {
                throw new ToolException(
                        "%s: expected file names separated by colons, found an empty one".formatted(value));
            }
            files.add(Path.of(name));
        }
        return files;
    }
}
