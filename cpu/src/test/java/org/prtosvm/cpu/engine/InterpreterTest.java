package org.prtosvm.cpu.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

class InterpreterTest {
    /** mov ecx, 5; xor eax, eax; L: add eax, ecx; dec ecx; jnz L; hlt. */
    private static final String SUM = "b9 05000000 31c0 01c8 49 75fb f4";

    @Test
    void shouldChargeEveryInstruction() {
        try (GuestProgram p = new GuestProgram(SUM)) {
            assertEquals(Exit.HALT, p.run());
            assertEquals(15, p.cpu.gpr[Gpr.EAX]);
            assertEquals(2 + 5 * 3 + 1, p.cpu.count());
        }
    }

    @Test
    void shouldStopExactlyAtTheBudget() {
        try (GuestProgram p = new GuestProgram(SUM)) {
            for (int count = 1; count <= 17; count++) {
                p.cpu.limit = count;
                p.cpu.budget = 1;
                assertEquals(Exit.BUDGET, p.run());
                assertEquals(count, p.cpu.count());
            }
            p.cpu.budget = 10;
            assertEquals(Exit.HALT, p.run());
            assertEquals(15, p.cpu.gpr[Gpr.EAX]);
        }
    }

    @Test
    void shouldExecuteNothingWithoutBudget() {
        try (GuestProgram p = new GuestProgram(SUM)) {
            p.budget(0);
            assertEquals(Exit.BUDGET, p.run());
            assertEquals(GuestProgram.CODE, p.cpu.eip);
        }
    }

    @Test
    void shouldReportAFaultAtItsInstruction() {
        // inc eax; inc eax; mov eax, [0xFC000000] beyond the limit; inc eax
        try (GuestProgram p = new GuestProgram("40 40 a1 000000fc 40 f4")) {
            assertEquals(Exit.FAULT, p.run());
            assertEquals(Vector.GENERAL_PROTECTION, p.cpu.faultVector);
            assertEquals(GuestProgram.CODE + 2, p.cpu.eip);
            assertEquals(3, p.cpu.count());
            assertEquals(2, p.cpu.gpr[Gpr.EAX]);
        }
    }

    @Test
    void shouldChargeAFaultingFetch() {
        try (GuestProgram p = new GuestProgram("90")) {
            p.cpu.eip = 0xFC00_0000;
            assertEquals(Exit.FAULT, p.run());
            assertEquals(Vector.GENERAL_PROTECTION, p.cpu.faultVector);
            assertEquals(0xFC00_0000, p.cpu.eip);
            assertEquals(1, p.cpu.count());
        }
    }

    @Test
    void shouldRefuseToJumpBeyondTheLimitOfCs() {
        // jmp [DATA]
        try (GuestProgram p = new GuestProgram("ff25 00001000")) {
            p.machine.memory.store32(GuestProgram.DATA, 0xFC00_0000);
            assertEquals(Exit.FAULT, p.run());
            assertEquals(Vector.GENERAL_PROTECTION, p.cpu.faultVector);
            assertEquals(GuestProgram.CODE, p.cpu.eip);
            assertEquals(1, p.cpu.count());
        }
    }

    @Test
    void shouldRaiseInvalidOpcode() {
        try (GuestProgram p = new GuestProgram("40 0f0b")) {
            assertEquals(Exit.FAULT, p.run());
            assertEquals(Vector.INVALID_OPCODE, p.cpu.faultVector);
            assertEquals(GuestProgram.CODE + 1, p.cpu.eip);
            assertEquals(2, p.cpu.count());
        }
    }

    @Test
    void shouldFaultOnAnInstructionOfSixteenBytes() {
        try (GuestProgram p = new GuestProgram("40" + "66".repeat(15) + "90")) {
            assertEquals(Exit.FAULT, p.run());
            assertEquals(Vector.GENERAL_PROTECTION, p.cpu.faultVector);
            assertEquals(GuestProgram.CODE + 1, p.cpu.eip);
        }
    }

    @Test
    void shouldStopOnRequestAtABlockBoundary() {
        try (GuestProgram p = new GuestProgram("40 ebfd")) {
            p.cpu.stopRequested = true;
            assertEquals(Exit.STOP, p.run());
            assertEquals(0, p.cpu.count());
        }
    }

    @Test
    void shouldTrapBehindEachInstructionWithTheTrapFlag() {
        try (GuestProgram p = new GuestProgram(SUM)) {
            p.cpu.setEflags(Eflags.TF);
            assertEquals(Exit.FAULT, p.run());
            assertEquals(Vector.DEBUG, p.cpu.faultVector);
            assertEquals(GuestProgram.CODE + 5, p.cpu.eip);
            assertEquals(1 << 14, p.cpu.dr[6] & 1 << 14);
            assertEquals(1, p.cpu.count());
        }
    }

