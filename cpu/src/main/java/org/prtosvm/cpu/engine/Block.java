package org.prtosvm.cpu.engine;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Straight-line code that was decoded once: what the interpreter executes, and what the translator scans.
 *
 * <p>A block lies in one page; only a block of a single instruction may reach into a second one. It holds for one EIP,
 * one set of {@link #MODE_MASK mode bits}, one base and limit of CS and one physical place, and until a byte in one of
 * its grains is written. Thread rule: the thread that runs the machine.
 */
public final class Block {
    /**
     * Mode bits that a block depends on. CR0.WP is the memory's business, EM and TS are looked at by x87 operations when
     * they execute, and what is single-stepped is executed without its block.
     */
    public static final int MODE_MASK = ~(CpuState.MODE_WRITE_PROTECT
            | CpuState.MODE_EMULATE_FPU
            | CpuState.MODE_TASK_SWITCHED
            | CpuState.MODE_SINGLE_STEP
            | CpuState.MODE_BREAKPOINTS);

    /** Times that somebody began to execute the block; kept by engines for their own purposes. */
    public int executions;
    /** For a translating engine: what it made of this block. Dropped with the block. */
    public @Nullable Object translation;

    /** Physical address of the first byte. */
    final int physical;
    /** Bytes on the first page. */
    final int firstLength;
    /** Physical address of the first byte on the second page, or -1 if the block lies in one page. */
    final int secondPhysical;

    /** The operations with neighbours joined where that is possible: what is executed when the budget covers all. */
    final Operation[] joined;
    /** True if the block consists of one instruction that must stand alone. */
    final boolean alone;
    /** True if that instruction charges its iterations itself. */
    final boolean chargesItself;
    /** True if the last instruction does not set EIP. */
    final boolean fallsThrough;
    /** True if an instruction may write memory, and so change this block or the mapping. */
    final boolean stores;
    /** True if the block jumps to its own start and may be waiting for something. */
    final boolean waitingCandidate;

    /** Blocks that followed this one, for the epoch of the block cache in which that was so. */
    @Nullable
    Block taken;

    @Nullable
    Block other;

    int linkEpoch;

    private final int eip;
    private final int endEip;
    private final int mode;
    private final int codeBase;
    private final int codeLimit;
    private final Operation[] operations;
    private boolean valid = true;
    private boolean waits;

    Block(CpuState cpu, int eip, Operation[] operations, int physical, int firstLength, int secondPhysical) {
        this.eip = eip;
        this.operations = operations;
        this.physical = physical;
        this.firstLength = firstLength;
        this.secondPhysical = secondPhysical;
        SegmentCache code = cpu.segment[SegmentRegister.CS];
        mode = cpu.mode & MODE_MASK;
        codeBase = code.base;
        codeLimit = code.limit;
        Instruction last = operations[operations.length - 1].instruction;
        endEip = last.nextEip();
        alone = last.alone();
        chargesItself = last.repeat() != 0;
        fallsThrough = !last.endsBlock();
        stores = BlockTraits.stores(operations);
        waitingCandidate = BlockTraits.mayWait(eip, operations);
        joined = alone ? operations : JoinedOperations.join(operations);
    }

    /** @return EIP of the first instruction */
    public int eip() {
        return eip;
    }

    /** @return EIP behind the last instruction */
    public int endEip() {
        return endEip;
    }

    /** @return physical address of the first byte */
    public int physical() {
        return physical;
    }

    /** @return bytes on the page of the first byte; what is left lies on another page */
    public int lengthOnFirstPage() {
        return firstLength;
    }

    /** @return physical address of the bytes on a second page; only if {@link #lengthOnSecondPage} is not 0 */
    public int physicalOnSecondPage() {
        return secondPhysical;
    }

    /** @return bytes on a second page */
    public int lengthOnSecondPage() {
        return secondLength();
    }

    /** @return mode bits it was decoded for, those of {@link #MODE_MASK} */
    public int mode() {
        return mode;
    }

    /** @return instructions in order, one operation each, at least one; not to be changed */
    public Operation[] operations() {
        return operations;
    }

    /** @return false once the bytes it was decoded from may have changed */
    public boolean valid() {
        return valid;
    }

    /** @return true if the block was seen waiting: an iteration of it changed nothing */
    public boolean waits() {
        return waits;
    }

    void noteWaiting() {
        waits = true;
    }

    /** Bytes on the second page. */
    int secondLength() {
        return endEip - eip - firstLength;
    }

    /** Tells whether the block fits the mode and code segment of a processor. */
    boolean fits(CpuState cpu) {
        SegmentCache code = cpu.segment[SegmentRegister.CS];
        return mode == (cpu.mode & MODE_MASK) && codeBase == code.base && codeLimit == code.limit;
    }

    void invalidate() {
        valid = false;
        translation = null;
        taken = null;
        other = null;
    }
}
