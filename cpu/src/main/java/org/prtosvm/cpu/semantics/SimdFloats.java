package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;
import static org.prtosvm.cpu.semantics.Operands.third;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.simd.FloatCompares;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SimdState;

/**
 * Instructions on packed and scalar singles and doubles. All elements are computed before anything is written, so that an
 * exception that is not masked leaves the registers as they were; MXCSR then shows the exceptions of all elements.
 *
 * <p>Source: Intel SDM vol. 2, the instructions; vol. 1, 11.5 "SSE, SSE2, and SSE3 Exceptions".
 */
final class SimdFloats {
    private static final long LOW = 0xFFFF_FFFFL;
    private static final int PREDICATE = 7;

    private SimdFloats() {}

    /** An operation on singles; one with a single operand takes the second. */
    @FunctionalInterface
    interface Singles {
        int apply(SimdState s, int a, int b);
    }

    /** An operation on doubles; one with a single operand takes the second. */
    @FunctionalInterface
    interface Doubles {
        long apply(SimdState s, long a, long b);
    }

    /** ADDPS and the like. */
    static Semantics singles(Singles operation) {
        return (cpu, i) -> {
            SimdAccess.checkSse(cpu);
            packedSingles(cpu, i, operation);
        };
    }

    private static void packedSingles(CpuState cpu, Instruction i, Singles operation) {
        Operand target = destination(i);
        long low = SimdAccess.low(cpu, i, source(i));
        long high = SimdAccess.high(cpu, i, source(i));
        SimdAccess.begin(cpu);
        low = both(cpu.simd, operation, cpu.simd.xmm[2 * target.register()], low);
        high = both(cpu.simd, operation, cpu.simd.xmm[2 * target.register() + 1], high);
        SimdAccess.finish(cpu);
        SimdAccess.set(cpu, target, low, high);
    }

    private static long both(SimdState s, Singles operation, long a, long b) {
        long low = operation.apply(s, (int) a, (int) b) & LOW;
        return (long) operation.apply(s, (int) (a >>> 32), (int) (b >>> 32)) << 32 | low;
    }

    /** ADDSS and the like. */
    static Semantics single(Singles operation) {
        return (cpu, i) -> {
            SimdAccess.checkSse(cpu);
            scalarSingle(cpu, i, operation);
        };
    }

    private static void scalarSingle(CpuState cpu, Instruction i, Singles operation) {
        Operand target = destination(i);
        int other = SimdAccess.doubleWord(cpu, i, source(i));
        SimdAccess.begin(cpu);
        int result = operation.apply(cpu.simd, (int) cpu.simd.xmm[2 * target.register()], other);
        SimdAccess.finish(cpu);
        SimdAccess.setDoubleWord(cpu, target, result);
    }

    /** ADDPD and the like. */
    static Semantics doubles(Doubles operation) {
        return (cpu, i) -> {
            SimdAccess.checkSse(cpu);
            packedDoubles(cpu, i, operation);
        };
    }

    private static void packedDoubles(CpuState cpu, Instruction i, Doubles operation) {
        Operand target = destination(i);
        long low = SimdAccess.low(cpu, i, source(i));
        long high = SimdAccess.high(cpu, i, source(i));
        SimdAccess.begin(cpu);
        low = operation.apply(cpu.simd, cpu.simd.xmm[2 * target.register()], low);
        high = operation.apply(cpu.simd, cpu.simd.xmm[2 * target.register() + 1], high);
        SimdAccess.finish(cpu);
        SimdAccess.set(cpu, target, low, high);
    }

    /** ADDSD and the like. */
    static Semantics dbl(Doubles operation) {
        return (cpu, i) -> {
            SimdAccess.checkSse(cpu);
            scalarDouble(cpu, i, operation);
        };
    }

    private static void scalarDouble(CpuState cpu, Instruction i, Doubles operation) {
        Operand target = destination(i);
        long other = SimdAccess.quadWord(cpu, i, source(i));
        SimdAccess.begin(cpu);
        long result = operation.apply(cpu.simd, cpu.simd.xmm[2 * target.register()], other);
        SimdAccess.finish(cpu);
        SimdAccess.setLow(cpu, target, result);
    }

    /** CMPPS. */
    static void comparePackedSingles(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        int predicate = third(i).value() & PREDICATE;
        packedSingles(cpu, i, (s, a, b) -> FloatCompares.singles(s, predicate, a, b));
    }

    /** CMPSS. */
    static void compareScalarSingles(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        int predicate = third(i).value() & PREDICATE;
        scalarSingle(cpu, i, (s, a, b) -> FloatCompares.singles(s, predicate, a, b));
    }

    /** CMPPD. */
    static void comparePackedDoubles(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        int predicate = third(i).value() & PREDICATE;
        packedDoubles(cpu, i, (s, a, b) -> FloatCompares.doubles(s, predicate, a, b));
    }

    /** CMPSD. */
    static void compareScalarDoubles(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        int predicate = third(i).value() & PREDICATE;
        scalarDouble(cpu, i, (s, a, b) -> FloatCompares.doubles(s, predicate, a, b));
    }

    /** COMISS and UCOMISS. */
    static Semantics singleFlags(boolean quiet) {
        return (cpu, i) -> {
            SimdAccess.checkSse(cpu);
            int other = SimdAccess.doubleWord(cpu, i, source(i));
            SimdAccess.begin(cpu);
            int flags =
                    FloatCompares.singleFlags(cpu.simd, SimdAccess.doubleWord(cpu, i, destination(i)), other, quiet);
            SimdAccess.finish(cpu);
            cpu.setArithmeticFlags(flags);
        };
    }

    /** COMISD and UCOMISD. */
    static Semantics doubleFlags(boolean quiet) {
        return (cpu, i) -> {
            SimdAccess.checkSse(cpu);
            long other = SimdAccess.quadWord(cpu, i, source(i));
            SimdAccess.begin(cpu);
            int flags = FloatCompares.doubleFlags(cpu.simd, SimdAccess.quadWord(cpu, i, destination(i)), other, quiet);
            SimdAccess.finish(cpu);
            cpu.setArithmeticFlags(flags);
        };
    }
}
