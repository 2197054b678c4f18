// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;
import org.prtosvm.prtos.TestMachine;
import org.prtosvm.prtos.partition.Pct;
import org.prtosvm.prtos.partition.Segments;
import org.prtosvm.prtos.partition.Vcpu;

class InjectorTest {
    private static final int IDT = TestMachine.BASE + 0x2_0000;
    private static final int STACK = TestMachine.BASE + 0x3_0000;
    private static final int KERNEL_STACK = TestMachine.BASE + 0x4_0000;
    private static final int HANDLER = TestMachine.BASE + 0x1234;
    private static final int CODE = PrtosConstants.GUEST_CODE_SELECTOR;
    private static final int DATA = PrtosConstants.GUEST_DATA_SELECTOR;
    private static final int INTERRUPT_GATE = 0x8E00;
    private static final int TRAP_GATE = 0x8F00;
    private static final int USER_CODE = 0x1B;
    private static final int USER_DATA = 0x23;

    private final TestMachine machine = new TestMachine(
                    TestMachine.processor("10ms", TestMachine.slot(0, 0, 10, 0, 0)), TestMachine.partition(0, ""), 1)
            .start();
    private final Vcpu vcpu = machine.vcpu(0, 0);
    private final CpuState cpu = vcpu.cpu();
    private final Pct pct = vcpu.pct();
    private final Injector injector = new Injector(machine.kernel());

