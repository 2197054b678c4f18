package org.prtosvm.cpu.fpu;

/**
 * An unevaluated sum of two doubles, {@code |lo| <= ulp(hi) / 2}: about 106 bits. Additions and multiplications have a
 * relative error below 2^-102, divisions and roots below 2^-100. Uses only IEEE operations and fused multiply-add, whose
 * results are the same on every host.
 *
 * <p>Source: T. J. Dekker, "A Floating-Point Technique for Extending the Available Precision", Numerische Mathematik 18
 * (1971).
 */
record DoubleDouble(double hi, double lo) {
    static final DoubleDouble ONE = new DoubleDouble(1, 0);

    /** Exact sum of two doubles. */
    static DoubleDouble sum(double a, double b) {
        double s = a + b;
        double t = s - a;
        return new DoubleDouble(s, (a - (s - t)) + (b - t));
    }

    /** Exact sum if {@code |a| >= |b|}. */
    private static DoubleDouble quickSum(double a, double b) {
        double s = a + b;
        return new DoubleDouble(s, b - (s - a));
    }

    static DoubleDouble of(double value) {
        return new DoubleDouble(value, 0);
    }

    DoubleDouble plus(DoubleDouble other) {
        DoubleDouble high = sum(hi, other.hi);
        DoubleDouble low = sum(lo, other.lo);
        DoubleDouble middle = quickSum(high.hi, high.lo + low.hi);
        return quickSum(middle.hi, middle.lo + low.lo);
    }

    DoubleDouble minus(DoubleDouble other) {
        return plus(other.negate());
    }

    DoubleDouble negate() {
        return new DoubleDouble(-hi, -lo);
    }

    DoubleDouble times(DoubleDouble other) {
        double product = hi * other.hi;
        double error = Math.fma(hi, other.hi, -product);
        return quickSum(product, error + (hi * other.lo + lo * other.hi));
    }

    /** Exact scaling by a power of two, as long as nothing under- or overflows. */
    DoubleDouble times(double powerOfTwo) {
        return new DoubleDouble(hi * powerOfTwo, lo * powerOfTwo);
    }

    DoubleDouble dividedBy(DoubleDouble other) {
        double first = hi / other.hi;
        DoubleDouble rest = minus(other.times(of(first)));
        double second = rest.hi / other.hi;
        DoubleDouble last = rest.minus(other.times(of(second)));
        return quickSum(first, second).plus(of(last.hi / other.hi));
    }
}
