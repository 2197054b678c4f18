package org.prtosvm.translator.emit;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGT;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPEQ;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.IF_ICMPNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LRETURN;
import static org.objectweb.asm.Opcodes.LSTORE;
import static org.prtosvm.translator.emit.RegionWriter.HOST;
import static org.prtosvm.translator.emit.RegionWriter.TEMP0;
import static org.prtosvm.translator.emit.RegionWriter.TEMP1;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.Label;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.translator.runtime.TranslatedRuntime;

/**
 * Near jumps, calls and returns.
 *
 * <p>A guest CALL is a JVM call: it pushes the return address, writes the state back, calls the translation of its
 * target and compares the EIP that comes back with the return address. If they differ, or if the budget no longer
 * covers the way to the next test, this region returns as well, and so the whole nest of calls unwinds. Forced
 * unwinding (invalidated code) works by taking the budget away.
 */
final class ControlEmitter {
    private final RegionWriter w;
    private final MemoryEmitter memory;
    private final MoveEmitter moves;
    private final ConditionEmitter conditions;

    ControlEmitter(RegionWriter writer, MemoryEmitter memory, MoveEmitter moves, ConditionEmitter conditions) {
        this.w = writer;
        this.memory = memory;
        this.moves = moves;
        this.conditions = conditions;
    }

    void jump(Instruction i) {
        Operand target = Objects.requireNonNull(i.destination());
        if (target.kind() == Operand.Kind.TARGET) {
            w.jumpTo(target.value());
            return;
        }
        pushTarget(i, target);
        int[] known = w.region.jumpTables().get(i.eip());
        if (known == null || known.length == 0) {
            checkTarget(TEMP0);
            w.exitAtStack();
            return;
        }
        w.mv.visitVarInsn(ISTORE, TEMP0);
        w.syncKind();
        jumpByTable(target, known);
    }

    /**
     * Switches over the index of a jump table. What the table holds is compared with what it held when the region was
     * scanned, so the guest may change it.
     */
    private void jumpByTable(Operand target, int[] entries) {
        Label other = new Label();
        Map<Integer, Label> checks = new LinkedHashMap<>();
        Label[] labels = new Label[entries.length];
        for (int n = 0; n < entries.length; n++) {
            labels[n] =
                    w.region.indexOf(entries[n]) < 0 ? other : checks.computeIfAbsent(entries[n], entry -> new Label());
        }
        w.pushRegister(4, target.index());
        w.mv.visitTableSwitchInsn(0, entries.length - 1, other, labels);
        checks.forEach((entry, label) -> {
            w.place(label);
            w.mv.visitVarInsn(ILOAD, TEMP0);
            w.push(entry);
            w.mv.visitJumpInsn(IF_ICMPEQ, w.labelFor(entry));
            w.mv.visitJumpInsn(GOTO, other);
        });
        w.place(other);
        w.mv.visitVarInsn(ILOAD, TEMP0);
        checkTarget(TEMP0);
        w.exitAtStack();
    }

    /** Leaves the region before this instruction if the target on the stack is beyond the limit of CS: it faults here. */
    private void checkTarget(int local) {
        if (w.region.codeLimit() != 0xFFFF_FFFF) {
            Label miss = w.missLabel();
            w.mv.visitVarInsn(ISTORE, local);
            w.mv.visitVarInsn(ILOAD, local);
            w.push(w.region.codeLimit());
            w.mv.visitMethodInsn(INVOKESTATIC, "java/lang/Integer", "compareUnsigned", "(II)I", false);
            w.mv.visitJumpInsn(IFGT, miss);
            w.mv.visitVarInsn(ILOAD, local);
        }
    }

    private void pushTarget(Instruction i, Operand target) {
        if (target.isMemory()) {
            memory.load(i.eip(), target, 4);
        } else {
            w.pushRegister(4, target.register());
        }
    }

    void conditional(Instruction i) {
        w.syncKind();
        conditions.jumpIf(
                i.condition(),
                w.labelFor(Objects.requireNonNull(i.destination()).value()));
        w.jumpTo(i.nextEip());
    }

    /** LOOP: counts ECX down without touching flags. */
    void loop(Instruction i) {
        w.syncKind();
        w.mv.visitIincInsn(RegionWriter.REGISTERS + Gpr.ECX, -1);
        w.pushRegister(4, Gpr.ECX);
        w.mv.visitJumpInsn(
                IFNE, w.labelFor(Objects.requireNonNull(i.destination()).value()));
        w.jumpTo(i.nextEip());
    }

