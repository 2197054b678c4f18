// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeBaseTest {
    @Test
    void shouldRoundTimeDown() {
        TimeBase base = new TimeBase(200_000);
        assertEquals(0, base.toUs(199));
        assertEquals(1, base.toUs(200));
        assertEquals(995, base.toNs(199));
        assertEquals(1_000, base.toNs(200));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 999, 1_000, 33_333, 200_000, 2_597_028})
    void shouldFindTheFirstCountAtWhichATimeIsReached(long khz) {
        TimeBase base = new TimeBase(khz);
        Random random = new Random(khz);
        for (int i = 0; i < 1_000; i++) {
            long us = random.nextLong(1L << random.nextInt(1, 45));
            long count = base.countAtUs(us);
            assertTrue(base.toUs(count) >= us, () -> us + " us at " + khz + " kHz");
            assertTrue(count == 0 || base.toUs(count - 1) < us, () -> us + " us at " + khz + " kHz");
        }
    }

    @Test
    void shouldNeverReachTimesBeyondTheRange() {
        TimeBase base = new TimeBase(200_000);
        assertEquals(TimeBase.NEVER, base.countAtUs(Long.MAX_VALUE));
        assertEquals(TimeBase.NEVER, base.countAtUs(Long.MAX_VALUE / 200));
    }

    @Test
    void shouldRefuseASpeedOfZero() {
        assertThrows(IllegalArgumentException.class, () -> new TimeBase(0));
    }
}
