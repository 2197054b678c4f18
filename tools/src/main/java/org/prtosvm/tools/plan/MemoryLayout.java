package org.prtosvm.tools.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.prtos.config.AddressRange;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.SystemConfiguration;

/** Who has which physical memory. */
final class MemoryLayout {
    /**
     * Memory of one owner.
     *
     * @param owner who has it
     * @param partition id of the partition, or -1 if the owner is none
     * @param area where it is
     */
    record Claim(String owner, int partition, MemoryArea area) {
        /** Memory blocks and the boot image have no linear addresses. */
        boolean isMapped() {
            return (partition >= 0 || owner.equals(HYPERVISOR)) && !area.has(MemoryAreaFlags.UNMAPPED);
        }

        AddressRange range() {
            return area.physicalRange();
        }
    }

    private static final String HYPERVISOR = "hypervisor";

    private final List<Claim> claims = new ArrayList<>();

    MemoryLayout(SystemConfiguration configuration) {
        claims.add(new Claim(HYPERVISOR, -1, configuration.hypervisor().area()));
        int block = 0;
        for (MemoryArea area : configuration.devices().memoryBlocks()) {
            claims.add(new Claim("memory block " + block++, -1, area));
        }
        configuration.residentSoftwareAreas().forEach(area -> claims.add(new Claim("resident software", -1, area)));
        for (PartitionConfiguration partition : configuration.partitions()) {
            String name = partition.name() == null ? "" : " \"" + partition.name() + "\"";
            partition
                    .areas()
                    .forEach(area -> claims.add(new Claim("partition " + partition.id() + name, partition.id(), area)));
        }
        claims.sort(Comparator.comparingLong(claim -> claim.range().start()));
    }

    /** All claims in the order of their addresses. */
    List<Claim> claims() {
        return claims;
    }

    /** The claims that begin inside a range. */
    List<Claim> claimsIn(AddressRange range) {
        return claims.stream()
                .filter(claim ->
                        claim.range().start() >= range.start() && claim.range().start() < range.end())
                .toList();
    }

    /** The claims outside all regions. */
    List<Claim> strays(SystemConfiguration configuration) {
        return claims.stream()
                .filter(claim -> configuration.regions().stream()
                        .noneMatch(region -> claim.range().start()
                                        >= region.range().start()
                                && claim.range().start() < region.range().end()))
                .toList();
    }
}
