package org.prtosvm.cpu.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.prtosvm.cpu.TestMachine.FREE_INDEX;
import static org.prtosvm.cpu.TestMachine.GDT;

import org.junit.jupiter.api.Test;
import org.prtosvm.cpu.TestMachine;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

class SegmentLoaderTest {
    private static final int DS = SegmentRegister.DS;
    private static final int SS = SegmentRegister.SS;
    private static final int OK = -1;

    private static void expect(TestMachine machine, int vector, int register, int selector) {
        SegmentCache cache = machine.cpu.segment[register];
        int before = cache.selector;
        if (vector == OK) {
            SegmentLoader.load(machine.cpu, register, selector);
            assertEquals(selector, cache.selector);
        } else {
            machine.expectFault(vector, selector & 0xFFFC, () -> SegmentLoader.load(machine.cpu, register, selector));
            assertEquals(before, cache.selector);
        }
    }

    @Test
    void shouldFollowTheRulesForDataSegments() {
        int[] types = {0x10, 0x12, 0x14, 0x16, 0x18, 0x1A, 0x1C, 0x1E, 0x02, 0x0C};
        for (int ring = 0; ring < 4; ring++) {
            for (int type : types) {
                for (int dpl = 0; dpl < 4; dpl++) {
                    for (int rpl = 0; rpl < 4; rpl++) {
                        try (TestMachine machine = new TestMachine(false, ring)) {
                            int access = 0x80 | dpl << 5 | type;
                            machine.descriptor(FREE_INDEX, TestMachine.segment(0x1234, 0xFFF, access, 4));
                            boolean data = (type & 0x18) == 0x10;
                            boolean code = (type & 0x1A) == 0x1A;
                            boolean conforming = code && (type & 4) != 0;
                            boolean level = Math.max(ring, rpl) <= dpl || conforming;
                            int expected = (data || code) && level ? OK : Vector.GENERAL_PROTECTION;
                            expect(machine, expected, DS, FREE_INDEX * 8 | rpl);
                            boolean stack = (type & 0x1A) == 0x12 && dpl == ring && rpl == ring;
                            expect(machine, stack ? OK : Vector.GENERAL_PROTECTION, SS, FREE_INDEX * 8 | rpl);
                        }
                    }
                }
            }
        }
    }

    @Test
    void shouldReportAbsentSegments() {
        try (TestMachine machine = new TestMachine(false, 1)) {
            machine.descriptor(FREE_INDEX, TestMachine.segment(0, 0xFFF, 0x32, 4));
            expect(machine, Vector.SEGMENT_NOT_PRESENT, DS, FREE_INDEX * 8 | 1);
            expect(machine, Vector.STACK_FAULT, SS, FREE_INDEX * 8 | 1);
        }
    }

    @Test
    void shouldLoadHiddenPartAndSetAccessedBit() {
        try (TestMachine machine = new TestMachine(false, 1)) {
            machine.descriptor(FREE_INDEX, TestMachine.segment(0x8765_4321, 0xABCDE, 0xF2, 0xC));
            SegmentLoader.load(machine.cpu, SegmentRegister.FS, FREE_INDEX * 8 | 3);
            SegmentCache cache = machine.cpu.segment[SegmentRegister.FS];
            assertEquals(0x8765_4321, cache.base);
            assertEquals(0xABCD_EFFF, cache.limit);
            assertEquals(0xC0F3, cache.access);
            assertEquals(0xF3, machine.memory.load8(GDT + FREE_INDEX * 8 + 5));
        }
    }

