package org.prtosvm.cpu.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;

/** Repeated string instructions: charges, cuts and faults in the middle. */
class RepeatTest {
    private static GuestProgram program(String hex, int count) {
        GuestProgram p = new GuestProgram(hex + " f4");
        for (int n = 0; n < 64; n++) {
            p.machine.memory.store8(GuestProgram.DATA + n, n);
            p.machine.memory.store8(GuestProgram.DATA + 0x100 + n, n < 20 ? n : 0);
        }
        p.cpu.gpr[Gpr.EAX] = 0x0302_0105;
        p.cpu.gpr[Gpr.ECX] = count;
        p.cpu.gpr[Gpr.ESI] = GuestProgram.DATA;
        p.cpu.gpr[Gpr.EDI] = GuestProgram.DATA + 0x100;
        return p;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f3a4", "f3a5", "f366a5", "f3aa", "f3ab", "f3ac", "f3a6", "f2a6", "f2ae", "f3ae", "f2af", "67f3a4"
            })
    void shouldBeTheSameWithEveryCut(String code) {
        String whole;
        try (GuestProgram p = program(code, 30)) {
            assertEquals(Exit.HALT, p.run());
            whole = p.state();
        }
        for (int cut = 1; cut < 33; cut++) {
            try (GuestProgram p = program(code, 30)) {
                p.cpu.budget = cut;
                p.cpu.limit = cut;
                p.run();
                p.cpu.budget += 1000;
                p.cpu.limit += 1000;
                if (p.cpu.exit == Exit.BUDGET) {
                    assertEquals(cut, p.cpu.count());
                    p.run();
                }
                assertEquals(whole, p.state(), code + " cut at " + cut);
            }
        }
    }

    @Test
    void shouldChargeOneForNoIterations() {
        try (GuestProgram p = program("f3a4", 0)) {
            p.run();
            assertEquals(2, p.cpu.count());
            assertEquals(GuestProgram.DATA, p.cpu.gpr[Gpr.ESI]);
        }
    }

    @Test
    void shouldLeaveTheStateOfTheIterationBeforeTheFault() {
        try (GuestProgram p = program("f3a5", 100)) {
            p.machine.pagingOn();
            p.machine.entry(GuestProgram.DATA + 0x1000, 0);
            p.cpu.gpr[Gpr.EDI] = GuestProgram.DATA + 0x1000 - 4 * 10 - 2;
            assertEquals(Exit.FAULT, p.run());
            assertEquals(Vector.PAGE_FAULT, p.cpu.faultVector);
            assertEquals(GuestProgram.DATA + 0x1000, p.cpu.cr2);
            assertEquals(90, p.cpu.gpr[Gpr.ECX]);
            assertEquals(GuestProgram.DATA + 40, p.cpu.gpr[Gpr.ESI]);
            assertEquals(GuestProgram.CODE, p.cpu.eip);
            assertEquals(11, p.cpu.count());
        }
    }

    @Test
    void shouldCopyOverlappingBytesOneByOne() {
        try (GuestProgram p = program("f3a4", 40)) {
            p.cpu.gpr[Gpr.EDI] = GuestProgram.DATA + 1;
            p.run();
            assertEquals(0, p.machine.memory.load32(GuestProgram.DATA + 36));
        }
    }

    @Test
    void shouldGoDownWithTheDirectionFlag() {
        try (GuestProgram p = program("f3a5", 3)) {
            p.cpu.setEflags(Eflags.DF);
            p.cpu.gpr[Gpr.ESI] = GuestProgram.DATA + 16;
            p.run();
            assertEquals(GuestProgram.DATA + 4, p.cpu.gpr[Gpr.ESI]);
            assertEquals(0x1312_1110, p.machine.memory.load32(GuestProgram.DATA + 0x100));
            assertEquals(0x0B0A_0908, p.machine.memory.load32(GuestProgram.DATA + 0x100 - 8));
        }
    }

    @Test
    void shouldCopyManyPages() {
        try (GuestProgram p = program("f3a5", 0x3000 / 4)) {
            for (int n = 0; n < 0x3000; n += 4) {
                p.machine.memory.store32(0x20_0000 + n, n * 17);
            }
            p.cpu.gpr[Gpr.ESI] = 0x20_0000;
            p.cpu.gpr[Gpr.EDI] = 0x30_0ABC;
            p.run();
            for (int n = 0; n < 0x3000; n += 4) {
                int at = 0x30_0ABC + n;
                int value = p.machine.memory.load8(at)
                        | p.machine.memory.load8(at + 1) << 8
                        | p.machine.memory.load8(at + 2) << 16
                        | p.machine.memory.load8(at + 3) << 24;
                assertEquals(n * 17, value);
            }
            assertEquals(0x3000 / 4 + 1, p.cpu.count());
        }
    }
}
