// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.prtosvm.abi.HmAction;
import org.prtosvm.abi.HmEvent;

final class HmRulesTest {
    /** One letter per action: Y if it is permitted. */
    private static String row(Set<HmAction> permitted) {
        return Set.of(HmAction.values()).stream()
                .sorted()
                .map(action -> permitted.contains(action) ? "Y" : "-")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @EnumSource(HmEvent.class)
    void shouldKeepTheTable(HmEvent event) {
        String hypervisor = switch (event) {
            case FATAL_ERROR -> "----YY--Y--";
            case SYSTEM_ERROR, PARTITION_ERROR, FP_ERROR, MEM_PROTECTION -> "--------Y--";
            case UNEXPECTED_TRAP -> "YYYYYYY-Y-Y";
            default -> "----YY--YY-";
        };
        String partition = switch (event) {
            case FATAL_ERROR -> "-------YY--";
            case SYSTEM_ERROR, FP_ERROR, MEM_PROTECTION -> "-YYYYYYYY-Y";
            case PARTITION_ERROR, UNEXPECTED_TRAP -> "YYYYYYYYY-Y";
            default -> "YYYYYYYYYYY";
        };
        assertEquals(hypervisor, row(HmRules.permittedForHypervisor(event)));
        assertEquals(partition, row(HmRules.permittedForPartition(event)));
    }

    @Test
    void shouldHaveTheDocumentedDefaults() {
        assertEquals(0x80000008, HmTable.HYPERVISOR_DEFAULT.slot(0).word());
        assertEquals(0x80000008, HmTable.HYPERVISOR_DEFAULT.slot(25).word());
        assertEquals(0x80000007, HmTable.PARTITION_DEFAULT.slot(5).word());
        assertEquals(0x00000007, HmTable.PARTITION_DEFAULT.slot(6).word());
        assertEquals(0, HmTable.PARTITION_DEFAULT.slot(HmEvent.UNUSED).word());
        assertEquals(0, HmTable.HYPERVISOR_DEFAULT.slot(HmEvent.UNUSED).word());
    }
}
