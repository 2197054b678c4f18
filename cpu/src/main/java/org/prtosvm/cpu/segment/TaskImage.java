package org.prtosvm.cpu.segment;

import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * The dynamic fields of a task state segment.
 *
 * <pre>
 *            32-bit                                    16-bit
 * 00         link                                      link
 * 1C         CR3                                       -
 * 20 / 0E    EIP                                       IP
 * 24 / 10    EFLAGS                                    FLAGS
 * 28 / 12    EAX ECX EDX EBX ESP EBP ESI EDI           AX CX DX BX SP BP SI DI
 * 48 / 22    ES CS SS DS FS GS, four bytes each        ES CS SS DS, two bytes each
 * 60 / 2A    LDT                                       LDT
 * 64         T (bit 0)                                 -
 * </pre>
 *
 * <p>A 16-bit image leaves the upper halves of the general registers alone (the manual leaves them open), clears those of
 * EIP and EFLAGS, and makes FS and GS null.
 *
 * <p>Source: Intel SDM vol. 3A, 7.2.1 "Task-State Segment (TSS)" and 7.6 "16-Bit Task-State Segment".
 */
final class TaskImage {
    private static final int CR3 = 0x1C;
    private static final int EIP32 = 0x20;
    private static final int EIP16 = 0x0E;
    private static final int SELECTORS32 = 0x48;
    private static final int SELECTORS16 = 0x22;
    private static final int LDT32 = 0x60;
    private static final int LDT16 = 0x2A;
    private static final int TRAP32 = 0x64;
    private static final int LAST32 = 0x67;
    private static final int LAST16 = 0x2B;
    private static final int SELECTORS_IN_16 = 4;

    final boolean wide;
    final int cr3;
    final int eip;
    final int eflags;
    final int[] general = new int[8];
    final int[] selectors = new int[SegmentRegister.COUNT];
    final int ldt;
    final boolean trap;

    private TaskImage(CpuState cpu, int base, boolean wide) {
        this.wide = wide;
        cr3 = wide ? cpu.memory.loadSupervisor32(base + CR3) : cpu.cr3;
        int size = wide ? 4 : 2;
        int dynamic = base + (wide ? EIP32 : EIP16);
        eip = load(cpu, dynamic, size);
        eflags = load(cpu, dynamic + size, size);
        for (int i = 0; i < general.length; i++) {
            int kept = wide ? 0 : cpu.gpr[i] & 0xFFFF_0000;
            general[i] = kept | load(cpu, dynamic + (2 + i) * size, size);
        }
        int count = wide ? SegmentRegister.COUNT : SELECTORS_IN_16;
        for (int i = 0; i < count; i++) {
            selectors[i] = cpu.memory.loadSupervisor16(base + (wide ? SELECTORS32 : SELECTORS16) + i * size);
        }
        ldt = cpu.memory.loadSupervisor16(base + (wide ? LDT32 : LDT16));
        trap = wide && (cpu.memory.loadSupervisor16(base + TRAP32) & 1) != 0;
    }

    private static int load(CpuState cpu, int linear, int size) {
        return size == 4 ? cpu.memory.loadSupervisor32(linear) : cpu.memory.loadSupervisor16(linear);
    }

    /**
     * Reads a task state. Raises #PF.
     *
     * @param cpu processor
     * @param base linear base of the TSS
     * @param wide true for a 32-bit TSS
     * @return its dynamic fields
     */
    static TaskImage read(CpuState cpu, int base, boolean wide) {
        return new TaskImage(cpu, base, wide);
    }

    /**
     * Last offset that a TSS must have.
     *
     * @param wide true for a 32-bit TSS
     * @return smallest limit
     */
    static int smallestLimit(boolean wide) {
        return wide ? LAST32 : LAST16;
    }

    /**
     * Raises #PF if the current task could not be saved.
     *
     * @param cpu processor
     */
    static void checkSave(CpuState cpu) {
        boolean wide = wide(cpu.tr);
        int first = wide ? EIP32 : EIP16;
        int end = wide ? SELECTORS32 + 4 * SegmentRegister.COUNT : SELECTORS16 + 2 * SELECTORS_IN_16;
        cpu.memory.checkSupervisorWrite(cpu.tr.base + first, end - first);
    }

    /**
     * Saves the current task; {@link #checkSave} came before.
     *
     * @param cpu processor
     * @param eip EIP to save
     * @param eflags EFLAGS to save
     */
    static void save(CpuState cpu, int eip, int eflags) {
        boolean wide = wide(cpu.tr);
        int size = wide ? 4 : 2;
        int dynamic = cpu.tr.base + (wide ? EIP32 : EIP16);
        store(cpu, dynamic, size, eip);
        store(cpu, dynamic + size, size, eflags);
        for (int i = 0; i <= Gpr.EDI; i++) {
            store(cpu, dynamic + (2 + i) * size, size, cpu.gpr[i]);
        }
        int count = wide ? SegmentRegister.COUNT : SELECTORS_IN_16;
        int selectors = cpu.tr.base + (wide ? SELECTORS32 : SELECTORS16);
        for (int i = 0; i < count; i++) {
            cpu.memory.storeSupervisor16(selectors + i * size, cpu.segment[i].selector);
        }
    }

    private static void store(CpuState cpu, int linear, int size, int value) {
        if (size == 4) {
            cpu.memory.storeSupervisor32(linear, value);
        } else {
            cpu.memory.storeSupervisor16(linear, value);
        }
    }

    private static boolean wide(SegmentCache tss) {
        return (tss.access & DescriptorDecoder.WIDE) != 0;
    }
}
