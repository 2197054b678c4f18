package org.prtosvm.cpu.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.prtosvm.cpu.TestMachine.DIRECTORY;
import static org.prtosvm.cpu.TestMachine.TABLE;

import org.junit.jupiter.api.Test;
import org.prtosvm.cpu.TestMachine;
import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentRegister;

class PagingTest {
    private static final int DS = SegmentRegister.DS;
    private static final int PAGE = 0x0010_0000;
    private static final int ACCESSED = 0x20;
    private static final int DIRTY = 0x40;

    private static boolean mayAccess(int pde, int pte, boolean user, boolean write, boolean protect) {
        boolean u = (pde & pte & 4) != 0;
        boolean w = (pde & pte & 2) != 0;
        if (user) {
            return u && (!write || w);
        }
        return !write || w || !protect;
    }

    @Test
    void shouldApplyAllRightsForEveryRingAndWriteProtectSetting() {
        for (int combination = 0; combination < 16 * 4 * 2 * 2; combination++) {
            int pde = 1 | (combination & 3) << 1;
            int pte = 1 | (combination >> 2 & 3) << 1;
            int ring = combination >> 4 & 3;
            boolean write = (combination >> 6 & 1) != 0;
            boolean protect = (combination >> 7 & 1) != 0;
            try (TestMachine machine = new TestMachine(false, ring)) {
                machine.pagingOn();
                machine.memory.store32(DIRECTORY, TABLE | pde);
                machine.entry(PAGE, PAGE | pte);
                machine.cpu.cr0 = protect ? machine.cpu.cr0 : machine.cpu.cr0 & ~CpuState.CR0_WP;
                machine.cpu.updateMode();
                String what = "pde %d pte %d ring %d write %s wp %s".formatted(pde, pte, ring, write, protect);
                boolean expected = mayAccess(pde, pte, ring == 3, write, protect);
                assertEquals(expected, machine.mmu.probe(PAGE, write, ring == 3) >= 0, what);
                assertEquals(expected, access(machine, write, ring, what), what);
                int bits = expected ? write ? ACCESSED | DIRTY : ACCESSED : 0;
                assertEquals(PAGE | pte | bits, machine.entry(PAGE), what);
                assertEquals(TABLE | pde | bits & ACCESSED, machine.memory.load32(DIRECTORY), what);
            }
        }
    }

    private static boolean access(TestMachine machine, boolean write, int ring, String what) {
        try {
            if (write) {
                machine.mmu.store8(DS, PAGE + 5, 1);
            } else {
                machine.mmu.load8(DS, PAGE + 5);
            }
            return true;
        } catch (GuestFault e) {
            assertEquals(Vector.PAGE_FAULT, machine.cpu.faultVector, what);
            assertEquals(1 | (write ? 2 : 0) | (ring == 3 ? 4 : 0), machine.cpu.faultErrorCode, what);
            assertEquals(PAGE + 5, machine.cpu.cr2, what);
            return false;
        }
    }

    @Test
    void shouldReportAbsentPagesWithPresentBitClear() {
        try (TestMachine machine = new TestMachine(false, 3)) {
            machine.pagingOn();
            machine.entry(PAGE, 0);
            machine.expectFault(Vector.PAGE_FAULT, 4, () -> machine.mmu.load32(DS, PAGE + 8));
            machine.expectFault(Vector.PAGE_FAULT, 6, () -> machine.mmu.store32(DS, PAGE + 8, 0));
            assertEquals(PAGE + 8, machine.cpu.cr2);
            machine.expectFault(Vector.PAGE_FAULT, 4, () -> machine.mmu.load8(DS, 0x0080_0000));
            assertEquals(0x0080_0000, machine.cpu.cr2);
        }
    }

