// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.TestMachine;
import org.prtosvm.prtos.partition.Vcpu;

class DescriptorHypercallsTest {
    private static final int TABLE = TestMachine.BASE + 0x5000;

    private final TestMachine machine = new TestMachine(
                    TestMachine.processor("10ms", TestMachine.slot(0, 0, 10, 0, 0)), TestMachine.partition(0, ""), 1)
            .start();
    private final Vcpu vcpu = machine.vcpu(0, 0);
    private final DescriptorHypercalls calls = new DescriptorHypercalls(machine.kernel());

    @AfterEach
    void close() {
        machine.close();
    }

    private int update(int low, int high) {
        machine.memory().store32(TABLE, low);
        machine.memory().store32(TABLE + 4, high);
        return calls.updateGdt(vcpu, 3, TABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "flat ring 3 code, 0x0000FBFF, 0x00CBFA00, 0",
        "to the last byte of the guest, 0x0000FBFF, 0x00CFB200, -3",
        "not present, 0, 0, 0",
        "ring 0, 0x0000FFFF, 0x00409200, -3",
        "wraps, 0xF0000FFF, 0xFFC0B2FF, -3",
        "expand-down reaches everything above, 0x0000FFFF, 0x0040B600, -3",
        "small expand-down, 0x00000FFF, 0x0000B600, 0",
        "call gate, 0x01280000, 0x0000EC00, -3",
        "LDT, 0x0000FFFF, 0x0000E200, -3",
        "TSS, 0x0000FFFF, 0x0000E900, -3",
    })
    void shouldJudgeDescriptors(String what, String low, String high, int status) {
        int lowWord = Long.decode(low).intValue();
        int highWord = Long.decode(high).intValue();
        assertEquals(status, update(lowWord, highWord), what);
        int expected = status == PrtosStatus.OK && (highWord & 0x8000) != 0 ? highWord | 0x100 : 0;
        assertEquals(expected, (int) (vcpu.tables().descriptor(3) >>> 32), what);
    }

    @Test
    void shouldRefuseIndexesBeyondTheGuestsPart() {
        assertEquals(PrtosStatus.INVALID_PARAM, calls.updateGdt(vcpu, 32, TABLE));
        assertEquals(PrtosStatus.INVALID_PARAM, calls.updateGdt(vcpu, -1, TABLE));
    }

    @Test
    void shouldReplaceAllDescriptorsOfTheGuest() {
        update(0xFFFF, 0x0000_F200);
        machine.memory().store32(TABLE + 8, 0xFFFF);
        machine.memory().store32(TABLE + 12, 0x0000_B200);
        int operand = TestMachine.BASE + 0x6000;
        machine.memory().store32(operand, 15 | TABLE << 16);
        machine.memory().store32(operand + 4, TABLE >>> 16);
        assertEquals(PrtosStatus.OK, calls.loadGdt(vcpu, operand));
        assertEquals(0x0000_F300, (int) (vcpu.tables().descriptor(0) >>> 32));
        assertEquals(0x0000_B300, (int) (vcpu.tables().descriptor(1) >>> 32));
        assertEquals(0, vcpu.tables().descriptor(3));
        assertEquals(0x0000_B300, machine.memory().load32(TABLE + 12), "accessed bit in the guest's table");
    }

    @Test
    void shouldChangeNothingForATableThatIsNotReadable() {
        update(0xFFFF, 0x0000_F200);
        int operand = TestMachine.BASE + 0x6000;
        machine.memory().store32(operand, 15);
        machine.memory().store32(operand + 4, 0x1000);
        assertEquals(PrtosStatus.INVALID_PARAM, calls.loadGdt(vcpu, operand));
        assertEquals(0x0000_F300, (int) (vcpu.tables().descriptor(3) >>> 32));
    }

    private int gate(int vector, int selector, int high) {
        machine.memory().store32(TABLE, selector << 16 | 0x1000);
        machine.memory().store32(TABLE + 4, high);
        return calls.updateIdt(vcpu, vector, TABLE);
    }

    @Test
    void shouldRemoveAVectorCompletely() {
        int code = PrtosConstants.GUEST_CODE_SELECTOR;
        assertEquals(PrtosStatus.OK, gate(0x80, code, 0x0600_EF00));
        assertEquals(0x0600_EF00, installed(0x80));
        assertEquals(PrtosStatus.OK, gate(0x80, code, 0x0600_6F00), "not present");
        assertEquals(0, installed(0x80));
    }

    /** The second word of a gate in the processor's table. */
    private int installed(int vector) {
        int offset = vcpu.cpu().idtBase + vector * 8 - PrtosConstants.HYPERVISOR_OFFSET;
        return machine.memory()
                .load32(machine.kernel().configuration().hypervisor().area().start() + offset + 4);
    }

    @Test
    void shouldAcceptTrapGatesIntoGuestCodeOnly() {
        int code = PrtosConstants.GUEST_CODE_SELECTOR;
        assertEquals(PrtosStatus.OK, gate(0x80, code, 0x0600_EF00));
        assertEquals(PrtosStatus.INVALID_PARAM, gate(0x80, code, 0x0600_EE00), "interrupt gate");
        assertEquals(PrtosStatus.INVALID_PARAM, gate(0x80, code, 0xFC00_EF00), "in the hypervisor");
        assertEquals(PrtosStatus.INVALID_PARAM, gate(0x80, 0x138, 0x0600_EF00), "ring 0");
        assertEquals(
                PrtosStatus.INVALID_PARAM,
                gate(0x80, PrtosConstants.HYPERVISOR_CODE_SELECTOR | 1, 0x0600_EF00),
                "the hypervisor's segment");
        assertEquals(PrtosStatus.OK, gate(0x80, 0x0B, 0x0600_EF00), "a segment that comes later");
        assertEquals(PrtosStatus.INVALID_PARAM, gate(0x2F, code, 0x0600_EF00));
        assertEquals(PrtosStatus.INVALID_PARAM, gate(0x100, code, 0x0600_EF00));
        assertEquals(PrtosStatus.OK, gate(0x38, code, 0x0600_EF00), "accepted without effect");
    }
}
