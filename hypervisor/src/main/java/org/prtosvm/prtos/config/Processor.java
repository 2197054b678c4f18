// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;

/**
 * A processor. Source: ABI 11-configuration, 3.2 Processor.
 *
 * @param id number, from 0
 * @param frequencyKhz clock in kHz, 0 if the description leaves it to the machine
 * @param plans its plans, at least one
 */
public record Processor(int id, long frequencyKhz, List<Plan> plans) {
    /** Makes a processor with a copy of the list. */
    public Processor {
        plans = List.copyOf(plans);
    }
}
