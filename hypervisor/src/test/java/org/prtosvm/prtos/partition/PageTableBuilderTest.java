// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.TestMachine;

class PageTableBuilderTest {
    private static final int EXTRA = 0x700_0000;
    private static final int REMAPPED = 0x780_0000;
    private static final int REMAPPED_AT = 0x900_0000;
    private static final int POOL = TestMachine.BASE + 0x1_0000;
    /** Accessed and dirty bits are set from the start. */
    private static final int PAGE_BITS = 0x67;

    private final TestMachine machine = new TestMachine(
            TestMachine.processor("10ms", TestMachine.slot(0, 0, 10, 0, 0)),
            TestMachine.partition(
                            0,
                            "",
                            "<Area start=\"0x7000000\" size=\"16KB\" flags=\"read-only\"/>"
                                    + "<Area start=\"0x7400000\" size=\"16KB\" flags=\"unmapped\"/>"
                                    + "<Area start=\"0x7800000\" size=\"16KB\" mappedAt=\"0x9000000\" flags=\"uncacheable\"/>"
                                    + "<Area start=\"0x7c00000\" size=\"64KB\" flags=\"shared\"/>")
                    + TestMachine.partition(1, "", "<Area start=\"0x7c00000\" size=\"64KB\" flags=\"shared\"/>"),
            1);
    private final Partition partition = machine.kernel().partition(0);

    @AfterEach
    void close() {
        machine.close();
    }

    private PageTableBuilder builder(int pool, int size) {
        partition.pages().clear();
        return new PageTableBuilder(machine.memory(), partition, pool, size);
    }

    private int entry(PageTableBuilder builder, int linear) {
        int table = machine.memory().load32(builder.directory() + (linear >>> 22) * 4);
        return table == 0 ? 0 : machine.memory().load32((table & -4096) + (linear >>> 12 & 0x3FF) * 4);
    }

    @Test
    void shouldMapAreasByTheirFlags() {
        PageTableBuilder builder = builder(POOL, 0x1_0000);
        assertTrue(builder.begin());
        builder.mapControlTables(0x100_0000, 4096);
        assertTrue(builder.finish());
        assertEquals(POOL, builder.directory());
        assertEquals(TestMachine.BASE | PAGE_BITS, entry(builder, TestMachine.BASE));
        assertEquals(EXTRA | PAGE_BITS & ~2, entry(builder, EXTRA), "read-only");
        assertEquals(0, entry(builder, 0x740_0000), "unmapped");
        assertEquals(REMAPPED | PAGE_BITS | 0x10, entry(builder, REMAPPED_AT), "uncacheable, elsewhere");
        assertEquals(0x100_0000 | 0x75, entry(builder, PrtosConstants.PCT_AREA_ADDRESS), "control table");
        int directoryEntry = machine.memory().load32(POOL + (TestMachine.BASE >>> 22) * 4);
        assertEquals(POOL + 0x1000 | 0x23, directoryEntry, "supervisor, accessed");
    }

    @Test
    void shouldMakeTablesReadOnlyAndCountReferences() {
        PageTableBuilder builder = builder(POOL, 0x1_0000);
        builder.begin();
        builder.finish();
        PageRegistry pages = partition.pages();
        assertEquals(PageType.DIRECTORY, pages.type(POOL));
        assertEquals(PageType.TABLE, pages.type(POOL + 0x1000));
        assertEquals(2, pages.counter(POOL));
        assertEquals(2, pages.counter(POOL + 0x1000));
        assertEquals(1, pages.counter(TestMachine.BASE));
        assertEquals(0, pages.counter(0x740_0000));
        assertEquals(0, entry(builder, POOL) & 2);
        assertEquals(0, entry(builder, POOL + 0x1000) & 2);
        assertEquals(2, entry(builder, POOL + 0xF000) & 2, "unused pages of the pool stay ordinary");
    }

    @Test
    void shouldFailOnAPoolThatIsTooSmall() {
        assertFalse(builder(POOL, 0).begin());
        assertFalse(builder(POOL, 0x2000).begin());
    }

    @Test
    void shouldFailOnAPoolOutsideTheAreas() {
        assertFalse(builder(0x500_0000, 0x1_0000).begin());
    }

    @Test
    void shouldFailOnAPoolThatAnotherPartitionCanWriteTo() {
        assertFalse(builder(0x7C0_0000, 0x1_0000).begin());
    }

    @Test
    void shouldTranslateThePool() {
        PageTableBuilder builder = builder(REMAPPED_AT, 0x4000);
        assertFalse(builder.begin(), "four pages are not enough here");
        assertEquals(REMAPPED, builder.directory());
    }
}
