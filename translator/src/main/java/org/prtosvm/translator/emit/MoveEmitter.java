package org.prtosvm.translator.emit;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.ISHR;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.prtosvm.translator.emit.RegionWriter.REGISTERS;
import static org.prtosvm.translator.emit.RegionWriter.TEMP0;

import java.util.Objects;
import org.objectweb.asm.Label;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;

/** Data movement, stack and the conditional forms. */
final class MoveEmitter {
    private final RegionWriter w;
    private final MemoryEmitter memory;
    private final ConditionEmitter conditions;

    MoveEmitter(RegionWriter writer, MemoryEmitter memory, ConditionEmitter conditions) {
        this.w = writer;
        this.memory = memory;
        this.conditions = conditions;
    }

    void mov(Instruction i) {
        int size = i.operandSize();
        Operand destination = Objects.requireNonNull(i.destination());
        Operand source = Objects.requireNonNull(i.source());
        if (destination.isMemory()) {
            memory.prepareWrite(i.eip(), destination, size);
            w.pushSimple(source, size);
            w.mv.visitVarInsn(ISTORE, TEMP0);
            memory.storePrepared(TEMP0, size);
        } else {
            pushSource(i, source, size);
            w.storeRegister(size, destination.register());
        }
    }

    /** MOVZX and MOVSX: the source has its own size. */
    void extend(Instruction i, boolean signed) {
        Operand destination = Objects.requireNonNull(i.destination());
        Operand source = Objects.requireNonNull(i.source());
        pushSource(i, source, source.size());
        if (!signed) {
            w.push(source.size() == 1 ? 0xFF : 0xFFFF);
            w.mv.visitInsn(IAND);
        }
        w.storeRegister(destination.size(), destination.register());
    }

    private void pushSource(Instruction i, Operand source, int size) {
        if (source.isMemory()) {
            memory.load(i.eip(), source, size);
        } else {
            w.pushSimple(source, size);
        }
    }

    void lea(Instruction i) {
        memory.pushAddress(Objects.requireNonNull(i.source()), 0);
        w.storeRegister(4, Objects.requireNonNull(i.destination()).register());
    }

    void exchange(Instruction i) {
        int size = i.operandSize();
        int first = Objects.requireNonNull(i.destination()).register();
        int second = Objects.requireNonNull(i.source()).register();
        w.pushRegister(size, first);
        w.mv.visitVarInsn(ISTORE, TEMP0);
        w.pushRegister(size, second);
        w.storeRegister(size, first);
        w.mv.visitVarInsn(ILOAD, TEMP0);
        w.storeRegister(size, second);
    }

    void byteSwap(Instruction i) {
        int register = Objects.requireNonNull(i.destination()).register();
        w.pushRegister(4, register);
        w.mv.visitMethodInsn(INVOKESTATIC, "java/lang/Integer", "reverseBytes", "(I)I", false);
        w.storeRegister(4, register);
    }

    /** CWDE. */
    void convertWord() {
        w.pushRegister(2, Gpr.EAX);
        w.storeRegister(4, Gpr.EAX);
    }

    /** CDQ. */
    void convertDoubleword() {
        w.pushRegister(4, Gpr.EAX);
        w.push(31);
        w.mv.visitInsn(ISHR);
        w.storeRegister(4, Gpr.EDX);
    }

    /** SETcc. */
    void setCondition(Instruction i) {
        Operand destination = Objects.requireNonNull(i.destination());
        if (destination.isMemory()) {
            memory.prepareWrite(i.eip(), destination, 1);
        }
        Label done = new Label();
        w.push(1);
        w.mv.visitVarInsn(ISTORE, TEMP0);
        conditions.jumpIf(i.condition(), done);
        w.push(0);
        w.mv.visitVarInsn(ISTORE, TEMP0);
        w.place(done);
        if (destination.isMemory()) {
            memory.storePrepared(TEMP0, 1);
        } else {
            w.mv.visitVarInsn(ILOAD, TEMP0);
            w.storeRegister(1, destination.register());
        }
    }

    /** CMOVcc: the source is read in any case. */
    void conditionalMove(Instruction i) {
        Operand destination = Objects.requireNonNull(i.destination());
        int size = i.operandSize();
        pushSource(i, Objects.requireNonNull(i.source()), size);
        w.mv.visitVarInsn(ISTORE, TEMP0);
        Label skip = new Label();
        conditions.jumpIf(i.condition() ^ 1, skip);
        w.mv.visitVarInsn(ILOAD, TEMP0);
        w.storeRegister(size, destination.register());
        w.place(skip);
    }

    void setDirection(boolean down) {
        w.mv.visitVarInsn(ALOAD, RegionWriter.CPU);
        w.getCpuInt("systemFlags");
        w.push(down ? Eflags.DF : ~Eflags.DF);
        w.mv.visitInsn(down ? IOR : IAND);
        w.mv.visitFieldInsn(PUTFIELD, RuntimeRefs.CPU, "systemFlags", "I");
    }

    void push(Instruction i) {
        Operand source = Objects.requireNonNull(i.destination());
        pushSource(i, source, 4);
        w.mv.visitVarInsn(ISTORE, TEMP0);
        pushTemp(i.eip());
    }

    /** Pushes the local TEMP0 on the guest stack. */
    void pushTemp(int eip) {
        memory.preparePush(eip);
        memory.storePrepared(TEMP0, 4);
        addToStackPointer(-4);
    }

    void pop(Instruction i) {
        memory.loadStack(i.eip(), Gpr.ESP);
        addToStackPointer(4);
        w.storeRegister(4, Objects.requireNonNull(i.destination()).register());
    }

    void leave(Instruction i) {
        memory.loadStack(i.eip(), Gpr.EBP);
        w.pushRegister(4, Gpr.EBP);
        w.push(4);
        w.mv.visitInsn(IADD);
        w.storeRegister(4, Gpr.ESP);
        w.storeRegister(4, Gpr.EBP);
    }

    /**
     * Moves the stack pointer.
     *
     * @param bytes signed distance
     */
    void addToStackPointer(int bytes) {
        if (bytes == (short) bytes) {
            w.mv.visitIincInsn(REGISTERS + Gpr.ESP, bytes);
        } else {
            w.pushRegister(4, Gpr.ESP);
            w.push(bytes);
            w.mv.visitInsn(IADD);
            w.storeRegister(4, Gpr.ESP);
        }
    }
}
