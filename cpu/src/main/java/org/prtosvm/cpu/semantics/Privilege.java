package org.prtosvm.cpu.semantics;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.segment.TaskState;
import org.prtosvm.cpu.state.CpuState;

/**
 * Who may execute what.
 *
 * <p>Source: Intel SDM vol. 3A, 5.9 "Privileged Instructions"; vol. 1, 18.5 "Protected-Mode I/O".
 */
final class Privilege {
    private Privilege() {}

    /** Raises #GP(0) outside ring 0. */
    static void checkRing0(CpuState cpu) {
        if (cpu.cpl != 0) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
    }

    /** Raises #UD in real mode and virtual-8086 mode. */
    static void checkProtected(CpuState cpu) {
        int mode = cpu.mode & (CpuState.MODE_PROTECTED | CpuState.MODE_VM86);
        if (mode != CpuState.MODE_PROTECTED) {
            throw cpu.raise(Vector.INVALID_OPCODE, 0);
        }
    }

    /** Raises #GP(0) if the CPL is beyond IOPL: CLI and STI. */
    static void checkInterruptFlag(CpuState cpu) {
        if ((cpu.mode & CpuState.MODE_PROTECTED) != 0 && cpu.cpl > SystemFlags.ioPrivilege(cpu)) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
    }

    /** Raises #GP(0) if the CPL is beyond IOPL and the bitmap of the TSS denies the ports. */
    static void checkPort(CpuState cpu, int port, int size) {
        boolean bitmap = (cpu.mode & CpuState.MODE_VM86) != 0 || cpu.cpl > SystemFlags.ioPrivilege(cpu);
        if ((cpu.mode & CpuState.MODE_PROTECTED) != 0 && bitmap && !TaskState.permitsPort(cpu, port, size)) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
    }
}
