package org.prtosvm.translator.emit;

import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.ISHL;
import static org.objectweb.asm.Opcodes.ISHR;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.IUSHR;
import static org.objectweb.asm.Opcodes.IXOR;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LSHL;
import static org.objectweb.asm.Opcodes.LSHR;
import static org.prtosvm.translator.emit.RegionWriter.CARRY;
import static org.prtosvm.translator.emit.RegionWriter.FLAG_A;
import static org.prtosvm.translator.emit.RegionWriter.FLAG_B;
import static org.prtosvm.translator.emit.RegionWriter.KIND;
import static org.prtosvm.translator.emit.RegionWriter.RESULT;
import static org.prtosvm.translator.emit.RegionWriter.TEMP0;
import static org.prtosvm.translator.emit.RegionWriter.TEMP1;

import java.util.Objects;
import org.objectweb.asm.Label;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;

/**
 * Shifts, rotates, double shifts and BT. A count of 0 changes nothing, flags included; where the count is in CL that is
 * a branch, behind which the kind of the flag recipe is only known at run time.
 */
final class ShiftEmitter {
    private final RegionWriter w;
    private final MemoryEmitter memory;

    ShiftEmitter(RegionWriter writer, MemoryEmitter memory) {
        this.w = writer;
        this.memory = memory;
    }

    /**
     * SHL, SHR, SAR, ROL, ROR: 32 bits, or any size with a constant count that is not 0.
     *
     * @param i instruction
     * @param flags true if its flags can be seen
     */
    void shift(Instruction i, boolean flags) {
        int size = i.operandSize();
        Operand destination = Objects.requireNonNull(i.destination());
        Operand count = Objects.requireNonNull(i.source());
        boolean rotate = i.opcode() == Opcode.ROL || i.opcode() == Opcode.ROR;
        loadDestination(i, destination, size);
        if (i.opcode() == Opcode.SHR || rotate) {
            zeroExtend(size);
        }
        w.mv.visitVarInsn(ISTORE, TEMP0);
        Label skip = null;
        if (count.isImmediate()) {
            w.push(count.value() & 31);
            w.mv.visitVarInsn(ISTORE, TEMP1);
        } else {
            skip = skipIfZero();
        }
        if (rotate) {
            rotate(i.opcode(), size, flags);
        } else {
            plainShift(i.opcode(), size, flags);
        }
        storeDestination(destination, size);
        finishConditional(skip, flags, rotate ? LazyFlags.EXPLICIT : LazyFlags.SHIFT);
    }

    private void loadDestination(Instruction i, Operand destination, int size) {
        if (destination.isMemory()) {
            memory.prepareWrite(i.eip(), destination, size);
            memory.loadPrepared(size);
        } else {
            w.pushRegister(size, destination.register());
        }
    }

    /** Stores the local TEMP1. */
    private void storeDestination(Operand destination, int size) {
        if (destination.isMemory()) {
            memory.storePrepared(TEMP1, size);
        } else {
            w.mv.visitVarInsn(ILOAD, TEMP1);
            w.storeRegister(size, destination.register());
        }
    }

    private void zeroExtend(int size) {
        if (size < 4) {
            w.push(size == 1 ? 0xFF : 0xFFFF);
            w.mv.visitInsn(IAND);
        }
    }

    /** Puts CL modulo 32 into TEMP1 and jumps to the returned label if it is 0. */
    private Label skipIfZero() {
        Label skip = new Label();
        w.syncKind();
        w.pushRegister(4, Gpr.ECX);
        w.push(31);
        w.mv.visitInsn(IAND);
        w.mv.visitInsn(DUP);
        w.mv.visitVarInsn(ISTORE, TEMP1);
        w.mv.visitJumpInsn(IFEQ, skip);
        return skip;
    }

    private void finishConditional(@org.jspecify.annotations.Nullable Label skip, boolean flags, int kind) {
        if (skip == null) {
            if (flags) {
                w.defineFlags(kind, false);
            }
            return;
        }
        if (flags) {
            w.push(kind);
            w.mv.visitVarInsn(ISTORE, KIND);
        }
        w.place(skip);
        if (flags) {
            w.defineFlags(RegionWriter.DYNAMIC, false);
        }
    }

