package org.prtosvm.tools.vectors;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.prtosvm.tools.machine.EngineKind;
import org.prtosvm.tools.vectors.CaptureMachine.Outcome;
import org.prtosvm.translator.TranslationPolicy;

/**
 * Executes all captures of a suite and counts. A capture passes if everything that is defined equals what was recorded, or
 * if a {@link GenerationRule} covers it and its own expectation holds.
 */
public final class VectorsRun {
    /** Differences that are told for each form. */
    private static final int SHOWN_PER_FORM = 3;

    private final CaptureSuite suite;
    private final Map<GenerationRule, Integer> byRule = new EnumMap<>(GenerationRule.class);
    private final List<String> differences = new ArrayList<>();
    private int total;
    private int passed;
    private int revoked;

    /**
     * Prepares a run.
     *
     * @param suite captures
     */
    public VectorsRun(CaptureSuite suite) {
        this.suite = suite;
    }

    /**
     * Executes all captures, and prints a line for each opcode form, the rules, the first differences and {@code N of M
     * pass}.
     *
     * @param kind engine
     * @param policy when the translating engine translates
     * @param out receives the table
     * @throws VectorsException if a file cannot be read
     */
    public void execute(EngineKind kind, TranslationPolicy policy, PrintWriter out) {
        out.println("form     instruction          tests   pass  by rule   fail");
        try (CaptureMachine machine = new CaptureMachine(kind, policy)) {
            for (CaptureSuite.Entry entry : suite.entries()) {
                execute(machine, entry, out);
            }
        }
        printSummary(out);
    }

    private void execute(CaptureMachine machine, CaptureSuite.Entry entry, PrintWriter out) {
        CaptureFile file = MooReader.read(entry.file(), entry.form());
        int definedFlags = suite.tableFor(entry).definedFlags(entry.form());
        int tests = 0;
        int passes = 0;
        int explained = 0;
        for (Capture capture : file.captures()) {
            if (suite.isRevoked(capture)) {
                revoked++;
                continue;
            }
            tests++;
            Outcome outcome = machine.run(file, capture, definedFlags);
            if (outcome.rule() != null) {
                byRule.merge(outcome.rule(), 1, Integer::sum);
                explained++;
            }
            if (outcome.passed()) {
                passes++;
            } else if (tests - passes <= SHOWN_PER_FORM) {
                differences.add("%s #%d %s (%s): %s"
                        .formatted(
                                file.form(),
                                capture.index(),
                                capture.name(),
                                capture.code(),
                                String.join("; ", outcome.differences())));
            }
        }
        total += tests;
        passed += passes;
        out.printf(
                "%-8s %-18s %7d %6d %8d %6d%n", file.form(), mnemonic(file), tests, passes, explained, tests - passes);
    }

    /** The first word behind the prefixes, of a capture whose encoding has a name. */
    private static String mnemonic(CaptureFile file) {
        return file.captures().stream()
                .flatMap(capture -> Arrays.stream(capture.name().split(" "))
                        .filter(word -> !word.matches("lock|rep\\w*|[c-gs]s"))
                        .limit(1))
                .filter(word -> !word.startsWith("("))
                .findFirst()
                .orElse("-");
    }

    private void printSummary(PrintWriter out) {
        if (!byRule.isEmpty()) {
            out.println();
            out.println("differences between processor generations, each with its own expected outcome:");
            byRule.forEach((rule, count) -> out.printf("%7d  %s%n", count, rule.description()));
        }
        if (!differences.isEmpty()) {
            out.println();
            out.printf("first differences (at most %d of a form):%n", SHOWN_PER_FORM);
            differences.forEach(out::println);
        }
        out.println();
        if (revoked > 0) {
            out.printf("%d revoked captures were left out%n", revoked);
        }
        out.printf("%d of %d pass%n", passed, total);
        out.flush();
    }

    /** @return captures executed */
    public int total() {
        return total;
    }

    /** @return captures that passed */
    public int passed() {
        return passed;
    }

    /** @return the first differences of each form, as they are printed */
    public List<String> differences() {
        return List.copyOf(differences);
    }
}
