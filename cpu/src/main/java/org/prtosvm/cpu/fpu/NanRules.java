package org.prtosvm.cpu.fpu;

/**
 * Results of operations with NaN or unsupported operands.
 *
 * <p>Source: Intel SDM vol. 1, 4.8.3.5 "Operating on SNaNs and QNaNs", table 4-7, the x87 rules.
 */
final class NanRules {
    private NanRules() {}

    /** True if the rules of this class decide the result. */
    static boolean applies(Extended a, Extended b) {
        return applies(a) || applies(b);
    }

    /** True if the rules of this class decide the result. */
    static boolean applies(Extended a) {
        return a.isNan() || a.isUnsupported();
    }

    /** Result for one operand; raises INVALID for signalling NaNs and unsupported encodings. */
    static Extended result(FpuContext context, Extended a) {
        if (a.isUnsupported()) {
            return context.invalid();
        }
        if (a.isSignalling()) {
            context.raise(FpuContext.INVALID);
        }
        return a.quiet();
    }

    /** Result for two operands; raises INVALID for signalling NaNs and unsupported encodings. */
    static Extended result(FpuContext context, Extended a, Extended b) {
        if (a.isUnsupported() || b.isUnsupported()) {
            return context.invalid();
        }
        if (a.isSignalling() || b.isSignalling()) {
            context.raise(FpuContext.INVALID);
        }
        if (!b.isNan()) {
            return a.quiet();
        }
        if (!a.isNan()) {
            return b.quiet();
        }
        if (a.isSignalling() != b.isSignalling()) {
            return a.isSignalling() ? b : a;
        }
        return larger(a, b).quiet();
    }

    /** The larger significand; of equal ones the positive number. */
    private static Extended larger(Extended a, Extended b) {
        int order = Long.compareUnsigned(a.significand(), b.significand());
        if (order != 0) {
            return order > 0 ? a : b;
        }
        return a.negative() ? b : a;
    }
}
