package org.prtosvm.cpu.semantics;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Opcode;

/** From opcodes to their shared implementations. */
public final class SemanticsTable {
    private SemanticsTable() {}

    /**
     * Finds the implementation of an opcode.
     *
     * @param opcode opcode
     * @return implementation
     */
    public static Semantics of(Opcode opcode) {
        Semantics integer = integer(opcode);
        if (integer != null) {
            return integer;
        }
        Semantics system = SystemSemantics.lookup(opcode);
        if (system == null) {
            throw new IllegalStateException("opcode " + opcode + " has no implementation");
        }
        return system;
    }

    private static @Nullable Semantics integer(Opcode opcode) {
        return switch (opcode) {
            case ADD -> Arithmetic::add;
            case ADC -> Arithmetic::addWithCarry;
            case SUB -> Arithmetic::subtract;
            case SBB -> Arithmetic::subtractWithBorrow;
            case CMP -> Arithmetic::compare;
            case NEG -> Arithmetic::negate;
            case INC -> Arithmetic::increment;
            case DEC -> Arithmetic::decrement;
            case XADD -> Arithmetic::exchangeAndAdd;
            case CMPXCHG -> Arithmetic::compareAndExchange;
            case CMPXCHG8B -> Arithmetic::compareAndExchange8;
            case AND -> Logic::and;
            case OR -> Logic::or;
            case XOR -> Logic::xor;
            case TEST -> Logic::test;
            case NOT -> Logic::not;
            case MUL -> MultiplyDivide::multiply;
            case IMUL_ACCUMULATOR -> MultiplyDivide::multiplySigned;
            case IMUL -> MultiplyDivide::multiplyShort;
            case DIV -> MultiplyDivide::divide;
            case IDIV -> MultiplyDivide::divideSigned;
            case SHL -> Shifts::left;
            case SHR -> Shifts::right;
            case SAR -> Shifts::arithmeticRight;
            case ROL -> Shifts::rotateLeft;
            case ROR -> Shifts::rotateRight;
            case RCL -> Shifts::rotateCarryLeft;
            case RCR -> Shifts::rotateCarryRight;
            case SHLD -> Shifts::doubleLeft;
            case SHRD -> Shifts::doubleRight;
            case BT -> BitOps::test;
            case BTS -> BitOps::testAndSet;
            case BTR -> BitOps::testAndReset;
            case BTC -> BitOps::testAndComplement;
            case BSF -> BitOps::scanForward;
            case BSR -> BitOps::scanReverse;
            case BSWAP -> Moves::swapBytes;
            case DAA -> BcdArithmetic::decimalAfterAdd;
            case DAS -> BcdArithmetic::decimalAfterSubtract;
            case AAA -> BcdArithmetic::asciiAfterAdd;
            case AAS -> BcdArithmetic::asciiAfterSubtract;
            case AAM -> BcdArithmetic::asciiAfterMultiply;
            case AAD -> BcdArithmetic::asciiBeforeDivide;
            case MOV -> Moves::move;
            case MOVZX -> Moves::move;
            case MOVSX -> Moves::moveSigned;
            case LEA -> Moves::address;
            case XCHG -> Moves::exchange;
            case CBW -> Moves::extendAccumulator;
            case CWD -> Moves::extendToPair;
            case XLAT -> Moves::translate;
            case CMOV -> Moves::conditional;
            case SETCC -> Moves::set;
            case LAHF -> FlagOps::load;
            case SAHF -> FlagOps::store;
            case SALC -> FlagOps::carryToAccumulator;
            case CLC -> FlagOps::clearCarry;
            case STC -> FlagOps::setCarry;
            case CMC -> FlagOps::complementCarry;
            case CLD -> FlagOps::clearDirection;
            case STD -> FlagOps::setDirection;
            case NOP, PAUSE -> Moves::nothing;
            case PUSH -> StackOps::push;
            case POP -> StackOps::pop;
            case PUSHA -> StackOps::pushAll;
            case POPA -> StackOps::popAll;
            case PUSHF -> StackOps::pushFlags;
            case POPF -> StackOps::popFlags;
            case ENTER -> StackOps::enter;
            case LEAVE -> StackOps::leave;
            case MOVS -> StringOps::move;
            case STOS -> StringOps::store;
            case LODS -> StringOps::load;
            case CMPS -> StringOps::compare;
            case SCAS -> StringOps::scan;
            case JMP -> ControlTransfer::jump;
            case JCC -> ControlTransfer::jumpIf;
            case LOOP -> ControlTransfer::loop;
            case LOOPE -> ControlTransfer::loopIfZero;
            case LOOPNE -> ControlTransfer::loopIfNotZero;
            case JCXZ -> ControlTransfer::jumpIfCountZero;
            case CALL -> ControlTransfer::call;
            case RET -> ControlTransfer::ret;
            default -> null;
        };
    }
}