    @Test
    void shouldUseLargePagesOnlyWithPse() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            machine.pagingOn();
            machine.memory.store32(DIRECTORY + 4, 0x83);
            machine.memory.store32(0x1234, 0xCAFE);
            machine.expectFault(Vector.PAGE_FAULT, 0, () -> machine.mmu.load32(DS, 0x0040_1234));
            machine.cpu.cr4 = CpuState.CR4_PSE;
            machine.mmu.flush();
            assertEquals(0xCAFE, machine.mmu.load32(DS, 0x0040_1234));
            assertEquals(0xA3, machine.memory.load32(DIRECTORY + 4));
            machine.mmu.store8(DS, 0x0040_1234, 1);
            assertEquals(0xE3, machine.memory.load32(DIRECTORY + 4));
            machine.memory.store32(DIRECTORY + 4, 0x2083);
            machine.expectFault(Vector.PAGE_FAULT, 9, () -> machine.mmu.load32(DS, 0x0040_1234));
        }
    }

    @Test
    void shouldCrossPagesIntoUnrelatedFrames() {
        try (TestMachine machine = new TestMachine(false, 3)) {
            machine.pagingOn();
            machine.entry(PAGE, 0x0020_0000 | 7);
            machine.entry(PAGE + 0x1000, 0x0020_5000 | 7);
            for (int size : new int[] {2, 4, 8}) {
                for (int before = 1; before < size; before++) {
                    int offset = PAGE + 0x1000 - before;
                    long value = 0x8877_6655_4433_2211L;
                    machine.mmu.store64(DS, offset & -16, 0);
                    switch (size) {
                        case 2 -> machine.mmu.store16(DS, offset, (int) value);
                        case 4 -> machine.mmu.store32(DS, offset, (int) value);
                        default -> machine.mmu.store64(DS, offset, value);
                    }
                    for (int i = 0; i < size; i++) {
                        int physical = i < before ? 0x0020_1000 - before + i : 0x0020_5000 + i - before;
                        assertEquals(0x11 * (i + 1), machine.memory.load8(physical));
                    }
                    long back = switch (size) {
                        case 2 -> machine.mmu.load16(DS, offset);
                        case 4 -> machine.mmu.load32(DS, offset);
                        default -> machine.mmu.load64(DS, offset);
                    };
                    assertEquals(size == 8 ? value : value & (1L << 8 * size) - 1, back);
                }
            }
        }
    }

    @Test
    void shouldChangeNothingIfTheSecondPageFaults() {
        try (TestMachine machine = new TestMachine(false, 3)) {
            machine.pagingOn();
            machine.entry(PAGE + 0x1000, PAGE + 0x1000 | 5);
            machine.expectFault(Vector.PAGE_FAULT, 7, () -> machine.mmu.store32(DS, PAGE + 0xFFE, -1));
            assertEquals(PAGE + 0x1000, machine.cpu.cr2);
            assertEquals(0, machine.memory.load32(PAGE + 0xFFC));
            assertEquals(PAGE | 7, machine.entry(PAGE));
            machine.expectFault(Vector.PAGE_FAULT, 7, () -> machine.mmu.checkWrite(DS, PAGE + 0xFFE, 4));
            machine.mmu.checkRead(DS, PAGE + 0xFFE, 4);
            assertEquals(PAGE | 7 | ACCESSED, machine.entry(PAGE));
            machine.mmu.checkWrite(DS, PAGE + 0xFFC, 4);
            assertEquals(PAGE | 7 | ACCESSED | DIRTY, machine.entry(PAGE));
        }
    }

    @Test
    void shouldReadOnesWithoutRam() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            machine.pagingOn();
            machine.entry(PAGE, 0x7000_0000 | 3);
            assertEquals(-1, machine.mmu.load32(DS, PAGE));
            assertEquals(0xFF, machine.mmu.load8(DS, PAGE));
            assertEquals(0x00FF_FFFF, machine.mmu.load32(DS, PAGE - 1) >>> 8);
            machine.mmu.store32(DS, PAGE, 0);
            machine.mmu.store64(DS, PAGE - 4, 0x1111_1111_2222_2222L);
            assertEquals(0x2222_2222, machine.mmu.load32(DS, PAGE - 4));
            assertEquals(0, machine.mmu.mappingOf(PAGE));
        }
    }

    @Test
    void shouldTellTheTranslatorOnlyWhatIsSettled() {
        try (TestMachine machine = new TestMachine(false, 3)) {
            machine.pagingOn();
            long host = machine.memory.hostAddress(PAGE);
            assertEquals(0, machine.mmu.mappingOf(PAGE));
            machine.mmu.load8(DS, PAGE);
            assertEquals(host, machine.mmu.mappingOf(PAGE + 0x123));
            assertEquals(0, machine.mmu.writableMappingOf(PAGE));
            machine.mmu.store8(DS, PAGE, 1);
            assertEquals(host, machine.mmu.writableMappingOf(PAGE));
            machine.memory.markCode(PAGE + 64, 1);
            assertEquals(0, machine.mmu.writableMappingOf(PAGE));
            assertEquals(host, machine.mmu.mappingOf(PAGE));
            machine.mmu.store8(DS, TABLE, 0x27);
            assertEquals(0, machine.mmu.writableMappingOf(TABLE));
            assertEquals(PAGE + 5, machine.mmu.physicalOf(PAGE + 5));
            assertEquals(-1, machine.mmu.physicalOf(0x0080_0000));
        }
    }

    @Test
    void shouldNeverShowAStaleTranslation() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            machine.pagingOn();
            machine.memory.store32(PAGE, 1);
            machine.memory.store32(PAGE + 0x1000, 2);
            assertEquals(1, machine.mmu.load32(DS, PAGE));
            machine.mmu.store32(DS, PAGE, 3);
            int generation = machine.cpu.mappingGeneration;
            machine.mmu.store32(DS, TABLE + 4 * (PAGE >>> 12), PAGE + 0x1000 | 7);
            assertNotEquals(generation, machine.cpu.mappingGeneration);
            assertEquals(2, machine.mmu.load32(DS, PAGE));
            machine.mmu.store32(DS, PAGE, 4);
            assertEquals(4, machine.memory.load32(PAGE + 0x1000));
            machine.mmu.store8(DS, TABLE + 4 * (PAGE >>> 12), 0);
            machine.expectFault(Vector.PAGE_FAULT, 0, () -> machine.mmu.load32(DS, PAGE));
            machine.mmu.store32(DS, DIRECTORY + 4, TABLE | 7);
            assertEquals(TABLE, machine.mmu.translate(0x0040_0000 | TABLE, false, false));
            machine.mmu.store32(DS, DIRECTORY + 4, 0);
            machine.expectFault(Vector.PAGE_FAULT, 0, () -> machine.mmu.load32(DS, 0x0040_0000 | TABLE));
        }
    }

    @Test
    void shouldSeeTableStoresOfAnotherProcessorAndOfTheHost() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            machine.pagingOn();
            assertEquals(0, machine.mmu.load32(DS, PAGE));
            CpuState other = new CpuState(false);
            Mmu otherMmu = new Mmu(other, machine.memory);
            for (int i = 0; i < SegmentRegister.COUNT; i++) {
                other.segment[i].copyFrom(machine.cpu.segment[i]);
            }
            other.cr0 = CpuState.CR0_PE;
            other.updateMode();
            machine.memory.store32(PAGE + 0x1000, 77);
            otherMmu.store32(DS, TABLE + 4 * (PAGE >>> 12), PAGE + 0x1000 | 7);
            assertEquals(77, machine.mmu.load32(DS, PAGE));
            machine.memory.store32(TABLE + 4 * (PAGE >>> 12), 0);
            machine.expectFault(Vector.PAGE_FAULT, 0, () -> machine.mmu.load32(DS, PAGE));
        }
    }

    @Test
    void shouldNotFlushForEntriesThatNobodyUsed() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            machine.pagingOn();
            machine.entry(PAGE, 0);
            machine.mmu.load32(DS, PAGE + 0x1000);
            int generation = machine.cpu.mappingGeneration;
            machine.mmu.store32(DS, TABLE + 4 * (PAGE >>> 12), PAGE | 7);
            assertEquals(generation, machine.cpu.mappingGeneration);
            assertEquals(0, machine.mmu.load32(DS, PAGE));
        }
    }

    @Test
    void shouldAnnounceStoresToCodeBeforeTheyHappen() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            int[] seen = new int[3];
            machine.memory.addCodeListener(new org.prtosvm.cpu.memory.CodeListener() {
                @Override
                public void codeWritten(int physical, int length) {
                    seen[0] = physical;
                    seen[1] = length;
                    seen[2] = machine.memory.load8(physical);
                }

                @Override
                public void codeDecoded(int physicalPage) {
                    assertEquals(PAGE, physicalPage);
                }
            });
            machine.mmu.store8(DS, PAGE + 70, 9);
            machine.memory.markCode(PAGE + 64, 16);
            machine.mmu.store8(DS, PAGE + 63, 1);
            assertEquals(0, seen[0]);
            machine.mmu.store16(DS, PAGE + 70, 1);
            assertEquals(PAGE + 70, seen[0]);
            assertEquals(2, seen[1]);
            assertEquals(9, seen[2]);
        }
    }

    @Test
    void shouldCheckAlignmentOnlyInRing3WithAcAndAm() {
        for (int ring = 0; ring < 4; ring++) {
            try (TestMachine machine = new TestMachine(false, ring)) {
                machine.mmu.load32(DS, PAGE);
                machine.cpu.setEflags(1 << 18);
                assertEquals(0, machine.mmu.load32(DS, PAGE + 1));
                machine.cpu.cr0 |= CpuState.CR0_AM;
                machine.cpu.updateMode();
                assertEquals(0, machine.mmu.load8(DS, PAGE + 1));
                assertEquals(0, machine.mmu.load32(DS, PAGE + 4));
                if (ring == 3) {
                    machine.expectFault(Vector.ALIGNMENT_CHECK, 0, () -> machine.mmu.load32(DS, PAGE + 2));
                    machine.expectFault(Vector.ALIGNMENT_CHECK, 0, () -> machine.mmu.store16(DS, PAGE + 1, 0));
                } else {
                    assertEquals(0, machine.mmu.load32(DS, PAGE + 2));
                }
            }
        }
    }

    @Test
    void shouldSeparateSupervisorAndUserEntries() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            machine.pagingOn();
            machine.entry(PAGE, PAGE | 3);
            machine.mmu.store32(DS, PAGE, 5);
            machine.cpu.cpl = 3;
            machine.cpu.updateMode();
            machine.expectFault(Vector.PAGE_FAULT, 5, () -> machine.mmu.load32(DS, PAGE));
            assertEquals(5, machine.mmu.loadSupervisor32(PAGE));
            machine.cpu.cpl = 1;
            machine.cpu.updateMode();
            assertEquals(5, machine.mmu.load32(DS, PAGE));
        }
    }

    @Test
    void shouldForgetWriteRightsWhenWriteProtectIsSet() {
        try (TestMachine machine = new TestMachine(false, 1)) {
            machine.pagingOn();
            machine.cpu.cr0 &= ~CpuState.CR0_WP;
            machine.cpu.updateMode();
            machine.entry(PAGE, PAGE | 5);
            machine.mmu.store32(DS, PAGE, 5);
            machine.cpu.cr0 |= CpuState.CR0_WP;
            machine.cpu.updateMode();
            machine.expectFault(Vector.PAGE_FAULT, 3, () -> machine.mmu.store32(DS, PAGE, 6));
            assertEquals(5, machine.mmu.load32(DS, PAGE));
        }
    }

    @Test
    void shouldWrapLinearAddressesOfSegmentsWithBase() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            machine.cpu.segment[SegmentRegister.FS].load(0x10, -0x1000, -1, 0xC093);
            machine.memory.store32(0x2000, 42);
            assertEquals(42, machine.mmu.load32(SegmentRegister.FS, 0x3000));
            try {
                machine.mmu.load32(SegmentRegister.FS, -2);
                fail("an access that wraps around the segment must fault");
            } catch (GuestFault e) {
                assertEquals(Vector.GENERAL_PROTECTION, machine.cpu.faultVector);
            }
        }
    }
}
