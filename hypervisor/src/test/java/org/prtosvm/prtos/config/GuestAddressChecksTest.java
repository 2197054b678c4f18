// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.prtosvm.prtos.config.TestDescriptions.change;
import static org.prtosvm.prtos.config.TestDescriptions.compile;
import static org.prtosvm.prtos.config.TestDescriptions.minimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

final class GuestAddressChecksTest {
    private static SystemConfiguration mappedAt(String attributes) {
        return compile(change(minimal(), "size=\"512KB\"", "size=\"512KB\" " + attributes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x6000800", "0xfbfff000", "0xfc000000", "0xfffff000"})
    void shouldRefuseWhatCannotBeMapped(String address) {
        SystemConfiguration system = mappedAt("mappedAt=\"" + address + "\"");
        ConfigurationException refusal =
                assertThrows(ConfigurationException.class, () -> GuestAddressChecks.check(system, "sys.xml"));
        assertEquals(Kind.AREA_MAPPED_AT, refusal.problems().getFirst().kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mappedAt=\"0xfbf80000\"", "mappedAt=\"0xfffff000\" flags=\"unmapped\"", ""})
    void shouldAcceptTheRest(String attributes) {
        assertDoesNotThrow(() -> GuestAddressChecks.check(mappedAt(attributes), "sys.xml"));
    }

    @Test
    void shouldCompareRanges() {
        AddressRange range = AddressRange.of(0xFFFF_F000, 0x1000);
        assertEquals("0xfffff000..0xffffffff", range.toString());
        assertEquals(true, range.contains(0xFFFF_FFFF));
        assertEquals(false, range.contains(0));
        assertEquals(true, range.overlaps(AddressRange.of(0xFFFF_E000, 0x1001)));
        assertEquals(false, range.overlaps(AddressRange.of(0xFFFF_E000, 0x1000)));
        assertEquals(false, range.overlaps(AddressRange.of(0xFFFF_F800, 0)));
        assertEquals("0x00001000 (empty)", AddressRange.of(0x1000, 0).toString());
    }
}
