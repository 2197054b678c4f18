package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;
import static org.prtosvm.cpu.semantics.Operands.third;

import java.util.function.LongBinaryOperator;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.decode.Operand.Kind;
import org.prtosvm.cpu.fpu.MmxRegisters;
import org.prtosvm.cpu.simd.PackedOrder;
import org.prtosvm.cpu.state.CpuState;

/**
 * Instructions on packed integers, and bitwise logic and shuffling of packed numbers: how the functions of 64 bits are applied
 * to MMX registers, or to the halves of XMM registers.
 *
 * <p>Source: Intel SDM vol. 2, the instructions.
 */
final class SimdIntegers {
    private static final long LOW = 0xFFFF_FFFFL;

    private SimdIntegers() {}

    private static boolean mmx(Instruction i) {
        return destination(i).kind() == Kind.MMX;
    }

    private static long register(CpuState cpu, Instruction i) {
        Operand register = destination(i);
        return register.kind() == Kind.MMX
                ? MmxRegisters.get(cpu.fpu, register.register())
                : cpu.simd.xmm[2 * register.register()];
    }

    private static long registerHigh(CpuState cpu, Instruction i) {
        return cpu.simd.xmm[2 * destination(i).register() + 1];
    }

    /** An operation on each 64 bits of destination and source. */
    static Semantics each(LongBinaryOperator operation) {
        return (cpu, i) -> {
            SimdAccess.check(cpu, destination(i));
            if (mmx(i)) {
                long other = SimdAccess.quadWord(cpu, i, source(i));
                SimdAccess.setMmx(cpu, destination(i), operation.applyAsLong(register(cpu, i), other));
                return;
            }
            long low = operation.applyAsLong(register(cpu, i), SimdAccess.low(cpu, i, source(i)));
            long high = operation.applyAsLong(registerHigh(cpu, i), SimdAccess.high(cpu, i, source(i)));
            SimdAccess.set(cpu, destination(i), low, high);
        };
    }

    /** A shift of all elements by a constant, or by 64 bits of the source. */
    static Semantics shift(LongBinaryOperator operation) {
        return (cpu, i) -> {
            SimdAccess.check(cpu, destination(i));
            Operand by = source(i);
            if (mmx(i)) {
                long count = by.isImmediate() ? by.value() : SimdAccess.quadWord(cpu, i, by);
                SimdAccess.setMmx(cpu, destination(i), operation.applyAsLong(register(cpu, i), count));
                return;
            }
            long count = by.isImmediate() ? by.value() : SimdAccess.low(cpu, i, by);
            long low = operation.applyAsLong(register(cpu, i), count);
            SimdAccess.set(cpu, destination(i), low, operation.applyAsLong(registerHigh(cpu, i), count));
        };
    }

    /** Two registers of wide elements become one of narrow elements. */
    static Semantics pack(LongBinaryOperator operation) {
        return (cpu, i) -> {
            SimdAccess.check(cpu, destination(i));
            if (mmx(i)) {
                long other = SimdAccess.quadWord(cpu, i, source(i));
                SimdAccess.setMmx(cpu, destination(i), operation.applyAsLong(register(cpu, i), other));
                return;
            }
            long otherLow = SimdAccess.low(cpu, i, source(i));
            long otherHigh = SimdAccess.high(cpu, i, source(i));
            long low = operation.applyAsLong(register(cpu, i), registerHigh(cpu, i));
            SimdAccess.set(cpu, destination(i), low, operation.applyAsLong(otherLow, otherHigh));
        };
    }

    /**
     * Interleaves the low or high halves of destination and source.
     *
     * @param ofLow interleaves low halves of 64 bits
     * @param ofHigh interleaves high halves of 64 bits
     * @param upper true for the high halves of the operands
     */
    static Semantics unpack(LongBinaryOperator ofLow, LongBinaryOperator ofHigh, boolean upper) {
        return (cpu, i) -> {
            SimdAccess.check(cpu, destination(i));
            if (mmx(i)) {
                // The low forms access 32 bits of memory only.
                long other =
                        upper ? SimdAccess.quadWord(cpu, i, source(i)) : SimdAccess.doubleWord(cpu, i, source(i)) & LOW;
                LongBinaryOperator operation = upper ? ofHigh : ofLow;
                SimdAccess.setMmx(cpu, destination(i), operation.applyAsLong(register(cpu, i), other));
                return;
            }
            long otherLow = SimdAccess.low(cpu, i, source(i));
            long other = upper ? SimdAccess.high(cpu, i, source(i)) : otherLow;
            long mine = upper ? registerHigh(cpu, i) : register(cpu, i);
            SimdAccess.set(cpu, destination(i), ofLow.applyAsLong(mine, other), ofHigh.applyAsLong(mine, other));
        };
    }

    /** PUNPCKLQDQ, UNPCKLPD. */
    static void unpackLowQuadWords(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long other = SimdAccess.low(cpu, i, source(i));
        SimdAccess.set(cpu, destination(i), register(cpu, i), other);
    }

