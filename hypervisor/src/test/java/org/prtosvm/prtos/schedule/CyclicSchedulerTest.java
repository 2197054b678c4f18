// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.VcpuFlags;
import org.prtosvm.prtos.TestMachine;
import org.prtosvm.prtos.config.Plan;
import org.prtosvm.prtos.config.Slot;
import org.prtosvm.prtos.partition.Vcpu;

class CyclicSchedulerTest {
    private final TestMachine machine = new TestMachine(
                    TestMachine.processor("10ms", TestMachine.slot(0, 0, 1, 0, 0) + TestMachine.slot(1, 2, 1, 1, 0)),
                    TestMachine.partition(0, "") + TestMachine.partition(1, ""),
                    2)
            .start();
    private final Vcpu first = machine.vcpu(0, 0);
    private final Vcpu second = machine.vcpu(1, 0);
    private final List<String> log = new ArrayList<>();

    private final ScheduleListener listener = new ScheduleListener() {
        @Override
        public void planStarted(Plan plan, int previousId) {
            log.add("plan " + plan.id() + " after " + previousId);
        }

        @Override
        public void frameStarted(Plan plan, long startUs, boolean isFirst) {
            log.add("frame " + startUs + (isFirst ? " first" : ""));
        }

        @Override
        public void slotStarted(Vcpu vcpu, Plan plan, Slot slot, int index) {
            log.add("slot " + index + " of " + vcpu.partition().id());
        }
    };

    @AfterEach
    void close() {
        machine.close();
    }

    private CyclicScheduler scheduler(Plan... plans) {
        CyclicScheduler scheduler =
                new CyclicScheduler(List.of(plans), machine.kernel().partitions(), listener);
        scheduler.start(1_000);
        return scheduler;
    }

    private static Plan plan(int id, long majorFrame, Slot... slots) {
        return new Plan("plan" + id, id, majorFrame, List.of(slots));
    }

    private static Slot slot(int id, int partition, long start, long end) {
        return new Slot(id, partition, 0, start, end);
    }

    @Test
    void shouldStartPlanZeroAtItsTime() {
        CyclicScheduler scheduler = scheduler(plan(0, 1_000, slot(0, 0, 0, 400)));
        assertEquals(1_000, scheduler.nextDecisionUs());
        assertNull(scheduler.decide(999));
        assertSame(first, scheduler.decide(1_000));
        assertEquals(1_400, scheduler.nextDecisionUs());
        assertEquals(List.of("plan 0 after -1", "frame 1000 first", "slot 0 of 0"), log);
    }

    @Test
    void shouldIdleInGapsAndBehindTheLastSlot() {
        CyclicScheduler scheduler = scheduler(plan(0, 1_000, slot(0, 0, 100, 400)));
        assertNull(scheduler.decide(1_000));
        assertEquals(1_100, scheduler.nextDecisionUs());
        assertSame(first, scheduler.decide(1_100));
        assertNull(scheduler.decide(1_400));
        assertEquals(2_000, scheduler.nextDecisionUs());
    }

    @Test
    void shouldSwitchAdjacentSlotsWithoutIdling() {
        CyclicScheduler scheduler = scheduler(plan(0, 1_000, slot(0, 0, 0, 500), slot(1, 1, 500, 1_000)));
        assertSame(first, scheduler.decide(1_000));
        assertSame(second, scheduler.decide(1_500));
        assertSame(first, scheduler.decide(2_000));
    }

    @Test
    void shouldStartASlotAgainForTheSameVcpu() {
        CyclicScheduler scheduler = scheduler(plan(0, 1_000, slot(0, 0, 0, 500), slot(1, 0, 500, 1_000)));
        scheduler.decide(1_000);
        log.clear();
        assertSame(first, scheduler.decide(1_500));
        assertEquals(List.of("slot 1 of 0"), log);
    }

