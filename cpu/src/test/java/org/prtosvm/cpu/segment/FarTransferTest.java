package org.prtosvm.cpu.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.prtosvm.cpu.TestMachine.FREE_INDEX;
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
import org.prtosvm.cpu.state.SegmentRegister;

class FarTransferTest {
    private static final int GATE = FREE_INDEX * 8;
    private static final int NEXT = 0x4007;

    private static int selector(TestMachine machine, int register) {
        return machine.cpu.segment[register].selector;
    }

    private static void expectStack(TestMachine machine, int... values) {
        for (int i = 0; i < values.length; i++) {
            assertEquals(
                    values[i],
                    machine.memory.load32(machine.cpu.gpr[Gpr.ESP] + 4 * i),
                    "word %d of frame".formatted(i));
        }
    }

    @Test
    void shouldJumpWithinARing() {
        try (TestMachine machine = new TestMachine(false, 3)) {
            FarTransfer.jump(machine.cpu, code(3) & ~3, 0x1234, NEXT);
            assertEquals(0x1234, machine.cpu.eip);
            assertEquals(code(3), selector(machine, SegmentRegister.CS));
            machine.expectFault(
                    Vector.GENERAL_PROTECTION, code(1) & ~3, () -> FarTransfer.jump(machine.cpu, code(1), 0, NEXT));
            machine.expectFault(
                    Vector.GENERAL_PROTECTION, data(3) & ~3, () -> FarTransfer.jump(machine.cpu, data(3), 0, NEXT));
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> FarTransfer.jump(machine.cpu, 0, 0, NEXT));
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> FarTransfer.jump(machine.cpu, code(3), -1, NEXT));
            machine.descriptor(FREE_INDEX, TestMachine.segment(0, 0xFFFF, 0x9E, 4));
            FarTransfer.jump(machine.cpu, FREE_INDEX * 8, 0x10, NEXT);
            assertEquals(3, machine.cpu.cpl);
            assertEquals(FREE_INDEX * 8 | 3, selector(machine, SegmentRegister.CS));
            assertEquals(0x9F, machine.memory.load8(TestMachine.GDT + FREE_INDEX * 8 + 5));
        }
    }

    @Test
    void shouldCallAndReturnWithinARing() {
        try (TestMachine machine = new TestMachine(false, 2)) {
            CpuState cpu = machine.cpu;
            FarTransfer.call(cpu, code(2), 0x1234, NEXT, 4);
            expectStack(machine, NEXT, code(2));
            FarReturn.ret(cpu, 4, 8);
            assertEquals(OUTER_STACK + 8, cpu.gpr[Gpr.ESP]);
            assertEquals(NEXT, cpu.eip);
            FarTransfer.call(cpu, code(2), 0x1234, NEXT, 2);
            assertEquals(OUTER_STACK + 4, cpu.gpr[Gpr.ESP]);
            FarReturn.ret(cpu, 2, 0);
            assertEquals(NEXT, cpu.eip);
            cpu.gpr[Gpr.ESP] = 0xFC00_0004;
            machine.expectFault(Vector.STACK_FAULT, 0, () -> FarTransfer.call(cpu, code(2), 0, NEXT, 4));
            assertEquals(code(2), selector(machine, SegmentRegister.CS));
        }
    }

    @Test
    void shouldCallInnerRingThroughGateWithParametersAndReturn() {
        try (TestMachine machine = new TestMachine(false, 3)) {
            CpuState cpu = machine.cpu;
            machine.descriptor(FREE_INDEX, gate(code(1) & ~3, 0x0012_3456, 0xEC, 2));
            cpu.gpr[Gpr.ESP] = OUTER_STACK - 8;
            machine.memory.store32(OUTER_STACK - 8, 0x11);
            machine.memory.store32(OUTER_STACK - 4, 0x22);
            FarTransfer.call(cpu, GATE | 3, 0x9999, NEXT, 4);
            assertEquals(1, cpu.cpl);
            assertEquals(0x0012_3456, cpu.eip);
            assertEquals(code(1), selector(machine, SegmentRegister.CS));
            assertEquals(data(1), selector(machine, SegmentRegister.SS));
            assertEquals(STACKS + 0x2000 - 24, cpu.gpr[Gpr.ESP]);
            expectStack(machine, NEXT, code(3), 0x11, 0x22, OUTER_STACK - 8, data(3));
            SegmentLoader.load(cpu, SegmentRegister.ES, data(1));
            FarReturn.ret(cpu, 4, 8);
            assertEquals(3, cpu.cpl);
            assertEquals(NEXT, cpu.eip);
            assertEquals(OUTER_STACK, cpu.gpr[Gpr.ESP]);
            assertEquals(data(3), selector(machine, SegmentRegister.SS));
            assertEquals(data(3), selector(machine, SegmentRegister.DS));
            assertEquals(0, selector(machine, SegmentRegister.ES));
        }
    }

    @Test
    void shouldCheckGates() {
        try (TestMachine machine = new TestMachine(false, 3)) {
            CpuState cpu = machine.cpu;
            machine.descriptor(FREE_INDEX, gate(code(0), 0, 0xCC, 0));
            machine.expectFault(Vector.GENERAL_PROTECTION, GATE, () -> FarTransfer.call(cpu, GATE, 0, NEXT, 4));
            machine.descriptor(FREE_INDEX, gate(code(0), 0, 0x6C, 0));
            machine.expectFault(Vector.SEGMENT_NOT_PRESENT, GATE, () -> FarTransfer.call(cpu, GATE, 0, NEXT, 4));
            machine.descriptor(FREE_INDEX, gate(0, 0, 0xEC, 0));
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> FarTransfer.call(cpu, GATE, 0, NEXT, 4));
            machine.descriptor(FREE_INDEX, gate(data(0), 0, 0xEC, 0));
            machine.expectFault(Vector.GENERAL_PROTECTION, data(0), () -> FarTransfer.call(cpu, GATE, 0, NEXT, 4));
            machine.descriptor(FREE_INDEX, gate(code(0), 0, 0xEC, 0));
            machine.expectFault(Vector.GENERAL_PROTECTION, code(0), () -> FarTransfer.jump(cpu, GATE, 0, NEXT));
            machine.memory.store32(TestMachine.TSS + 8, data(1));
            machine.expectFault(Vector.INVALID_TSS, data(1) & ~3, () -> FarTransfer.call(cpu, GATE, 0, NEXT, 4));
            machine.memory.store32(TestMachine.TSS + 8, 0);
            machine.expectFault(Vector.INVALID_TSS, 0, () -> FarTransfer.call(cpu, GATE, 0, NEXT, 4));
            cpu.tr.limit = 8;
            machine.expectFault(Vector.INVALID_TSS, 0x1F8, () -> FarTransfer.call(cpu, GATE, 0, NEXT, 4));
            machine.descriptor(FREE_INDEX, gate(0x18, 0, 0xE5, 0));
            machine.expectFault(Vector.GENERAL_PROTECTION, 0x18, () -> FarTransfer.call(cpu, GATE, 0, NEXT, 4));
            assertEquals(OUTER_STACK, cpu.gpr[Gpr.ESP]);
            assertEquals(3, cpu.cpl);
        }
    }

    @Test
    void shouldLeaveTheEngineForMonitoredCallGates() {
        try (TestMachine machine = new TestMachine(true, 1)) {
            CpuState cpu = machine.cpu;
            machine.descriptor(FREE_INDEX, gate(code(0), 0x10, 0xAC, 1));
            FarTransfer.call(cpu, GATE | 1, 0, NEXT, 4);
            assertEquals(Exit.CALL_GATE, cpu.exit);
            assertEquals(GATE, cpu.exitSelector);
            assertEquals(NEXT, cpu.eip);
            assertEquals(OUTER_STACK, cpu.gpr[Gpr.ESP]);
            assertEquals(1, cpu.cpl);
            machine.expectFault(Vector.GENERAL_PROTECTION, GATE, () -> FarTransfer.call(cpu, GATE | 2, 0, NEXT, 4));
            cpu.gpr[Gpr.ESP] = 0xFC00_0000;
            machine.expectFault(Vector.STACK_FAULT, 0, () -> FarTransfer.call(cpu, GATE, 0, NEXT, 4));
            machine.pagingOn();
            machine.entry(0x5000, 0);
            cpu.gpr[Gpr.ESP] = 0x5004;
            machine.expectFault(Vector.PAGE_FAULT, 0, () -> FarTransfer.call(cpu, GATE, 0, NEXT, 4));
            assertEquals(0x5004, cpu.cr2);
        }
    }

    @Test
    void shouldReturnFromInterruptToOuterRing() {
        try (TestMachine machine = new TestMachine(false, 1)) {
            CpuState cpu = machine.cpu;
            cpu.gpr[Gpr.ESP] = 0x7000;
            int[] frame = {NEXT, code(3), 0x0024_7FD7, 0x6FFC, data(3)};
            for (int i = 0; i < frame.length; i++) {
                machine.memory.store32(0x7000 + 4 * i, frame[i]);
            }
            FarReturn.interruptReturn(cpu, 4, NEXT);
            assertEquals(3, cpu.cpl);
            assertEquals(NEXT, cpu.eip);
            assertEquals(0x6FFC, cpu.gpr[Gpr.ESP]);
            assertEquals(0, selector(machine, SegmentRegister.DS));
            assertEquals(0x0024_4DD7, cpu.eflags(), "IF and IOPL only with privilege");
        }
    }

    @Test
    void shouldReturnFromInterruptInRing0WithAllFlags() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            CpuState cpu = machine.cpu;
            cpu.gpr[Gpr.ESP] = 0x7000;
            machine.memory.store32(0x7000, NEXT);
            machine.memory.store32(0x7004, code(0));
            machine.memory.store32(0x7008, 0x3202);
            FarReturn.interruptReturn(cpu, 4, NEXT);
            assertEquals(0x3202, cpu.eflags());
            assertEquals(0x700C, cpu.gpr[Gpr.ESP]);
            machine.memory.store32(0x700C, NEXT);
            machine.memory.store32(0x7010, code(3) & ~3);
            machine.expectFault(Vector.GENERAL_PROTECTION, code(3) & ~3, () -> FarReturn.interruptReturn(cpu, 4, NEXT));
            machine.memory.store32(0x7010, code(3));
            machine.memory.store32(0x701C, data(1));
            machine.expectFault(Vector.GENERAL_PROTECTION, data(1) & ~3, () -> FarReturn.interruptReturn(cpu, 4, NEXT));
            cpu.systemFlags |= Eflags.NT;
            machine.expectFault(Vector.INVALID_TSS, 0, () -> FarReturn.interruptReturn(cpu, 4, NEXT));
            assertEquals(0x700C, cpu.gpr[Gpr.ESP]);
        }
    }

    @Test
    void shouldNotReturnInward() {
        try (TestMachine machine = new TestMachine(false, 3)) {
            machine.cpu.gpr[Gpr.ESP] = 0x7000;
            machine.memory.store32(0x7004, code(1));
            machine.expectFault(Vector.GENERAL_PROTECTION, code(1) & ~3, () -> FarReturn.ret(machine.cpu, 4, 0));
        }
    }
}
