package org.prtosvm.cpu.state;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.bus.PortBus;
import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.flags.LazyFlags;

/**
 * Everything that one processor (or one vCPU) is made of, except memory.
 *
 * <p>Fields are public: closures and translated code read and write them directly. The arithmetic flags are kept as a
 * {@link LazyFlags} recipe in four fields; the other EFLAGS bits are in {@link #systemFlags}.
 *
 * <p>Time: {@link #budget} is what may still be executed before {@link #limit} is reached; both count instructions (and
 * the charges that the owner adds). {@link #count()} is therefore the exact time of this processor at any instruction
 * boundary. Whoever starts an engine sets both with {@link #setTime}.
 *
 * <p>Thread rule: confined to the thread that executes it, {@link #stopRequested} excepted.
 */
public final class CpuState {
    /** Mode bit: CPL is 3. */
    public static final int MODE_USER = 1;
    /** Mode bit: code segment is 32-bit. */
    public static final int MODE_CODE32 = 1 << 1;
    /** Mode bit: stack segment is 32-bit. */
    public static final int MODE_STACK32 = 1 << 2;
    /**
     * Mode bit: CS, SS, DS and ES have base 0, are usable, expand-up, CS readable, the others writable. Linear addresses
     * up to {@link #flatLimit} then equal effective addresses without further checks.
     */
    public static final int MODE_FLAT = 1 << 3;
    /** Mode bit: paging is on. */
    public static final int MODE_PAGING = 1 << 4;
    /** Mode bit: protected mode. */
    public static final int MODE_PROTECTED = 1 << 5;
    /** Mode bit: virtual-8086 mode. */
    public static final int MODE_VM86 = 1 << 6;
    /** Mode bit: CR0.WP. */
    public static final int MODE_WRITE_PROTECT = 1 << 7;
    /** Mode bit: CR0.EM, x87 instructions fault. */
    public static final int MODE_EMULATE_FPU = 1 << 8;
    /** Mode bit: CR0.TS, x87 instructions fault. */
    public static final int MODE_TASK_SWITCHED = 1 << 9;
    /** Mode bit: alignment is checked now (CR0.AM, EFLAGS.AC, CPL 3). */
    public static final int MODE_ALIGNMENT_CHECK = 1 << 10;
    /** Mode bit: instructions are executed one by one, because of TF, RF, the T bit of a task or breakpoints. */
    public static final int MODE_SINGLE_STEP = 1 << 11;
    /** Mode bit: breakpoints are enabled in DR7. */
    public static final int MODE_BREAKPOINTS = 1 << 12;

    /** CR0 bit 0. */
    public static final int CR0_PE = 1;
    /** CR0 bit 1. */
    public static final int CR0_MP = 1 << 1;
    /** CR0 bit 2. */
    public static final int CR0_EM = 1 << 2;
    /** CR0 bit 3. */
    public static final int CR0_TS = 1 << 3;
    /** CR0 bit 4. */
    public static final int CR0_ET = 1 << 4;
    /** CR0 bit 5. */
    public static final int CR0_NE = 1 << 5;
    /** CR0 bit 16. */
    public static final int CR0_WP = 1 << 16;
    /** CR0 bit 18. */
    public static final int CR0_AM = 1 << 18;
    /** CR0 bit 29: no write-through; without effect. */
    public static final int CR0_NW = 1 << 29;
    /** CR0 bit 30: cache disable; without effect. */
    public static final int CR0_CD = 1 << 30;
    /** CR0 bit 31. */
    public static final int CR0_PG = 1 << 31;
    /** CR4 bit 2: RDTSC only at CPL 0. */
    public static final int CR4_TSD = 1 << 2;
    /** CR4 bit 3: I/O breakpoints; DR4 and DR5 do not exist. */
    public static final int CR4_DE = 1 << 3;
    /** CR4 bit 5: page tables of 64-bit entries. */
    public static final int CR4_PAE = 1 << 5;
    /** CR4 bit 4: 4 MiB pages. */
    public static final int CR4_PSE = 1 << 4;
    /** CR4 bit 7: global pages. */
    public static final int CR4_PGE = 1 << 7;
    /** CR4 bit 9: SSE instructions are available, FXSAVE and FXRSTOR include their registers. */
    public static final int CR4_OSFXSR = 1 << 9;
    /** CR4 bit 10: SIMD exceptions that are not masked are #XM, not #UD. */
    public static final int CR4_OSXMMEXCPT = 1 << 10;

    /** DR7 bits 0..7: a breakpoint is enabled, locally or globally. */
    private static final int DR7_ENABLED = 0xFF;

