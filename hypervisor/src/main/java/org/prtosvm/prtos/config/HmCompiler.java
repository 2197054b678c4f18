// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.prtosvm.abi.HmAction;
import org.prtosvm.abi.HmEvent;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/** Makes health-monitor tables. */
final class HmCompiler {
    private static final Map<String, HmEvent> EVENTS = Stream.of(HmEvent.values())
            .collect(Collectors.toUnmodifiableMap(HmEvent::configurationName, Function.identity()));
    private static final Map<String, HmAction> ACTIONS = Stream.of(HmAction.values())
            .collect(Collectors.toUnmodifiableMap(HmAction::configurationName, Function.identity()));

    private final Problems problems;

    HmCompiler(Problems problems) {
        this.problems = problems;
    }

    /** The table of the hypervisor. */
    HmTable hypervisorTable(XmlElement owner) {
        return table(owner, "hypervisor", HmTable.HYPERVISOR_DEFAULT, HmRules::permittedForHypervisor);
    }

    /** The table of a partition. */
    HmTable partitionTable(XmlElement owner) {
        return table(owner, "partition", HmTable.PARTITION_DEFAULT, HmRules::permittedForPartition);
    }

    private HmTable table(
            XmlElement owner, String level, HmTable defaults, Function<HmEvent, Set<HmAction>> permitted) {
        HmTable table = defaults;
        for (XmlElement element :
                owner.child("HealthMonitor").map(XmlElement::children).orElse(List.of())) {
            HmEvent event = EVENTS.get(element.value("name"));
            if (event == null) {
                problems.addAt(
                        Kind.HM_EVENT,
                        element.locationOf("name"),
                        "no health-monitor event has the name %s",
                        element.value("name"));
                continue;
            }
            HmSlot slot = slot(element);
            if (!permitted.apply(event).contains(slot.action())) {
                problems.addAt(
                        Kind.HM_ACTION,
                        element.locationOf("action"),
                        "%s of the %s: expected one of %s, found %s",
                        event.configurationName(),
                        level,
                        permitted.apply(event),
                        slot.action());
            }
            table = table.with(event, slot);
        }
        return table;
    }

    private static HmSlot slot(XmlElement element) {
        HmAction action = ACTIONS.get(element.value("action"));
        if (action == null) {
            throw new IllegalStateException("the schema lets the action " + element.value("action") + " pass");
        }
        return new HmSlot(action, List.of("yes", "true").contains(element.value("log")));
    }
}
