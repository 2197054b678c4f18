package org.prtosvm.translator.emit;

import static org.objectweb.asm.Opcodes.DUP2;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LAND;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LCONST_0;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LMUL;
import static org.objectweb.asm.Opcodes.LSTORE;
import static org.objectweb.asm.Opcodes.LUSHR;
import static org.prtosvm.translator.emit.RegionWriter.FLAG_A;
import static org.prtosvm.translator.emit.RegionWriter.FLAG_B;
import static org.prtosvm.translator.emit.RegionWriter.HOST;
import static org.prtosvm.translator.emit.RegionWriter.RESULT;
import static org.prtosvm.translator.emit.RegionWriter.TEMP0;

import java.util.Objects;
import org.objectweb.asm.Label;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;

/** 32-bit multiplications as 64-bit products. */
final class MultiplyEmitter {
    private static final long LOW_WORD = 0xFFFF_FFFFL;

    private final RegionWriter w;
    private final MemoryEmitter memory;

    MultiplyEmitter(RegionWriter writer, MemoryEmitter memory) {
        this.w = writer;
        this.memory = memory;
    }

    /**
     * IMUL with two or three operands.
     *
     * @param i instruction
     * @param flags true if its flags can be seen
     */
    void signedTruncated(Instruction i, boolean flags) {
        Operand destination = Objects.requireNonNull(i.destination());
        Operand source = Objects.requireNonNull(i.source());
        Operand third = i.third();
        pushOperand(i, source);
        if (!flags) {
            w.pushSimple(third == null ? destination : third, 4);
            w.mv.visitInsn(IMUL);
            w.storeRegister(4, destination.register());
            return;
        }
        w.mv.visitInsn(I2L);
        w.pushSimple(third == null ? destination : third, 4);
        w.mv.visitInsn(I2L);
        w.mv.visitInsn(LMUL);
        w.mv.visitInsn(DUP2);
        w.mv.visitVarInsn(LSTORE, HOST);
        w.mv.visitInsn(L2I);
        w.storeRegister(4, destination.register());
        flagsOfProduct(true);
    }

    private void pushOperand(Instruction i, Operand operand) {
        if (operand.isMemory()) {
            memory.load(i.eip(), operand, 4);
        } else {
            w.pushSimple(operand, 4);
        }
    }

    /**
     * MUL and IMUL of EAX into EDX:EAX.
     *
     * @param i instruction
     * @param signed true for IMUL
     * @param flags true if its flags can be seen
     */
    void accumulator(Instruction i, boolean signed, boolean flags) {
        pushOperand(i, Objects.requireNonNull(i.destination()));
        widen(signed);
        w.pushRegister(4, Gpr.EAX);
        widen(signed);
        w.mv.visitInsn(LMUL);
        w.mv.visitVarInsn(LSTORE, HOST);
        w.mv.visitVarInsn(LLOAD, HOST);
        w.mv.visitInsn(L2I);
        w.storeRegister(4, Gpr.EAX);
        w.mv.visitVarInsn(LLOAD, HOST);
        w.push(32);
        w.mv.visitInsn(LUSHR);
        w.mv.visitInsn(L2I);
        w.storeRegister(4, Gpr.EDX);
        if (flags) {
            flagsOfProduct(signed);
        }
    }

    private void widen(boolean signed) {
        w.mv.visitInsn(I2L);
        if (!signed) {
            w.mv.visitLdcInsn(LOW_WORD);
            w.mv.visitInsn(LAND);
        }
    }

    /** CF and OF tell that the product in HOST does not fit its lower half; the others, undefined, read as 0. */
    private void flagsOfProduct(boolean signed) {
        w.push(0);
        w.mv.visitVarInsn(ISTORE, TEMP0);
        Label fits = new Label();
        if (signed) {
            w.mv.visitVarInsn(LLOAD, HOST);
            w.mv.visitInsn(L2I);
            w.mv.visitInsn(I2L);
            w.mv.visitVarInsn(LLOAD, HOST);
        } else {
            w.mv.visitVarInsn(LLOAD, HOST);
            w.push(32);
            w.mv.visitInsn(LUSHR);
            w.mv.visitInsn(LCONST_0);
        }
        w.mv.visitInsn(LCMP);
        w.mv.visitJumpInsn(IFEQ, fits);
        w.push(Eflags.CF | Eflags.OF);
        w.mv.visitVarInsn(ISTORE, TEMP0);
        w.place(fits);
        w.mv.visitVarInsn(ILOAD, TEMP0);
        w.mv.visitVarInsn(ISTORE, RESULT);
        w.push(0);
        w.mv.visitVarInsn(ISTORE, FLAG_A);
        w.push(0);
        w.mv.visitVarInsn(ISTORE, FLAG_B);
        w.defineFlags(LazyFlags.EXPLICIT, false);
    }
}
