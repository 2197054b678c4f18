package org.prtosvm.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * A processor with 4 MiB of RAM at 0, flat segments of every ring, a GDT, an IDT and a TSS; paging off.
 *
 * <pre>
 * GDT  8*(1+2r) code of ring r, 8*(2+2r) data of ring r; free from index 9
 * TSS  inner stacks of ring r end at STACKS + 0x1000 * (r + 1)
 * page directory and first table are there but not in use until {@link #pagingOn}
 * </pre>
 */
public final class TestMachine implements AutoCloseable {
    public static final int RAM = 4 << 20;
    public static final int GDT = 0x8000;
    public static final int IDT = 0x9000;
    public static final int TSS = 0xA000;
    public static final int LDT = 0xE000;
    public static final int DIRECTORY = 0x10000;
    public static final int TABLE = 0x11000;
    public static final int STACKS = 0x20000;
    public static final int OUTER_STACK = 0x30000;
    public static final int FREE_INDEX = 9;
    public static final int LIMIT = 0xFBFF_FFFF;

    public final GuestMemory memory = new GuestMemory();
    public final CpuState cpu;
    public final Mmu mmu;

    public TestMachine(boolean monitored, int ring) {
        memory.addRam(0, RAM);
        cpu = new CpuState(monitored);
        mmu = new Mmu(cpu, memory);
        for (int r = 0; r < 4; r++) {
            descriptor(1 + 2 * r, segment(0, 0xFBFFF, 0x9B | r << 5, 0xC));
            descriptor(2 + 2 * r, segment(0, 0xFBFFF, 0x93 | r << 5, 0xC));
        }
        cpu.gdtBase = GDT;
        cpu.gdtLimit = 64 * 8 - 1;
        cpu.idtBase = IDT;
        cpu.idtLimit = 256 * 8 - 1;
        cpu.tr.load(0x1F8, TSS, 0x67, 0x8B);
        for (int r = 0; r < 3; r++) {
            memory.store32(TSS + 4 + 8 * r, STACKS + 0x1000 * (r + 1));
            memory.store32(TSS + 8 + 8 * r, data(r));
        }
        cpu.cr0 |= CpuState.CR0_PE;
        cpu.cpl = ring;
        cpu.segment[SegmentRegister.CS].load(code(ring), 0, LIMIT, 0xC09B | ring << 5);
        for (int register : new int[] {SegmentRegister.SS, SegmentRegister.DS, SegmentRegister.ES}) {
            cpu.segment[register].load(data(ring), 0, LIMIT, 0xC093 | ring << 5);
        }
        cpu.gpr[Gpr.ESP] = OUTER_STACK;
        cpu.eip = 0x4000;
        cpu.setTime(0, 1_000_000);
        cpu.updateMode();
    }

    public static int code(int ring) {
        return 8 * (1 + 2 * ring) | ring;
    }

    public static int data(int ring) {
        return 8 * (2 + 2 * ring) | ring;
    }

    public static long segment(int base, int limit, int access, int flags) {
        return limit & 0xFFFFL
                | (base & 0x00FF_FFFFL) << 16
                | (access & 0xFFL) << 40
                | (limit >>> 16 & 0xFL) << 48
                | (flags & 0xFL) << 52
                | (base & 0xFF00_0000L) << 32;
    }

    public static long gate(int selector, int offset, int access, int parameters) {
        return offset & 0xFFFFL
                | (selector & 0xFFFFL) << 16
                | (parameters & 31L) << 32
                | (access & 0xFFL) << 40
                | (offset & 0xFFFF_0000L) << 32;
    }

    public void descriptor(int index, long descriptor) {
        store64(GDT + 8 * index, descriptor);
    }

    public void interrupt(int vector, long gate) {
        store64(IDT + 8 * vector, gate);
    }

    public void store64(int physical, long value) {
        memory.store32(physical, (int) value);
        memory.store32(physical + 4, (int) (value >>> 32));
    }

    /** Maps the first 4 MiB to themselves, user and writable, and switches paging on with WP. */
    public void pagingOn() {
        memory.store32(DIRECTORY, TABLE | 7);
        for (int page = 0; page < 1024; page++) {
            memory.store32(TABLE + 4 * page, page << 12 | 7);
        }
        cpu.cr3 = DIRECTORY;
        cpu.cr0 |= CpuState.CR0_PG | CpuState.CR0_WP;
        cpu.updateMode();
    }

    public int entry(int linear) {
        return memory.load32(TABLE + 4 * (linear >>> 12));
    }

    public void entry(int linear, int value) {
        memory.store32(TABLE + 4 * (linear >>> 12), value);
    }

    public void expectFault(int vector, int errorCode, Runnable action) {
        assertThrows(GuestFault.class, action::run);
        assertEquals(
                "vector %d error 0x%04x".formatted(vector, errorCode),
                "vector %d error 0x%04x".formatted(cpu.faultVector, cpu.faultErrorCode));
    }

    @Override
    public void close() {
        memory.close();
    }
}
