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
     * Executes the region from its entry. All state is in the processor before and after, its EIP excepted.
     *
     * @param cpu processor, in the mode and address space that the region was translated for
     * @return EIP at which execution continues
     */
    public abstract int execute(CpuState cpu);
}
