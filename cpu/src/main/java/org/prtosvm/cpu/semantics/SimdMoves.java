package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.effectiveAddress;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.decode.Operand.Kind;
import org.prtosvm.cpu.fpu.MmxRegisters;
import org.prtosvm.cpu.simd.PackedOrder;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;

/**
 * Moves of MMX and XMM registers. Non-temporal ones are ordinary stores, since caches are not modelled.
 *
 * <p>Source: Intel SDM vol. 2, MOVAPS, MOVUPS, MOVSS, MOVSD, MOVD, MOVQ, MOVLPS, MOVHPS, MOVHLPS, MOVLHPS, MOVNTxx,
 * MOVMSKPS, PMOVMSKB, MASKMOVQ, MASKMOVDQU.
 */
final class SimdMoves {
    private static final long LOW = 0xFFFF_FFFFL;

    private SimdMoves() {}

    /** MOVAPS, MOVAPD, MOVDQA, MOVNTPS, MOVNTPD, MOVNTDQ: #GP(0) for memory that is not aligned. */
    static void aligned(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        Operand target = destination(i);
        long low = SimdAccess.low(cpu, i, source(i));
        long high = SimdAccess.high(cpu, i, source(i));
        if (target.isMemory()) {
            int offset = effectiveAddress(cpu, target, i.addressSize());
            SimdAccess.checkAligned(cpu, target.segment(), offset);
            SimdAccess.store(cpu, target.segment(), offset, low, high);
        } else {
            SimdAccess.set(cpu, target, low, high);
        }
    }

    /** MOVUPS, MOVUPD, MOVDQU. */
    static void unaligned(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        Operand target = destination(i);
        Operand from = source(i);
        if (target.isMemory()) {
            long[] xmm = cpu.simd.xmm;
            int offset = effectiveAddress(cpu, target, i.addressSize());
            SimdAccess.store(cpu, target.segment(), offset, xmm[2 * from.register()], xmm[2 * from.register() + 1]);
        } else if (from.isMemory()) {
            int offset = effectiveAddress(cpu, from, i.addressSize());
            cpu.memory.checkRead(from.segment(), offset, 16);
            long low = cpu.memory.load64(from.segment(), offset);
            SimdAccess.set(cpu, target, low, cpu.memory.load64(from.segment(), offset + 8));
        } else {
            SimdAccess.set(cpu, target, SimdAccess.low(cpu, i, from), SimdAccess.high(cpu, i, from));
        }
    }

    /** MOVSS: a load clears the rest of the register, a move between registers keeps it. */
    static void single(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        int value = SimdAccess.doubleWord(cpu, i, source(i));
        Operand target = destination(i);
        if (target.isMemory()) {
            cpu.memory.store32(target.segment(), effectiveAddress(cpu, target, i.addressSize()), value);
        } else if (source(i).isMemory()) {
            SimdAccess.set(cpu, target, value & LOW, 0);
        } else {
            SimdAccess.setDoubleWord(cpu, target, value);
        }
    }

    /** MOVSD: a load clears the rest of the register, a move between registers keeps it. */
    static void dbl(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long value = SimdAccess.quadWord(cpu, i, source(i));
        if (destination(i).isMemory()) {
            storeQuadWord(cpu, i, value);
        } else if (source(i).isMemory()) {
            SimdAccess.set(cpu, destination(i), value, 0);
        } else {
            SimdAccess.setLow(cpu, destination(i), value);
        }
    }

    private static void storeQuadWord(CpuState cpu, Instruction i, long value) {
        Operand target = destination(i);
        cpu.memory.store64(target.segment(), effectiveAddress(cpu, target, i.addressSize()), value);
    }

    /** MOVD. */
    static void doubleWord(CpuState cpu, Instruction i) {
        Operand target = destination(i);
        boolean fromGeneral = target.kind() == Kind.MMX || target.kind() == Kind.XMM;
        SimdAccess.check(cpu, fromGeneral ? target : source(i));
        int value = SimdAccess.doubleWord(cpu, i, source(i));
        switch (target.kind()) {
            case MMX -> SimdAccess.setMmx(cpu, target, value & LOW);
            case XMM -> SimdAccess.set(cpu, target, value & LOW, 0);
            default -> {
                Operands.store(cpu, target, i.addressSize(), value);
                if (source(i).kind() == Kind.MMX) {
                    MmxRegisters.enter(cpu.fpu);
                }
            }
        }
    }

    /** MOVQ, MOVNTQ. */
    static void quadWord(CpuState cpu, Instruction i) {
        Operand target = destination(i);
        SimdAccess.check(cpu, target.isMemory() ? source(i) : target);
        long value = SimdAccess.quadWord(cpu, i, source(i));
        switch (target.kind()) {
            case MMX -> SimdAccess.setMmx(cpu, target, value);
            case XMM -> SimdAccess.set(cpu, target, value, 0);
            default -> {
                storeQuadWord(cpu, i, value);
                if (source(i).kind() == Kind.MMX) {
                    MmxRegisters.enter(cpu.fpu);
                }
            }
        }
    }

