// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.HmAction;
import org.prtosvm.abi.HmEvent;

/** Reads health-monitor tables of a configuration blob. */
final class BlobHmReader {
    private final BlobBytes blob;

    BlobHmReader(BlobBytes blob) {
        this.blob = blob;
    }

    /** Reads a table and checks that each action is permitted for its event. */
    HmTable table(String owner, int at, Function<HmEvent, Set<HmAction>> permitted) {
        List<HmSlot> slots = new ArrayList<>();
        for (int event = 0; event < HmEvent.COUNT; event++) {
            HmSlot slot = slot(owner, event, at + 4 * event);
            slots.add(slot);
            if (event != HmEvent.UNUSED && !permitted.apply(HmEvent.of(event)).contains(slot.action())) {
                throw blob.refuse(
                        owner,
                        "health-monitor event %s: expected one of %s, found %s",
                        HmEvent.of(event),
                        permitted.apply(HmEvent.of(event)),
                        slot.action());
            }
        }
        return new HmTable(slots);
    }

    private HmSlot slot(String owner, int event, int at) {
        int word = blob.word(owner, at);
        int action = word & ~ConfigurationBlobDescriptor.HM_LOG;
        if (action >= HmAction.COUNT) {
            throw blob.refuse(
                    owner,
                    "health-monitor event %d: expected an action below %d, found %d",
                    event,
                    HmAction.COUNT,
                    action);
        }
        return new HmSlot(HmAction.of(action), word != action);
    }
}