    @BeforeEach
    void prepare() {
        pct.put32(PctDescriptor.IDT_BASE_OFFSET, IDT);
        pct.put32(PctDescriptor.MAX_IDT_VECTOR_OFFSET, 256);
        cpu.gpr[Gpr.ESP] = STACK;
        cpu.eip = 0x600_5678;
        for (int vector = 0; vector < 256; vector++) {
            gate(vector, CODE, HANDLER, INTERRUPT_GATE);
        }
        machine.kernel().setActive(machine.kernel().cpus().getFirst());
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private void gate(int vector, int selector, int offset, int attributes) {
        machine.memory().store32(IDT + vector * 8, selector << 16 | offset & 0xFFFF);
        machine.memory().store32(IDT + vector * 8 + 4, offset & 0xFFFF_0000 | attributes);
    }

    private int word(int address) {
        return machine.memory().load32(address);
    }

    private boolean inject() {
        return injector.injectNext(vcpu);
    }

    @Test
    void shouldDoNothingWithoutAnEvent() {
        pct.setInterruptsEnabled(true);
        assertFalse(inject());
    }

    @Test
    void shouldBuildAFrameOnTheSameRing() {
        pct.setInterruptsEnabled(true);
        vcpu.setPendingTrap(Vector.INVALID_OPCODE, 0);
        assertTrue(inject());
        assertNull(injector.problem());
        assertEquals(STACK - 12, cpu.gpr[Gpr.ESP]);
        assertEquals(0x600_5678, word(STACK - 12));
        assertEquals(CODE, word(STACK - 8));
        assertEquals(0x202, word(STACK - 4));
        assertEquals(HANDLER, cpu.eip);
        assertFalse(pct.interruptsEnabled());
        assertEquals(Vcpu.NO_TRAP, vcpu.pendingTrap());
    }

    @Test
    void shouldPushTheErrorCodeOfATrap() {
        vcpu.setPendingTrap(Vector.GENERAL_PROTECTION, 0x2AA);
        inject();
        assertEquals(STACK - 16, cpu.gpr[Gpr.ESP]);
        assertEquals(0x2AA, word(STACK - 16));
        assertEquals(0x2, word(STACK - 4), "the frame shows the virtual interrupt flag");
    }

    @Test
    void shouldKeepTheInterruptFlagThroughATrapGate() {
        gate(Vector.BREAKPOINT, CODE, HANDLER, TRAP_GATE);
        pct.setInterruptsEnabled(true);
        vcpu.setPendingTrap(Vector.BREAKPOINT, 0);
        inject();
        assertTrue(pct.interruptsEnabled());
    }

    @Test
    void shouldClearTheTrapFlagForTheHandlerOnly() {
        cpu.setEflags(cpu.eflags() | Eflags.TF);
        vcpu.setPendingTrap(Vector.DEBUG, 0);
        inject();
        assertEquals(0, cpu.eflags() & Eflags.TF);
        assertEquals(Eflags.TF, word(STACK - 4) & Eflags.TF);
    }

    @Test
    void shouldDeliverInTheDocumentedOrder() {
        pct.put32(PctDescriptor.EXT_IRQS_PENDING_OFFSET, 1 << 16 | 1 << 9 | 1);
        pct.put32(PctDescriptor.HW_IRQS_PENDING_OFFSET, 1 << 31 | 1 << 1);
        pct.put32(PctDescriptor.EXT_IRQS_MASK_OFFSET, 0);
        pct.put32(PctDescriptor.HW_IRQS_MASK_OFFSET, 0);
        pct.setInterruptsEnabled(true);
        int[] order = {16, 1, 31, 0, 9};
        int[] offsets = {0x90, 0x20, 0x20, 0x90, 0x90};
        for (int i = 0; i < order.length; i++) {
            gate(offsets[i] + order[i], CODE, HANDLER + i, TRAP_GATE);
        }
        for (int i = 0; i < order.length; i++) {
            assertTrue(inject());
            assertEquals(HANDLER + i, cpu.eip);
        }
        assertFalse(inject());
    }

    @Test
    void shouldHoldInterruptsWhileTheyAreDisabledOrMasked() {
        pct.put32(PctDescriptor.EXT_IRQS_PENDING_OFFSET, 1);
        pct.put32(PctDescriptor.EXT_IRQS_MASK_OFFSET, 0);
        assertFalse(inject());
        pct.setInterruptsEnabled(true);
        pct.put32(PctDescriptor.EXT_IRQS_MASK_OFFSET, 1);
        assertFalse(inject());
        assertEquals(1, pct.get32(PctDescriptor.EXT_IRQS_PENDING_OFFSET));
    }

    /** Lets the vCPU run in ring 3, with a kernel stack for ring 1. */
    private void enterRing3() {
        vcpu.tables().setDescriptor(USER_CODE >>> 3, 0xFFFF, 0x00CF_FB00);
        vcpu.tables().setDescriptor(USER_DATA >>> 3, 0xFFFF, 0x00CF_F300);
        Segments.enterStack(vcpu, USER_DATA);
        Segments.enterCode(vcpu, USER_CODE);
        cpu.updateMode();
        vcpu.tables().setStack(1, DATA, KERNEL_STACK);
    }

    @Test
    void shouldSwitchToTheStackOfTheInnerRing() {
        enterRing3();
        vcpu.setPendingTrap(Vector.PAGE_FAULT, 7);
        inject();
        assertNull(injector.problem());
        assertEquals(KERNEL_STACK - 24, cpu.gpr[Gpr.ESP]);
        assertEquals(7, word(KERNEL_STACK - 24));
        assertEquals(0x600_5678, word(KERNEL_STACK - 20));
        assertEquals(USER_CODE, word(KERNEL_STACK - 16));
        assertEquals(STACK, word(KERNEL_STACK - 8));
        assertEquals(USER_DATA, word(KERNEL_STACK - 4));
        assertEquals(1, cpu.cpl);
        assertEquals(DATA, cpu.segment[SegmentRegister.SS].selector);
    }

    private void expectPanic(String text) {
        int esp = cpu.gpr[Gpr.ESP];
        int eip = cpu.eip;
        vcpu.setPendingTrap(Vector.BREAKPOINT, 0);
        assertTrue(inject());
        assertEquals("error emulating IRQ (3) " + text, injector.problem());
        assertEquals(esp, cpu.gpr[Gpr.ESP]);
        assertEquals(eip, cpu.eip);
    }

    @Test
    void shouldRefuseAVectorBeyondTheTable() {
        pct.put32(PctDescriptor.MAX_IDT_VECTOR_OFFSET, 3);
        expectPanic("bad vector (3)");
    }

    @Test
    void shouldRefuseATableThatIsNotMapped() {
        pct.put32(PctDescriptor.IDT_BASE_OFFSET, 0x10_0000);
        expectPanic("bad vector (3)");
    }

    @Test
    void shouldRefuseHandlersInTheHypervisor() {
        gate(3, CODE, 0xFC00_0000, INTERRUPT_GATE);
        expectPanic("CS:IP (0x139:0xfc000000) invalid in IDT");
        gate(3, 0x138, HANDLER, INTERRUPT_GATE);
        expectPanic("CS:IP (0x138:0x6001234) invalid in IDT");
        gate(3, PrtosConstants.HYPERVISOR_CODE_SELECTOR | 1, HANDLER, INTERRUPT_GATE);
        expectPanic("CS:IP (0x129:0x6001234) invalid in IDT");
        gate(3, 0x0B, HANDLER, INTERRUPT_GATE);
        expectPanic("CS:IP (0xb:0x6001234) invalid in IDT");
    }

    @Test
    void shouldRefuseUnusableStacks() {
        cpu.gpr[Gpr.ESP] = 0;
        expectPanic("bad stack pointer 0x0");
        cpu.gpr[Gpr.ESP] = 0x10_0010;
        expectPanic("bad stack pointer 0x100010");
        // The control table is readable, not writable.
        cpu.gpr[Gpr.ESP] = PrtosConstants.PCT_AREA_ADDRESS + 100;
        expectPanic("bad stack pointer 0xfbfc0064");
    }

    @Test
    void shouldRefuseARingChangeWithoutAStack() {
        enterRing3();
        vcpu.tables().setStack(1, 0, 0);
        expectPanic("SS:ESP (0x0:0x0) invalid");
    }

    @Test
    void shouldRefuseAHandlerInRing3ForTheKernel() {
        vcpu.tables().setDescriptor(USER_CODE >>> 3, 0xFFFF, 0x00CF_FB00);
        gate(3, USER_CODE, HANDLER, INTERRUPT_GATE);
        expectPanic("CS (0x1b) corrupted");
    }
}
