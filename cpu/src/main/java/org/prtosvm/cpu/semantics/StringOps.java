package org.prtosvm.cpu.semantics;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * String instructions.
 *
 * <p>A repeated one charges each completed iteration, at least 1 in all, and sets EIP: to itself while iterations are
 * left, behind itself otherwise. It stops between iterations when the budget is used up, after every one while
 * single-stepping, and when a store of its own changed decoded code or the mapping, so that what it is made of is
 * fetched anew. A fault leaves the state as after the iterations before. Registers of a 16-bit address size wrap at
 * 64 KiB.
 *
 * <p>Source: Intel SDM vol. 2, REP/REPE/REPNE, MOVS, CMPS, STOS, LODS, SCAS.
 */
public final class StringOps {
    private static final int CONDITION_ZERO = 4;

    private StringOps() {}

    /**
     * MOVS.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void move(CpuState cpu, Instruction i) {
        execute(cpu, i, StringOps::moveOnce);
    }

    /**
     * STOS.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void store(CpuState cpu, Instruction i) {
        execute(cpu, i, StringOps::storeOnce);
    }

    /**
     * LODS.
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void load(CpuState cpu, Instruction i) {
        execute(cpu, i, StringOps::loadOnce);
    }

    /**
     * CMPS: [ESI] minus [EDI].
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void compare(CpuState cpu, Instruction i) {
        execute(cpu, i, StringOps::compareOnce);
    }

    /**
     * SCAS: accumulator minus [EDI].
     *
     * @param cpu processor
     * @param i instruction
     */
    public static void scan(CpuState cpu, Instruction i) {
        execute(cpu, i, StringOps::scanOnce);
    }

    /** What one or more iterations do; a fault leaves the state as before. */
    private interface Iteration {
        /** Tells that the comparison ends the repetition. */
        int LAST = -1;

        /** Executes between 1 and {@code limit} iterations; returns how many, or LAST for one that is the last. */
        int execute(CpuState cpu, Instruction i, int limit);
    }

    private static void execute(CpuState cpu, Instruction i, Iteration iteration) {
        if (i.repeat() == 0) {
            iteration.execute(cpu, i, 1);
        } else {
            repeat(cpu, i, iteration);
        }
    }

    private static void repeat(CpuState cpu, Instruction i, Iteration iteration) {
        int count = Operands.register(cpu, i.addressSize(), Gpr.ECX);
        if (count == 0) {
            cpu.budget--;
            cpu.repeatInterrupted = false;
            cpu.eip = i.nextEip();
            return;
        }
        boolean once = (cpu.mode & CpuState.MODE_SINGLE_STEP) != 0;
        int mapping = cpu.mappingGeneration;
        int code = cpu.codeGeneration;
        do {
            int limit = once ? 1 : (int) Math.min(Math.min(count & 0xFFFF_FFFFL, cpu.budget), Integer.MAX_VALUE);
            int done = iteration.execute(cpu, i, limit);
            boolean last = done == Iteration.LAST;
            done = last ? 1 : done;
            cpu.budget -= done;
            count -= done;
            Operands.setRegister(cpu, i.addressSize(), Gpr.ECX, count);
            if (last) {
                cpu.repeatInterrupted = false;
                cpu.eip = i.nextEip();
                return;
            }
        } while (count != 0
                && cpu.budget > 0
                && !once
                && !cpu.acceptsEvent()
                && mapping == cpu.mappingGeneration
                && code == cpu.codeGeneration);
        cpu.repeatInterrupted = count != 0;
        cpu.eip = count == 0 ? i.nextEip() : i.eip();
    }

    private static int moveOnce(CpuState cpu, Instruction i, int limit) {
        int size = i.operandSize();
        int from = Operands.register(cpu, i.addressSize(), Gpr.ESI);
        int to = Operands.register(cpu, i.addressSize(), Gpr.EDI);
        int done = limit > 1 && bulk(cpu, i) ? cpu.memory.copyForward(i.segment(), from, to, size, limit) : 0;
        if (done == 0) {
            Operands.store(cpu, SegmentRegister.ES, to, size, Operands.load(cpu, i.segment(), from, size));
            done = 1;
        }
        advance(cpu, i, Gpr.ESI, from, done);
        advance(cpu, i, Gpr.EDI, to, done);
        return done;
    }

    private static int storeOnce(CpuState cpu, Instruction i, int limit) {
        int size = i.operandSize();
        int to = Operands.register(cpu, i.addressSize(), Gpr.EDI);
        int done = limit > 1 && bulk(cpu, i) ? cpu.memory.fillForward(to, size, cpu.gpr[Gpr.EAX], limit) : 0;
        if (done == 0) {
            Operands.store(cpu, SegmentRegister.ES, to, size, cpu.gpr[Gpr.EAX]);
            done = 1;
        }
        advance(cpu, i, Gpr.EDI, to, done);
        return done;
    }

    /** Whole stretches of memory: upwards and without wrapping at 64 KiB. */
    private static boolean bulk(CpuState cpu, Instruction i) {
        return i.addressSize() == 4 && (cpu.systemFlags & Eflags.DF) == 0;
    }

    private static int loadOnce(CpuState cpu, Instruction i, int limit) {
        int from = Operands.register(cpu, i.addressSize(), Gpr.ESI);
        int value = Operands.load(cpu, i.segment(), from, i.operandSize());
        Operands.setRegister(cpu, i.operandSize(), Gpr.EAX, value);
        advance(cpu, i, Gpr.ESI, from, 1);
        return 1;
    }

    private static int compareOnce(CpuState cpu, Instruction i, int limit) {
        int size = i.operandSize();
        int from = Operands.register(cpu, i.addressSize(), Gpr.ESI);
        int to = Operands.register(cpu, i.addressSize(), Gpr.EDI);
        int a = Operands.signExtend(Operands.load(cpu, i.segment(), from, size), size);
        int b = Operands.signExtend(Operands.load(cpu, SegmentRegister.ES, to, size), size);
        Arithmetic.compare(cpu, size, a, b);
        advance(cpu, i, Gpr.ESI, from, 1);
        advance(cpu, i, Gpr.EDI, to, 1);
        return goesOn(cpu, i);
    }

    private static int scanOnce(CpuState cpu, Instruction i, int limit) {
        int size = i.operandSize();
        int to = Operands.register(cpu, i.addressSize(), Gpr.EDI);
        int a = Operands.signExtend(cpu.gpr[Gpr.EAX], size);
        int b = Operands.signExtend(Operands.load(cpu, SegmentRegister.ES, to, size), size);
        Arithmetic.compare(cpu, size, a, b);
        advance(cpu, i, Gpr.EDI, to, 1);
        return goesOn(cpu, i);
    }

    /** REPE goes on while ZF is 1, REPNE while it is 0. */
    private static int goesOn(CpuState cpu, Instruction i) {
        return cpu.condition(CONDITION_ZERO) == (i.repeat() == Instruction.REP) ? 1 : Iteration.LAST;
    }

    private static void advance(CpuState cpu, Instruction i, int register, int from, int elements) {
        int distance = elements * i.operandSize();
        int target = (cpu.systemFlags & Eflags.DF) != 0 ? from - distance : from + distance;
        Operands.setRegister(cpu, i.addressSize(), register, target);
    }
}