    /** MOVQ2DQ. */
    static void fromMmx(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        X87Ops.checkPending(cpu);
        MmxRegisters.enter(cpu.fpu);
        SimdAccess.set(cpu, destination(i), SimdAccess.quadWord(cpu, i, source(i)), 0);
    }

    /** MOVDQ2Q. */
    static void toMmx(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        X87Ops.checkPending(cpu);
        SimdAccess.setMmx(cpu, destination(i), SimdAccess.quadWord(cpu, i, source(i)));
    }

    /** MOVLPS, MOVLPD. */
    static void low(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long value = SimdAccess.quadWord(cpu, i, source(i));
        if (destination(i).isMemory()) {
            storeQuadWord(cpu, i, value);
        } else {
            SimdAccess.setLow(cpu, destination(i), value);
        }
    }

    /** MOVHPS, MOVHPD. */
    static void high(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        if (destination(i).isMemory()) {
            storeQuadWord(cpu, i, cpu.simd.xmm[2 * source(i).register() + 1]);
        } else {
            cpu.simd.xmm[2 * destination(i).register() + 1] = SimdAccess.quadWord(cpu, i, source(i));
        }
    }

    /** MOVHLPS. */
    static void highToLow(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        SimdAccess.setLow(cpu, destination(i), SimdAccess.high(cpu, i, source(i)));
    }

    /** MOVLHPS. */
    static void lowToHigh(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        cpu.simd.xmm[2 * destination(i).register() + 1] = SimdAccess.low(cpu, i, source(i));
    }

    /** MOVMSKPS. */
    static void signsOfSingles(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long low = SimdAccess.low(cpu, i, source(i));
        long high = SimdAccess.high(cpu, i, source(i));
        cpu.gpr[destination(i).register()] =
                (int) (low >>> 31 & 1 | low >>> 63 << 1 | (high >>> 31 & 1) << 2 | high >>> 63 << 3);
    }

    /** MOVMSKPD. */
    static void signsOfDoubles(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        long low = SimdAccess.low(cpu, i, source(i));
        cpu.gpr[destination(i).register()] = (int) (low >>> 63 | SimdAccess.high(cpu, i, source(i)) >>> 63 << 1);
    }

    /** PMOVMSKB. */
    static void signsOfBytes(CpuState cpu, Instruction i) {
        Operand from = source(i);
        SimdAccess.check(cpu, from);
        int signs = PackedOrder.signsOfBytes(SimdAccess.quadWord(cpu, i, from));
        if (from.kind() == Kind.XMM) {
            signs |= PackedOrder.signsOfBytes(SimdAccess.high(cpu, i, from)) << 8;
        } else {
            MmxRegisters.enter(cpu.fpu);
        }
        cpu.gpr[destination(i).register()] = signs;
    }

    /** MASKMOVQ, MASKMOVDQU: bytes that are not selected are not accessed. */
    static void masked(CpuState cpu, Instruction i) {
        Operand data = destination(i);
        Operand mask = source(i);
        SimdAccess.check(cpu, data);
        boolean wide = data.kind() == Kind.XMM;
        int selected = PackedOrder.signsOfBytes(SimdAccess.quadWord(cpu, i, mask));
        if (wide) {
            selected |= PackedOrder.signsOfBytes(SimdAccess.high(cpu, i, mask)) << 8;
        }
        for (int n = 0; n < 16; n++) {
            if ((selected >>> n & 1) != 0) {
                cpu.memory.checkWrite(i.segment(), maskedOffset(cpu, i, n), 1);
            }
        }
        long low = SimdAccess.quadWord(cpu, i, data);
        long high = wide ? SimdAccess.high(cpu, i, data) : 0;
        for (int n = 0; n < 16; n++) {
            if ((selected >>> n & 1) != 0) {
                int value = (int) ((n < 8 ? low : high) >>> 8 * (n & 7));
                cpu.memory.store8(i.segment(), maskedOffset(cpu, i, n), value);
            }
        }
        if (!wide) {
            MmxRegisters.enter(cpu.fpu);
        }
    }

    private static int maskedOffset(CpuState cpu, Instruction i, int n) {
        return Operands.zeroExtend(cpu.gpr[Gpr.EDI] + n, i.addressSize());
    }

    /** MOVNTI. */
    static void nonTemporal(CpuState cpu, Instruction i) {
        Operands.store(cpu, destination(i), i.addressSize(), cpu.gpr[source(i).register()]);
    }
}
