// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prtosvm.prtos.TestMachine.call;
import static org.prtosvm.prtos.TestMachine.look;
import static org.prtosvm.prtos.TestMachine.partition;
import static org.prtosvm.prtos.TestMachine.processor;
import static org.prtosvm.prtos.TestMachine.slot;
import static org.prtosvm.prtos.TestMachine.spend;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.ExtendedInterrupt;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.prtos.TestMachine;
import org.prtosvm.prtos.host.RunEnd;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.partition.Vcpu;

class RunLoopTest {
    private static final String TWO_SLOTS = processor("10ms", slot(0, 0, 4, 0, 0) + slot(1, 5, 4, 1, 0));
    private static final String TWO_PARTITIONS = partition(0, "flags=\"system\"") + partition(1, "");

    private static TestMachine two() {
        return new TestMachine(TWO_SLOTS, TWO_PARTITIONS, 2).start();
    }

    @Test
    void shouldStartSlotsExactlyOnTheGrid() {
        try (TestMachine machine = two()) {
            assertEquals(RunEnd.DURATION, machine.run(22_000));
            assertEquals(
                    List.of(
                            "1000 cpu0 slot 0 0 0",
                            "6000 cpu0 slot 1 1 0",
                            "11000 cpu0 slot 0 0 0",
                            "16000 cpu0 slot 1 1 0",
                            "21000 cpu0 slot 0 0 0"),
                    machine.events(SystemEvent.SLOT));
        }
    }

    @Test
    void shouldDeliverATimerExactlyAtItsInstant() {
        try (TestMachine machine = two()) {
            Vcpu vcpu = machine.vcpu(0, 0);
            machine.script(vcpu, call(HypercallNumber.SET_TIMER, 0, 2_345, 0, 0, 0), spend(100_000));
            machine.run(2_345);
            assertEquals(0, pending(vcpu) & 1 << ExtendedInterrupt.HW_TIMER);
            machine.run(2_346);
            assertEquals(1, pending(vcpu) & 1 << ExtendedInterrupt.HW_TIMER);
            assertEquals(List.of("2345 cpu0 timer 0 0 929"), machine.events(SystemEvent.TIMER));
        }
    }

    @Test
    void shouldExpireATimerOfAnotherSlotWhenTheVcpuIsSwitchedIn() {
        try (TestMachine machine = two()) {
            machine.script(machine.vcpu(0, 0), call(HypercallNumber.SET_TIMER, 0, 7_000, 0, 0, 0), spend(100_000));
            machine.run(12_000);
            assertEquals(List.of("11000 cpu0 timer 0 0 1b58"), machine.events(SystemEvent.TIMER));
        }
    }

    @Test
    void shouldCountExecutionTimeOnly() {
        try (TestMachine machine = two()) {
            machine.script(machine.vcpu(0, 0), call(HypercallNumber.SET_TIMER, 1, 4_500, 0, 0, 0), spend(100_000));
            machine.run(30_000);
            assertEquals(List.of("11500 cpu0 timer 0 1 1194"), machine.events(SystemEvent.TIMER));
        }
    }

    @Test
    void shouldCarryACostBeyondTheSlotIntoTheNextSlotOfTheCaller() {
        try (TestMachine machine = two()) {
            List<Long> times = new ArrayList<>();
            machine.script(
                    machine.vcpu(0, 0),
                    spend(3_990),
                    call(HypercallNumber.GET_VCPUID),
                    look(cpu -> times.add(cpu.count())),
                    spend(1));
            machine.script(machine.vcpu(1, 0), look(cpu -> times.add(cpu.count())), spend(1));
            machine.run(12_000);
            long carried = Charges.HYPERCALL - 9;
            assertEquals(List.of(6_000L, 11_000 + carried), times);
        }
    }

    @Test
    void shouldIdleUntilTheNextSlotAfterIdleSelf() {
        try (TestMachine machine = two()) {
            List<Long> times = new ArrayList<>();
            machine.script(
                    machine.vcpu(0, 0),
                    spend(100),
                    call(HypercallNumber.IDLE_SELF),
                    look(cpu -> times.add(cpu.count())),
                    spend(1));
            machine.run(12_000);
            assertEquals(List.of(11_000L + Charges.HYPERCALL), times);
        }
    }

    @Test
    void shouldEndWhenNothingIsLeft() {
        try (TestMachine machine = two()) {
            machine.script(machine.vcpu(0, 0), spend(10), call(HypercallNumber.HALT_PARTITION, 0));
            machine.script(machine.vcpu(1, 0), spend(10), call(HypercallNumber.HALT_PARTITION, 1));
            assertEquals(RunEnd.NOTHING_LEFT, machine.run(Long.MAX_VALUE));
            assertEquals(List.of("[HYPERCALL] (0x0) Halted", "[HYPERCALL] (0x1) Halted"), machine.lines());
            assertEquals(6_011, machine.kernel().nowUs());
        }
    }

    @Test
    void shouldHaltTheSystem() {
        try (TestMachine machine = two()) {
            machine.script(machine.vcpu(0, 0), spend(10), call(HypercallNumber.HALT_SYSTEM));
            assertEquals(RunEnd.SYSTEM_HALTED, machine.run(Long.MAX_VALUE));
            assertEquals(RunEnd.SYSTEM_HALTED, machine.run(Long.MAX_VALUE));
            assertEquals(List.of("System halted."), machine.lines());
        }
    }

