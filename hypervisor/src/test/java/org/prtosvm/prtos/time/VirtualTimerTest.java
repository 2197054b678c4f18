// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VirtualTimerTest {
    private final VirtualTimer timer = new VirtualTimer();

    @Test
    void shouldExpireOnceAtItsTime() {
        timer.arm(1_000, 2_000, 0);
        assertEquals(2_000, timer.deadlineUs());
        assertFalse(timer.expire(1_999));
        assertTrue(timer.expire(2_000));
        assertEquals(VirtualTimer.DISARMED, timer.deadlineUs());
        assertFalse(timer.expire(9_000));
    }

    @Test
    void shouldExpireAtOnceInThePast() {
        timer.arm(1_000, 999, 0);
        assertTrue(timer.expire(1_000));
    }

    @Test
    void shouldDeliverNearDeadlinesFiftyMicrosecondsLater() {
        timer.arm(1_000, 1_001, 0);
        assertEquals(1_050, timer.deadlineUs());
        timer.arm(1_000, 1_050, 0);
        assertEquals(1_050, timer.deadlineUs());
    }

    @Test
    void shouldKeepThePhaseAndCollapseMissedPeriods() {
        timer.arm(0, 10_000, 10_000);
        assertTrue(timer.expire(10_000));
        assertEquals(20_000, timer.deadlineUs());
        assertTrue(timer.expire(165_000));
        assertFalse(timer.expire(165_000));
        assertEquals(170_000, timer.deadlineUs());
    }

    @Test
    void shouldContinueOnTheGridOfAPastStart() {
        timer.arm(20_000, 10_000, 3_000);
        assertTrue(timer.expire(20_000));
        assertEquals(22_000, timer.deadlineUs());
    }

    @Test
    void shouldBoundTheRateOfTinyPeriods() {
        timer.arm(0, 100, 1);
        assertTrue(timer.expire(100));
        assertEquals(150, timer.deadlineUs());
    }

    @Test
    void shouldReplaceAnEarlierArming() {
        timer.arm(0, 10_000, 10_000);
        timer.arm(0, 20_000, 0);
        assertFalse(timer.expire(19_999));
        assertTrue(timer.expire(20_000));
        assertEquals(VirtualTimer.DISARMED, timer.deadlineUs());
    }

    @Test
    void shouldDisarm() {
        timer.arm(0, 10, 10);
        timer.disarm();
        assertFalse(timer.expire(Long.MAX_VALUE - 1));
    }

    @Test
    void shouldSurviveHugeTimes() {
        timer.arm(5, Long.MAX_VALUE - 1, Long.MAX_VALUE);
        assertFalse(timer.expire(1L << 60));
        timer.arm(5, 5, Long.MAX_VALUE);
        assertTrue(timer.expire(5));
        assertFalse(timer.expire(1L << 60));
    }
}
