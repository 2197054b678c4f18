package org.prtosvm.cpu.state;

/**
 * What a {@link CpuModel} has or lacks: the feature flags of CPUID leaf 1 in EDX. An instruction of a feature that the
 * model lacks is an invalid opcode; so is, for MOV to CR4, the bit that belongs to it.
 *
 * <p>Source: Intel SDM vol. 2, CPUID, table "More on Feature Information Returned in the EDX Register".
 */
public enum Feature {
    /** x87 unit on chip. */
    FPU(0),
    /** Debugging extensions: I/O breakpoints, CR4.DE. */
    DE(2),
    /** 4 MiB pages. */
    PSE(3),
    /** RDTSC, CR4.TSD. */
    TSC(4),
    /** RDMSR, WRMSR. */
    MSR(5),
    /** Physical address extension. */
    PAE(6),
    /** CMPXCHG8B. */
    CX8(8),
    /** SYSENTER, SYSEXIT. */
    SEP(11),
    /** Global pages. */
    PGE(13),
    /** CMOVcc, FCMOVcc, FCOMI, and the other additions of the P6 family that have no flag: RDPMC, NOP with ModR/M. */
    CMOV(15),
    /** CLFLUSH. */
    CLFSH(19),
    /** MMX. */
    MMX(23),
    /** FXSAVE, FXRSTOR, CR4.OSFXSR. */
    FXSR(24),
    /** SSE, CR4.OSXMMEXCPT. */
    SSE(25),
    /** SSE2. */
    SSE2(26);

    private final int bit;

    Feature(int bit) {
        this.bit = bit;
    }

    /** @return mask of its flag in EDX */
    public int mask() {
        return 1 << bit;
    }
}
