// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import org.prtosvm.cpu.segment.DescriptorDecoder;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Segment registers as the hypervisor loads them for a guest, with the checks that IRET to an outer ring makes.
 *
 * <p>Source: Intel SDM vol. 2, IRET; vol. 3A, 5.5 "Privilege Levels".
 */
public final class Segments {
    private static final int TABLE_INDICATOR = 4;
    private static final int RPL = 3;
    private static final int CONFORMING_CODE = SegmentCache.CODE | SegmentCache.EXPAND_DOWN_OR_CONFORMING;

    private Segments() {}

    /** Fills a segment register from the GDT without checks. */
    static void load(CpuState cpu, int register, DescriptorTables tables, int selector) {
        long descriptor = tables.descriptor(selector >>> 3);
        cpu.segment[register].load(
                selector,
                DescriptorDecoder.base(descriptor),
                DescriptorDecoder.limit(descriptor),
                DescriptorDecoder.access(descriptor));
    }

    /**
     * Whether a guest may continue in a code segment: in the GDT, present, code, of the ring that its selector names, which is not 0.
     *
     * @param vcpu vCPU
     * @param selector code selector, 16 bits
     * @return true if it may
     */
    public static boolean isGuestCode(Vcpu vcpu, int selector) {
        if (!isGuestSelector(vcpu, selector)) {
            return false;
        }
        long descriptor = vcpu.tables().descriptor(selector >>> 3);
        int dpl = DescriptorDecoder.dpl(descriptor);
        boolean level = DescriptorDecoder.conforming(descriptor)
                ? dpl != 0 && dpl <= (selector & RPL)
                : dpl == (selector & RPL);
        return DescriptorDecoder.present(descriptor) && DescriptorDecoder.code(descriptor) && level;
    }

    /**
     * Whether a guest may have a stack segment in a ring: in the GDT, present, writable data, of that ring.
     *
     * @param vcpu vCPU
     * @param selector stack selector, 16 bits
     * @param ring 1 to 3
     * @return true if it may
     */
    public static boolean isGuestStack(Vcpu vcpu, int selector, int ring) {
        if (!isGuestSelector(vcpu, selector) || (selector & RPL) != ring) {
            return false;
        }
        long descriptor = vcpu.tables().descriptor(selector >>> 3);
        return DescriptorDecoder.present(descriptor)
                && DescriptorDecoder.writableData(descriptor)
                && DescriptorDecoder.dpl(descriptor) == ring;
    }

    private static boolean isGuestSelector(Vcpu vcpu, int selector) {
        boolean inTable = (selector | 7) <= vcpu.cpu().gdtLimit;
        return inTable && (selector & TABLE_INDICATOR) == 0 && (selector & RPL) != 0 && selector >>> 3 != 0;
    }

    /**
     * Lets a vCPU continue in another code segment, with data segments dropped that its ring may not use. The mode is to be updated by the
     * caller.
     *
     * @param vcpu vCPU
     * @param selector code selector for which {@link #isGuestCode} holds
     */
    public static void enterCode(Vcpu vcpu, int selector) {
        CpuState cpu = vcpu.cpu();
        load(cpu, SegmentRegister.CS, vcpu.tables(), selector);
        cpu.cpl = selector & RPL;
        dropPrivileged(cpu, SegmentRegister.ES);
        dropPrivileged(cpu, SegmentRegister.DS);
        dropPrivileged(cpu, SegmentRegister.FS);
        dropPrivileged(cpu, SegmentRegister.GS);
    }

    /**
     * Loads the stack segment. The mode is to be updated by the caller.
     *
     * @param vcpu vCPU
     * @param selector stack selector for which {@link #isGuestStack} holds
     */
    public static void enterStack(Vcpu vcpu, int selector) {
        load(vcpu.cpu(), SegmentRegister.SS, vcpu.tables(), selector);
    }

    private static void dropPrivileged(CpuState cpu, int register) {
        SegmentCache cache = cpu.segment[register];
        boolean conforming = (cache.access & CONFORMING_CODE) == CONFORMING_CODE;
        if (cache.usable() && cache.dpl() < cpu.cpl && !conforming) {
            cache.load(0, 0, 0, 0);
        }
    }
}
