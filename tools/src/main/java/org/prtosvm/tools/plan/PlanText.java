package org.prtosvm.tools.plan;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.Plan;
import org.prtosvm.prtos.config.Processor;
import org.prtosvm.prtos.config.Slot;
import org.prtosvm.prtos.config.SystemConfiguration;

/** Draws the plans of a configuration as text: a row for each partition, then slots, gaps and overlaps. */
public final class PlanText {
    private static final int COLUMNS = 60;
    private static final int NAME_WIDTH = 16;

    private final SystemConfiguration configuration;
    private final PrintWriter out;
    private final char mark;

    /**
     * Prepares a drawing.
     *
     * @param configuration the system; it need not keep all rules
     * @param out receives the text
     * @param charset what {@code out} is encoded in
     */
    public PlanText(SystemConfiguration configuration, PrintWriter out, Charset charset) {
        this.configuration = configuration;
        this.out = out;
        this.mark = charset.newEncoder().canEncode('█') ? '█' : '#';
    }

    /** Draws all plans of all processors. */
    public void print() {
        out.printf(
                "system \"%s\": %s, %s%n",
                configuration.name(),
                Quantities.count(configuration.processors().size(), "processor"),
                Quantities.count(configuration.partitions().size(), "partition"));
        for (Processor processor : configuration.processors()) {
            for (Plan plan : processor.plans()) {
                print(processor, plan);
            }
        }
        printUtilisation();
    }

    private void print(Processor processor, Plan plan) {
        PlanAnalysis analysis = new PlanAnalysis(plan);
        out.println();
        out.printf(
                "processor %d, plan %d%s: major frame %s, %s, %.1f %% used%n",
                processor.id(),
                plan.id(),
                plan.name() == null ? "" : " \"" + plan.name() + "\"",
                Quantities.time(plan.majorFrameUs()),
                Quantities.count(plan.slots().size(), "slot"),
                100 * analysis.utilisation());
        for (int partition : analysis.partitions()) {
            long timeUs = analysis.timeOfUs(partition);
            out.printf(
                    "  %-" + NAME_WIDTH + "s |%s| %s, %.1f %%%n",
                    shortened(name(partition)),
                    row(plan, analysis, partition),
                    Quantities.time(timeUs),
                    100 * analysis.share(timeUs));
        }
        String end = Quantities.time(analysis.endUs());
        out.printf("  %-" + NAME_WIDTH + "s 0%" + (COLUMNS + 1) + "s%n", "", end);
        plan.slots().forEach(this::printSlot);
        printFindings(analysis);
    }

    private void printSlot(Slot slot) {
        out.printf(
                "  slot %-3d %s .. %s  partition %d \"%s\"%s%n",
                slot.id(),
                Quantities.time(slot.startUs()),
                Quantities.time(slot.endUs()),
                slot.partitionId(),
                name(slot.partitionId()),
                slot.vcpuId() == 0 ? "" : ", vcpu " + slot.vcpuId());
    }

    private void printFindings(PlanAnalysis analysis) {
        List<PlanAnalysis.Span> gaps = analysis.gaps();
        out.println("  gaps: "
                + (gaps.isEmpty()
                        ? "none"
                        : gaps.stream()
                                .map(gap -> "%s .. %s (%s)"
                                        .formatted(
                                                Quantities.time(gap.fromUs()),
                                                Quantities.time(gap.toUs()),
                                                Quantities.time(gap.lengthUs())))
                                .collect(Collectors.joining(", "))));
        for (PlanAnalysis.Overlap overlap : analysis.overlaps()) {
            out.printf(
                    "  OVERLAP: slots %d and %d from %s to %s%n",
                    overlap.first().id(),
                    overlap.second().id(),
                    Quantities.time(overlap.span().fromUs()),
                    Quantities.time(overlap.span().toUs()));
        }
        for (Slot slot : analysis.overruns()) {
            out.printf(
                    "  OVERRUN: slot %d ends behind the major frame, at %s%n",
                    slot.id(), Quantities.time(slot.endUs()));
        }
    }

    private void printUtilisation() {
        out.println();
        out.println("utilisation of the processors by partition, for each plan");
        for (Processor processor : configuration.processors()) {
            for (Plan plan : processor.plans()) {
                PlanAnalysis analysis = new PlanAnalysis(plan);
                String shares = configuration.partitions().stream()
                        .map(partition -> "%s %.1f %%"
                                .formatted(
                                        name(partition.id()), 100 * analysis.share(analysis.timeOfUs(partition.id()))))
                        .collect(Collectors.joining(", "));
                out.printf(
                        "  processor %d, plan %d: %.1f %% (%s)%n",
                        processor.id(), plan.id(), 100 * analysis.utilisation(), shares);
            }
        }
    }

    private String row(Plan plan, PlanAnalysis analysis, int partition) {
        StringBuilder row = new StringBuilder();
        double width = (double) analysis.endUs() / COLUMNS;
        for (int column = 0; column < COLUMNS; column++) {
            double from = column * width;
            double to = from + width;
            boolean runs = plan.slots().stream()
                    .anyMatch(slot -> slot.partitionId() == partition
                            && slot.endUs() > slot.startUs()
                            && slot.startUs() < to
                            && slot.endUs() > from);
            row.append(runs ? mark : ' ');
        }
        return row.toString();
    }

    private String name(int partition) {
        List<PartitionConfiguration> partitions = configuration.partitions();
        return partition < 0
                        || partition >= partitions.size()
                        || partitions.get(partition).name() == null
                ? "partition " + partition
                : configuration.nameOf(partitions.get(partition));
    }

    private static String shortened(String name) {
        return name.length() <= NAME_WIDTH ? name : name.substring(0, NAME_WIDTH - 1) + "~";
    }
}
