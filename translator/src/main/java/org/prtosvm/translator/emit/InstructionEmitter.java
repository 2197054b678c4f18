package org.prtosvm.translator.emit;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LSTORE;

import java.util.ArrayList;
import java.util.List;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.engine.Operation;

/** Sends each instruction to the emitter of its family, or to the shared call. */
final class InstructionEmitter {
    private final RegionWriter w;
    private final ArithmeticEmitter arithmetic;
    private final ShiftEmitter shifts;
    private final MultiplyEmitter multiply;
    private final MoveEmitter moves;
    private final ControlEmitter control;
    private final List<Operation> sharedOperations = new ArrayList<>();

    InstructionEmitter(RegionWriter writer) {
        this.w = writer;
        MemoryEmitter memory = new MemoryEmitter(writer);
        ConditionEmitter conditions = new ConditionEmitter(writer);
        arithmetic = new ArithmeticEmitter(writer, memory);
        shifts = new ShiftEmitter(writer, memory);
        multiply = new MultiplyEmitter(writer, memory);
        moves = new MoveEmitter(writer, memory, conditions);
        control = new ControlEmitter(writer, memory, moves, conditions);
    }

    /** @return closures of the shared calls, by their numbers */
    List<Operation> sharedOperations() {
        return sharedOperations;
    }

    /**
     * Emits one instruction.
     *
     * @param operation instruction and its closure
     * @param flags true if flags that it defines can be seen
     */
    void emit(Operation operation, boolean flags) {
        Instruction i = operation.instruction;
        if (!Intrinsics.isIntrinsic(i)) {
            shared(operation);
            return;
        }
        switch (i.opcode()) {
            case ADD, ADC, SUB, SBB, CMP, AND, OR, XOR, TEST -> arithmetic.binary(i, flags);
            case INC, DEC, NEG, NOT -> arithmetic.unary(i, flags);
            case SHL, SHR, SAR, ROL, ROR -> shifts.shift(i, flags);
            case SHLD, SHRD -> shifts.doubleShift(i, flags);
            case BT -> shifts.bitTest(i, flags);
            case IMUL -> multiply.signedTruncated(i, flags);
            case MUL -> multiply.accumulator(i, false, flags);
            case IMUL_ACCUMULATOR -> multiply.accumulator(i, true, flags);
            case MOV -> moves.mov(i);
            case MOVZX -> moves.extend(i, false);
            case MOVSX -> moves.extend(i, true);
            case LEA -> moves.lea(i);
            case XCHG -> moves.exchange(i);
            case BSWAP -> moves.byteSwap(i);
            case CBW -> moves.convertWord();
            case CWD -> moves.convertDoubleword();
            case SETCC -> moves.setCondition(i);
            case CMOV -> moves.conditionalMove(i);
            case CLD -> moves.setDirection(false);
            case STD -> moves.setDirection(true);
            case PUSH -> moves.push(i);
            case POP -> moves.pop(i);
            case LEAVE -> moves.leave(i);
            case JMP -> control.jump(i);
            case JCC -> control.conditional(i);
            case LOOP -> control.loop(i);
            case JCXZ -> control.jumpIfCountZero(i);
            case CALL -> control.call(i);
            case RET -> control.ret(i);
            default -> {
                // NOP and PAUSE: the charge of the block is all there is.
            }
        }
    }

    private void shared(Operation operation) {
        int site = w.newSite();
        w.newSiteBehind(operation.instruction.nextEip());
        w.syncKind();
        w.spill();
        w.mv.visitVarInsn(ALOAD, RegionWriter.CPU);
        w.mv.visitLdcInsn(RuntimeRefs.SELF);
        w.push(sharedOperations.size());
        w.push(site);
        w.mv.visitVarInsn(ILOAD, RegionWriter.FUEL);
        w.mv.visitMethodInsn(INVOKESTATIC, RuntimeRefs.RUNTIME, "shared", RuntimeRefs.SHARED_DESCRIPTOR, false);
        w.mv.visitVarInsn(LSTORE, RegionWriter.HOST);
        w.takeResultFuel();
        w.reload(0);
        w.mv.visitVarInsn(LLOAD, RegionWriter.HOST);
        w.mv.visitInsn(L2I);
        w.leaveIfSite();
        sharedOperations.add(operation);
    }
}