    /** General registers, indexed as in {@link Gpr}. */
    public final int[] gpr = new int[8];
    /** Instruction pointer: offset in CS. */
    public int eip;
    /** Kind of the flag recipe, a constant of {@link LazyFlags}. */
    public int flagKind;
    /** First operand of the flag recipe. */
    public int flagA;
    /** Second operand of the flag recipe. */
    public int flagB;
    /** Result of the flag recipe. */
    public int flagResult;
    /** EFLAGS without the six arithmetic flags; bit 1 is always set. */
    public int systemFlags = Eflags.RESERVED_ONE;

    /** Segment registers, indexed as in {@link SegmentRegister}. */
    public final SegmentCache[] segment = new SegmentCache[SegmentRegister.COUNT];
    /** Local descriptor table register. */
    public final SegmentCache ldtr = new SegmentCache();
    /** Task register. */
    public final SegmentCache tr = new SegmentCache();
    /** Linear base of the GDT. */
    public int gdtBase;
    /** Limit of the GDT, 16 bits. */
    public int gdtLimit;
    /** Linear base of the IDT. */
    public int idtBase;
    /** Limit of the IDT, 16 bits. */
    public int idtLimit;
    /** Current privilege level. */
    public int cpl;
    /** Control register 0. */
    public int cr0 = CR0_ET;
    /** Control register 2: linear address of the last page fault. */
    public int cr2;
    /** Control register 3: physical address of the page directory, with CR4.PAE of the four directory pointers. */
    public int cr3;
    /** Directory pointers that were loaded with CR3; used with CR4.PAE. */
    public final long[] directoryPointer = new long[4];
    /** Control register 4. */
    public int cr4;
    /** Debug registers; 4 and 5 are unused aliases. */
    public final int[] dr = new int[8];
    /** Which processor this is. */
    public final CpuModel model;
    /** x87 unit. */
    public final FpuState fpu = new FpuState();
    /** XMM registers and MXCSR. */
    public final SimdState simd = new SimdState();
    /** IA32_SYSENTER_CS: code selector of SYSENTER, 0 to forbid it. */
    public int systemCallSelector;
    /** IA32_SYSENTER_ESP: stack pointer after SYSENTER. */
    public int systemCallStack;
    /** IA32_SYSENTER_EIP: entry point of SYSENTER. */
    public int systemCallEntry;

    /**
     * True if ring 0 is not guest code: exceptions, software interrupts to ring 0 gates and call gates to ring 0 leave
     * the engine instead of being executed (a hypervisor above the processor implements ring 0).
     */
    public final boolean monitored;

    /** Bits MODE_*: what translated code may assume. Kept by {@link #updateMode}. */
    public int mode;
    /** Highest linear address that all four flat segments reach, unsigned; meaningful with {@link #MODE_FLAT}. */
    public int flatLimit;

    /** Count at which the engine must stop. */
    public long limit;
    /** What is left until {@link #limit}; may become negative through charges. */
    public long budget;

    /** Why the engine stopped: a constant of {@link Exit}. */
    public int exit;
    /** Vector of the last raised exception. */
    public int faultVector;
    /** Error code of the last raised exception, 0 if it has none. */
    public int faultErrorCode;
    /** Selector of the call gate for {@link Exit#CALL_GATE}. */
    public int exitSelector;
    /** True while interrupts wait for the instruction behind MOV SS, POP SS or STI. */
    public boolean interruptShadow;
    /** With {@link #interruptShadow}: it was cast by MOV SS or POP SS, so NMIs and debug exceptions wait too. */
    public boolean debugShadow;
    /** A repeated string instruction was left between two iterations and EIP is still at it. */
    public boolean repeatInterrupted;
    /** The recorded exception saves EFLAGS with RF set: a fault, but not that of an instruction breakpoint. */
    public boolean faultResumes;
    /** A task was entered whose TSS has the T bit set: #DB comes before its first instruction. */
    public boolean taskTrap;
    /** DR6 bits 0..3 of data and I/O breakpoints that the current instruction hit so far. */
    public int breakpointHits;
    /** Pin INTR, as the interrupt controller drives it. Not used by monitored processors. */
    public boolean interruptLine;
    /** An NMI has arrived and was not taken yet. Not used by monitored processors. */
    public boolean nmiPending;
    /** An NMI was taken and no IRET was executed since: the next one waits. */
    public boolean nmiMasked;
    /** HLT was executed: waits for an event. Not used by monitored processors. */
    public boolean halted;
    /** Shut down by a fault while #DF was delivered. Not used by monitored processors. */
    public boolean shutdown;
    /** Bits of physical addresses that leave the processor: all, or all but bit 20 while A20M# is asserted. */
    public int addressMask = -1;
    /**
     * True if an access to a memory-mapped device may happen now, because time and state are exact. Engines clear it
     * while several instructions are executed at once.
     */
    public boolean deviceAccess = true;
    /** Set, with a fault thrown, when an access to a device must wait until its instruction is executed alone. */
    public boolean deviceAccessDeferred;
    /** Incremented by every {@link LinearMemory#flush}: who remembers a translation remembers this number with it. */
    public int mappingGeneration;
    /** Incremented when a store of this processor invalidates decoded code: a repeated string instruction then ends early. */
    public int codeGeneration;
    /** Set from any thread to make the engine stop at the next block boundary with {@link Exit#STOP}. */
    public volatile boolean stopRequested;