    @Test
    void shouldTrapAfterEachRepeatedIteration() {
        try (GuestProgram p = new GuestProgram("f3a4 f4")) {
            p.cpu.gpr[Gpr.ECX] = 2;
            p.cpu.gpr[Gpr.ESI] = GuestProgram.DATA;
            p.cpu.gpr[Gpr.EDI] = GuestProgram.DATA + 64;
            p.cpu.setEflags(Eflags.TF);
            assertEquals(Exit.FAULT, p.run());
            assertEquals(GuestProgram.CODE, p.cpu.eip);
            assertEquals(1, p.cpu.gpr[Gpr.ECX]);
            assertEquals(Exit.FAULT, p.run());
            assertEquals(GuestProgram.CODE + 2, p.cpu.eip);
        }
    }

    @Test
    void shouldHoldTheDebugTrapOffBehindALoadOfSs() {
        // mov ss, ax; inc ecx; inc ecx
        try (GuestProgram p = new GuestProgram("8ed0 41 41")) {
            p.cpu.gpr[Gpr.EAX] = p.cpu.segment[SegmentRegister.SS].selector;
            p.cpu.setEflags(Eflags.TF);
            assertEquals(Exit.FAULT, p.run());
            assertEquals(Vector.DEBUG, p.cpu.faultVector);
            assertEquals(GuestProgram.CODE + 3, p.cpu.eip);
            assertFalse(p.cpu.interruptShadow);
        }
    }

    @Test
    void shouldCastTheInterruptShadowOverOneInstruction() {
        // sti; inc ecx; inc ecx
        try (GuestProgram p = new GuestProgram("fb 41 41 f4")) {
            p.budget(1);
            p.run();
            assertTrue(p.cpu.interruptShadow);
            p.budget(1);
            p.run();
            assertFalse(p.cpu.interruptShadow);
        }
    }

    @Test
    void shouldDecodeAgainInAnotherMode() {
        // b8 imm: five bytes with 32-bit operands, three with 16-bit ones; the rest is then two times inc (40)
        try (GuestProgram p = new GuestProgram("b8 01004040 f4")) {
            assertEquals(Exit.HALT, p.run());
            assertEquals(0x4040_0001, p.cpu.gpr[Gpr.EAX]);
            p.cpu.segment[SegmentRegister.CS].access &= ~0x4000;
            p.cpu.updateMode();
            p.cpu.gpr[Gpr.EAX] = 0;
            p.cpu.eip = GuestProgram.CODE;
            assertEquals(Exit.HALT, p.run());
            assertEquals(3, p.cpu.gpr[Gpr.EAX]);
        }
    }

    @Test
    void shouldExecuteAnInstructionAcrossPages() {
        try (GuestProgram p = new GuestProgram("90")) {
            CpuState cpu = p.cpu;
            p.machine.pagingOn();
            p.machine.memory.write(0x5FFE, new byte[] {(byte) 0xB8, 1, 2, 3, 4, (byte) 0xF4}, 0, 6);
            cpu.eip = 0x5FFE;
            assertEquals(Exit.HALT, p.run());
            assertEquals(0x0403_0201, cpu.gpr[Gpr.EAX]);
            // The second page now lies elsewhere, with other bytes.
            p.machine.memory.write(0x7000, new byte[] {9, 8, 7, (byte) 0xF4}, 0, 4);
            p.machine.entry(0x6000, 0x7007);
            cpu.eip = 0x5FFE;
            assertEquals(Exit.HALT, p.run());
            assertEquals(0x0708_0901, cpu.gpr[Gpr.EAX]);
            // And now nowhere: the fault has the address of the byte that is missing.
            p.machine.entry(0x6000, 0);
            cpu.eip = 0x5FFE;
            assertEquals(Exit.FAULT, p.run());
            assertEquals(Vector.PAGE_FAULT, cpu.faultVector);
            assertEquals(0x6000, cpu.cr2);
            assertEquals(0x5FFE, cpu.eip);
        }
    }

    @Test
    void shouldNotTouchTheNextPageBeforeItIsReached() {
        // inc eax at the end of a page; the next page is missing
        try (GuestProgram p = new GuestProgram("90")) {
            p.machine.pagingOn();
            p.machine.memory.write(0x5FFD, new byte[] {0x40, 0x40, (byte) 0xB8}, 0, 3);
            p.machine.entry(0x6000, 0);
            p.cpu.eip = 0x5FFD;
            p.budget(2);
            assertEquals(Exit.BUDGET, p.run());
            p.budget(1);
            assertEquals(Exit.FAULT, p.run());
            assertEquals(0x5FFF, p.cpu.eip);
            assertEquals(0x6000, p.cpu.cr2);
        }
    }
}