    /** PUNPCKHQDQ, UNPCKHPD. */
    static void unpackHighQuadWords(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        // The low half is not used, but it decides about alignment.
        SimdAccess.low(cpu, i, source(i));
        long other = SimdAccess.high(cpu, i, source(i));
        SimdAccess.set(cpu, destination(i), registerHigh(cpu, i), other);
    }

    /** PSLLDQ. */
    static void shiftLeftBytes(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long low = register(cpu, i);
        long high = registerHigh(cpu, i);
        int bits = 8 * Math.min(source(i).value(), 16);
        if (bits >= 64) {
            SimdAccess.set(cpu, destination(i), 0, bits == 128 ? 0 : low << bits - 64);
        } else if (bits != 0) {
            SimdAccess.set(cpu, destination(i), low << bits, high << bits | low >>> 64 - bits);
        }
    }

    /** PSRLDQ. */
    static void shiftRightBytes(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long low = register(cpu, i);
        long high = registerHigh(cpu, i);
        int bits = 8 * Math.min(source(i).value(), 16);
        if (bits >= 64) {
            SimdAccess.set(cpu, destination(i), bits == 128 ? 0 : high >>> bits - 64, 0);
        } else if (bits != 0) {
            SimdAccess.set(cpu, destination(i), low >>> bits | high << 64 - bits, high >>> bits);
        }
    }

    /** PSHUFW. */
    static void shuffleWords(CpuState cpu, Instruction i) {
        SimdAccess.checkMmx(cpu);
        long value = SimdAccess.quadWord(cpu, i, source(i));
        SimdAccess.setMmx(cpu, destination(i), PackedOrder.shuffleWords(value, third(i).value()));
    }

    /** PSHUFLW. */
    static void shuffleLowWords(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long low = SimdAccess.low(cpu, i, source(i));
        long high = SimdAccess.high(cpu, i, source(i));
        SimdAccess.set(cpu, destination(i), PackedOrder.shuffleWords(low, third(i).value()), high);
    }

    /** PSHUFHW. */
    static void shuffleHighWords(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long low = SimdAccess.low(cpu, i, source(i));
        long high = SimdAccess.high(cpu, i, source(i));
        SimdAccess.set(cpu, destination(i), low, PackedOrder.shuffleWords(high, third(i).value()));
    }

    /** PSHUFD. */
    static void shuffleDoubleWords(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long low = SimdAccess.low(cpu, i, source(i));
        long high = SimdAccess.high(cpu, i, source(i));
        int order = third(i).value();
        SimdAccess.set(cpu, destination(i), twoOf(low, high, order), twoOf(low, high, order >>> 4));
    }

    /** Two double words by two fields of two bits. */
    private static long twoOf(long low, long high, int order) {
        return PackedOrder.doubleWord(low, high, order & 3) | PackedOrder.doubleWord(low, high, order >>> 2 & 3) << 32;
    }

    /** SHUFPS: two elements of the destination, then two of the source. */
    static void shuffleSingles(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long otherLow = SimdAccess.low(cpu, i, source(i));
        long otherHigh = SimdAccess.high(cpu, i, source(i));
        int order = third(i).value();
        long low = twoOf(register(cpu, i), registerHigh(cpu, i), order);
        SimdAccess.set(cpu, destination(i), low, twoOf(otherLow, otherHigh, order >>> 4));
    }

    /** SHUFPD: one element of the destination, then one of the source. */
    static void shuffleDoubles(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long otherLow = SimdAccess.low(cpu, i, source(i));
        long otherHigh = SimdAccess.high(cpu, i, source(i));
        int order = third(i).value();
        long low = (order & 1) == 0 ? register(cpu, i) : registerHigh(cpu, i);
        SimdAccess.set(cpu, destination(i), low, (order & 2) == 0 ? otherLow : otherHigh);
    }

    /** PINSRW. */
    static void insertWord(CpuState cpu, Instruction i) {
        SimdAccess.check(cpu, destination(i));
        long word = Operands.load(cpu, source(i), i.addressSize()) & 0xFFFFL;
        int place = third(i).value();
        if (mmx(i)) {
            SimdAccess.setMmx(cpu, destination(i), withWord(register(cpu, i), word, place & 3));
        } else if ((place & 4) == 0) {
            SimdAccess.setLow(cpu, destination(i), withWord(register(cpu, i), word, place & 3));
        } else {
            long high = withWord(registerHigh(cpu, i), word, place & 3);
            SimdAccess.set(cpu, destination(i), register(cpu, i), high);
        }
    }

    private static long withWord(long value, long word, int place) {
        return value & ~(0xFFFFL << 16 * place) | word << 16 * place;
    }

    /** PEXTRW. */
    static void extractWord(CpuState cpu, Instruction i) {
        Operand from = source(i);
        SimdAccess.check(cpu, from);
        int place = third(i).value();
        boolean upper = from.kind() == Kind.XMM && (place & 4) != 0;
        long half = upper ? SimdAccess.high(cpu, i, from) : SimdAccess.quadWord(cpu, i, from);
        if (from.kind() == Kind.MMX) {
            MmxRegisters.enter(cpu.fpu);
        }
        cpu.gpr[destination(i).register()] = (int) (half >>> 16 * (place & 3)) & 0xFFFF;
    }
}