    /** Shifts TEMP0 by TEMP1 (1..31); the result ends in TEMP1. */
    private void plainShift(Opcode opcode, int size, boolean flags) {
        if (flags) {
            carryOfShift(opcode, size);
        }
        w.mv.visitVarInsn(ILOAD, TEMP0);
        w.mv.visitVarInsn(ILOAD, TEMP1);
        switch (opcode) {
            case SHL -> w.mv.visitInsn(ISHL);
            case SHR -> w.mv.visitInsn(IUSHR);
            default -> w.mv.visitInsn(ISHR);
        }
        w.signExtend(size);
        w.mv.visitVarInsn(ISTORE, TEMP1);
        if (!flags) {
            return;
        }
        w.mv.visitVarInsn(ILOAD, TEMP1);
        w.mv.visitVarInsn(ISTORE, RESULT);
        overflowOfShift(opcode, size);
        w.push(11);
        w.mv.visitInsn(ISHL);
        w.mv.visitVarInsn(ILOAD, CARRY);
        w.mv.visitInsn(IOR);
        w.mv.visitVarInsn(ISTORE, FLAG_B);
        w.push(0);
        w.mv.visitVarInsn(ISTORE, FLAG_A);
    }

    /** Last bit shifted out, into the local CARRY. */
    private void carryOfShift(Opcode opcode, int size) {
        w.mv.visitVarInsn(ILOAD, TEMP0);
        if (opcode == Opcode.SHL) {
            // A long shift: for counts beyond the operand size the bit that falls out is a 0 from below.
            w.mv.visitInsn(I2L);
            w.mv.visitVarInsn(ILOAD, TEMP1);
            w.mv.visitInsn(LSHL);
            w.push(size * 8);
            w.mv.visitInsn(LSHR);
            w.mv.visitInsn(L2I);
        } else {
            w.mv.visitVarInsn(ILOAD, TEMP1);
            w.push(1);
            w.mv.visitInsn(ISUB);
            w.mv.visitInsn(ISHR);
        }
        w.push(1);
        w.mv.visitInsn(IAND);
        w.mv.visitVarInsn(ISTORE, CARRY);
    }

    /** OF as after a shift by one, whatever the count: SHL result sign against CF, SHR sign of the operand, SAR 0. */
    private void overflowOfShift(Opcode opcode, int size) {
        switch (opcode) {
            case SHL -> {
                w.mv.visitVarInsn(ILOAD, RESULT);
                w.push(31);
                w.mv.visitInsn(IUSHR);
                w.mv.visitVarInsn(ILOAD, CARRY);
                w.mv.visitInsn(IXOR);
            }
            case SHR -> {
                w.mv.visitVarInsn(ILOAD, TEMP0);
                w.push(size * 8 - 1);
                w.mv.visitInsn(IUSHR);
                w.push(1);
                w.mv.visitInsn(IAND);
            }
            default -> w.push(0);
        }
    }

    /** Rotates TEMP0 (zero-extended) by TEMP1; the result ends in TEMP1, sign-extended. */
    private void rotate(Opcode opcode, int size, boolean flags) {
        if (flags) {
            w.pushFlagBits();
            w.push(~(Eflags.CF | Eflags.OF));
            w.mv.visitInsn(IAND);
            w.mv.visitVarInsn(ISTORE, CARRY);
        }
        w.mv.visitVarInsn(ILOAD, TEMP0);
        w.mv.visitVarInsn(ILOAD, TEMP1);
        if (size == 4) {
            String name = opcode == Opcode.ROL ? "rotateLeft" : "rotateRight";
            w.mv.visitMethodInsn(INVOKESTATIC, "java/lang/Integer", name, "(II)I", false);
        } else {
            rotateSmall(opcode, size * 8);
        }
        w.signExtend(size);
        w.mv.visitVarInsn(ISTORE, TEMP1);
        if (flags) {
            flagsOfRotate(opcode, size);
        }
    }

    private void rotateSmall(Opcode opcode, int bits) {
        // Stack: value, count. Reduced modulo the operand size by the caller's choice of instructions.
        w.push(bits - 1);
        w.mv.visitInsn(IAND);
        w.mv.visitVarInsn(ISTORE, TEMP1);
        w.mv.visitVarInsn(ILOAD, TEMP1);
        w.mv.visitInsn(opcode == Opcode.ROL ? ISHL : IUSHR);
        w.mv.visitVarInsn(ILOAD, TEMP0);
        w.push(bits);
        w.mv.visitVarInsn(ILOAD, TEMP1);
        w.mv.visitInsn(ISUB);
        w.mv.visitInsn(opcode == Opcode.ROL ? IUSHR : ISHL);
        w.mv.visitInsn(IOR);
    }

