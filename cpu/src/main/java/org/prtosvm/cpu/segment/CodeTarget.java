package org.prtosvm.cpu.segment;

import static org.prtosvm.cpu.segment.DescriptorTables.fault;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * A code segment about to be entered. {@link #checkOffset} and {@link #mark} come before any other change,
 * {@link #enter} last.
 *
 * @param selector selector as given
 * @param descriptor its code segment descriptor
 * @param privilege CPL after the transfer
 */
record CodeTarget(int selector, long descriptor, int privilege) {
    /**
     * Reads the descriptor of a code segment. Raises #GP(0) for null, #GP(selector) for anything but code.
     *
     * @param cpu processor
     * @param selector selector
     * @param external 1 for EXT in error codes, else 0
     * @return descriptor
     */
    static long read(CpuState cpu, int selector, int external) {
        if (DescriptorTables.isNull(selector)) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, 0, external);
        }
        long descriptor = DescriptorTables.read(cpu, selector, Vector.GENERAL_PROTECTION, external);
        if (!DescriptorDecoder.code(descriptor)) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, selector, external);
        }
        return descriptor;
    }

    /**
     * Raises #NP(selector) if the segment is not present.
     *
     * @param cpu processor
     * @param external 1 for EXT in the error code, else 0
     */
    void checkPresent(CpuState cpu, int external) {
        if (!DescriptorDecoder.present(descriptor)) {
            throw fault(cpu, Vector.SEGMENT_NOT_PRESENT, selector, external);
        }
    }

    /**
     * Raises #GP(0) if an offset is beyond the limit.
     *
     * @param cpu processor
     * @param offset new EIP
     * @param external 1 for EXT in the error code, else 0
     */
    void checkOffset(CpuState cpu, int offset, int external) {
        if (Integer.compareUnsigned(offset, DescriptorDecoder.limit(descriptor)) > 0) {
            throw fault(cpu, Vector.GENERAL_PROTECTION, 0, external);
        }
    }

    /**
     * Sets the accessed bit in the table. May raise #PF.
     *
     * @param cpu processor
     */
    void mark(CpuState cpu) {
        DescriptorTables.markAccessed(cpu, selector, descriptor);
    }

    /**
     * Loads CS, CPL and EIP; the caller updates the mode.
     *
     * @param cpu processor
     * @param offset new EIP
     */
    void enter(CpuState cpu, int offset) {
        SegmentCache code = cpu.segment[SegmentRegister.CS];
        DescriptorTables.fill(code, selector & ~3 | privilege, descriptor);
        code.access |= SegmentCache.ACCESSED;
        cpu.cpl = privilege;
        cpu.eip = offset;
    }
}
