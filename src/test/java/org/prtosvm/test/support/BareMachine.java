package org.prtosvm.test.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * A monitored processor in flat segments with 4 MiB of RAM mapped one to one through page tables, without anything above
 * it: exceptions end a run.
 */
public final class BareMachine implements AutoCloseable {
    /** Bytes of RAM. */
    public static final int RAM_LENGTH = 4 << 20;
    /** First byte of the page directory; the page table follows. */
    public static final int PAGE_DIRECTORY = 0x3F_0000;

    /** Last address of the segments of ring 1, as partitions have them; the others reach everything. */
    private static final int RING1_LIMIT = 0xFBFF_FFFF;

    private static final int CODE_ACCESS = 0xC01B;
    private static final int DATA_ACCESS = 0xC013;
    private static final int PRESENT_WRITABLE_USER = 7;
    private static final int DIGEST_CHUNK = 1 << 16;
    private static final String[] REGISTERS = {"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"};

    private final GuestMemory memory = new GuestMemory();
    private final CpuState cpu = new CpuState(true);

    /**
     * Creates a machine.
     *
     * @param ring privilege level of the code, 1 to 3
     */
    public BareMachine(int ring) {
        memory.addRam(0, RAM_LENGTH);
        new Mmu(cpu, memory);
        memory.store32(PAGE_DIRECTORY, PAGE_DIRECTORY + GuestMemory.PAGE_SIZE | PRESENT_WRITABLE_USER);
        for (int page = 0; page < RAM_LENGTH / GuestMemory.PAGE_SIZE; page++) {
            int entry = page * GuestMemory.PAGE_SIZE | PRESENT_WRITABLE_USER;
            memory.store32(PAGE_DIRECTORY + GuestMemory.PAGE_SIZE + 4 * page, entry);
        }
        for (int n = 0; n < SegmentRegister.COUNT; n++) {
            int access = n == SegmentRegister.CS ? CODE_ACCESS : DATA_ACCESS;
            int selector = (n == SegmentRegister.CS ? 0x138 : 0x140) | ring;
            cpu.segment[n].load(
                    selector, 0, ring == 1 ? RING1_LIMIT : 0xFFFF_FFFF, access | SegmentCache.PRESENT | ring << 5);
        }
        cpu.cpl = ring;
        cpu.cr0 |= CpuState.CR0_PE | CpuState.CR0_PG | CpuState.CR0_WP;
        cpu.cr0 |= CpuState.CR0_NE;
        cpu.cr3 = PAGE_DIRECTORY;
        cpu.cr4 = CpuState.CR4_OSFXSR | CpuState.CR4_OSXMMEXCPT;
        cpu.memory.flush();
        cpu.updateMode();
    }

    /** @return physical memory */
    public GuestMemory memory() {
        return memory;
    }

    /** @return the processor */
    public CpuState cpu() {
        return cpu;
    }

    /**
     * Writes bytes to memory.
     *
     * @param address where
     * @param bytes what
     */
    public void write(int address, byte[] bytes) {
        memory.write(address, bytes, 0, bytes.length);
    }

    /**
     * Everything in which this machine's processor differs from another one.
     *
     * @param other the other machine
     * @return one line per difference: name, here, there
     */
    public List<String> differences(BareMachine other) {
        List<String> found = new ArrayList<>();
        CpuState there = other.cpu;
        for (int i = 0; i < REGISTERS.length; i++) {
            compare(found, REGISTERS[i], cpu.gpr[i], there.gpr[i]);
        }
        compare(found, "eip", cpu.eip, there.eip);
        compare(found, "eflags", cpu.eflags(), there.eflags());
        compare(found, "cr2", cpu.cr2, there.cr2);
        compare(found, "cpl", cpu.cpl, there.cpl);
        for (int i = 0; i < SegmentRegister.COUNT; i++) {
            compare(found, "selector " + i, cpu.segment[i].selector, there.segment[i].selector);
            compare(found, "access " + i, cpu.segment[i].access, there.segment[i].access);
        }
        compareUnits(found, there);
        if (cpu.count() != there.count()) {
            found.add("count %d, %d".formatted(cpu.count(), there.count()));
        }
        return found;
    }

    private void compareUnits(List<String> found, CpuState there) {
        compare(found, "x87 control", cpu.fpu.control, there.fpu.control);
        compare(found, "x87 status", cpu.fpu.status, there.fpu.status);
        compare(found, "x87 tag", cpu.fpu.tag, there.fpu.tag);
        compare(found, "x87 instruction", cpu.fpu.instructionOffset, there.fpu.instructionOffset);
        compare(found, "x87 operand", cpu.fpu.operandOffset, there.fpu.operandOffset);
        compare(found, "x87 opcode", cpu.fpu.opcode, there.fpu.opcode);
        compare(found, "mxcsr", cpu.simd.mxcsr, there.simd.mxcsr);
        for (int i = 0; i < 8; i++) {
            compare(found, "x87 exponent " + i, cpu.fpu.signExponent[i], there.fpu.signExponent[i]);
        }
        compare(found, "x87 significand ", cpu.fpu.significand, there.fpu.significand);
        compare(found, "half of xmm ", cpu.simd.xmm, there.simd.xmm);
    }

    private static void compare(List<String> found, String name, long[] here, long[] there) {
        for (int i = 0; i < here.length; i++) {
            if (here[i] != there[i]) {
                found.add("%s%d 0x%016x, 0x%016x".formatted(name, i, here[i], there[i]));
            }
        }
    }

    private static void compare(List<String> found, String name, int here, int there) {
        if (here != there) {
            found.add("%s 0x%08x, 0x%08x".formatted(name, here, there));
        }
    }

    /**
     * The first byte of memory in which this machine differs from another one.
     *
     * @param other the other machine
     * @return physical address, or -1
     */
    public int firstDifferentByte(BareMachine other) {
        byte[] here = new byte[DIGEST_CHUNK];
        byte[] there = new byte[DIGEST_CHUNK];
        for (int at = 0; at < RAM_LENGTH; at += DIGEST_CHUNK) {
            memory.read(at, here, 0, DIGEST_CHUNK);
            other.memory.read(at, there, 0, DIGEST_CHUNK);
            int difference = Arrays.mismatch(here, there);
            if (difference >= 0) {
                return at + difference;
            }
        }
        return -1;
    }

    /** @return stack pointer */
    public int esp() {
        return cpu.gpr[Gpr.ESP];
    }

    @Override
    public void close() {
        memory.close();
    }
}
