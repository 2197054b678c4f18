// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cyclic plan of one processor. Source: ABI 11-configuration, 3.2 Plan.
 *
 * @param name name, or null for a plan without one (see {@link SystemConfiguration#nameOf(Plan)})
 * @param id place among the plans of its processor, from 0; plan 0 is the initial one, plan 1 the maintenance plan
 * @param majorFrameUs length of the cycle in microseconds
 * @param slots slots in time order
 */
public record Plan(@Nullable String name, int id, long majorFrameUs, List<Slot> slots) {
    /** Makes a plan with a copy of the list. */
    public Plan {
        slots = List.copyOf(slots);
    }
}