    @Test
    void shouldTreatNullSelectors() {
        try (TestMachine machine = new TestMachine(false, 3)) {
            SegmentLoader.load(machine.cpu, DS, 3);
            assertEquals(3, machine.cpu.segment[DS].selector);
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> machine.mmu.load8(DS, 0));
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> SegmentLoader.load(machine.cpu, SS, 3));
        }
    }

    @Test
    void shouldCheckTableLimits() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            machine.cpu.gdtLimit = 3 * 8 - 2;
            expect(machine, Vector.GENERAL_PROTECTION, DS, 0x10);
            machine.cpu.gdtLimit = 3 * 8 - 1;
            expect(machine, OK, DS, 0x10);
            expect(machine, Vector.GENERAL_PROTECTION, DS, 0x14);
            machine.descriptor(FREE_INDEX - 1, TestMachine.segment(TestMachine.LDT, 0xF, 0x82, 0));
            machine.cpu.gdtLimit = 0xFFFF;
            SegmentLoader.loadLocalTable(machine.cpu, (FREE_INDEX - 1) * 8);
            machine.store64(TestMachine.LDT + 8, TestMachine.segment(0x5000, 0xFFF, 0x92, 0));
            expect(machine, OK, DS, 0x0C);
            assertEquals(0x5000, machine.cpu.segment[DS].base);
            expect(machine, Vector.GENERAL_PROTECTION, DS, 0x14);
        }
    }

    @Test
    void shouldLoadTaskAndMakeItBusy() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            machine.descriptor(FREE_INDEX, TestMachine.segment(0xA000, 0x67, 0x89, 0));
            SegmentLoader.loadTask(machine.cpu, FREE_INDEX * 8);
            assertEquals(0x8B, machine.cpu.tr.access);
            assertEquals(0x8B, machine.memory.load8(GDT + FREE_INDEX * 8 + 5));
            machine.expectFault(
                    Vector.GENERAL_PROTECTION,
                    FREE_INDEX * 8,
                    () -> SegmentLoader.loadTask(machine.cpu, FREE_INDEX * 8));
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> SegmentLoader.loadTask(machine.cpu, 0));
            machine.descriptor(FREE_INDEX, TestMachine.segment(0xA000, 0x67, 0x09, 0));
            machine.expectFault(
                    Vector.SEGMENT_NOT_PRESENT,
                    FREE_INDEX * 8,
                    () -> SegmentLoader.loadTask(machine.cpu, FREE_INDEX * 8));
        }
    }

    @Test
    void shouldAnswerQuestionsAboutDescriptorsWithoutFaulting() {
        try (TestMachine machine = new TestMachine(false, 1)) {
            machine.descriptor(FREE_INDEX, TestMachine.gate(8, 0xFC00_1000, 0xCC, 1));
            assertEquals(0xCC00, DescriptorInquiry.accessRights(machine.cpu, FREE_INDEX * 8));
            assertEquals(DescriptorInquiry.INVISIBLE, DescriptorInquiry.limit(machine.cpu, FREE_INDEX * 8));
            assertEquals(0xC0_BB00, DescriptorInquiry.accessRights(machine.cpu, TestMachine.code(1)));
            assertEquals(0xFBFF_FFFFL, DescriptorInquiry.limit(machine.cpu, TestMachine.code(1)));
            assertEquals(DescriptorInquiry.INVISIBLE, DescriptorInquiry.accessRights(machine.cpu, TestMachine.code(0)));
            assertEquals(DescriptorInquiry.INVISIBLE, DescriptorInquiry.limit(machine.cpu, 0));
            assertEquals(DescriptorInquiry.INVISIBLE, DescriptorInquiry.limit(machine.cpu, 0xFFF8));
            assertEquals(true, DescriptorInquiry.readable(machine.cpu, TestMachine.code(1)));
            assertEquals(false, DescriptorInquiry.writable(machine.cpu, TestMachine.code(1)));
            assertEquals(true, DescriptorInquiry.writable(machine.cpu, TestMachine.data(3)));
            assertEquals(false, DescriptorInquiry.writable(machine.cpu, TestMachine.data(0)));
        }
    }

    @Test
    void shouldAskTheBitmapForPorts() {
        try (TestMachine machine = new TestMachine(true, 1)) {
            assertEquals(false, TaskState.permitsPort(machine.cpu, 0x80, 1));
            machine.cpu.tr.limit = 0x68 + 8192;
            machine.memory.store32(TestMachine.TSS + 0x64, 0x68 << 16);
            machine.memory.store32(TestMachine.TSS + 0x68 + 0x10, 0b0000_0100_1000_0001);
            int[][] portSizePermitted = {
                {0x80, 1, 0},
                {0x81, 1, 1},
                {0x81, 4, 1},
                {0x84, 4, 0},
                {0x87, 1, 0},
                {0x88, 2, 1},
                {0x89, 2, 0},
                {0x8B, 4, 1},
                {0xFFFF, 1, 1}
            };
            for (int[] row : portSizePermitted) {
                assertEquals(
                        row[2] != 0,
                        TaskState.permitsPort(machine.cpu, row[0], row[1]),
                        "port 0x%x size %d".formatted(row[0], row[1]));
            }
            machine.cpu.tr.limit = 0x68 + 8191;
            assertEquals(false, TaskState.permitsPort(machine.cpu, 0xFFFF, 1));
        }
    }
}
