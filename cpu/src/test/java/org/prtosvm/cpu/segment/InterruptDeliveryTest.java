package org.prtosvm.cpu.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prtosvm.cpu.TestMachine.OUTER_STACK;
import static org.prtosvm.cpu.TestMachine.STACKS;
import static org.prtosvm.cpu.TestMachine.code;
import static org.prtosvm.cpu.TestMachine.data;
import static org.prtosvm.cpu.TestMachine.gate;

import org.junit.jupiter.api.Test;
import org.prtosvm.cpu.TestMachine;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;

class InterruptDeliveryTest {
    private static final int NEXT = 0x4002;

    private static void expectStack(TestMachine machine, int... values) {
        for (int i = 0; i < values.length; i++) {
            assertEquals(
                    values[i],
                    machine.memory.load32(machine.cpu.gpr[Gpr.ESP] + 4 * i),
                    "word %d of frame".formatted(i));
        }
    }

    @Test
    void shouldCheckGatesOfSoftwareInterrupts() {
        for (boolean monitored : new boolean[] {false, true}) {
            try (TestMachine machine = new TestMachine(monitored, 1)) {
                CpuState cpu = machine.cpu;
                int error = 0x80 * 8 + 2;
                Runnable action = () -> InterruptDelivery.software(cpu, 0x80, NEXT);
                machine.expectFault(Vector.GENERAL_PROTECTION, error, action);
                machine.interrupt(0x80, gate(code(1), 0x100, 0x8E, 0));
                machine.expectFault(Vector.GENERAL_PROTECTION, error, action);
                machine.interrupt(0x80, gate(code(1), 0x100, 0x2E, 0));
                machine.expectFault(Vector.SEGMENT_NOT_PRESENT, error, action);
                machine.interrupt(0x80, gate(code(1), 0x100, 0xA5, 0));
                machine.expectFault(Vector.GENERAL_PROTECTION, monitored ? error : code(1) & ~3, action);
                machine.interrupt(0x80, gate(code(3), 0x100, 0xEE, 0));
                machine.expectFault(Vector.GENERAL_PROTECTION, code(3) & ~3, action);
                machine.interrupt(0x80, gate(0, 0x100, 0xEE, 0));
                machine.expectFault(Vector.GENERAL_PROTECTION, 0, action);
                cpu.idtLimit = error + 4;
                machine.expectFault(Vector.GENERAL_PROTECTION, error, action);
                assertEquals(Exit.NONE, cpu.exit);
            }
        }
    }

    @Test
    void shouldLeaveTheEngineForMonitoredGatesToRing0() {
        try (TestMachine machine = new TestMachine(true, 3)) {
            CpuState cpu = machine.cpu;
            machine.interrupt(3, gate(code(0), 0x100, 0xEE, 0));
            cpu.faultErrorCode = 77;
            InterruptDelivery.software(cpu, 3, NEXT);
            assertEquals(Exit.FAULT, cpu.exit);
            assertEquals(3, cpu.faultVector);
            assertEquals(0, cpu.faultErrorCode);
            assertEquals(NEXT, cpu.eip);
            assertEquals(OUTER_STACK, cpu.gpr[Gpr.ESP]);
            assertEquals(3, cpu.cpl);
        }
    }

    @Test
    void shouldEnterTheGuestsOwnHandlerAndComeBack() {
        for (int type : new int[] {0xEE, 0xEF}) {
            try (TestMachine machine = new TestMachine(true, 3)) {
                CpuState cpu = machine.cpu;
                cpu.setEflags(Eflags.IF | Eflags.TF | Eflags.CF);
                machine.interrupt(0x80, gate(code(1), 0x0010_0100, type, 0));
                InterruptDelivery.software(cpu, 0x80, NEXT);
                assertEquals(Exit.NONE, cpu.exit);
                assertEquals(1, cpu.cpl);
                assertEquals(0x0010_0100, cpu.eip);
                assertEquals(STACKS + 0x2000 - 20, cpu.gpr[Gpr.ESP]);
                expectStack(machine, NEXT, code(3), 0x303, OUTER_STACK, data(3));
                assertEquals(0x203, cpu.eflags(), "IF stays set on a monitored processor");
                FarReturn.interruptReturn(cpu, 4, NEXT);
                assertEquals(3, cpu.cpl);
                assertEquals(NEXT, cpu.eip);
                assertEquals(0x303, cpu.eflags());
                assertEquals(OUTER_STACK, cpu.gpr[Gpr.ESP]);
            }
        }
    }

