package org.prtosvm.translator.emit;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.translator.region.Region;
import org.prtosvm.translator.region.RegionBlock;

/**
 * Follows the general registers through a block as <em>origin plus constant</em>, so that accesses through the same
 * unknown value are recognised. The origin {@link #FRAME} is the stack pointer at the entry of the region; it is
 * followed through the whole region, calls included (a caller verifies what came back).
 */
final class RegisterOrigins {
    /** Origin of addresses that are relative to the stack pointer at the region's entry. */
    static final int FRAME = 0;

    private static final int STACK_REGISTERS = 1 << Gpr.ESP | 1 << Gpr.EBP;

    private final int[] origin = new int[8];
    private final int[] delta = new int[8];
    private int next = FRAME + 1;

    private RegisterOrigins() {}

    /**
     * Computes the state at the start of every block.
     *
     * @param region region
     * @return state per block; blocks that are not reached have unknown registers
     */
    static RegisterOrigins[] atBlocks(Region region) {
        int count = region.blocks().size();
        @Nullable RegisterOrigins[] in = new RegisterOrigins[count];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        int entry = region.indexOf(region.entryEip());
        RegisterOrigins start = unknown();
        start.set(Gpr.ESP, FRAME, 0);
        in[entry] = start;
        queue.add(entry);
        while (!queue.isEmpty()) {
            int index = queue.remove();
            RegionBlock block = region.blocks().get(index);
            RegisterOrigins out = copyOf(in[index]);
            block.operations().forEach(operation -> out.step(operation.instruction));
            for (int eip : region.successors(block)) {
                int successor = region.indexOf(eip);
                if (successor < 0) {
                    continue;
                }
                RegisterOrigins known = in[successor];
                if (known == null) {
                    in[successor] = out.frameOnly();
                    queue.add(successor);
                } else if (known.meet(out)) {
                    queue.add(successor);
                }
            }
        }
        RegisterOrigins[] result = new RegisterOrigins[count];
        Arrays.setAll(result, n -> in[n] == null ? unknown() : copyOf(in[n]));
        return result;
    }

    private static RegisterOrigins unknown() {
        RegisterOrigins state = new RegisterOrigins();
        for (int r = 0; r < 8; r++) {
            state.forget(r);
        }
        return state;
    }

    /**
     * Copies a state.
     *
     * @param other state, or null for one in which nothing is set
     * @return copy
     */
    static RegisterOrigins copyOf(@Nullable RegisterOrigins other) {
        RegisterOrigins state = new RegisterOrigins();
        if (other != null) {
            System.arraycopy(other.origin, 0, state.origin, 0, 8);
            System.arraycopy(other.delta, 0, state.delta, 0, 8);
            state.next = other.next;
        }
        return state;
    }

    /** What holds across a jump: values relative to the frame; all others get origins of their own. */
    private RegisterOrigins frameOnly() {
        RegisterOrigins state = unknown();
        for (int r = 0; r < 8; r++) {
            if (origin[r] == FRAME) {
                state.set(r, FRAME, delta[r]);
            }
        }
        return state;
    }

    /** Keeps what another path into the same block agrees with; returns true if something was given up. */
    private boolean meet(RegisterOrigins other) {
        boolean changed = false;
        for (int r = 0; r < 8; r++) {
            if (origin[r] == FRAME && (other.origin[r] != FRAME || other.delta[r] != delta[r])) {
                forget(r);
                changed = true;
            }
        }
        return changed;
    }

    /**
     * Origin of a register.
     *
     * @param register number, or -1 for none
     * @return identity of the unknown part of its value, -1 for no register
     */
    int origin(int register) {
        return register < 0 ? -1 : origin[register];
    }

    /**
     * Distance of a register from its origin.
     *
     * @param register number, or -1 for none
     * @return constant part of its value
     */
    int delta(int register) {
        return register < 0 ? 0 : delta[register];
    }

    /**
     * A register with an origin.
     *
     * @param wanted origin, or -1 for none
     * @return the lowest register that has it, or -1
     */
    int registerOf(int wanted) {
        for (int r = 0; wanted >= 0 && r < 8; r++) {
            if (origin[r] == wanted) {
                return r;
            }
        }
        return -1;
    }

    /**
     * Tells whether a register still has an origin.
     *
     * @param register number, or -1 for none
     * @param expected origin
     * @return true if so, and for no register
     */
    boolean keeps(int register, int expected) {
        return register < 0 || origin[register] == expected;
    }

    private void set(int register, int newOrigin, int newDelta) {
        origin[register] = newOrigin;
        delta[register] = newDelta;
    }

    private void forget(int register) {
        set(register, next++, 0);
    }

    /**
     * Executes an instruction.
     *
     * @param i instruction
     */
    void step(Instruction i) {
        if (!Intrinsics.isIntrinsic(i)) {
            stepShared(i);
            return;
        }
        Operand destination = i.destination();
        Operand source = i.source();
        switch (i.opcode()) {
            case PUSH -> add(Gpr.ESP, -4);
            case POP -> {
                add(Gpr.ESP, 4);
                if (destination != null) {
                    forget(destination.register());
                }
            }
            case LEAVE -> {
                set(Gpr.ESP, origin[Gpr.EBP], delta[Gpr.EBP] + 4);
                forget(Gpr.EBP);
            }
            case CALL -> forgetAllBut(STACK_REGISTERS);
            case RET -> forgetAllBut(0);
            case MOV -> {
                if (destination != null && source != null && isWhole(destination) && isWhole(source)) {
                    set(destination.register(), origin[source.register()], delta[source.register()]);
                } else {
                    forgetWritten(i);
                }
            }
            case ADD, SUB -> {
                if (destination != null && source != null && isWhole(destination) && source.isImmediate()) {
                    add(destination.register(), i.opcode() == Opcode.ADD ? source.value() : -source.value());
                } else {
                    forgetWritten(i);
                }
            }
            case INC, DEC -> {
                if (destination != null && isWhole(destination)) {
                    add(destination.register(), i.opcode() == Opcode.INC ? 1 : -1);
                } else {
                    forgetWritten(i);
                }
            }
            case LEA -> {
                if (source != null && source.base() >= 0 && source.index() < 0 && destination != null) {
                    set(destination.register(), origin[source.base()], delta[source.base()] + source.value());
                } else {
                    forgetWritten(i);
                }
            }
            default -> forgetWritten(i);
        }
    }

    /** Closures may write any register; those that neither name nor imply the stack registers leave them alone. */
    private void stepShared(Instruction i) {
        int kept = switch (i.opcode()) {
            case DIV, IDIV, MOVS, STOS, LODS, CMPS, SCAS, BSF, BSR, BTS, BTR, BTC, XADD, CMPXCHG, CMPXCHG8B ->
                STACK_REGISTERS;
            case X87, X87_COMPARE, X87_CMOV, RCL, RCR, SAHF, LAHF, CLC, STC, CMC, XLAT, RDTSC -> STACK_REGISTERS;
            default -> 0;
        };
        forgetAllBut(kept & ~RegionUse.writtenRegisters(i));
    }

    private void add(int register, int value) {
        delta[register] += value;
    }

    private void forgetWritten(Instruction i) {
        forgetAllBut(~RegionUse.writtenRegisters(i));
    }

    private void forgetAllBut(int kept) {
        for (int r = 0; r < 8; r++) {
            if ((kept >>> r & 1) == 0) {
                forget(r);
            }
        }
    }

    private static boolean isWhole(Operand operand) {
        return operand.isRegister() && operand.size() == 4;
    }
}
