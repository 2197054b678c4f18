package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand.Kind;
import org.prtosvm.cpu.fpu.MmxRegisters;
import org.prtosvm.cpu.simd.FloatConversions;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SimdState;

/**
 * Conversions between singles, doubles and integers in MMX, XMM and general registers.
 *
 * <p>Source: Intel SDM vol. 2, CVTxx2xx, CVTTxx2xx.
 */
final class SimdConversions {
    private static final long LOW = 0xFFFF_FFFFL;

    private SimdConversions() {}

    /** From a single or integer to a single or integer. */
    @FunctionalInterface
    interface FromSingle {
        int apply(SimdState s, int a);
    }

    /** From a double to a single or integer. */
    @FunctionalInterface
    interface FromDouble {
        int apply(SimdState s, long a);
    }

    private static long both(SimdState s, FromSingle conversion, long value) {
        long low = conversion.apply(s, (int) value) & LOW;
        return (long) conversion.apply(s, (int) (value >>> 32)) << 32 | low;
    }

    /** CVTDQ2PS, CVTPS2DQ, CVTTPS2DQ. */
    static Semantics four(FromSingle conversion) {
        return (cpu, i) -> {
            SimdAccess.checkSse(cpu);
            long low = SimdAccess.low(cpu, i, source(i));
            long high = SimdAccess.high(cpu, i, source(i));
            SimdAccess.begin(cpu);
            low = both(cpu.simd, conversion, low);
            high = both(cpu.simd, conversion, high);
            SimdAccess.finish(cpu);
            SimdAccess.set(cpu, destination(i), low, high);
        };
    }

    /** CVTPD2PS, CVTPD2DQ, CVTTPD2DQ: the high half becomes 0. */
    static Semantics narrowing(FromDouble conversion) {
        return (cpu, i) -> {
            SimdAccess.checkSse(cpu);
            long result = narrowed(cpu, i, conversion);
            SimdAccess.finish(cpu);
            SimdAccess.set(cpu, destination(i), result, 0);
        };
    }

    private static long narrowed(CpuState cpu, Instruction i, FromDouble conversion) {
        long low = SimdAccess.low(cpu, i, source(i));
        long high = SimdAccess.high(cpu, i, source(i));
        SimdAccess.begin(cpu);
        long result = conversion.apply(cpu.simd, low) & LOW;
        return (long) conversion.apply(cpu.simd, high) << 32 | result;
    }

    /** CVTPD2PI, CVTTPD2PI. */
    static Semantics doublesToMmx(FromDouble conversion) {
        return (cpu, i) -> {
            SimdAccess.checkSse(cpu);
            X87Ops.checkPending(cpu);
            long result = narrowed(cpu, i, conversion);
            SimdAccess.finish(cpu);
            SimdAccess.setMmx(cpu, destination(i), result);
        };
    }

    /** CVTPS2PI, CVTTPS2PI. */
    static Semantics singlesToMmx(FromSingle conversion) {
        return (cpu, i) -> {
            SimdAccess.checkSse(cpu);
            X87Ops.checkPending(cpu);
            long value = SimdAccess.quadWord(cpu, i, source(i));
            SimdAccess.begin(cpu);
            long result = both(cpu.simd, conversion, value);
            SimdAccess.finish(cpu);
            SimdAccess.setMmx(cpu, destination(i), result);
        };
    }

    /** CVTPI2PS: the high half is kept. The registers become those of MMX also with an operand in memory. */
    static void singlesFromMmx(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        X87Ops.checkPending(cpu);
        long value = SimdAccess.quadWord(cpu, i, source(i));
        SimdAccess.begin(cpu);
        long result = both(cpu.simd, FloatConversions::singleFromInteger, value);
        SimdAccess.finish(cpu);
        MmxRegisters.enter(cpu.fpu);
        SimdAccess.setLow(cpu, destination(i), result);
    }

    /** CVTPI2PD: with an operand in memory it has nothing to do with MMX. */
    static void doublesFromMmx(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        boolean mmx = source(i).kind() == Kind.MMX;
        if (mmx) {
            X87Ops.checkPending(cpu);
        }
        long value = SimdAccess.quadWord(cpu, i, source(i));
        if (mmx) {
            MmxRegisters.enter(cpu.fpu);
        }
        setDoubles(cpu, i, value);
    }

    /** CVTDQ2PD. */
    static void doublesFromIntegers(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        setDoubles(cpu, i, SimdAccess.quadWord(cpu, i, source(i)));
    }

    private static void setDoubles(CpuState cpu, Instruction i, long integers) {
        long low = FloatConversions.doubleFromInteger((int) integers);
        long high = FloatConversions.doubleFromInteger((int) (integers >>> 32));
        SimdAccess.set(cpu, destination(i), low, high);
    }

    /** CVTPS2PD. */
    static void doublesFromSingles(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long value = SimdAccess.quadWord(cpu, i, source(i));
        SimdAccess.begin(cpu);
        long low = FloatConversions.widen(cpu.simd, (int) value);
        long high = FloatConversions.widen(cpu.simd, (int) (value >>> 32));
        SimdAccess.finish(cpu);
        SimdAccess.set(cpu, destination(i), low, high);
    }

    /** CVTSS2SD. */
    static void doubleFromSingle(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        int value = SimdAccess.doubleWord(cpu, i, source(i));
        SimdAccess.begin(cpu);
        long result = FloatConversions.widen(cpu.simd, value);
        SimdAccess.finish(cpu);
        SimdAccess.setLow(cpu, destination(i), result);
    }

    /** CVTSD2SS. */
    static void singleFromDouble(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long value = SimdAccess.quadWord(cpu, i, source(i));
        SimdAccess.begin(cpu);
        int result = FloatConversions.narrow(cpu.simd, value);
        SimdAccess.finish(cpu);
        SimdAccess.setDoubleWord(cpu, destination(i), result);
    }

    /** CVTSI2SS. */
    static void singleFromInteger(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        int value = SimdAccess.doubleWord(cpu, i, source(i));
        SimdAccess.begin(cpu);
        int result = FloatConversions.singleFromInteger(cpu.simd, value);
        SimdAccess.finish(cpu);
        SimdAccess.setDoubleWord(cpu, destination(i), result);
    }

    /** CVTSI2SD. */
    static void doubleFromInteger(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        int value = SimdAccess.doubleWord(cpu, i, source(i));
        SimdAccess.setLow(cpu, destination(i), FloatConversions.doubleFromInteger(value));
    }

    /** CVTSS2SI, CVTTSS2SI. */
    static Semantics singleToInteger(FromSingle conversion) {
        return (cpu, i) -> {
            SimdAccess.checkSse(cpu);
            int value = SimdAccess.doubleWord(cpu, i, source(i));
            SimdAccess.begin(cpu);
            int result = conversion.apply(cpu.simd, value);
            SimdAccess.finish(cpu);
            cpu.gpr[destination(i).register()] = result;
        };
    }

    /** CVTSD2SI, CVTTSD2SI. */
    static Semantics doubleToInteger(FromDouble conversion) {
        return (cpu, i) -> {
            SimdAccess.checkSse(cpu);
            long value = SimdAccess.quadWord(cpu, i, source(i));
            SimdAccess.begin(cpu);
            int result = conversion.apply(cpu.simd, value);
            SimdAccess.finish(cpu);
            cpu.gpr[destination(i).register()] = result;
        };
    }
}