    @Test
    void shouldStayOnTheStackWithoutRingChange() {
        try (TestMachine machine = new TestMachine(false, 1)) {
            CpuState cpu = machine.cpu;
            cpu.setEflags(Eflags.IF);
            machine.interrupt(0x80, gate(code(1), 0x100, 0xEE, 0));
            InterruptDelivery.software(cpu, 0x80, NEXT);
            assertEquals(OUTER_STACK - 12, cpu.gpr[Gpr.ESP]);
            expectStack(machine, NEXT, code(1), 0x202);
            assertEquals(2, cpu.eflags());
        }
    }

    @Test
    void shouldFaultExactlyOnABadInnerStack() {
        try (TestMachine machine = new TestMachine(true, 3)) {
            CpuState cpu = machine.cpu;
            machine.pagingOn();
            machine.entry(STACKS + 0x1FFF, 0);
            machine.interrupt(0x80, gate(code(1), 0x100, 0xEE, 0));
            Runnable action = () -> InterruptDelivery.software(cpu, 0x80, NEXT);
            machine.expectFault(Vector.PAGE_FAULT, 2, action);
            assertEquals(STACKS + 0x1FFC, cpu.cr2);
            machine.memory.store32(TestMachine.TSS + 12, 0xFC00_0010);
            machine.expectFault(Vector.STACK_FAULT, data(1) & ~3, action);
            assertEquals(3, cpu.cpl);
            assertEquals(OUTER_STACK, cpu.gpr[Gpr.ESP]);
        }
    }

    @Test
    void shouldDeliverExceptionsWithErrorCodeAndEscalate() {
        try (TestMachine machine = new TestMachine(false, 3)) {
            CpuState cpu = machine.cpu;
            machine.interrupt(13, gate(code(0), 0x100, 0x8E, 0));
            cpu.raise(Vector.GENERAL_PROTECTION, 0x1234);
            assertTrue(InterruptDelivery.exception(cpu));
            expectStack(machine, 0x1234, 0x4000, code(3));
            assertEquals(0, cpu.cpl);
        }
        try (TestMachine machine = new TestMachine(false, 3)) {
            CpuState cpu = machine.cpu;
            machine.interrupt(8, gate(code(0), 0x100, 0x8E, 0));
            cpu.raise(Vector.PAGE_FAULT, 4);
            assertTrue(InterruptDelivery.exception(cpu));
            expectStack(machine, 0, 0x4000, code(3));
            machine.interrupt(8, 0);
            cpu.raise(Vector.PAGE_FAULT, 4);
            assertFalse(InterruptDelivery.exception(cpu));
        }
    }

    @Test
    void shouldUseTheVectorTableInRealMode() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            CpuState cpu = machine.cpu;
            cpu.cr0 &= ~CpuState.CR0_PE;
            cpu.idtBase = 0;
            cpu.idtLimit = 0x3FF;
            cpu.segment[1].load(0x1000, 0x10000, 0xFFFF, 0x93);
            cpu.segment[2].load(0x3000, 0x30000, 0xFFFF, 0x93);
            cpu.gpr[Gpr.ESP] = 0x100;
            cpu.updateMode();
            machine.memory.store32(0x21 * 4, 0x2000_0010);
            InterruptDelivery.software(cpu, 0x21, 0x55);
            assertEquals(0x20000, cpu.segment[1].base);
            assertEquals(0x10, cpu.eip);
            assertEquals(0xFA, cpu.gpr[Gpr.ESP]);
            assertEquals(0x1000_0055, machine.memory.load32(0x300FA));
            FarReturn.interruptReturn(cpu, 2, NEXT);
            assertEquals(0x10000, cpu.segment[1].base);
            assertEquals(0x55, cpu.eip);
        }
    }
}
