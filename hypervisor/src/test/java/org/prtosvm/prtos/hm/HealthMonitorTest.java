// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prtosvm.abi.StatusDescriptor;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.prtos.TestMachine;
import org.prtosvm.prtos.host.RunEnd;

class HealthMonitorTest {
    private static TestMachine machine(String action, String log) {
        String monitor = "<HealthMonitor><Event name=\"PRTOS_HM_EV_X86_INVALID_OPCODE\" action=\"PRTOS_HM_AC_" + action
                + "\" log=\"" + log + "\"/></HealthMonitor>";
        String partition =
                TestMachine.partition(0, "").replace("</PhysicalMemoryAreas>", "</PhysicalMemoryAreas>" + monitor);
        String plans = "<Processor id=\"0\"><CyclicPlanTable>"
                + "<Plan id=\"0\" majorFrame=\"10ms\">" + TestMachine.slot(0, 0, 10, 0, 0) + "</Plan>"
                + "<Plan id=\"1\" majorFrame=\"20ms\">" + TestMachine.slot(0, 0, 20, 1, 0) + "</Plan>"
                + "</CyclicPlanTable></Processor>";
        return new TestMachine(plans, partition + TestMachine.partition(1, ""), 2).start();
    }

    private static List<String> messages(TestMachine machine) {
        return machine.lines().stream().filter(line -> line.startsWith("[HM]")).toList();
    }

    private static void raise(TestMachine machine) {
        machine.script(machine.vcpu(0, 0), TestMachine.spend(9), TestMachine.fault(Vector.INVALID_OPCODE, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "PARTITION_COLD_RESET, 2, [HM] Partition 0 cold reseted, 1",
        "PARTITION_WARM_RESET, 3, [HM] Partition 0 warm reseted, 1",
        "SUSPEND, 6, [HM] Partition 0 suspended, 2",
        "PARTITION_HALT, 7, [HM] Partition 0 halted, 3",
    })
    void shouldActOnThePartition(String action, int number, String line, int state) {
        try (TestMachine machine = machine(action, "yes")) {
            raise(machine);
            machine.run(1_500);
            assertEquals(
                    List.of(
                            "[HM] 1010:PRTOS_HM_EV_X86_INVALID_OPCODE (12):PART(0)",
                            "[HM] PRTOS_HM_AC_" + action + "(" + number + ") PRTOS_HM_LOG_ENABLED",
                            line),
                    messages(machine));
            assertEquals(state, machine.kernel().partition(0).state());
            assertEquals(1, machine.kernel().counters().hmEvents());
        }
    }

    @Test
    void shouldPrintTheTrapOnlyIfItIsPropagatedWithoutLog() {
        try (TestMachine machine = machine("PROPAGATE", "no")) {
            raise(machine);
            machine.run(1_011);
            assertEquals(List.of(), messages(machine));
            assertEquals("[TRAP] UNDEFINED_OPCODE(0x6)", machine.lines().getFirst());
            assertEquals(0, machine.kernel().counters().hmEvents());
            assertEquals(Vector.INVALID_OPCODE, machine.vcpu(0, 0).pendingTrap());
        }
    }

    @Test
    void shouldLetThePartitionGoOnAfterIgnore() {
        try (TestMachine machine = machine("IGNORE", "no")) {
            raise(machine);
            machine.run(5_000);
            assertEquals(
                    List.of(
                            "[HM] 1010:PRTOS_HM_EV_X86_INVALID_OPCODE (12):PART(0)",
                            "[HM] PRTOS_HM_AC_IGNORE(0) PRTOS_HM_LOG_DISABLED"),
                    messages(machine));
            assertEquals(
                    StatusDescriptor.STATE_READY, machine.kernel().partition(0).state());
        }
    }

    @Test
    void shouldHaltTheSystem() {
        try (TestMachine machine = machine("HYPERVISOR_HALT", "no")) {
            raise(machine);
            assertEquals(RunEnd.HEALTH_MONITOR_HALT, machine.run(5_000));
            assertEquals("System halted.", machine.lines().getLast());
        }
    }

    @Test
    void shouldResetTheSystemAndRememberWhy() {
        try (TestMachine machine = machine("HYPERVISOR_WARM_RESET", "no")) {
            raise(machine);
            machine.run(200_000);
            assertEquals(1, machine.kernel().counters().resets());
            int status = machine.vcpu(0, 0).pct().get32(org.prtosvm.abi.PctDescriptor.RESET_STATUS_OFFSET);
            assertEquals(HealthMonitor.SYSTEM_RESET_STATUS | 12, status);
        }
    }

    @Test
    void shouldLeaveTheSlotForTheMaintenancePlan() {
        try (TestMachine machine = machine("SWITCH_TO_MAINTENANCE", "no")) {
            raise(machine);
            machine.run(5_000);
            assertEquals(1, machine.kernel().cpus().getFirst().scheduler().currentPlan());
            assertEquals(2, messages(machine).size(), "the faulting instruction is not repeated");
            machine.run(12_000);
            assertTrue(machine.events(org.prtosvm.prtos.host.SystemEvent.SLOT).contains("11000 cpu0 slot 1 0 1"));
        }
    }

    @Test
    void shouldHaltAPartitionThatCannotTakeItsTrap() {
        try (TestMachine machine = machine("PROPAGATE", "no")) {
            raise(machine);
            machine.run(5_000);
            assertTrue(machine.lines().contains("error emulating IRQ (6) bad vector (6)"));
            assertEquals("[HM] Partition 0 halted", messages(machine).getLast());
            assertEquals(
                    StatusDescriptor.STATE_HALTED, machine.kernel().partition(0).state());
        }
    }
}
