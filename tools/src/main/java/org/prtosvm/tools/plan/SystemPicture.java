package org.prtosvm.tools.plan;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.config.AddressRange;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.Plan;
import org.prtosvm.prtos.config.Processor;
import org.prtosvm.prtos.config.Region;
import org.prtosvm.prtos.config.Slot;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.tools.plan.MemoryLayout.Claim;

/** Draws plans and memory of a configuration as an SVG picture. Source: W3C Scalable Vector Graphics 1.1. */
public final class SystemPicture {
    private static final int LEFT = 150;
    private static final int CHART_WIDTH = 800;
    private static final int RIGHT = 30;
    private static final int ROW = 22;
    private static final int TITLE = 26;
    private static final int MEMORY_ROW = 18;
    private static final int ADDRESS_WIDTH = 190;
    private static final List<String> COLOURS = List.of(
            "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#997700", "#225555", "#bb5566",
            "#777777");
    private static final String NEUTRAL = "#bbbbbb";

    private final SystemConfiguration configuration;
    private final StringBuilder body = new StringBuilder();
    private int y = TITLE;

    private SystemPicture(SystemConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Draws a configuration.
     *
     * @param configuration the system; it need not keep all rules
     * @return SVG text
     */
    public static String draw(SystemConfiguration configuration) {
        return new SystemPicture(configuration).draw();
    }

    private String draw() {
        text(10, y, "system " + configuration.name(), "font-weight=\"bold\"");
        for (Processor processor : configuration.processors()) {
            for (Plan plan : processor.plans()) {
                drawPlan(processor, plan);
            }
        }
        drawMemory();
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                %s</svg>
                """.formatted(LEFT + CHART_WIDTH + RIGHT, y + TITLE, body);
    }

    private void drawPlan(Processor processor, Plan plan) {
        PlanAnalysis analysis = new PlanAnalysis(plan);
        y += TITLE + ROW / 2;
        text(
                10,
                y,
                String.format(
                        Locale.ROOT,
                        "processor %d, plan %d%s, major frame %s, %.1f %% used",
                        processor.id(),
                        plan.id(),
                        plan.name() == null ? "" : " " + plan.name(),
                        Quantities.time(plan.majorFrameUs()),
                        100 * analysis.utilisation()),
                "");
        int top = y + 6;
        for (int partition : analysis.partitions()) {
            y += ROW;
            text(10, y, partitionName(partition), "");
            for (Slot slot : plan.slots()) {
                if (slot.partitionId() == partition) {
                    drawSlot(slot, analysis.endUs());
                }
            }
        }
        for (PlanAnalysis.Overlap overlap : analysis.overlaps()) {
            mark(overlap.span(), analysis.endUs(), top);
        }
        y += ROW;
        text(LEFT, y, "0", "");
        text(LEFT + CHART_WIDTH, y, Quantities.time(analysis.endUs()), "text-anchor=\"end\"");
        body.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"black\"/>%n"
                .formatted(LEFT, top, CHART_WIDTH, y - ROW + 4 - top));
    }

    private void drawSlot(Slot slot, long endUs) {
        double from = position(slot.startUs(), endUs);
        double to = position(slot.endUs(), endUs);
        String label = "slot %d, %s .. %s, vcpu %d"
                .formatted(slot.id(), Quantities.time(slot.startUs()), Quantities.time(slot.endUs()), slot.vcpuId());
        box(from, y - ROW + 8, to - from, ROW - 6, colour(slot.partitionId()), label);
    }

    private void mark(PlanAnalysis.Span span, long endUs, int top) {
        double from = position(span.fromUs(), endUs);
        double to = position(span.toUs(), endUs);
        body.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"red\" fill-opacity=\"0.3\">"
                        + "<title>overlap</title></rect>%n",
                from,
                top,
                to - from,
                y - top));
    }

    private static double position(long timeUs, long endUs) {
        return LEFT + (endUs == 0 ? 0 : (double) CHART_WIDTH * timeUs / endUs);
    }

    private void drawMemory() {
        MemoryLayout layout = new MemoryLayout(configuration);
        y += 2 * TITLE;
        text(10, y, "physical memory (heights are not to scale)", "");
        for (Region region : configuration.regions()) {
            AddressRange range = region.range();
            y += MEMORY_ROW;
            text(10, y, range.toString(), "");
            text(LEFT + ADDRESS_WIDTH, y, "region, " + (region.isRam() ? "ram" : "rom"), "font-style=\"italic\"");
            long at = range.start();
            for (Claim claim : layout.claimsIn(range)) {
                drawMemoryRow(at, claim.range().start(), null);
                drawMemoryRow(claim.range().start(), claim.range().end(), claim);
                at = Math.max(at, claim.range().end());
            }
            drawMemoryRow(at, range.end(), null);
        }
    }

    private void drawMemoryRow(long from, long to, @Nullable Claim claim) {
        if (to <= from) {
            return;
        }
        y += MEMORY_ROW;
        String owner = claim == null ? "free" : claim.owner();
        String fill = claim == null ? "white" : claim.partition() < 0 ? NEUTRAL : colour(claim.partition());
        box(LEFT + ADDRESS_WIDTH, y - MEMORY_ROW + 5, CHART_WIDTH - ADDRESS_WIDTH, MEMORY_ROW - 2, fill, owner);
        text(LEFT, y, "0x%08x..0x%08x".formatted(from, to - 1), "");
        String name = claim == null || claim.area().name() == null
                ? ""
                : " (" + claim.area().name() + ")";
        text(LEFT + ADDRESS_WIDTH + 8, y, owner + name + ", " + Quantities.size(to - from), "");
    }

    private void box(double x, int top, double width, int height, String fill, String title) {
        body.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\" stroke=\"black\" stroke-width=\"0.5\">"
                        + "<title>%s</title></rect>%n",
                x,
                top,
                width,
                height,
                fill,
                escaped(title)));
    }

    private void text(int x, int baseline, String text, String attributes) {
        body.append("<text x=\"%d\" y=\"%d\" %s>%s</text>%n".formatted(x, baseline, attributes, escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String colour(int partition) {
        return COLOURS.get(Math.floorMod(partition, COLOURS.size()));
    }

    private String partitionName(int id) {
        List<PartitionConfiguration> partitions = configuration.partitions();
        return id < 0 || id >= partitions.size() || partitions.get(id).name() == null
                ? "partition " + id
                : configuration.nameOf(partitions.get(id));
    }
}
