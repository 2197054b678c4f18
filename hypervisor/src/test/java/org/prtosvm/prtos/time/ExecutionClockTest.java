// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExecutionClockTest {
    @Test
    void shouldCountOnlyWhileItRuns() {
        ExecutionClock clock = new ExecutionClock();
        assertEquals(0, clock.counts(500));
        clock.start(1_000);
        assertEquals(300, clock.counts(1_300));
        clock.stop(1_400);
        assertEquals(400, clock.counts(9_999));
        clock.start(5_000);
        assertEquals(410, clock.counts(5_010));
    }

    @Test
    void shouldBeginFromNothingAtAStartOfTheSystem() {
        ExecutionClock clock = new ExecutionClock();
        clock.start(1_000);
        clock.reset();
        assertEquals(0, clock.counts(5_000));
        clock.start(6_000);
        assertEquals(7, clock.counts(6_007));
    }

    @Test
    void shouldTellWhenItReachesAValue() {
        ExecutionClock clock = new ExecutionClock();
        clock.start(1_000);
        clock.stop(1_100);
        clock.start(2_000);
        assertEquals(2_400, clock.whenReached(500, 2_000));
        assertEquals(TimeBase.NEVER, clock.whenReached(TimeBase.NEVER, 2_000));
    }
}
