// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;
import org.prtosvm.prtos.TestMachine;
import org.prtosvm.prtos.partition.Vcpu;

class VirtualIretTest {
    private static final int STACK = TestMachine.BASE + 0x3_0000;
    private static final int USER_CODE = 0x1B;
    private static final int USER_DATA = 0x23;

    private final TestMachine machine = new TestMachine(
                    TestMachine.processor("10ms", TestMachine.slot(0, 0, 10, 0, 0)), TestMachine.partition(0, ""), 1)
            .start();
    private final Vcpu vcpu = machine.vcpu(0, 0);
    private final CpuState cpu = vcpu.cpu();
    private final VirtualIret iret = new VirtualIret(machine.kernel());

    @BeforeEach
    void prepare() {
        cpu.gpr[Gpr.ESP] = STACK;
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private void frame(int... words) {
        for (int i = 0; i < words.length; i++) {
            machine.memory().store32(STACK + 4 * i, words[i]);
        }
    }

    @Test
    void shouldRestoreTheVirtualInterruptFlagOnly() {
        frame(0x600_1111, PrtosConstants.GUEST_CODE_SELECTOR, Eflags.IF | Eflags.CF);
        assertNull(iret.perform(vcpu));
        assertEquals(0x600_1111, cpu.eip);
        assertEquals(STACK + 12, cpu.gpr[Gpr.ESP]);
        assertTrue(vcpu.pct().interruptsEnabled());
        assertEquals(0x203, cpu.eflags());
    }

    @Test
    void shouldKeepInterruptsOnInTheProcessor() {
        frame(0x600_1111, PrtosConstants.GUEST_CODE_SELECTOR, 0);
        vcpu.pct().setInterruptsEnabled(true);
        iret.perform(vcpu);
        assertEquals(0x202, cpu.eflags());
        assertTrue(!vcpu.pct().interruptsEnabled());
    }

    @Test
    void shouldReturnToAnOuterRing() {
        vcpu.tables().setDescriptor(USER_CODE >>> 3, 0xFFFF, 0x00CF_FB00);
        vcpu.tables().setDescriptor(USER_DATA >>> 3, 0xFFFF, 0x00CF_F300);
        frame(0x600_1111, USER_CODE, Eflags.IF, 0x600_2222, USER_DATA);
        assertNull(iret.perform(vcpu));
        assertEquals(3, cpu.cpl);
        assertEquals(0x600_2222, cpu.gpr[Gpr.ESP]);
        assertEquals(USER_DATA, cpu.segment[SegmentRegister.SS].selector);
        assertEquals(0, cpu.segment[SegmentRegister.DS].selector, "a segment of ring 1 is not carried along");
    }

    @Test
    void shouldNeverGoToRing0NorToVirtual8086Mode() {
        frame(0x600_1111, 0x138, Eflags.VM | Eflags.NT | Eflags.IOPL);
        assertNull(iret.perform(vcpu));
        assertEquals(1, cpu.cpl);
        assertEquals(0x202, cpu.eflags());
    }

    @Test
    void shouldRefuseAHypervisorSegment() {
        frame(0x600_1111, PrtosConstants.HYPERVISOR_CODE_SELECTOR, 0);
        assertEquals("error emulating IRET CS:IP (0x129:0x6001111) invalid", iret.perform(vcpu));
        assertEquals(STACK, cpu.gpr[Gpr.ESP]);
    }

    @Test
    void shouldRefuseAStackThatIsNotMapped() {
        cpu.gpr[Gpr.ESP] = 0x1000;
        assertEquals("error emulating IRET bad stack pointer 0x1000", iret.perform(vcpu));
    }
}
