package org.prtosvm.translator.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChangingCodeTest {
    private static final int ADDRESS = 0x12_3050;
    private static final int OTHER_GRAIN = 0x12_3080;
    private static final long LONG_AFTER = 1L << 30;

    private final ChangingCode changing = new ChangingCode();

    private void change(int times) {
        for (int n = 0; n < times; n++) {
            changing.changed(ADDRESS, 4);
        }
    }

    @Test
    void shouldTolerateFewChanges() {
        change(2);
        assertEquals(0, changing.executionsNeeded(ADDRESS, 8));
        assertEquals(0, changing.grains(ADDRESS));
    }

    @Test
    void shouldAskForTwiceAsManyExecutionsWithEachChange() {
        change(3);
        int first = changing.executionsNeeded(ADDRESS, 8);
        assertTrue(first > 0);
        change(1);
        assertEquals(2 * first, changing.executionsNeeded(ADDRESS, 8));
        change(1000);
        assertTrue(changing.executionsNeeded(ADDRESS, 8) > 1_000_000);
    }

    @Test
    void shouldJudgeGrainsApart() {
        change(10);
        assertEquals(0, changing.executionsNeeded(OTHER_GRAIN, 8));
        assertTrue(changing.executionsNeeded(ADDRESS, OTHER_GRAIN - ADDRESS + 1) > 0);
        assertEquals(0, changing.grains(ADDRESS + 0x1000));
        assertEquals(1L << 1, changing.grains(ADDRESS));
    }

    @Test
    void shouldTrustCodeAgainThatWasLeftAlone() {
        change(10);
        changing.advanceTo(LONG_AFTER);
        assertEquals(0, changing.executionsNeeded(ADDRESS, 8));
        change(1);
        assertEquals(0, changing.grains(ADDRESS));
    }
}
