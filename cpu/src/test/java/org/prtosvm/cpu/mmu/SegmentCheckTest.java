package org.prtosvm.cpu.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.prtosvm.cpu.TestMachine;
import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

class SegmentCheckTest {
    private static final int ES = SegmentRegister.ES;
    private static final int SS = SegmentRegister.SS;

    private static boolean allowed(TestMachine machine, int segment, int offset, int length, boolean write) {
        try {
            SegmentCheck.linear(machine.cpu, segment, offset, length, write);
            return true;
        } catch (GuestFault e) {
            assertEquals(segment == SS ? Vector.STACK_FAULT : Vector.GENERAL_PROTECTION, machine.cpu.faultVector);
            assertEquals(0, machine.cpu.faultErrorCode);
            return false;
        }
    }

    @Test
    void shouldCheckTypes() {
        int[][] accessReadWrite = {
            {0x00, 0, 0}, {0x13, 0, 0}, {0x91, 1, 0}, {0x93, 1, 1}, {0x99, 0, 0}, {0x9B, 1, 0}, {0x9F, 1, 0}
        };
        try (TestMachine machine = new TestMachine(false, 0)) {
            for (int[] row : accessReadWrite) {
                for (int segment : new int[] {ES, SS}) {
                    machine.cpu.segment[segment].load(8, 0, 0xFFFF, row[0]);
                    String what = "access 0x%02x segment %d".formatted(row[0], segment);
                    assertEquals(row[1] != 0, allowed(machine, segment, 0, 4, false), what);
                    assertEquals(row[2] != 0, allowed(machine, segment, 0, 4, true), what);
                }
            }
        }
    }

    @Test
    void shouldCheckLimitsForEveryAccessSize() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            SegmentCache cache = machine.cpu.segment[ES];
            cache.load(8, 0x1000, 0x1FFF, 0x93);
            for (int length : new int[] {1, 2, 4, 8, 10}) {
                assertEquals(true, allowed(machine, ES, 0x2000 - length, length, true));
                assertEquals(false, allowed(machine, ES, 0x2001 - length, length, true));
                assertEquals(false, allowed(machine, ES, -1, length, false));
            }
        }
    }

    @Test
    void shouldTurnLimitsAroundForExpandDown() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            SegmentCache cache = machine.cpu.segment[SS];
            for (int big : new int[] {0, SegmentCache.BIG}) {
                cache.load(8, 0, 0x1FFF, 0x97 | big);
                assertEquals(false, allowed(machine, SS, 0x1FFF, 4, true));
                assertEquals(true, allowed(machine, SS, 0x2000, 4, true));
                assertEquals(true, allowed(machine, SS, 0xFFFC, 4, true));
                assertEquals(big != 0, allowed(machine, SS, 0xFFFD, 4, true));
                assertEquals(big != 0, allowed(machine, SS, 0xFFFF_FFFC, 4, true));
                assertEquals(false, allowed(machine, SS, 0xFFFF_FFFD, 4, true));
            }
        }
    }

    @Test
    void shouldEnforceTheFlatLimitAlsoBehindTheLookAside() {
        try (TestMachine machine = new TestMachine(false, 1)) {
            machine.cpu.segment[ES].limit = 0x1FFF;
            machine.cpu.segment[ES].access &= ~SegmentCache.GRANULARITY;
            machine.mmu.load32(SegmentRegister.DS, 0x2000);
            machine.cpu.updateMode();
            assertEquals(0x1FFF, machine.cpu.flatLimit);
            machine.mmu.load32(SegmentRegister.DS, 0x2000);
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> machine.mmu.load32(ES, 0x2000));
            machine.mmu.load32(ES, 0x1FFC);
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> machine.mmu.load32(ES, 0x1FFD));
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> machine.mmu.store32(SegmentRegister.CS, 0x1000, 0));
        }
    }
}
