// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.Comparator;
import java.util.List;

/** Finds the region that an area belongs to. */
final class RegionTable {
    /** Index of an area that is not inside one region. */
    static final int NO_REGION = -1;

    private RegionTable() {}

    /** The regions in ascending order, which is the order of their indices. */
    static List<Region> sorted(List<Region> regions) {
        return regions.stream()
                .sorted(Comparator.comparing(Region::start, Integer::compareUnsigned))
                .toList();
    }

    /** The index of the first region that holds all of a range, or {@link #NO_REGION}. */
    static int indexOf(List<Region> regions, AddressRange range) {
        for (int index = 0; index < regions.size(); index++) {
            if (regions.get(index).range().contains(range)) {
                return index;
            }
        }
        return NO_REGION;
    }
}
