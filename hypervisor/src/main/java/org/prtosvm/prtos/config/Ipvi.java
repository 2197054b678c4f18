// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;

/**
 * An inter-partition virtual interrupt: number {@code n} of its source arrives as extended interrupt {@code 24 + n} in each
 * destination. Source: ABI 11-configuration, 3.8 Ipvi.
 *
 * @param id number, 0 to 7
 * @param sourceId partition that may raise it
 * @param destinationIds partitions that receive it
 */
public record Ipvi(int id, int sourceId, List<Integer> destinationIds) {
    /** Makes an interrupt with a copy of the list. */
    public Ipvi {
        destinationIds = List.copyOf(destinationIds);
    }
}
