package org.prtosvm.cpu.semantics;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * String instructions. A repeated one charges each iteration, stops between iterations when the budget is used up, and
 * sets EIP to itself while iterations are left. Source: Intel SDM vol. 2, REP, MOVS, CMPS, STOS, LODS, SCAS.
 */
public final class StringOps {
    private StringOps() {}

    /**
     * MOVS, CMPS, STOS, LODS and SCAS, with or without a repeat prefix.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void execute(CpuState cpu, Instruction i) {
        if (i.repeat() == 0) {
            iteration(cpu, i);
        } else {
            repeat(cpu, i);
        }
    }

    private static void repeat(CpuState cpu, Instruction i) {
        int size = i.addressSize();
        int count = Operands.register(cpu, size, Gpr.ECX);
        if (count == 0) {
            cpu.budget--;
            cpu.eip = i.nextEip();
            return;
        }
        boolean compares = i.opcode() == Opcode.CMPS || i.opcode() == Opcode.SCAS;
        do {
            int done = bulk(cpu, i, count);
            if (done == 0) {
                iteration(cpu, i);
                done = 1;
            }
            cpu.budget -= done;
            count -= done;
            Operands.setRegister(cpu, size, Gpr.ECX, count);
            if (compares && cpu.condition(4) != (i.repeat() == Instruction.REP)) {
                cpu.eip = i.nextEip();
                return;
            }
        } while (count != 0 && cpu.budget > 0);
        cpu.eip = count == 0 ? i.nextEip() : i.eip();
    }

    /** Iterations that memory can do at once; ESI and EDI are advanced. */
    private static int bulk(CpuState cpu, Instruction i, int count) {
        boolean moves = i.opcode() == Opcode.MOVS;
        if (!moves && i.opcode() != Opcode.STOS || i.addressSize() != 4 || (cpu.systemFlags & Eflags.DF) != 0) {
            return 0;
        }
        int limit = (int) Math.min(Integer.toUnsignedLong(count), Math.min(cpu.budget, Integer.MAX_VALUE));
        int size = i.operandSize();
        int target = cpu.gpr[Gpr.EDI];
        int done = moves
                ? cpu.memory.copyForward(i.segment(), cpu.gpr[Gpr.ESI], target, size, limit)
                : cpu.memory.fillForward(target, size, cpu.gpr[Gpr.EAX], limit);
        cpu.gpr[Gpr.EDI] += done * size;
        cpu.gpr[Gpr.ESI] += moves ? done * size : 0;
        return done;
    }

    private static void iteration(CpuState cpu, Instruction i) {
        int size = i.operandSize();
        int step = (cpu.systemFlags & Eflags.DF) != 0 ? -size : size;
        int source = Operands.register(cpu, i.addressSize(), Gpr.ESI);
        int destination = Operands.register(cpu, i.addressSize(), Gpr.EDI);
        switch (i.opcode()) {
            case MOVS -> {
                Operands.store(
                        cpu, SegmentRegister.ES, destination, size, Operands.load(cpu, i.segment(), source, size));
                advance(cpu, i, Gpr.ESI, step);
                advance(cpu, i, Gpr.EDI, step);
            }
            case STOS -> {
                Operands.store(cpu, SegmentRegister.ES, destination, size, cpu.gpr[Gpr.EAX]);
                advance(cpu, i, Gpr.EDI, step);
            }
            case LODS -> {
                Operands.setRegister(cpu, size, Gpr.EAX, Operands.load(cpu, i.segment(), source, size));
                advance(cpu, i, Gpr.ESI, step);
            }
            case CMPS -> {
                int a = Operands.signExtend(Operands.load(cpu, i.segment(), source, size), size);
                int b = Operands.signExtend(Operands.load(cpu, SegmentRegister.ES, destination, size), size);
                compare(cpu, a, b, size);
                advance(cpu, i, Gpr.ESI, step);
                advance(cpu, i, Gpr.EDI, step);
            }
            default -> {
                int a = Operands.signExtend(cpu.gpr[Gpr.EAX], size);
                int b = Operands.signExtend(Operands.load(cpu, SegmentRegister.ES, destination, size), size);
                compare(cpu, a, b, size);
                advance(cpu, i, Gpr.EDI, step);
            }
        }
    }

    private static void compare(CpuState cpu, int a, int b, int size) {
        cpu.flagKind = LazyFlags.SUB;
        cpu.flagA = a;
        cpu.flagB = b;
        cpu.flagResult = Operands.signExtend(a - b, size);
    }

    private static void advance(CpuState cpu, Instruction i, int register, int step) {
        int value = Operands.register(cpu, i.addressSize(), register) + step;
        Operands.setRegister(cpu, i.addressSize(), register, value);
    }
}
