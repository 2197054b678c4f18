package org.prtosvm.cpu.engine;

import org.prtosvm.cpu.decode.CodeBytes;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Instruction bytes for one block. The first instruction is fetched as the processor would, with all its faults; behind
 * it decoding looks ahead, so it touches nothing but the page that the block is in.
 */
final class BlockBytes implements CodeBytes {
    /** Thrown where looking ahead must end: the next instruction begins a block of its own. */
    static final class End extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private End() {
            super("end of what may be decoded ahead", null, false, false);
        }
    }

    /** Stackless and without state, so that one object serves. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final End END = new End();

    private final CpuState cpu;
    private final SegmentCache code;
    private final int linearPage;
    private final long host;
    private boolean ahead;

    /**
     * Creates the bytes of a page.
     *
     * @param cpu processor
     * @param linear linear address of the first instruction, already translated
     * @param host host address of its page, 0 if there is no RAM
     */
    BlockBytes(CpuState cpu, int linear, long host) {
        this.cpu = cpu;
        this.code = cpu.segment[SegmentRegister.CS];
        this.linearPage = linear & -GuestMemory.PAGE_SIZE;
        this.host = host;
    }

    /** Tells that the first instruction is complete. */
    void lookAhead() {
        ahead = true;
    }

    @Override
    public int byteAt(int eip) {
        if (Integer.compareUnsigned(eip, code.limit) > 0) {
            throw ahead ? END : cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        int linear = code.base + eip;
        if ((linear & -GuestMemory.PAGE_SIZE) == linearPage) {
            return host == 0 ? 0xFF : GuestMemory.getByte(host + (linear - linearPage)) & 0xFF;
        }
        if (ahead) {
            throw END;
        }
        return cpu.memory.fetch8(linear);
    }

    @Override
    public RuntimeException tooLong(int eip) {
        return ahead ? END : cpu.raise(Vector.GENERAL_PROTECTION, 0);
    }
}
