// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/**
 * What a configuration has to keep in order to be run, beyond the rules of a system description, which leave the linear addresses of
 * memory areas open. Source: ABI 01-machine-and-boot, 2.2.
 */
public final class GuestAddressChecks {
    private GuestAddressChecks() {}

    /**
     * Checks the linear addresses of all areas that are mapped at the start of their partition.
     *
     * @param configuration a configuration that keeps all rules of a system description
     * @param file where it comes from, for messages
     * @throws ConfigurationException if an area begins inside a page, or reaches into the hypervisor's addresses
     */
    public static void check(SystemConfiguration configuration, String file) {
        Problems problems = new Problems(Location.ofFile(file));
        for (PartitionConfiguration partition : configuration.partitions()) {
            for (MemoryArea area : partition.areas()) {
                if (!area.has(MemoryAreaFlags.UNMAPPED)) {
                    check(partition, area, problems);
                }
            }
        }
        problems.throwIfAny();
    }

    private static void check(PartitionConfiguration partition, MemoryArea area, Problems problems) {
        if (area.mappedAt() % PrtosConstants.PAGE_SIZE != 0) {
            problems.add(
                    Kind.AREA_MAPPED_AT,
                    area,
                    "partition %d: memory area %s: mapped at 0x%08x, expected a multiple of 0x1000",
                    partition.id(),
                    area.physicalRange(),
                    area.mappedAt());
        }
        if (area.linearRange().end() > Integer.toUnsignedLong(PrtosConstants.HYPERVISOR_OFFSET)) {
            problems.add(
                    Kind.AREA_MAPPED_AT,
                    area,
                    "partition %d: memory area %s: mapped at %s, expected to end below 0x%08x",
                    partition.id(),
                    area.physicalRange(),
                    area.linearRange(),
                    PrtosConstants.HYPERVISOR_OFFSET);
        }
    }
}
