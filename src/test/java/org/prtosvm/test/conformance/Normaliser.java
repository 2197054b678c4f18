package org.prtosvm.test.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reduces a console transcript to the lines that conformance cases compare and masks what may differ: the same rules as
 * the suite's own {@code tools/normalise.py}, which a test compares with on every expected transcript.
 */
final class Normaliser {
    private static final Pattern PARTITION_LINE = Pattern.compile("P(\\d+): .*");
    private static final Pattern AREA_FLAGS = Pattern.compile("(.*flags: )0x([0-9a-f]+)");
    private static final Comparator<String> BY_SOURCE = Comparator.comparingInt(Normaliser::source);

    private final boolean dump;
    private final boolean list;
    private final boolean textOnly;
    private final boolean group;

    /**
     * Creates a normaliser.
     *
     * @param options any of {@code dump} (keep register dumps), {@code list} (keep the partition list), {@code text}
     *     (keep only lines of partitions and the final line), {@code group} (order by source)
     */
    Normaliser(Set<String> options) {
        dump = options.contains("dump");
        list = options.contains("list");
        textOnly = options.contains("text");
        group = options.contains("group");
    }

    /**
     * Normalises a transcript.
     *
     * @param transcript console bytes as text
     * @return kept lines, masked, each with LF
     */
    String normalise(String transcript) {
        List<String> kept = new ArrayList<>();
        for (String line : transcript.replace("\r", "").split("\n", -1)) {
            if (PARTITION_LINE.matcher(line).matches()) {
                kept.add(line);
            } else if (textOnly) {
                if (line.equals("System halted.")) {
                    kept.add(line);
                }
            } else {
                keepHypervisorLine(line, kept);
            }
        }
        if (group) {
            kept.sort(BY_SOURCE);
        }
        return String.join("\n", kept) + "\n";
    }

    private void keepHypervisorLine(String line, List<String> kept) {
        if (line.startsWith("PRTOS Hypervisor (")
                || line.equals("System halted.")
                || line.startsWith("[HYPERCALL] ")
                || line.startsWith("[TRAP] ")
                || line.startsWith("Unable to reset")) {
            kept.add(line);
        } else if (line.startsWith("[HM] ")) {
            kept.add(line.replaceFirst("^\\[HM] \\d+:", "[HM] <T>:"));
        } else if (line.startsWith("Partition PANIC")) {
            kept.add(line.replaceAll("\\[0x[0-9a-f]+:", "[<A>:"));
        } else if (line.startsWith("error emulating IRQ")) {
            kept.add(line.replaceAll("pointer 0x[0-9a-f]+", "pointer <X>")
                    .replaceAll("CS:IP \\((0x[0-9a-f]+):0x[0-9a-f]+\\)", "CS:IP ($1:<X>)"));
        } else if (dump && line.matches("(CPU state:|EIP: |EAX: |ESI: |CR2: ).*")) {
            kept.add(line.startsWith("CR2") ? line : maskRegisters(line));
        } else if (list && line.matches("(P\\d+ \\(\"| {4}\\[0x).*")) {
            kept.add(cutAreaFlags(line));
        }
    }

    private static String maskRegisters(String line) {
        return line.replaceAll("\\[<0x[0-9a-f]+>]", "[<X>]").replaceAll("(E[A-Z]+): 0x[0-9a-f]+\\b(?!:)", "$1: <X>");
    }

    private static String cutAreaFlags(String line) {
        Matcher flags = AREA_FLAGS.matcher(line);
        if (!flags.matches() || line.startsWith("P")) {
            return line;
        }
        String low = flags.group(2).substring(Math.max(0, flags.group(2).length() - 8));
        return flags.group(1) + "0x" + Integer.toHexString(Integer.parseUnsignedInt(low, 16));
    }

    private static int source(String line) {
        Matcher partition = PARTITION_LINE.matcher(line);
        return partition.matches() ? Integer.parseInt(partition.group(1)) : -1;
    }
}
