package org.prtosvm.cpu.mmu;

import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Limit and type checks of one access through a segment register.
 *
 * <p>Source: Intel SDM vol. 3A, 5.3 "Limit Checking" and 5.4 "Type Checking".
 */
final class SegmentCheck {
    private SegmentCheck() {}

    /**
     * Checks an access and forms its linear address. Raises #SS(0) for SS and #GP(0) for the others.
     *
     * @param cpu processor
     * @param segment number of the segment register
     * @param offset effective address of the first byte
     * @param length bytes, at least 1
     * @param write true for a store
     * @return linear address of the first byte
     */
    static int linear(CpuState cpu, int segment, int offset, int length, boolean write) {
        SegmentCache cache = cpu.segment[segment];
        if (!permits(cache.access, write) || !cache.contains(offset, offset + length - 1)) {
            throw violation(cpu, segment);
        }
        return cache.base + offset;
    }

    private static boolean permits(int access, boolean write) {
        if ((access & SegmentCache.PRESENT) == 0) {
            return false;
        }
        boolean code = (access & SegmentCache.CODE) != 0;
        boolean allowed = (access & SegmentCache.WRITABLE_OR_READABLE) != 0;
        return write ? allowed && !code : allowed || !code;
    }

    private static GuestFault violation(CpuState cpu, int segment) {
        return cpu.raise(segment == SegmentRegister.SS ? Vector.STACK_FAULT : Vector.GENERAL_PROTECTION, 0);
    }
}
