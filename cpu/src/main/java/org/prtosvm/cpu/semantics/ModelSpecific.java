package org.prtosvm.cpu.semantics;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Feature;

/**
 * Model-specific registers. Others than these raise #GP(0).
 *
 * <pre>
 * 10H   IA32_TIME_STAMP_COUNTER   the count of the processor; writes are ignored, since nothing sets the time
 * 174H  IA32_SYSENTER_CS          with SYSENTER
 * 175H  IA32_SYSENTER_ESP         with SYSENTER
 * 176H  IA32_SYSENTER_EIP         with SYSENTER
 * </pre>
 *
 * <p>Source: Intel SDM vol. 4, chapter 2 "Model-Specific Registers".
 */
final class ModelSpecific {
    private static final int TIME_STAMP_COUNTER = 0x10;
    private static final int SYSENTER_CS = 0x174;
    private static final int SYSENTER_ESP = 0x175;
    private static final int SYSENTER_EIP = 0x176;

    private ModelSpecific() {}

    private static void check(CpuState cpu, int number) {
        boolean systemCall = number >= SYSENTER_CS && number <= SYSENTER_EIP && cpu.model.has(Feature.SEP);
        if (number != TIME_STAMP_COUNTER && !systemCall) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
    }

    static long read(CpuState cpu, int number) {
        check(cpu, number);
        return switch (number) {
            case SYSENTER_CS -> cpu.systemCallSelector;
            case SYSENTER_ESP -> cpu.systemCallStack & 0xFFFF_FFFFL;
            case SYSENTER_EIP -> cpu.systemCallEntry & 0xFFFF_FFFFL;
            default -> cpu.count();
        };
    }

    static void write(CpuState cpu, int number, long value) {
        check(cpu, number);
        switch (number) {
            case SYSENTER_CS -> cpu.systemCallSelector = (int) value & 0xFFFF;
            case SYSENTER_ESP -> cpu.systemCallStack = (int) value;
            case SYSENTER_EIP -> cpu.systemCallEntry = (int) value;
            default -> {
                // The time stamp counter keeps counting.
            }
        }
    }
}