    @Test
    void shouldLetTheClockGoOnOverASystemReset() {
        try (TestMachine machine = two()) {
            machine.script(machine.vcpu(0, 0), spend(10), call(HypercallNumber.RESET_SYSTEM, 1));
            machine.run(200_000);
            long restart = 1_011 + Charges.SYSTEM_RESET;
            assertEquals(
                    List.of("0 cpu0 start 0 0 0", restart + " cpu0 start 1 0 0"),
                    machine.events(SystemEvent.SYSTEM_START));
            assertEquals(1, machine.kernel().counters().resets());
            assertTrue(machine.events(SystemEvent.SLOT).contains(restart + 1_000 + " cpu0 slot 0 0 0"));
        }
    }

    @Test
    void shouldStartExecutionClocksFromNothingAfterASystemReset() {
        try (TestMachine machine = two()) {
            machine.script(
                    machine.vcpu(0, 0),
                    spend(2_000),
                    call(HypercallNumber.RESET_SYSTEM, 0),
                    spend(100),
                    spend(100_000));
            machine.run(3_001 + Charges.SYSTEM_RESET + 1_050);
            assertEquals(50, machine.kernel().executionTimeUs(machine.vcpu(0, 0)));
        }
    }

    @Test
    void shouldCountAnInterruptOfADeviceOnce() {
        String owner = partition(0, "flags=\"system\"", "")
                .replace("</Partition>", "<HwResources><Interrupts lines=\"5\"/></HwResources></Partition>");
        try (TestMachine machine = new TestMachine(TWO_SLOTS, owner + partition(1, ""), 2).start()) {
            machine.script(
                    machine.vcpu(0, 0),
                    call(HypercallNumber.CLEAR_IRQMASK, 1 << 5, 0),
                    spend(1_000),
                    look(cpu -> machine.hypervisor().raiseLine(5)),
                    spend(1_000));
            machine.run(1_900);
            long before = machine.kernel().counters().interrupts();
            machine.run(3_500);
            assertEquals(before + 1, machine.kernel().counters().interrupts());
            assertEquals(1 << 5, machine.vcpu(0, 0).pct().get32(PctDescriptor.HW_IRQS_PENDING_OFFSET));
            assertEquals(0, machine.vcpu(1, 0).pct().get32(PctDescriptor.HW_IRQS_PENDING_OFFSET));
        }
    }

    @Test
    void shouldGiveTheSameResultWhenInterrupted() {
        try (TestMachine whole = two();
                TestMachine pieces = two()) {
            for (TestMachine machine : List.of(whole, pieces)) {
                machine.script(
                        machine.vcpu(0, 0), call(HypercallNumber.SET_TIMER, 0, 1_500, 0, 700, 0), spend(100_000));
            }
            whole.run(30_000);
            for (long us = 0; us <= 30_000; us += 37) {
                pieces.run(us);
            }
            pieces.run(30_000);
            assertEquals(whole.hypervisor().hash(), pieces.hypervisor().hash());
        }
    }

    private static final String TWO_CPUS = processor("10ms", slot(0, 0, 10, 0, 0))
            + "<Processor id=\"1\"><CyclicPlanTable><Plan id=\"0\" majorFrame=\"10ms\">" + slot(0, 2, 8, 1, 0)
            + "</Plan></CyclicPlanTable></Processor>";

    @Test
    void shouldPerformCallsOfSeveralProcessorsInTheOrderOfTime() {
        try (TestMachine machine = new TestMachine(TWO_CPUS, TWO_PARTITIONS, 2).start()) {
            machine.script(machine.vcpu(0, 0), spend(3_000), call(HypercallNumber.GET_VCPUID), spend(5_000));
            machine.script(machine.vcpu(1, 0), spend(500), call(HypercallNumber.GET_VCPUID), spend(5_000));
            machine.run(9_000);
            assertEquals(
                    List.of("3501 cpu1 hypercall 1 20 0", "4001 cpu0 hypercall 0 20 0"),
                    machine.events(SystemEvent.HYPERCALL).stream()
                            .map(line -> line.replaceAll("fbfc0000fbfc0000", "0"))
                            .toList());
        }
    }

    @Test
    void shouldStopAVcpuOfAnotherProcessorAtOnce() {
        try (TestMachine machine = new TestMachine(TWO_CPUS, TWO_PARTITIONS, 2).start()) {
            machine.script(machine.vcpu(0, 0), spend(4_000), call(HypercallNumber.HALT_PARTITION, 1), spend(5_000));
            machine.script(machine.vcpu(1, 0), spend(100_000));
            machine.run(40_000);
            long executed = machine.kernel().executionTimeUs(machine.vcpu(1, 0));
            long afterSlotStart = 4_001 - 2_000;
            assertTrue(
                    executed >= afterSlotStart && executed <= afterSlotStart + RunLoop.QUANTUM, "executed " + executed);
        }
    }

    @Test
    void shouldVoidACallOfAVcpuThatWasResetMeanwhile() {
        try (TestMachine machine = new TestMachine(TWO_CPUS, TWO_PARTITIONS, 2).start()) {
            machine.script(machine.vcpu(0, 0), spend(4_000), call(HypercallNumber.RESET_PARTITION, 1, 1, 77));
            // This call comes later than the reset, but the processor runs ahead and stops for it before.
            machine.script(machine.vcpu(1, 0), spend(2_500), call(HypercallNumber.HALT_PARTITION, 1));
            machine.run(60_000);
            assertTrue(machine.vcpu(1, 0).isReady());
            assertEquals(77, machine.vcpu(1, 0).pct().get32(PctDescriptor.RESET_STATUS_OFFSET));
        }
    }

    private static int pending(Vcpu vcpu) {
        return vcpu.pct().get32(PctDescriptor.EXT_IRQS_PENDING_OFFSET);
    }
}