    /** Memory as this processor sees it; connected by the memory's constructor, before anything else is done. */
    @SuppressWarnings("NullAway.Init")
    public LinearMemory memory;

    /** Port space, or null if every access floats. */
    public @Nullable PortBus ports;

    private final GuestFault fault = new GuestFault();

    /**
     * Creates a processor of model {@link CpuModel#MAX} with all registers zero; the owner sets the state it starts from and
     * calls {@link #updateMode}.
     *
     * @param monitored see {@link #monitored}
     */
    public CpuState(boolean monitored) {
        this(monitored, CpuModel.MAX);
    }

    /**
     * Creates a processor with all registers zero; the owner sets the state it starts from and calls
     * {@link #updateMode}.
     *
     * @param monitored see {@link #monitored}
     * @param model see {@link #model}
     */
    public CpuState(boolean monitored, CpuModel model) {
        this.monitored = monitored;
        this.model = model;
        for (int i = 0; i < segment.length; i++) {
            segment[i] = new SegmentCache();
        }
    }

    /** @return instructions and charges so far: the exact time of this processor */
    public long count() {
        return limit - budget;
    }

    /**
     * Sets the time and how far an engine may go.
     *
     * @param now count of this processor
     * @param until count at which the engine stops
     */
    public void setTime(long now, long until) {
        limit = until;
        budget = until - now;
    }

    /**
     * Tells whether the next instruction must be executed by itself: it is traced, or an event waits for its end.
     *
     * @return true if nothing may be executed ahead
     */
    public boolean stepsAlone() {
        return (mode & MODE_SINGLE_STEP) != 0 || interruptShadow && (interruptLine || nmiPending);
    }

    /**
     * Tells whether an interrupt or an NMI is taken before the next instruction.
     *
     * @return true if one is requested and nothing holds it off: IF, a shadow, or for NMIs the handler of the last one
     */
    public boolean acceptsEvent() {
        return (interruptLine || nmiPending) && !taskTrap && (acceptsNmi() || acceptsInterrupt());
    }

    /** @return true if an NMI is taken before the next instruction */
    public boolean acceptsNmi() {
        return nmiPending && !nmiMasked && !(interruptShadow && debugShadow);
    }

    private boolean acceptsInterrupt() {
        return interruptLine && !interruptShadow && (systemFlags & Eflags.IF) != 0;
    }

    /** @return true if selectors name descriptors: protected mode other than virtual-8086 mode */
    public boolean usesDescriptors() {
        return (mode & (MODE_PROTECTED | MODE_VM86)) == MODE_PROTECTED;
    }

    /** @return EFLAGS as PUSHF shows them */
    public int eflags() {
        return systemFlags | LazyFlags.bits(flagKind, flagA, flagB, flagResult);
    }

    /**
     * Replaces all of EFLAGS and updates the mode.
     *
     * @param value new value; bit 1 is forced to 1, bits 3, 5, 15 and 22..31 to 0
     */
    public void setEflags(int value) {
        setArithmeticFlags(value);
        int newSystem = (value & 0x003F_7700) | Eflags.RESERVED_ONE;
        int changed = newSystem ^ systemFlags;
        systemFlags = newSystem;
        if ((changed & (Eflags.TF | Eflags.RF | Eflags.AC | Eflags.VM)) != 0) {
            updateMode();
        }
    }

    /**
     * Replaces the six arithmetic flags.
     *
     * @param bits flags at their EFLAGS places, other bits ignored
     */
    public void setArithmeticFlags(int bits) {
        flagKind = LazyFlags.EXPLICIT;
        flagA = 0;
        flagB = 0;
        flagResult = bits & Eflags.ARITHMETIC;
    }

    /** @return CF, PF, AF, ZF, SF, OF at their EFLAGS places */
    public int arithmeticFlags() {
        return LazyFlags.bits(flagKind, flagA, flagB, flagResult);
    }

    /** @return the carry flag, 0 or 1 */
    public int carry() {
        return LazyFlags.carry(flagKind, flagA, flagB, flagResult);
    }

