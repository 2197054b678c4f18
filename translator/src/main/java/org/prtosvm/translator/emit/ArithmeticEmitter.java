package org.prtosvm.translator.emit;

import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INEG;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.IXOR;
import static org.objectweb.asm.Opcodes.POP;
import static org.prtosvm.translator.emit.RegionWriter.CARRY;
import static org.prtosvm.translator.emit.RegionWriter.FLAG_A;
import static org.prtosvm.translator.emit.RegionWriter.FLAG_B;
import static org.prtosvm.translator.emit.RegionWriter.RESULT;
import static org.prtosvm.translator.emit.RegionWriter.TEMP0;
import static org.prtosvm.translator.emit.RegionWriter.TEMP1;

import java.util.Objects;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.flags.LazyFlags;

/**
 * Addition, subtraction, comparison, logic, increment and negation.
 *
 * <p>Operands are sign-extended to 32 bits as {@link LazyFlags} wants them. When the flags can be seen, the operands and
 * the result are computed in the flag locals themselves; that happens after the last point at which the instruction can
 * leave the region.
 */
final class ArithmeticEmitter {
    private final RegionWriter w;
    private final MemoryEmitter memory;

    ArithmeticEmitter(RegionWriter writer, MemoryEmitter memory) {
        this.w = writer;
        this.memory = memory;
    }

    /**
     * ADD, ADC, SUB, SBB, CMP, AND, OR, XOR, TEST.
     *
     * @param i instruction
     * @param flags true if its flags can be seen
     */
    void binary(Instruction i, boolean flags) {
        int size = i.operandSize();
        Operand destination = Objects.requireNonNull(i.destination());
        Operand source = Objects.requireNonNull(i.source());
        boolean withCarry = i.opcode() == Opcode.ADC || i.opcode() == Opcode.SBB;
        boolean writes = i.opcode() != Opcode.CMP && i.opcode() != Opcode.TEST;
        int a = flags ? FLAG_A : TEMP0;
        int b = flags ? FLAG_B : TEMP1;
        if (withCarry) {
            w.pushCarry();
            w.mv.visitVarInsn(ISTORE, CARRY);
        }
        if (destination.isMemory() && writes) {
            memory.prepareWrite(i.eip(), destination, size);
            memory.loadPrepared(size);
            w.mv.visitVarInsn(ISTORE, a);
            w.pushSimple(source, size);
            w.mv.visitVarInsn(ISTORE, b);
        } else if (destination.isMemory()) {
            memory.load(i.eip(), destination, size);
            w.mv.visitVarInsn(ISTORE, a);
            w.pushSimple(source, size);
            w.mv.visitVarInsn(ISTORE, b);
        } else if (source.isMemory()) {
            memory.load(i.eip(), source, size);
            w.mv.visitVarInsn(ISTORE, b);
            w.pushRegister(size, destination.register());
            w.mv.visitVarInsn(ISTORE, a);
        } else if (flags) {
            w.pushRegister(size, destination.register());
            w.pushSimple(source, size);
            w.mv.visitVarInsn(ISTORE, b);
            w.mv.visitVarInsn(ISTORE, a);
        } else {
            w.pushRegister(size, destination.register());
            w.pushSimple(source, size);
            compute(i.opcode(), size);
            if (writes) {
                w.storeRegister(size, destination.register());
            } else {
                w.mv.visitInsn(POP);
            }
            return;
        }
        w.mv.visitVarInsn(ILOAD, a);
        w.mv.visitVarInsn(ILOAD, b);
        compute(i.opcode(), size);
        finish(destination, size, writes, flags);
        if (flags) {
            w.defineFlags(kindOf(i.opcode()), !withCarry);
        }
    }

    private void finish(Operand destination, int size, boolean writes, boolean flags) {
        if (flags) {
            w.mv.visitVarInsn(ISTORE, RESULT);
        } else {
            w.mv.visitVarInsn(ISTORE, TEMP0);
        }
        int result = flags ? RESULT : TEMP0;
        if (!writes) {
            return;
        }
        if (destination.isMemory()) {
            memory.storePrepared(result, size);
        } else {
            w.mv.visitVarInsn(ILOAD, result);
            w.storeRegister(size, destination.register());
        }
    }

    private void compute(Opcode opcode, int size) {
        switch (opcode) {
            case ADD -> w.mv.visitInsn(IADD);
            case ADC -> {
                w.mv.visitInsn(IADD);
                w.mv.visitVarInsn(ILOAD, CARRY);
                w.mv.visitInsn(IADD);
            }
            case SUB, CMP -> w.mv.visitInsn(ISUB);
            case SBB -> {
                w.mv.visitInsn(ISUB);
                w.mv.visitVarInsn(ILOAD, CARRY);
                w.mv.visitInsn(ISUB);
            }
            case AND, TEST -> w.mv.visitInsn(IAND);
            case OR -> w.mv.visitInsn(IOR);
            default -> w.mv.visitInsn(IXOR);
        }
        w.signExtend(size);
    }

    private static int kindOf(Opcode opcode) {
        return switch (opcode) {
            case ADD, ADC -> LazyFlags.ADD;
            case SUB, SBB, CMP -> LazyFlags.SUB;
            default -> LazyFlags.LOGIC;
        };
    }

    /**
     * INC, DEC, NEG, NOT.
     *
     * @param i instruction
     * @param flags true if its flags can be seen
     */
    void unary(Instruction i, boolean flags) {
        int size = i.operandSize();
        Operand destination = Objects.requireNonNull(i.destination());
        boolean defines = flags && i.opcode() != Opcode.NOT;
        boolean keepsCarry = i.opcode() == Opcode.INC || i.opcode() == Opcode.DEC;
        if (defines && keepsCarry) {
            w.pushCarry();
            w.mv.visitVarInsn(ISTORE, CARRY);
        }
        if (destination.isMemory()) {
            memory.prepareWrite(i.eip(), destination, size);
            memory.loadPrepared(size);
        } else {
            w.pushRegister(size, destination.register());
        }
        w.mv.visitVarInsn(ISTORE, TEMP0);
        if (defines) {
            if (keepsCarry) {
                w.mv.visitVarInsn(ILOAD, TEMP0);
                w.mv.visitVarInsn(ISTORE, FLAG_A);
                w.mv.visitVarInsn(ILOAD, CARRY);
            } else {
                w.mv.visitInsn(ICONST_0);
                w.mv.visitVarInsn(ISTORE, FLAG_A);
                w.mv.visitVarInsn(ILOAD, TEMP0);
            }
            w.mv.visitVarInsn(ISTORE, FLAG_B);
        }
        w.mv.visitVarInsn(ILOAD, TEMP0);
        switch (i.opcode()) {
            case INC -> {
                w.push(1);
                w.mv.visitInsn(IADD);
            }
            case DEC -> {
                w.push(1);
                w.mv.visitInsn(ISUB);
            }
            case NEG -> w.mv.visitInsn(INEG);
            default -> {
                w.push(-1);
                w.mv.visitInsn(IXOR);
            }
        }
        w.signExtend(size);
        finish(destination, size, true, defines);
        if (defines) {
            switch (i.opcode()) {
                case INC -> w.defineFlags(LazyFlags.INC, false);
                case DEC -> w.defineFlags(LazyFlags.DEC, false);
                default -> w.defineFlags(LazyFlags.SUB, true);
            }
        }
    }
}