    @Test
    void shouldLoseTheSlotOfAVcpuThatIsNotReadyAtItsStart() {
        CyclicScheduler scheduler =
                scheduler(plan(0, 1_000, slot(0, 0, 0, 300), slot(1, 1, 600, 900), slot(2, 0, 950, 1_000)));
        first.changeFlags(VcpuFlags.SUSPENDED, 0);
        assertNull(scheduler.decide(1_000));
        assertEquals(1_600, scheduler.nextDecisionUs());
        first.changeFlags(0, VcpuFlags.SUSPENDED);
        assertNull(scheduler.decide(1_200));
        assertSame(second, scheduler.decide(1_600));
    }

    @Test
    void shouldContinueASlotWhenTheVcpuIsReadyAgain() {
        CyclicScheduler scheduler = scheduler(plan(0, 1_000, slot(0, 0, 0, 900)));
        scheduler.decide(1_000);
        first.changeFlags(VcpuFlags.HALTED, 0);
        assertNull(scheduler.decide(1_100));
        first.changeFlags(0, VcpuFlags.HALTED);
        assertSame(first, scheduler.decide(1_200));
    }

    @Test
    void shouldIdleUntilTheNextDecision() {
        CyclicScheduler scheduler = scheduler(plan(0, 1_000, slot(0, 0, 0, 900)));
        scheduler.decide(1_000);
        scheduler.idle();
        assertNull(scheduler.decide(1_100));
        assertNull(scheduler.decide(1_900));
        assertSame(first, scheduler.decide(2_000));
    }

    @Test
    void shouldSkipMissedFramesWithoutDrift() {
        CyclicScheduler scheduler = scheduler(plan(0, 1_000, slot(0, 0, 0, 100), slot(1, 1, 500, 900)));
        scheduler.decide(1_000);
        log.clear();
        assertSame(second, scheduler.decide(7_650));
        assertEquals(List.of("frame 7000", "slot 1 of 1"), log);
        assertEquals(7_900, scheduler.nextDecisionUs());
    }

    @Test
    void shouldSwitchPlansAtTheEndOfTheFrame() {
        CyclicScheduler scheduler =
                scheduler(plan(0, 1_000, slot(0, 0, 0, 100)), plan(1, 2_000, slot(0, 1, 0, 2_000)), plan(2, 3_000));
        scheduler.decide(1_000);
        scheduler.request(2);
        scheduler.request(1);
        assertEquals(0, scheduler.currentPlan());
        assertEquals(1, scheduler.nextPlan());
        assertNull(scheduler.decide(1_100));
        log.clear();
        assertSame(second, scheduler.decide(2_000));
        assertEquals(List.of("plan 1 after 0", "frame 2000 first", "slot 0 of 1"), log);
        assertEquals(1, scheduler.currentPlan());
        assertEquals(0, scheduler.previousPlan());
        assertEquals(2_000, scheduler.planSwitchUs());
    }

    @Test
    void shouldBecomeIdleWithoutTheRequestedPlanAndTakeALaterOne() {
        CyclicScheduler scheduler = scheduler(plan(0, 1_000, slot(0, 0, 0, 1_000)), plan(1, 500, slot(0, 1, 0, 500)));
        scheduler.decide(1_000);
        scheduler.request(7);
        assertNull(scheduler.decide(2_000));
        assertEquals(CyclicScheduler.NEVER, scheduler.nextDecisionUs());
        assertFalse(scheduler.hasWork());
        scheduler.request(1);
        assertTrue(scheduler.hasWork());
        assertSame(second, scheduler.decide(123_456));
        assertEquals(123_956, scheduler.nextDecisionUs());
    }

    @Test
    void shouldMakeTheMaintenancePlanCurrentBeforeItsFirstFrame() {
        CyclicScheduler scheduler = scheduler(plan(0, 1_000, slot(0, 0, 0, 400)), plan(1, 2_000, slot(0, 1, 0, 100)));
        scheduler.decide(1_000);
        scheduler.switchNow(1, 1_200);
        assertEquals(1, scheduler.currentPlan());
        assertSame(first, scheduler.decide(1_300));
        log.clear();
        assertSame(second, scheduler.decide(1_400));
        assertEquals(List.of("frame 1400 first", "slot 0 of 1"), log);
    }
}