    /** CF is the bit that went round; OF as after a rotate by one. */
    private void flagsOfRotate(Opcode opcode, int size) {
        w.mv.visitVarInsn(ILOAD, CARRY);
        if (opcode == Opcode.ROL) {
            w.mv.visitVarInsn(ILOAD, TEMP1);
            w.push(1);
            w.mv.visitInsn(IAND);
            w.mv.visitInsn(DUP);
            w.mv.visitVarInsn(ISTORE, CARRY);
            w.mv.visitInsn(IOR);
            w.mv.visitVarInsn(ILOAD, TEMP1);
            w.push(31);
            w.mv.visitInsn(IUSHR);
            w.mv.visitVarInsn(ILOAD, CARRY);
        } else {
            w.mv.visitVarInsn(ILOAD, TEMP1);
            w.push(31);
            w.mv.visitInsn(IUSHR);
            w.mv.visitInsn(IOR);
            w.mv.visitVarInsn(ILOAD, TEMP1);
            w.push(31);
            w.mv.visitInsn(IUSHR);
            w.mv.visitVarInsn(ILOAD, TEMP1);
            w.push(size * 8 - 2);
            w.mv.visitInsn(ISHR);
            w.push(1);
            w.mv.visitInsn(IAND);
        }
        w.mv.visitInsn(IXOR);
        w.push(11);
        w.mv.visitInsn(ISHL);
        w.mv.visitInsn(IOR);
        explicit();
    }

    /** The flag bits on the stack become the recipe. */
    private void explicit() {
        w.mv.visitVarInsn(ISTORE, RESULT);
        w.push(0);
        w.mv.visitVarInsn(ISTORE, FLAG_A);
        w.push(0);
        w.mv.visitVarInsn(ISTORE, FLAG_B);
    }

    /**
     * SHLD and SHRD on a 32-bit register.
     *
     * @param i instruction
     * @param flags true if its flags can be seen
     */
    void doubleShift(Instruction i, boolean flags) {
        Operand destination = Objects.requireNonNull(i.destination());
        Operand source = Objects.requireNonNull(i.source());
        Operand count = Objects.requireNonNull(i.third());
        boolean left = i.opcode() == Opcode.SHLD;
        w.pushRegister(4, destination.register());
        w.mv.visitVarInsn(ISTORE, TEMP0);
        Label skip = null;
        if (count.isImmediate()) {
            w.push(count.value() & 31);
            w.mv.visitVarInsn(ISTORE, TEMP1);
        } else {
            skip = skipIfZero();
        }
        if (flags) {
            carryOfDoubleShift(left);
        }
        w.mv.visitVarInsn(ILOAD, TEMP0);
        w.mv.visitVarInsn(ILOAD, TEMP1);
        w.mv.visitInsn(left ? ISHL : IUSHR);
        w.pushRegister(4, source.register());
        w.push(32);
        w.mv.visitVarInsn(ILOAD, TEMP1);
        w.mv.visitInsn(ISUB);
        w.mv.visitInsn(left ? IUSHR : ISHL);
        w.mv.visitInsn(IOR);
        w.mv.visitVarInsn(ISTORE, TEMP1);
        if (flags) {
            w.mv.visitVarInsn(ILOAD, TEMP1);
            w.mv.visitInsn(DUP);
            w.mv.visitVarInsn(ISTORE, RESULT);
            w.mv.visitVarInsn(ILOAD, TEMP0);
            w.mv.visitInsn(IXOR);
            w.push(31);
            w.mv.visitInsn(IUSHR);
            w.push(11);
            w.mv.visitInsn(ISHL);
            w.mv.visitVarInsn(ILOAD, CARRY);
            w.mv.visitInsn(IOR);
            w.mv.visitVarInsn(ISTORE, FLAG_B);
            w.push(0);
            w.mv.visitVarInsn(ISTORE, FLAG_A);
        }
        w.mv.visitVarInsn(ILOAD, TEMP1);
        w.storeRegister(4, destination.register());
        finishConditional(skip, flags, LazyFlags.SHIFT);
    }

    private void carryOfDoubleShift(boolean left) {
        w.mv.visitVarInsn(ILOAD, TEMP0);
        if (left) {
            w.push(32);
            w.mv.visitVarInsn(ILOAD, TEMP1);
            w.mv.visitInsn(ISUB);
        } else {
            w.mv.visitVarInsn(ILOAD, TEMP1);
            w.push(1);
            w.mv.visitInsn(ISUB);
        }
        w.mv.visitInsn(IUSHR);
        w.push(1);
        w.mv.visitInsn(IAND);
        w.mv.visitVarInsn(ISTORE, CARRY);
    }

    /**
     * BT on a 32-bit register.
     *
     * @param i instruction
     * @param flags true if its flags can be seen
     */
    void bitTest(Instruction i, boolean flags) {
        if (!flags) {
            return;
        }
        w.pushFlagBits();
        w.push(~Eflags.CF);
        w.mv.visitInsn(IAND);
        w.pushRegister(4, Objects.requireNonNull(i.destination()).register());
        w.pushSimple(Objects.requireNonNull(i.source()), 4);
        w.mv.visitInsn(IUSHR);
        w.push(1);
        w.mv.visitInsn(IAND);
        w.mv.visitInsn(IOR);
        explicit();
        w.defineFlags(LazyFlags.EXPLICIT, false);
    }
}
