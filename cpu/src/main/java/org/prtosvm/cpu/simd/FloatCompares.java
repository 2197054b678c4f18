package org.prtosvm.cpu.simd;

import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.SimdState;

/**
 * Comparisons, minimum and maximum of singles and doubles. A single is widened first, which is exact and keeps the order, but
 * not whether a NaN signals and a number is denormal; these are looked up in the encoding.
 *
 * <p>Source: Intel SDM vol. 2, CMPPS, COMISS, UCOMISS, MINPS, MAXPS.
 */
public final class FloatCompares {
    /** Predicate bit: the opposite of the predicate without it. */
    private static final int NOT = 4;
    /** Arithmetic flags of operands that cannot be compared. */
    private static final int UNORDERED = Eflags.ZF | Eflags.PF | Eflags.CF;

    private FloatCompares() {}

    private static double value(FloatFormat f, long a) {
        return f.fractionBits() == 23 ? Float.intBitsToFloat((int) a) : Double.longBitsToDouble(a);
    }

    /** Raises INVALID for NaNs, signalling ones only if quiet, or else DENORMAL. */
    private static void note(SimdState s, FloatFormat f, long a, long b, boolean quiet) {
        if (f.isNan(a) || f.isNan(b)) {
            boolean invalid = !quiet || f.isSignalling(a) || f.isSignalling(b);
            s.raised |= invalid ? Mxcsr.INVALID : 0;
            return;
        }
        f.noteDenormal(s, a);
        f.noteDenormal(s, b);
    }

    private static boolean holds(SimdState s, FloatFormat f, int predicate, long first, long second) {
        long a = f.operand(s, first);
        long b = f.operand(s, second);
        int base = predicate & 3;
        note(s, f, a, b, base == 0 || base == 3);
        double x = value(f, a);
        double y = value(f, b);
        boolean holds = switch (base) {
            case 0 -> x == y;
            case 1 -> x < y;
            case 2 -> x <= y;
            default -> Double.isNaN(x) || Double.isNaN(y);
        };
        return holds != ((predicate & NOT) != 0);
    }

    /**
     * One element of CMPPS.
     *
     * @param s gives MXCSR; receives exceptions
     * @param predicate 0..7: equal, less, less or equal, unordered, and their opposites
     * @param a first operand
     * @param b second operand
     * @return all ones if the predicate holds, else 0
     */
    public static int singles(SimdState s, int predicate, int a, int b) {
        return holds(s, FloatFormat.SINGLE, predicate, a & 0xFFFF_FFFFL, b & 0xFFFF_FFFFL) ? -1 : 0;
    }

    /**
     * One element of CMPPD.
     *
     * @param s gives MXCSR; receives exceptions
     * @param predicate 0..7: equal, less, less or equal, unordered, and their opposites
     * @param a first operand
     * @param b second operand
     * @return all ones if the predicate holds, else 0
     */
    public static long doubles(SimdState s, int predicate, long a, long b) {
        return holds(s, FloatFormat.DOUBLE, predicate, a, b) ? -1 : 0;
    }

    private static int flags(SimdState s, FloatFormat f, long first, long second, boolean quiet) {
        long a = f.operand(s, first);
        long b = f.operand(s, second);
        note(s, f, a, b, quiet);
        double x = value(f, a);
        double y = value(f, b);
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return UNORDERED;
        }
        return x == y ? Eflags.ZF : x < y ? Eflags.CF : 0;
    }

    /**
     * COMISS and UCOMISS.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @param quiet true for UCOMISS: quiet NaNs are not invalid
     * @return arithmetic flags
     */
    public static int singleFlags(SimdState s, int a, int b, boolean quiet) {
        return flags(s, FloatFormat.SINGLE, a & 0xFFFF_FFFFL, b & 0xFFFF_FFFFL, quiet);
    }

    /**
     * COMISD and UCOMISD.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @param quiet true for UCOMISD: quiet NaNs are not invalid
     * @return arithmetic flags
     */
    public static int doubleFlags(SimdState s, long a, long b, boolean quiet) {
        return flags(s, FloatFormat.DOUBLE, a, b, quiet);
    }

    /** The second operand if one is a NaN or both are zeros. */
    private static long extreme(SimdState s, FloatFormat f, long first, long second, boolean maximum) {
        long a = f.operand(s, first);
        long b = f.operand(s, second);
        note(s, f, a, b, false);
        boolean takesFirst = maximum ? value(f, a) > value(f, b) : value(f, a) < value(f, b);
        return takesFirst ? a : b;
    }

    /**
     * One element of MINPS.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @return the lesser; b if one is a NaN or both are zeros
     */
    public static int minimum(SimdState s, int a, int b) {
        return (int) extreme(s, FloatFormat.SINGLE, a & 0xFFFF_FFFFL, b & 0xFFFF_FFFFL, false);
    }

    /**
     * One element of MAXPS.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @return the greater; b if one is a NaN or both are zeros
     */
    public static int maximum(SimdState s, int a, int b) {
        return (int) extreme(s, FloatFormat.SINGLE, a & 0xFFFF_FFFFL, b & 0xFFFF_FFFFL, true);
    }

    /**
     * One element of MINPD.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @return the lesser; b if one is a NaN or both are zeros
     */
    public static long minimum(SimdState s, long a, long b) {
        return extreme(s, FloatFormat.DOUBLE, a, b, false);
    }

    /**
     * One element of MAXPD.
     *
     * @param s gives MXCSR; receives exceptions
     * @param a first operand
     * @param b second operand
     * @return the greater; b if one is a NaN or both are zeros
     */
    public static long maximum(SimdState s, long a, long b) {
        return extreme(s, FloatFormat.DOUBLE, a, b, true);
    }
}
