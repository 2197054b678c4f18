package org.prtosvm.cpu.semantics;

import java.nio.charset.StandardCharsets;
import org.prtosvm.cpu.state.CpuModel;
import org.prtosvm.cpu.state.Feature;

/**
 * The fixed answers of CPUID: they depend on the {@link CpuModel}, never on the host.
 *
 * <pre>
 * leaf      EAX                          EBX, ECX, EDX
 * 0         1, the highest basic leaf    "GenuineIntel" (EBX, EDX, ECX), which guests need to trust the feature bits
 * 1         signature of the model       EBX with CLFLUSH 800H (lines of 64 bytes), else 0; ECX 0; EDX features
 * 80000000  80000004                     0
 * 80000001  0                            0
 * 80000002..4                            "PRTOS-VM virtual CPU"
 * other     as leaf 1
 * </pre>
 *
 * <p>Source: Intel SDM vol. 2, CPUID.
 */
final class CpuIdentification {
    private static final int HIGHEST_BASIC = 1;
    private static final int EXTENDED = 0x8000_0000;
    private static final int BRAND_FIRST = 0x8000_0002;
    private static final int BRAND_LAST = 0x8000_0004;
    /** EBX of leaf 1: lines of CLFLUSH in units of 8 bytes, bits 8..15. */
    private static final int LINE = 8 << 8;

    private static final byte[] VENDOR = "GenuineIntel".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BRAND = "PRTOS-VM virtual CPU".getBytes(StandardCharsets.US_ASCII);

    private CpuIdentification() {}

    /**
     * Answers one leaf.
     *
     * @param model processor
     * @param leaf EAX before the instruction
     * @param register 0 EAX, 1 EBX, 2 ECX, 3 EDX
     * @return value of that register
     */
    static int answer(CpuModel model, int leaf, int register) {
        if (leaf >= BRAND_FIRST && leaf <= BRAND_LAST) {
            return word(BRAND, (leaf - BRAND_FIRST) * 16 + register * 4);
        }
        return switch (leaf) {
            case 0 -> register == 0 ? HIGHEST_BASIC : word(VENDOR, vendorPlace(register));
            case EXTENDED -> register == 0 ? BRAND_LAST : 0;
            case EXTENDED + 1 -> 0;
            default -> features(model, register);
        };
    }

    private static int features(CpuModel model, int register) {
        return switch (register) {
            case 0 -> model.signature();
            case 1 -> model.has(Feature.CLFSH) ? LINE : 0;
            case 3 -> model.features();
            default -> 0;
        };
    }

    /** The name runs through EBX, EDX, ECX. */
    private static int vendorPlace(int register) {
        return switch (register) {
            case 1 -> 0;
            case 3 -> 4;
            default -> 8;
        };
    }

    private static int word(byte[] text, int place) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int character = place + i < text.length ? text[place + i] : 0;
            value |= character << 8 * i;
        }
        return value;
    }
}
