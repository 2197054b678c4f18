package org.prtosvm.cpu.segment;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;

/**
 * Questions about descriptors that never fault (but for #PF of the table): LAR, LSL, VERR and VERW.
 *
 * <p>Source: Intel SDM vol. 2, LAR, table "Segment and Gate Types", LSL and VERR.
 */
public final class DescriptorInquiry {
    /** Answer for a descriptor that is not visible. */
    public static final long INVISIBLE = -1;

    private static final int ACCESS_RIGHTS = 0x00F0_FF00;
    private static final int WITH_LIMIT = 1 << DescriptorDecoder.TSS16_AVAILABLE
            | 1 << DescriptorDecoder.LDT
            | 1 << DescriptorDecoder.TSS16_BUSY
            | 1 << DescriptorDecoder.TSS32_AVAILABLE
            | 1 << DescriptorDecoder.TSS32_BUSY;
    private static final int WITH_RIGHTS = WITH_LIMIT
            | 1 << DescriptorDecoder.CALL_GATE16
            | 1 << DescriptorDecoder.TASK_GATE
            | 1 << DescriptorDecoder.CALL_GATE32;
    private static final int NO_SYSTEM_TYPE = 0;
    /** A system descriptor of the reserved type 0, so never a visible one. */
    private static final long NO_DESCRIPTOR = 0;

    private DescriptorInquiry() {}

    /**
     * What LAR returns.
     *
     * @param cpu processor
     * @param selector selector
     * @return bits 8..15 and 20..23 of the high word of the descriptor, or {@link #INVISIBLE}
     */
    public static long accessRights(CpuState cpu, int selector) {
        long descriptor = visible(cpu, selector, WITH_RIGHTS);
        return descriptor == NO_DESCRIPTOR ? INVISIBLE : descriptor >>> 32 & ACCESS_RIGHTS;
    }

    /**
     * What LSL returns.
     *
     * @param cpu processor
     * @param selector selector
     * @return limit in bytes, 0..0xFFFFFFFF, or {@link #INVISIBLE}
     */
    public static long limit(CpuState cpu, int selector) {
        long descriptor = visible(cpu, selector, WITH_LIMIT);
        return descriptor == NO_DESCRIPTOR ? INVISIBLE : DescriptorDecoder.limit(descriptor) & 0xFFFF_FFFFL;
    }

    /**
     * What VERR asks.
     *
     * @param cpu processor
     * @param selector selector
     * @return true if the segment could be read
     */
    public static boolean readable(CpuState cpu, int selector) {
        long descriptor = visible(cpu, selector, NO_SYSTEM_TYPE);
        return descriptor != NO_DESCRIPTOR && DescriptorDecoder.readable(descriptor);
    }

    /**
     * What VERW asks.
     *
     * @param cpu processor
     * @param selector selector
     * @return true if the segment could be written
     */
    public static boolean writable(CpuState cpu, int selector) {
        long descriptor = visible(cpu, selector, NO_SYSTEM_TYPE);
        return descriptor != NO_DESCRIPTOR && DescriptorDecoder.writableData(descriptor);
    }

    private static long visible(CpuState cpu, int selector, int systemTypes) {
        if (DescriptorTables.isNull(selector) || !DescriptorTables.contains(cpu, selector)) {
            return NO_DESCRIPTOR;
        }
        long descriptor = DescriptorTables.read(cpu, selector, Vector.GENERAL_PROTECTION, 0);
        if (DescriptorDecoder.system(descriptor) && (systemTypes >>> DescriptorDecoder.type(descriptor) & 1) == 0) {
            return NO_DESCRIPTOR;
        }
        boolean conforming = DescriptorDecoder.conforming(descriptor);
        boolean privileged = Math.max(cpu.cpl, selector & 3) > DescriptorDecoder.dpl(descriptor);
        return privileged && !conforming ? NO_DESCRIPTOR : descriptor;
    }
}
