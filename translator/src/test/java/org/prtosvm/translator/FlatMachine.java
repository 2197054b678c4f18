package org.prtosvm.translator;

import java.util.HexFormat;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/** A processor in flat ring 1 segments over 4 MiB of RAM, without paging, for programs given as bytes. */
final class FlatMachine implements AutoCloseable {
    static final int PROGRAM = 0x1_0000;
    private static final int RAM_LENGTH = 4 << 20;
    private static final int FLAT_LIMIT = 0xFBFF_FFFF;
    private static final int CODE = 0xC0BB;
    private static final int DATA = 0xC0B3;

    final GuestMemory memory = new GuestMemory();
    final CpuState cpu = new CpuState(true);
    final Mmu mmu;

    FlatMachine(String program) {
        memory.addRam(0, RAM_LENGTH);
        mmu = new Mmu(cpu, memory);
        for (int n = 0; n < SegmentRegister.COUNT; n++) {
            cpu.segment[n].load(n == SegmentRegister.CS ? 0x139 : 0x141, 0, FLAT_LIMIT, access(n));
        }
        cpu.cr0 |= CpuState.CR0_PE;
        cpu.cpl = 1;
        cpu.updateMode();
        byte[] bytes = HexFormat.of().parseHex(program.replace(" ", ""));
        memory.write(PROGRAM, bytes, 0, bytes.length);
        cpu.eip = PROGRAM;
    }

    private static int access(int segment) {
        int access = segment == SegmentRegister.CS ? CODE : DATA;
        return access | SegmentCache.PRESENT;
    }

    /**
     * Runs until the budget is used up or the program ends in an exception.
     *
     * @param engine engine
     * @param budget instructions
     * @return why it stopped
     */
    int run(ExecutionEngine engine, long budget) {
        cpu.setTime(cpu.count(), cpu.count() + budget);
        return engine.run(cpu);
    }

    /** @return everything a program can see of the processor, one item a line */
    String state() {
        StringBuilder text = new StringBuilder();
        String[] names = {"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"};
        for (int n = 0; n < names.length; n++) {
            text.append("%s %08x%n".formatted(names[n], cpu.gpr[n]));
        }
        text.append("eip %08x%neflags %08x%ncount %d%n".formatted(cpu.eip, cpu.eflags(), cpu.count()));
        return text.toString();
    }

    /** @return a digest of all of memory */
    int memoryHash() {
        int hash = 1;
        for (int at = 0; at < RAM_LENGTH; at += 4) {
            hash = hash * 31 + memory.load32(at);
        }
        return hash;
    }

    @Override
    public void close() {
        memory.close();
    }
}
