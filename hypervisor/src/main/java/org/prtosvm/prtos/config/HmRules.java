// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.EnumSet;
import java.util.Set;
import org.prtosvm.abi.HmAction;
import org.prtosvm.abi.HmEvent;

/** Which actions are permitted for which event. Source: ABI 11-configuration, 3.6 "Permitted actions". */
final class HmRules {
    private static final Set<HmAction> HYPERVISOR_STOP =
            EnumSet.of(HmAction.HYPERVISOR_COLD_RESET, HmAction.HYPERVISOR_WARM_RESET, HmAction.HYPERVISOR_HALT);
    private static final Set<HmAction> HYPERVISOR_TRAP = with(HYPERVISOR_STOP, HmAction.PROPAGATE);
    private static final Set<HmAction> HYPERVISOR_UNEXPECTED =
            EnumSet.complementOf(EnumSet.of(HmAction.PARTITION_HALT, HmAction.PROPAGATE));
    private static final Set<HmAction> HYPERVISOR_OTHER = EnumSet.of(HmAction.HYPERVISOR_HALT);

    private static final Set<HmAction> PARTITION_FATAL = EnumSet.of(HmAction.PARTITION_HALT, HmAction.HYPERVISOR_HALT);
    private static final Set<HmAction> PARTITION_OPEN = EnumSet.complementOf(EnumSet.of(HmAction.PROPAGATE));
    private static final Set<HmAction> PARTITION_OTHER =
            EnumSet.complementOf(EnumSet.of(HmAction.IGNORE, HmAction.PROPAGATE));
    private static final Set<HmAction> PARTITION_TRAP = EnumSet.allOf(HmAction.class);

    private HmRules() {}

    private static Set<HmAction> with(Set<HmAction> actions, HmAction more) {
        Set<HmAction> all = EnumSet.copyOf(actions);
        all.add(more);
        return all;
    }

    /** The actions that the hypervisor may take on an event of its own. */
    static Set<HmAction> permittedForHypervisor(HmEvent event) {
        return switch (event) {
            case FATAL_ERROR -> HYPERVISOR_STOP;
            case SYSTEM_ERROR, PARTITION_ERROR, FP_ERROR, MEM_PROTECTION -> HYPERVISOR_OTHER;
            case UNEXPECTED_TRAP -> HYPERVISOR_UNEXPECTED;
            default -> HYPERVISOR_TRAP;
        };
    }

    /** The actions that may be taken on an event of a partition. */
    static Set<HmAction> permittedForPartition(HmEvent event) {
        return switch (event) {
            case FATAL_ERROR -> PARTITION_FATAL;
            case SYSTEM_ERROR, FP_ERROR, MEM_PROTECTION -> PARTITION_OTHER;
            case PARTITION_ERROR, UNEXPECTED_TRAP -> PARTITION_OPEN;
            default -> PARTITION_TRAP;
        };
    }
}