    /** JECXZ. */
    void jumpIfCountZero(Instruction i) {
        w.syncKind();
        w.pushRegister(4, Gpr.ECX);
        w.mv.visitJumpInsn(
                IFEQ, w.labelFor(Objects.requireNonNull(i.destination()).value()));
        w.jumpTo(i.nextEip());
    }

    void call(Instruction i) {
        Operand target = Objects.requireNonNull(i.destination());
        boolean direct = target.kind() == Operand.Kind.TARGET;
        int returnEip = i.nextEip();
        if (!direct) {
            pushTarget(i, target);
            checkTarget(TEMP1);
            w.mv.visitVarInsn(ISTORE, TEMP1);
        }
        w.push(returnEip);
        w.mv.visitVarInsn(ISTORE, TEMP0);
        moves.pushTemp(i.eip());
        w.syncKind();
        w.spill();
        Label shallow = new Label();
        w.mv.visitVarInsn(ILOAD, RegionWriter.DEPTH);
        w.push(TranslatedRuntime.MAXIMUM_NESTING);
        w.mv.visitJumpInsn(IF_ICMPLT, shallow);
        pushCallTarget(target, direct);
        w.returnAtStack();
        w.place(shallow);
        w.mv.visitVarInsn(ALOAD, RegionWriter.CPU);
        if (!direct) {
            w.mv.visitLdcInsn(RuntimeRefs.SELF);
            w.mv.visitVarInsn(ILOAD, TEMP1);
        }
        w.mv.visitVarInsn(ILOAD, RegionWriter.FUEL);
        w.mv.visitVarInsn(ILOAD, RegionWriter.DEPTH);
        w.push(1);
        w.mv.visitInsn(IADD);
        if (direct) {
            w.mv.visitInvokeDynamicInsn("call", RuntimeRefs.REGION_DESCRIPTOR, RuntimeRefs.LINK_CALL, target.value());
        } else {
            w.mv.visitMethodInsn(
                    INVOKESTATIC, RuntimeRefs.RUNTIME, "callIndirect", RuntimeRefs.CALL_INDIRECT_DESCRIPTOR, false);
        }
        comeBack(returnEip);
        w.jumpTo(returnEip);
    }

    private void pushCallTarget(Operand target, boolean direct) {
        if (direct) {
            w.push(target.value());
        } else {
            w.mv.visitVarInsn(ILOAD, TEMP1);
        }
    }

    /** Returns the result on the stack unless it says the return address and enough fuel for the way on. */
    private void comeBack(int returnEip) {
        Label leave = new Label();
        Label enough = new Label();
        w.mv.visitVarInsn(LSTORE, HOST);
        w.mv.visitVarInsn(LLOAD, HOST);
        w.mv.visitInsn(L2I);
        w.push(returnEip);
        w.mv.visitJumpInsn(IF_ICMPNE, leave);
        w.takeResultFuel();
        w.jumpIfFuelled(enough);
        w.place(leave);
        w.mv.visitVarInsn(LLOAD, HOST);
        w.mv.visitInsn(LRETURN);
        w.place(enough);
        w.reload(verifyFrame(returnEip));
    }

    /**
     * Where accesses behind a call rely on the stack frame, the registers that point to it must have come back as the
     * callee's convention promises; else the region is left.
     *
     * @return bit per register that is known to be what its local says
     */
    private int verifyFrame(int returnEip) {
        boolean pointer = w.plan.reliesOn(w.blockIndex(), Gpr.ESP);
        boolean base = w.plan.reliesOn(w.blockIndex(), Gpr.EBP);
        if (pointer) {
            moves.addToStackPointer(4);
            verify(Gpr.ESP, returnEip);
        }
        if (base) {
            verify(Gpr.EBP, returnEip);
        }
        return (pointer ? 1 << Gpr.ESP : 0) | (base ? 1 << Gpr.EBP : 0);
    }

    private void verify(int register, int returnEip) {
        Label same = new Label();
        w.pushStored(register);
        w.pushRegister(4, register);
        w.mv.visitJumpInsn(IF_ICMPEQ, same);
        w.returnWithoutFrame(returnEip);
        w.place(same);
    }

    void ret(Instruction i) {
        memory.loadStack(i.eip(), Gpr.ESP);
        checkTarget(TEMP0);
        moves.addToStackPointer(4 + i.immediate());
        w.exitAtStack();
    }
}
