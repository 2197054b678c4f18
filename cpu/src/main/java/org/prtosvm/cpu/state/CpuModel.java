package org.prtosvm.cpu.state;

import static org.prtosvm.cpu.state.Feature.CLFSH;
import static org.prtosvm.cpu.state.Feature.CMOV;
import static org.prtosvm.cpu.state.Feature.CX8;
import static org.prtosvm.cpu.state.Feature.DE;
import static org.prtosvm.cpu.state.Feature.FPU;
import static org.prtosvm.cpu.state.Feature.FXSR;
import static org.prtosvm.cpu.state.Feature.MMX;
import static org.prtosvm.cpu.state.Feature.MSR;
import static org.prtosvm.cpu.state.Feature.PAE;
import static org.prtosvm.cpu.state.Feature.PGE;
import static org.prtosvm.cpu.state.Feature.PSE;
import static org.prtosvm.cpu.state.Feature.SEP;
import static org.prtosvm.cpu.state.Feature.SSE;
import static org.prtosvm.cpu.state.Feature.SSE2;
import static org.prtosvm.cpu.state.Feature.TSC;

import java.util.Locale;

/**
 * Which processor is modelled: its signature and its features. All models have CPUID. Beyond their features they
 * behave alike; what a model lacks raises #UD.
 *
 * <p>Source: Intel SDM vol. 2, CPUID; application note 485 for the signatures.
 */
public enum CpuModel {
    /** DX4 with CPUID. */
    I486(0x0000_0480, FPU),
    /** Pentium without MMX. */
    PENTIUM(0x0000_052C, FPU, DE, PSE, TSC, MSR, CX8),
    /** Pentium III. */
    PENTIUM3(0x0000_0672, FPU, DE, PSE, TSC, MSR, PAE, CX8, SEP, PGE, CMOV, MMX, FXSR, SSE),
    /** Everything that is modelled: a Pentium III with SSE2, denormals-are-zeros and CLFLUSH. */
    MAX(0x0000_0672, FPU, DE, PSE, TSC, MSR, PAE, CX8, SEP, PGE, CMOV, CLFSH, MMX, FXSR, SSE, SSE2);

    private final int signature;
    private final int features;

    CpuModel(int signature, Feature... features) {
        this.signature = signature;
        int mask = 0;
        for (Feature feature : features) {
            mask |= feature.mask();
        }
        this.features = mask;
    }

    /**
     * Tells whether the model has a feature.
     *
     * @param feature feature
     * @return true if it has
     */
    public boolean has(Feature feature) {
        return (features & feature.mask()) != 0;
    }

    /** @return EAX of CPUID leaf 1: family, model, stepping */
    public int signature() {
        return signature;
    }

    /** @return EDX of CPUID leaf 1 */
    public int features() {
        return features;
    }

    /** @return bits of MXCSR that can be set; DAZ exists with SSE2 only */
    public int mxcsrMask() {
        return has(SSE2) ? 0xFFFF : 0xFFBF;
    }

    /** @return name on the command line */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
