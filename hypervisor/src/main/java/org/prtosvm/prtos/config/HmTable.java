// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.prtosvm.abi.HmAction;
import org.prtosvm.abi.HmEvent;

/**
 * A health-monitor table: one slot for each of the 26 event numbers. Source: ABI 11-configuration, 3.6.
 *
 * @param slots slot of each event, by number
 */
public record HmTable(List<HmSlot> slots) {
    /** The hypervisor's table before any event is configured. */
    public static final HmTable HYPERVISOR_DEFAULT = defaults(HmAction.HYPERVISOR_HALT, true);

    /** A partition's table before any event is configured. */
    public static final HmTable PARTITION_DEFAULT = defaults(HmAction.PARTITION_HALT, false);

    /**
     * Makes a table with a copy of the list.
     *
     * @throws IllegalArgumentException if there are not 26 slots
     */
    public HmTable {
        slots = List.copyOf(slots);
        if (slots.size() != HmEvent.COUNT) {
            throw new IllegalArgumentException(
                    "a health-monitor table has " + HmEvent.COUNT + " slots, found " + slots.size());
        }
    }

    private static HmTable defaults(HmAction action, boolean logTraps) {
        List<HmSlot> slots = new ArrayList<>(Collections.nCopies(HmEvent.COUNT, new HmSlot(action, logTraps)));
        for (int event = 0; event < HmEvent.FIRST_X86_EVENT; event++) {
            slots.set(event, new HmSlot(action, true));
        }
        slots.set(HmEvent.UNUSED, new HmSlot(HmAction.IGNORE, false));
        return new HmTable(slots);
    }

    /**
     * The slot of an event.
     *
     * @param event number of the event, 0 to 25
     * @return its slot
     */
    public HmSlot slot(int event) {
        return slots.get(event);
    }

    /**
     * The slot of an event.
     *
     * @param event the event
     * @return its slot
     */
    public HmSlot slot(HmEvent event) {
        return slots.get(event.number());
    }

    /**
     * This table with another slot for one event.
     *
     * @param event the event
     * @param slot its new slot
     * @return the changed table
     */
    public HmTable with(HmEvent event, HmSlot slot) {
        List<HmSlot> changed = new ArrayList<>(slots);
        changed.set(event.number(), slot);
        return new HmTable(changed);
    }

    /**
     * Whether some event has an action.
     *
     * @param action the action
     * @return true if at least one slot has it
     */
    public boolean uses(HmAction action) {
        return slots.stream().anyMatch(slot -> slot.action() == action);
    }
}
