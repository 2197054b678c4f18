package org.prtosvm.cpu.engine;

import java.util.Arrays;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * The state of a processor after power-up, RESET and INIT: real mode, first instruction at linear address 0xFFFFFFF0.
 *
 * <p>Source: Intel SDM vol. 3A, 9.1.1 "Processor State After Reset", table 9-1.
 */
public final class ProcessorReset {
    private static final int FIRST_EIP = 0xFFF0;
    private static final int FIRST_SELECTOR = 0xF000;
    private static final int FIRST_BASE = 0xFFFF_0000;
    private static final int LIMIT = 0xFFFF;
    private static final int DATA_ACCESS =
            SegmentCache.PRESENT | SegmentCache.NOT_SYSTEM | SegmentCache.WRITABLE_OR_READABLE | SegmentCache.ACCESSED;
    private static final int LDT_ACCESS = SegmentCache.PRESENT | 2;
    private static final int TASK_ACCESS = SegmentCache.PRESENT | 11;
    private static final int FPU_CONTROL_AFTER_RESET = 0x0040;

    private ProcessorReset() {}

    /**
     * Power-up and RESET.
     *
     * @param cpu processor; everything but its time, pins and connections is set
     */
    public static void powerUp(CpuState cpu) {
        cpu.cr0 = CpuState.CR0_CD | CpuState.CR0_NW | CpuState.CR0_ET;
        cpu.fpu.reset();
        cpu.fpu.control = FPU_CONTROL_AFTER_RESET;
        cpu.fpu.tag = 0;
        cpu.simd.reset();
        cpu.systemCallSelector = 0;
        cpu.systemCallStack = 0;
        cpu.systemCallEntry = 0;
        initialise(cpu);
    }

    /**
     * INIT: as RESET, but x87 and SIMD state, model-specific registers, time stamp counter and the cache bits of CR0 keep their values.
     *
     * @param cpu processor
     */
    public static void initialise(CpuState cpu) {
        Arrays.fill(cpu.gpr, 0);
        cpu.gpr[Gpr.EDX] = cpu.model.signature();
        cpu.eip = FIRST_EIP;
        cpu.setArithmeticFlags(0);
        cpu.systemFlags = Eflags.RESERVED_ONE;
        for (SegmentCache cache : cpu.segment) {
            cache.load(0, 0, LIMIT, DATA_ACCESS);
        }
        cpu.segment[SegmentRegister.CS].load(FIRST_SELECTOR, FIRST_BASE, LIMIT, DATA_ACCESS | SegmentCache.CODE);
        cpu.ldtr.load(0, 0, LIMIT, LDT_ACCESS);
        cpu.tr.load(0, 0, LIMIT, TASK_ACCESS);
        cpu.gdtBase = 0;
        cpu.gdtLimit = LIMIT;
        cpu.idtBase = 0;
        cpu.idtLimit = LIMIT;
        cpu.cpl = 0;
        cpu.cr0 = cpu.cr0 & (CpuState.CR0_CD | CpuState.CR0_NW) | CpuState.CR0_ET;
        cpu.cr2 = 0;
        cpu.cr3 = 0;
        cpu.cr4 = 0;
        Arrays.fill(cpu.dr, 0);
        cpu.interruptShadow = false;
        cpu.nmiPending = false;
        cpu.nmiMasked = false;
        cpu.updateMode();
        cpu.memory.flush();
    }
}
