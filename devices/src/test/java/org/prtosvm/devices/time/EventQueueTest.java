package org.prtosvm.devices.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private final List<String> log = new ArrayList<>();
    private final List<Long> sooner = new ArrayList<>();
    private long now;
    private final EventQueue queue = new EventQueue(() -> now, sooner::add);

    private int slot(String name) {
        return queue.register(() -> log.add(name + " " + queue.now()));
    }

    @Test
    void shouldHandleEventsInTheOrderOfTimeThenSlot() {
        int a = slot("a");
        int b = slot("b");
        int c = slot("c");
        queue.schedule(c, 20);
        queue.schedule(b, 10);
        queue.schedule(a, 20);
        assertEquals(10, queue.next());
        queue.runDue(9);
        assertEquals(List.of(), log);
        queue.runDue(25);
        assertEquals(List.of("b 10", "a 20", "c 20"), log);
        assertEquals(EventQueue.NEVER, queue.next());
    }

    @Test
    void shouldHandlePeriodicEventsAtTheirOwnTimes() {
        int[] slot = new int[1];
        slot[0] = queue.register(() -> {
            log.add("tick " + queue.now());
            queue.schedule(slot[0], queue.now() + 7);
        });
        queue.schedule(slot[0], 7);
        queue.runDue(22);
        assertEquals(List.of("tick 7", "tick 14", "tick 21"), log);
        assertEquals(28, queue.next());
    }

    @Test
    void shouldTellWhenTheNextEventComesSooner() {
        int a = slot("a");
        int b = slot("b");
        queue.schedule(a, 50);
        queue.schedule(b, 60);
        queue.schedule(b, 30);
        queue.schedule(b, EventQueue.NEVER);
        assertEquals(List.of(50L, 30L), sooner);
        assertEquals(50, queue.next());
    }

    @Test
    void shouldHoldMoreSlotsThanAtFirst() {
        for (int n = 0; n < 40; n++) {
            queue.schedule(slot("s" + n), 100 - n);
        }
        queue.runDue(62);
        assertEquals(List.of("s39 61", "s38 62"), log);
    }

    @Test
    void shouldConvertBothWaysWithoutDrift() {
        Oscillator oscillator = new Oscillator(1_193_182, 200_000_000);
        for (long tick : new long[] {0, 1, 2, 1_193_181, 1_193_182, 1_193_183, 7_777_777_777L}) {
            long count = oscillator.count(tick);
            assertEquals(tick, oscillator.ticks(count));
            assertEquals(tick, count == 0 ? 0 : oscillator.ticks(count - 1) + 1);
        }
        assertEquals(1_193_182L * 1_000_000, oscillator.ticks(200_000_000L * 1_000_000));
        assertEquals(200_000_000L * 1_000_000, oscillator.count(1_193_182L * 1_000_000));
    }

    @Test
    void shouldBeExactWhenItIsFasterThanTheProcessor() {
        Oscillator oscillator = new Oscillator(1_193_182, 1_000_000);
        assertEquals(1, oscillator.ticks(1));
        assertEquals(2, oscillator.ticks(2));
        assertEquals(1, oscillator.count(1));
        assertEquals(6, oscillator.count(7));
        assertThrows(IllegalArgumentException.class, () -> new Oscillator(0, 5));
    }
}