    /**
     * Evaluates a condition code on the current flags.
     *
     * @param condition low four bits of the Jcc opcode
     * @return true if it holds
     */
    public boolean condition(int condition) {
        return LazyFlags.condition(condition, flagKind, flagA, flagB, flagResult);
    }

    /**
     * Records an exception with an error code and returns the throwable to throw.
     *
     * @param vector exception vector
     * @param errorCode error code, 0 if the vector has none
     * @return the one fault object of this processor
     */
    public GuestFault raise(int vector, int errorCode) {
        faultVector = vector;
        faultErrorCode = errorCode;
        faultResumes = true;
        return fault;
    }

    /**
     * Records a debug exception and returns the throwable to throw.
     *
     * @param status bits of DR6 to set
     * @param resumes see {@link #faultResumes}
     * @return the one fault object of this processor
     */
    public GuestFault raiseDebug(int status, boolean resumes) {
        dr[6] |= status;
        faultVector = Vector.DEBUG;
        faultErrorCode = 0;
        faultResumes = resumes;
        return fault;
    }

    /**
     * Reads an 8-bit register.
     *
     * @param number 0..7: AL CL DL BL AH CH DH BH
     * @return value, zero-extended
     */
    public int reg8(int number) {
        return (number < 4 ? gpr[number] : gpr[number & 3] >>> 8) & 0xFF;
    }

    /**
     * Writes an 8-bit register.
     *
     * @param number 0..7: AL CL DL BL AH CH DH BH
     * @param value low 8 bits are written
     */
    public void setReg8(int number, int value) {
        if (number < 4) {
            gpr[number] = (gpr[number] & ~0xFF) | (value & 0xFF);
        } else {
            gpr[number & 3] = (gpr[number & 3] & ~0xFF00) | ((value & 0xFF) << 8);
        }
    }

    /**
     * Writes a 16-bit register; the upper half keeps its value.
     *
     * @param number 0..7
     * @param value low 16 bits are written
     */
    public void setReg16(int number, int value) {
        gpr[number] = (gpr[number] & 0xFFFF_0000) | (value & 0xFFFF);
    }

    /** Recomputes {@link #mode} and {@link #flatLimit} after a change of segments, CPL, CR0 or system flags. */
    public void updateMode() {
        int bits = 0;
        if (cpl == 3) {
            bits |= MODE_USER;
        }
        if (segment[SegmentRegister.CS].big()) {
            bits |= MODE_CODE32;
        }
        if (segment[SegmentRegister.SS].big()) {
            bits |= MODE_STACK32;
        }
        bits |= (cr0 & CR0_PG) != 0 ? MODE_PAGING : 0;
        bits |= (cr0 & CR0_WP) != 0 ? MODE_WRITE_PROTECT : 0;
        bits |= (cr0 & CR0_EM) != 0 ? MODE_EMULATE_FPU : 0;
        bits |= (cr0 & CR0_TS) != 0 ? MODE_TASK_SWITCHED : 0;
        bits |= (systemFlags & (Eflags.TF | Eflags.RF)) != 0 || taskTrap ? MODE_SINGLE_STEP : 0;
        bits |= (dr[7] & DR7_ENABLED) != 0 ? MODE_SINGLE_STEP | MODE_BREAKPOINTS : 0;
        if ((cr0 & CR0_PE) != 0) {
            bits |= (systemFlags & Eflags.VM) != 0 ? MODE_PROTECTED | MODE_VM86 : MODE_PROTECTED;
        }
        if (cpl == 3 && (cr0 & CR0_AM) != 0 && (systemFlags & Eflags.AC) != 0) {
            bits |= MODE_ALIGNMENT_CHECK;
        }
        int reach = 0xFFFF_FFFF;
        boolean flat = (cr0 & CR0_PE) != 0 && (systemFlags & Eflags.VM) == 0;
        for (int i = SegmentRegister.ES; i <= SegmentRegister.DS; i++) {
            flat &= isFlat(segment[i], i == SegmentRegister.CS);
            if (Integer.compareUnsigned(segment[i].limit, reach) < 0) {
                reach = segment[i].limit;
            }
        }
        if (flat) {
            bits |= MODE_FLAT;
        }
        mode = bits;
        flatLimit = flat ? reach : 0;
        memory.modeChanged();
    }

    private static boolean isFlat(SegmentCache cache, boolean code) {
        int wanted = SegmentCache.PRESENT | SegmentCache.NOT_SYSTEM | SegmentCache.WRITABLE_OR_READABLE;
        int mask = wanted | SegmentCache.CODE;
        if (code) {
            wanted |= SegmentCache.CODE;
        } else {
            mask |= SegmentCache.EXPAND_DOWN_OR_CONFORMING;
        }
        return cache.base == 0 && (cache.access & mask) == wanted && (cache.limit & 0xFFF) == 0xFFF;
    }
}
