package org.prtosvm.cpu.semantics;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;

/**
 * Who may change which bit of EFLAGS.
 *
 * <p>Source: Intel SDM vol. 2, POPF/POPFD, table "Effect of POPF/POPFD on the EFLAGS Register".
 */
public final class SystemFlags {
    private static final int ANYBODY = Eflags.ARITHMETIC | Eflags.TF | Eflags.DF | Eflags.NT | Eflags.AC | Eflags.ID;

    private SystemFlags() {}

    /**
     * Raises #GP(0) in virtual-8086 mode with IOPL below 3.
     *
     * @param cpu processor
     */
    public static void checkVirtualMode(CpuState cpu) {
        if ((cpu.mode & CpuState.MODE_VM86) != 0 && ioPrivilege(cpu) < 3) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
    }

    /**
     * The I/O privilege level.
     *
     * @param cpu processor
     * @return IOPL, 0..3
     */
    public static int ioPrivilege(CpuState cpu) {
        return (cpu.systemFlags & Eflags.IOPL) >>> Eflags.IOPL_SHIFT;
    }

    /**
     * Bits that POPF and IRET may change at the current privilege: IOPL only at CPL 0, IF only with CPL up to IOPL. RF
     * is cleared by POPF; VM, VIF and VIP keep their values.
     *
     * @param cpu processor
     * @return mask of EFLAGS bits
     */
    public static int writable(CpuState cpu) {
        int mask = ANYBODY;
        if (cpu.cpl == 0) {
            mask |= Eflags.IOPL | Eflags.IF;
        } else if (cpu.cpl <= ioPrivilege(cpu)) {
            mask |= Eflags.IF;
        }
        return mask;
    }

    /**
     * Replaces EFLAGS as POPF does.
     *
     * @param cpu processor
     * @param value popped value
     * @param size bytes: 2 changes only the low 16 bits
     */
    static void replace(CpuState cpu, int value, int size) {
        int mask = size == 2 ? writable(cpu) & 0xFFFF : writable(cpu);
        int cleared = size == 2 ? 0 : Eflags.RF;
        cpu.setEflags((cpu.eflags() & ~mask & ~cleared) | (value & mask));
    }
}
