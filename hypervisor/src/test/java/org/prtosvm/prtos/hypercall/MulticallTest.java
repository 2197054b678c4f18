// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prtosvm.prtos.TestMachine.call;
import static org.prtosvm.prtos.TestMachine.look;
import static org.prtosvm.prtos.TestMachine.spend;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.prtos.TestMachine;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.partition.BatchStack;
import org.prtosvm.prtos.partition.Vcpu;

class MulticallTest {
    private static final int BATCH = TestMachine.BASE + 0x8000;

    private final TestMachine machine = new TestMachine(
                    TestMachine.processor("10ms", TestMachine.slot(0, 0, 2, 0, 0) + TestMachine.slot(1, 5, 2, 1, 0)),
                    TestMachine.partition(0, "flags=\"system\"") + TestMachine.partition(1, ""),
                    2)
            .start();
    private final Vcpu vcpu = machine.vcpu(0, 0);
    private final List<Integer> results = new ArrayList<>();
    private int end = BATCH;

    @AfterEach
    void close() {
        machine.close();
    }

    private void entry(int number, int... arguments) {
        machine.memory().store32(end, number);
        machine.memory().store32(end + 4, arguments.length | 0x5555_0000);
        for (int i = 0; i < arguments.length; i++) {
            machine.memory().store32(end + 8 + 4 * i, arguments[i]);
        }
        end += 8 + 4 * arguments.length;
    }

    private void perform(int from, int to) {
        machine.script(
                vcpu, call(HypercallNumber.MULTICALL, from, to), look(cpu -> results.add(cpu.gpr[Gpr.EAX])), spend(1));
        machine.run(machine.kernel().nowUs() + 100_000);
    }

    private int result(int entry) {
        return machine.memory().load32(entry + 4) >> 16;
    }

    @Test
    void shouldStoreTheResultOfEachCall() {
        entry(HypercallNumber.GET_TIME, 7, 0);
        int second = end;
        entry(HypercallNumber.ROUTE_IRQ, 0, 5, 0x33);
        perform(BATCH, end);
        assertEquals(List.of(PrtosStatus.OK), results);
        assertEquals(PrtosStatus.INVALID_PARAM, result(BATCH));
        assertEquals(PrtosStatus.OK, result(second));
    }

    @Test
    void shouldStopAtAnEntryWithTheWrongNumberOfArguments() {
        entry(HypercallNumber.GET_VCPUID);
        int second = end;
        entry(HypercallNumber.GET_VCPUID, 1);
        int third = end;
        entry(HypercallNumber.GET_VCPUID);
        perform(BATCH, end);
        assertEquals(List.of(PrtosStatus.MULTICALL_ERROR), results);
        assertEquals(PrtosStatus.OK, result(BATCH));
        assertEquals(PrtosStatus.INVALID_PARAM, result(second));
        assertEquals(0x5555, result(third));
        assertTrue(machine.lines().contains("[MULTICALL] hyp 32 no. params mismatches"));
    }

    @Test
    void shouldLetTheSlotEndBetweenTwoEntries() {
        for (int i = 0; i < 500; i++) {
            entry(HypercallNumber.GET_VCPUID);
        }
        perform(BATCH, end);
        assertEquals(List.of(PrtosStatus.OK), results);
        assertTrue(machine.events(SystemEvent.SLOT).contains("6000 cpu0 slot 1 1 0"), "others get their slots in time");
        long finished = Long.parseLong(
                machine.events(SystemEvent.HYPERCALL_RESULT).getFirst().split(" ")[0]);
        assertTrue(finished > 40_000, "finished at " + finished);
    }

    @Test
    void shouldGoOnInTheNextSlotAfterAnEntryThatIdles() {
        entry(HypercallNumber.IDLE_SELF);
        entry(HypercallNumber.GET_VCPUID);
        perform(BATCH, end);
        assertEquals(List.of(PrtosStatus.OK), results);
        String done = machine.events(SystemEvent.HYPERCALL_RESULT).getFirst();
        assertTrue(done.startsWith("110") || done.startsWith("112"), done);
    }

    @Test
    void shouldExecuteABatchInsideABatch() {
        entry(HypercallNumber.GET_VCPUID);
        int innerEnd = end;
        int outer = end;
        entry(HypercallNumber.MULTICALL);
        // A batch takes no argument words: it finds its own in the words that follow, which are the next entry.
        machine.memory().store32(end, BATCH);
        machine.memory().store32(end + 4, innerEnd);
        perform(outer, end);
        assertEquals(List.of(PrtosStatus.OK), results);
        assertEquals(PrtosStatus.OK, result(BATCH));
        assertEquals(PrtosStatus.OK, result(outer));
    }

    @Test
    void shouldBoundTheNesting() {
        // An entry whose arguments are itself.
        entry(HypercallNumber.MULTICALL);
        machine.memory().store32(end, BATCH);
        machine.memory().store32(end + 4, end);
        perform(BATCH, end);
        assertEquals(List.of(PrtosStatus.OK), results);
        assertEquals(PrtosStatus.OK, result(BATCH), "the outermost stores its result last");
        assertTrue(BatchStack.MAX_DEPTH < 100);
    }

    @Test
    void shouldRefuseBatchesThatCannotBeWritten() {
        perform(BATCH, BATCH - 4);
        perform(0x1000, 0x1010);
        perform(vcpu.cpu().cr3, vcpu.cpu().cr3 + 16);
        assertEquals(List.of(PrtosStatus.INVALID_PARAM, PrtosStatus.INVALID_PARAM, PrtosStatus.INVALID_PARAM), results);
    }

    @Test
    void shouldEndWithTheCallerThatItHalts() {
        entry(HypercallNumber.HALT_PARTITION, 0);
        entry(HypercallNumber.HALT_SYSTEM);
        perform(BATCH, end);
        assertEquals(List.of(), results);
        assertEquals(List.of("[HYPERCALL] (0x0) Halted"), machine.lines());
    }
}
