package org.prtosvm.cpu.decode;

import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/** Instruction bytes as a processor fetches them: #GP(0) beyond the limit of CS, #PF. */
record CpuCode(CpuState cpu) implements CodeBytes {
    @Override
    public int byteAt(int eip) {
        SegmentCache code = cpu.segment[SegmentRegister.CS];
        if (Integer.compareUnsigned(eip, code.limit) > 0) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        return cpu.memory.fetch8(code.base + eip);
    }

    @Override
    public RuntimeException tooLong(int eip) {
        return cpu.raise(Vector.GENERAL_PROTECTION, 0);
    }
}
