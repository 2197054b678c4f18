package org.prtosvm.cpu.segment;

import static org.prtosvm.cpu.segment.DescriptorTables.fault;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Loads segment registers other than CS, the LDT register and the task register, with all checks of protected mode.
 *
 * <p>Source: Intel SDM vol. 3A, 5.6 "Privilege Level Checking When Accessing Data Segments" and 5.7; vol. 2, MOV, LLDT,
 * LTR.
 */
public final class SegmentLoader {
    private static final int REAL_MODE_DATA =
            SegmentCache.PRESENT | SegmentCache.NOT_SYSTEM | SegmentCache.WRITABLE_OR_READABLE | SegmentCache.ACCESSED;

    private SegmentLoader() {}

    /**
     * Loads ES, SS, DS, FS or GS as MOV and POP do. Raises #GP(0) for a null SS, #GP(selector), #NP(selector) or, for
     * SS, #SS(selector), and #PF for the table; nothing is changed then.
     *
     * @param cpu processor
     * @param register number of the segment register, not CS
     * @param selector new selector, 16 bits
     */
    public static void load(CpuState cpu, int register, int selector) {
        SegmentCache cache = cpu.segment[register];
        if (!cpu.usesDescriptors()) {
            loadReal(cpu, cache, selector);
        } else if (!DescriptorTables.isNull(selector)) {
            long descriptor = register == SegmentRegister.SS
                    ? stack(cpu, selector, cpu.cpl, Vector.GENERAL_PROTECTION, 0)
                    : data(cpu, selector, Vector.GENERAL_PROTECTION, 0);
            DescriptorTables.fill(cache, selector, DescriptorTables.markAccessed(cpu, selector, descriptor));
        } else if (register == SegmentRegister.SS) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        } else {
            cache.load(selector, 0, 0, 0);
        }
        cpu.updateMode();
    }

    /**
     * Loads a segment register without a descriptor: in virtual-8086 mode as that has it, in real mode with the limit and
     * size that the register had when protected mode was left.
     */
    static void loadReal(CpuState cpu, SegmentCache cache, int selector) {
        if (VirtualMode.active(cpu)) {
            VirtualMode.load(cache, selector);
            return;
        }
        int kept = cache.access & (SegmentCache.BIG | SegmentCache.GRANULARITY);
        cache.load(selector, (selector & 0xFFFF) << 4, cache.limit, kept | REAL_MODE_DATA);
    }

    /**
     * Reads and checks the descriptor of a data segment; changes nothing.
     *
     * @param cpu processor
     * @param selector selector, not null
     * @param vector fault for a wrong selector: #GP, or #TS if it comes from the task state
     * @param external 1 for EXT in error codes, else 0
     * @return descriptor
     */
    static long data(CpuState cpu, int selector, int vector, int external) {
        long descriptor = DescriptorTables.read(cpu, selector, vector, external);
        int privilege = Math.max(cpu.cpl, selector & 3);
        boolean privileged = !DescriptorDecoder.conforming(descriptor) && privilege > DescriptorDecoder.dpl(descriptor);
        if (!DescriptorDecoder.readable(descriptor) || privileged) {
            throw fault(cpu, vector, selector, external);
        }
        if (!DescriptorDecoder.present(descriptor)) {
            throw fault(cpu, Vector.SEGMENT_NOT_PRESENT, selector, external);
        }
        return descriptor;
    }

    /**
     * Reads and checks the descriptor of a stack segment; changes nothing.
     *
     * @param cpu processor
     * @param selector selector, not null
     * @param privilege CPL that the stack is for
     * @param vector fault for a wrong selector: #GP, or #TS if it comes from the task state
     * @param external 1 for EXT in error codes, else 0
     * @return descriptor
     */
    static long stack(CpuState cpu, int selector, int privilege, int vector, int external) {
        long descriptor = DescriptorTables.read(cpu, selector, vector, external);
        boolean level = (selector & 3) == privilege && DescriptorDecoder.dpl(descriptor) == privilege;
        if (!level || !DescriptorDecoder.writableData(descriptor)) {
            throw fault(cpu, vector, selector, external);
        }
        if (!DescriptorDecoder.present(descriptor)) {
            throw fault(cpu, Vector.STACK_FAULT, selector, external);
        }
        return descriptor;
    }

    /**
     * Makes data segments unusable that a return to an outer ring must not carry along.
     *
     * @param cpu processor, CPL already that of the outer ring
     */
    static void dropPrivileged(CpuState cpu) {
        for (int i = 0; i < SegmentRegister.COUNT; i++) {
            SegmentCache cache = cpu.segment[i];
            boolean data = i != SegmentRegister.CS && i != SegmentRegister.SS;
            int conforming = SegmentCache.CODE | SegmentCache.EXPAND_DOWN_OR_CONFORMING;
            if (data && cache.dpl() < cpu.cpl && (cache.access & conforming) != conforming) {
                cache.load(0, 0, 0, 0);
            }
        }
    }

    /**
     * Loads the LDT register. Raises #GP(selector) or #NP(selector).
     *
     * @param cpu processor
     * @param selector selector of an LDT in the GDT, or null for no LDT
     */
    public static void loadLocalTable(CpuState cpu, int selector) {
        if (DescriptorTables.isNull(selector)) {
            cpu.ldtr.load(selector, 0, 0, 0);
            return;
        }
        long descriptor = global(cpu, selector);
        if (!DescriptorDecoder.system(descriptor) || DescriptorDecoder.type(descriptor) != DescriptorDecoder.LDT) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector);
        }
        if (!DescriptorDecoder.present(descriptor)) {
            throw fault(cpu, Vector.SEGMENT_NOT_PRESENT, selector);
        }
        DescriptorTables.fill(cpu.ldtr, selector, descriptor);
    }

    /**
     * Loads the task register and makes the TSS busy. Raises #GP(0) for null, #GP(selector) or #NP(selector).
     *
     * @param cpu processor
     * @param selector selector of an available TSS in the GDT
     */
    public static void loadTask(CpuState cpu, int selector) {
        if (DescriptorTables.isNull(selector)) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        long descriptor = global(cpu, selector);
        int type = DescriptorDecoder.type(descriptor);
        boolean available = type == DescriptorDecoder.TSS16_AVAILABLE || type == DescriptorDecoder.TSS32_AVAILABLE;
        if (!DescriptorDecoder.system(descriptor) || !available) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector);
        }
        if (!DescriptorDecoder.present(descriptor)) {
            throw fault(cpu, Vector.SEGMENT_NOT_PRESENT, selector);
        }
        DescriptorTables.fill(cpu.tr, selector, DescriptorTables.markBusy(cpu, selector, descriptor));
    }

    private static long global(CpuState cpu, int selector) {
        if ((selector & DescriptorTables.LOCAL) != 0) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector);
        }
        return DescriptorTables.read(cpu, selector, Vector.GENERAL_PROTECTION, 0);
    }
}
