// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import java.util.Arrays;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * The registers with which a vCPU starts. Those that the specification leaves open have fixed values: ECX shows the control table like
 * EBX, ESI and EDI are 0. Write protection is on from the first instruction: the reference has it off until the first kernel exit.
 *
 * <p>Source: ABI 01-machine-and-boot, 3 and 4.
 */
final class EntryState {
    /** Control register 0 as the control table shows it to a partition with floating-point unit. */
    static final int GUEST_CR0 = CpuState.CR0_PG | CpuState.CR0_PE;
    /** Bits of control register 4 that are set whatever a guest loads. */
    static final int FIXED_CR4 = CpuState.CR4_PSE | CpuState.CR4_PGE;

    private EntryState() {}

    /** Puts all registers into one known state; paging is off, so this is not executed. */
    static void blank(CpuState cpu) {
        Arrays.fill(cpu.gpr, 0);
        Arrays.fill(cpu.dr, 0);
        for (int i = 0; i < SegmentRegister.COUNT; i++) {
            cpu.segment[i].load(0, 0, 0, 0);
        }
        cpu.eip = 0;
        cpu.cpl = 0;
        cpu.cr0 = CpuState.CR0_ET;
        cpu.cr2 = 0;
        cpu.cr3 = 0;
        cpu.cr4 = 0;
        cpu.fpu.reset();
        cpu.simd.reset();
        cpu.interruptShadow = false;
        cpu.setEflags(Eflags.RESERVED_ONE);
        cpu.memory.flush();
        cpu.updateMode();
    }

    static void enter(CpuState cpu, DescriptorTables tables, boolean fp, int directory, int entry, int stackPointer) {
        Arrays.fill(cpu.gpr, 0);
        cpu.gpr[Gpr.EAX] = entry;
        cpu.gpr[Gpr.EBX] = PrtosConstants.PCT_AREA_ADDRESS;
        cpu.gpr[Gpr.ECX] = PrtosConstants.PCT_AREA_ADDRESS;
        cpu.gpr[Gpr.ESP] = stackPointer;
        cpu.eip = entry;
        Segments.load(cpu, SegmentRegister.CS, tables, PrtosConstants.GUEST_CODE_SELECTOR);
        Segments.load(cpu, SegmentRegister.SS, tables, PrtosConstants.GUEST_DATA_SELECTOR);
        Segments.load(cpu, SegmentRegister.DS, tables, PrtosConstants.GUEST_DATA_SELECTOR);
        Segments.load(cpu, SegmentRegister.ES, tables, PrtosConstants.GUEST_DATA_SELECTOR);
        cpu.segment[SegmentRegister.FS].load(0, 0, 0, 0);
        cpu.segment[SegmentRegister.GS].load(0, 0, 0, 0);
        cpu.cpl = PrtosConstants.GUEST_CODE_SELECTOR & 3;
        int cr0 = GUEST_CR0 | CpuState.CR0_ET | CpuState.CR0_WP;
        cpu.cr0 = fp ? cr0 : cr0 | CpuState.CR0_EM;
        cpu.cr3 = directory;
        cpu.cr4 = FIXED_CR4;
        cpu.fpu.reset();
        cpu.simd.reset();
        cpu.interruptShadow = false;
        cpu.setEflags(Eflags.RESERVED_ONE | Eflags.IF);
        cpu.memory.flush();
        cpu.updateMode();
    }
}
