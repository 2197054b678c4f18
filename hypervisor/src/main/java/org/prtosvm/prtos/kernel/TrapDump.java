// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import java.util.List;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;
import org.prtosvm.prtos.partition.Vcpu;

/** The lines that the console shows about a trap. Source: ABI 09-console-and-boot-output, 3.2. */
final class TrapDump {
    private static final List<String> NAMES = List.of(
            "DIVIDE_ERROR",
            "RESERVED_TRAP_1",
            "NMI_INTERUPT",
            "BREAKPOINT",
            "OVERFLOW",
            "BOUND_RANGE_EXCEEDED",
            "UNDEFINED_OPCODE",
            "DEVICE_NOT_AVAILABLE",
            "DOUBLE_FAULT",
            "COPROCESSOR_SEGMENT_OVERRUN",
            "INVALID_TSS",
            "SEGMENT_NOT_PRESENT",
            "STACK_SEGMENT_FAULT",
            "GENERAL_PROTECTION",
            "PAGE_FAULT",
            "RESERVED_TRAP_15",
            "X87_FPU_ERROR",
            "ALIGNMENT_CHECK",
            "MACHINE_CHECK",
            "SIMD_EXCEPTION");

    private TrapDump() {}

    /** Prints name and vector of a trap. */
    static void printName(Kernel kernel, int vector) {
        kernel.println("[TRAP] %s(0x%x)".formatted(NAMES.get(vector), vector));
    }

    /** Prints the registers of a vCPU. */
    static void print(Kernel kernel, Vcpu vcpu) {
        CpuState cpu = vcpu.cpu();
        int[] gpr = cpu.gpr;
        kernel.println("CPU state:");
        kernel.println("EIP: 0x%x:[<0x%x>] ESP: 0x%x:[<0x%x>] EFLAGS: 0x%x  "
                .formatted(
                        cpu.segment[SegmentRegister.CS].selector,
                        cpu.eip,
                        cpu.segment[SegmentRegister.SS].selector,
                        gpr[Gpr.ESP],
                        cpu.eflags()));
        kernel.println("EAX: 0x%x EBX: 0x%x ECX: 0x%x EDX: 0x%x"
                .formatted(gpr[Gpr.EAX], gpr[Gpr.EBX], gpr[Gpr.ECX], gpr[Gpr.EDX]));
        kernel.println("ESI: 0x%x EDI: 0x%x EBP: 0x%x".formatted(gpr[Gpr.ESI], gpr[Gpr.EDI], gpr[Gpr.EBP]));
        kernel.println("CR2: 0x%x".formatted(cpu.cr2));
    }
}
