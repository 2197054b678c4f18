package org.prtosvm.cpu.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/** Stores to decoded code. */
class CodeChangeTest {
    @Test
    void shouldExecuteTheChangedNextInstruction() {
        // mov byte [0x4007], 0x48 (dec eax); inc eax; hlt
        try (GuestProgram p = new GuestProgram("c605 07400000 48 40 f4")) {
            p.cpu.gpr[Gpr.EAX] = 10;
            assertEquals(Exit.HALT, p.run());
            assertEquals(9, p.cpu.gpr[Gpr.EAX]);
            assertEquals(3, p.cpu.count());
        }
    }

    @Test
    void shouldSeeAChangeFromOutside() {
        try (GuestProgram p = new GuestProgram("40 f4")) {
            p.run();
            Block block = blockAt(p, GuestProgram.CODE);
            p.machine.memory.store8(GuestProgram.CODE, 0x48);
            assertFalse(block.valid());
            p.cpu.eip = GuestProgram.CODE;
            p.run();
            assertEquals(0, p.cpu.gpr[Gpr.EAX]);
        }
    }

    @Test
    void shouldKeepBlocksOfOtherGrains() {
        try (GuestProgram p = new GuestProgram("40 f4")) {
            p.run();
            Block block = blockAt(p, GuestProgram.CODE);
            p.machine.memory.store32(GuestProgram.CODE + 64, 7);
            assertTrue(block.valid());
            p.machine.memory.store32(GuestProgram.CODE + 60, 7);
            assertFalse(block.valid());
            assertEquals(0, p.machine.memory.codeGrains(GuestProgram.CODE));
        }
    }

    @Test
    void shouldFollowAChangedTarget() {
        // L: call F (twice through one link), F rewritten in between by the caller
        // mov ecx, 2; L: call F; mov byte [F], 0x4B (dec ebx); dec ecx; jnz L; hlt; F: inc ebx; ret
        try (GuestProgram p = new GuestProgram("b9 02000000 e8 0b000000 c605 15400000 4b 49 75f1 f4 43 c3")) {
            assertEquals(Exit.HALT, p.run());
            assertEquals(0, p.cpu.gpr[Gpr.EBX]);
        }
    }

    @Test
    void shouldFetchARepeatedStoreAnewThatOverwritesItself() {
        // std; rep stosb over its own second byte with 0x90: F3 90 is PAUSE
        for (int budget = 1; budget < 12; budget++) {
            try (GuestProgram whole = storesOverItself();
                    GuestProgram cut = storesOverItself()) {
                whole.budget(12);
                whole.run();
                cut.budget(budget);
                cut.run();
                if (cut.cpu.exit == Exit.BUDGET) {
                    cut.cpu.setTime(budget, 12);
                    cut.run();
                }
                assertEquals(whole.state(), cut.state());
            }
        }
    }

    private static GuestProgram storesOverItself() {
        GuestProgram p = new GuestProgram("90 90 90 f3aa 40 40 40 f4");
        p.cpu.setEflags(Eflags.DF);
        p.cpu.gpr[Gpr.EAX] = 0x90;
        p.cpu.gpr[Gpr.ECX] = 6;
        p.cpu.gpr[Gpr.EDI] = GuestProgram.CODE + 5;
        return p;
    }

    @Test
    void shouldNoticeThatTheMappingOfTheCodeChanged() {
        // Two pages with different code at one linear address; the page-table entry is rewritten by the code itself.
        // mov dword [TABLE + 4*0x6], 0x7007; jmp 0x6000 - and there: mov eax, 1 or 2; hlt
        try (GuestProgram p = new GuestProgram("c705 18100100 07700000 e9 f11f0000")) {
            p.machine.memory.write(0x6000, new byte[] {(byte) 0xB8, 1, 0, 0, 0, (byte) 0xF4}, 0, 6);
            p.machine.memory.write(0x7000, new byte[] {(byte) 0xB8, 2, 0, 0, 0, (byte) 0xF4}, 0, 6);
            p.machine.pagingOn();
            p.cpu.eip = 0x6000;
            p.run();
            assertEquals(1, p.cpu.gpr[Gpr.EAX]);
            p.cpu.eip = GuestProgram.CODE;
            assertEquals(Exit.HALT, p.run());
            assertEquals(2, p.cpu.gpr[Gpr.EAX]);
        }
    }

    @Test
    void shouldHoldABoundedNumberOfBlocks() {
        // inc eax; jmp $-1, under ever new limits of CS
        try (GuestProgram p = new GuestProgram("40 ebfd")) {
            p.interpreter.blocks().limitInstructions(100);
            for (int n = 0; n < 1000; n++) {
                p.cpu.segment[SegmentRegister.CS].limit = 0x8000 + n;
                p.cpu.updateMode();
                p.budget(10);
                assertEquals(Exit.BUDGET, p.run());
                assertTrue(p.interpreter.blocks().heldInstructions() <= 102);
            }
            assertEquals(5000, p.cpu.gpr[Gpr.EAX]);
        }
    }

    private static Block blockAt(GuestProgram p, int eip) {
        p.cpu.eip = eip;
        return p.interpreter.blockAt(p.cpu);
    }
}
