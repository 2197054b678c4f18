package org.prtosvm.translator.cache;

import org.prtosvm.cpu.state.CpuState;

/**
 * One generated class: a region of guest code with one entry.
 *
 * <p>Thread rule: executed by the guest thread only.
 */
public abstract class TranslatedCode {
    /** For generated classes. */
    protected TranslatedCode() {}

    /**
     * Executes the region from its entry. All state is in the processor before and after, EIP and fuel excepted.
     *
     * @param cpu processor, in the mode and address space that the region was translated for
     * @param fuel instructions that may be executed: a share of the budget, not part of it meanwhile
     * @param depth calls that are nested already
     * @return fuel that is left (upper half) and EIP at which execution continues (lower half), see {@link #result}
     */
    public abstract long execute(CpuState cpu, int fuel, int depth);

    /**
     * Packs what regions return. Both in one long, because a JVM method returns one value, and fuel that went through
     * memory would delay every call.
     *
     * @param fuel fuel that is left
     * @param eip EIP
     * @return both
     */
    public static long result(int fuel, int eip) {
        return (long) fuel << 32 | eip & 0xFFFF_FFFFL;
    }

    /**
     * Fuel of a result.
     *
     * @param result result of a region
     * @return its upper half
     */
    public static int fuel(long result) {
        return (int) (result >> 32);
    }
}
