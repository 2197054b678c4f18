package org.prtosvm.cpu.engine;

import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.state.CpuState;

/**
 * Condition codes on the current flags, with short ways for the flags of subtractions and bitwise operations. The rules
 * are those of {@link LazyFlags}.
 */
final class Conditions {
    /** Condition codes without their lowest bit, which negates. */
    static final int OVERFLOW = 0;

    static final int BELOW = 2;
    static final int ZERO = 4;
    static final int BELOW_OR_EQUAL = 6;
    static final int SIGN = 8;
    static final int PARITY = 10;
    static final int LESS = 12;
    static final int LESS_OR_EQUAL = 14;

    private Conditions() {}

    static boolean holds(CpuState cpu, int condition) {
        boolean holds = switch (condition & ~1) {
            case BELOW -> below(cpu);
            case ZERO -> zero(cpu);
            case BELOW_OR_EQUAL -> belowOrEqual(cpu);
            case SIGN -> sign(cpu);
            case LESS -> less(cpu);
            case LESS_OR_EQUAL -> lessOrEqual(cpu);
            default -> cpu.condition(condition & ~1);
        };
        return holds != ((condition & 1) != 0);
    }

    static boolean zero(CpuState cpu) {
        return cpu.flagKind != LazyFlags.EXPLICIT ? cpu.flagResult == 0 : (cpu.flagResult & 1 << 6) != 0;
    }

    static boolean sign(CpuState cpu) {
        return cpu.flagKind != LazyFlags.EXPLICIT ? cpu.flagResult < 0 : (cpu.flagResult & 1 << 7) != 0;
    }

    static boolean below(CpuState cpu) {
        if (cpu.flagKind == LazyFlags.SUB) {
            int a = cpu.flagA;
            int b = cpu.flagB;
            return ((~a & b) | ((~a | b) & cpu.flagResult)) < 0;
        }
        return cpu.condition(BELOW);
    }

    static boolean belowOrEqual(CpuState cpu) {
        return zero(cpu) || below(cpu);
    }

    static boolean less(CpuState cpu) {
        int result = cpu.flagResult;
        if (cpu.flagKind == LazyFlags.SUB) {
            int a = cpu.flagA;
            return (result ^ ((a ^ cpu.flagB) & (a ^ result))) < 0;
        }
        return cpu.flagKind == LazyFlags.LOGIC ? result < 0 : cpu.condition(LESS);
    }

    static boolean lessOrEqual(CpuState cpu) {
        return zero(cpu) || less(cpu);
    }
}
