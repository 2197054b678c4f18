package org.prtosvm.tools.plan;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.prtos.config.AddressRange;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.config.Region;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.tools.plan.MemoryLayout.Claim;

/** Draws the physical memory of a configuration as text: every region with its areas and what is free between them. */
public final class MemoryText {
    private static final List<Map.Entry<Integer, String>> FLAGS = List.of(
            Map.entry(MemoryAreaFlags.SHARED, "shared"),
            Map.entry(MemoryAreaFlags.UNMAPPED, "unmapped"),
            Map.entry(MemoryAreaFlags.READ_ONLY, "read-only"),
            Map.entry(MemoryAreaFlags.UNCACHEABLE, "uncacheable"),
            Map.entry(MemoryAreaFlags.ROM, "rom"),
            Map.entry(MemoryAreaFlags.FLAG0, "flag0"),
            Map.entry(MemoryAreaFlags.FLAG1, "flag1"),
            Map.entry(MemoryAreaFlags.FLAG2, "flag2"),
            Map.entry(MemoryAreaFlags.FLAG3, "flag3"),
            Map.entry(MemoryAreaFlags.IOMMU, "iommu"));

    private final SystemConfiguration configuration;
    private final MemoryLayout layout;
    private final PrintWriter out;

    /**
     * Prepares a drawing.
     *
     * @param configuration the system; it need not keep all rules
     * @param out receives the text
     */
    public MemoryText(SystemConfiguration configuration, PrintWriter out) {
        this.configuration = configuration;
        this.layout = new MemoryLayout(configuration);
        this.out = out;
    }

    /** Draws all regions. */
    public void print() {
        out.println("physical memory");
        for (Region region : configuration.regions()) {
            AddressRange range = region.range();
            out.printf(
                    "  %s  region, %s, %s%n",
                    range, region.isRam() ? "ram" : "rom", Quantities.size(range.end() - range.start()));
            print(range);
        }
        List<Claim> strays = layout.strays(configuration);
        if (!strays.isEmpty()) {
            out.println("  outside all regions");
            strays.forEach(this::print);
        }
    }

    private void print(AddressRange region) {
        long at = region.start();
        for (Claim claim : layout.claimsIn(region)) {
            printFree(at, claim.range().start());
            print(claim);
            if (claim.range().start() < at) {
                out.printf("      shares memory with what is above%n");
            }
            at = Math.max(at, claim.range().end());
        }
        printFree(at, region.end());
    }

    private void printFree(long from, long to) {
        if (to > from) {
            out.printf("    0x%08x..0x%08x  free, %s%n", from, to - 1, Quantities.size(to - from));
        }
    }

    private void print(Claim claim) {
        MemoryArea area = claim.area();
        StringBuilder text = new StringBuilder();
        if (area.name() != null) {
            text.append(" \"").append(area.name()).append('"');
        }
        if (claim.isMapped() && area.mappedAt() != area.start()) {
            text.append(String.format(", mapped at 0x%08x", area.mappedAt()));
        }
        List<String> flags = new ArrayList<>();
        FLAGS.stream().filter(flag -> area.has(flag.getKey())).forEach(flag -> flags.add(flag.getValue()));
        if (!flags.isEmpty()) {
            text.append(", ").append(String.join(" ", flags));
        }
        out.printf(
                "    %s  %s%s, %s%n",
                claim.range(),
                claim.owner(),
                text,
                Quantities.size(claim.range().end() - claim.range().start()));
    }
}
