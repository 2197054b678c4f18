package org.prtosvm.cpu.decode;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.state.Eflags;

/**
 * Which arithmetic flags one instruction reads, writes and leaves undefined: the columns of its {@link Opcode}, made
 * precise by its condition code, its operand size and its shift count where that is a constant.
 *
 * <p>A shift count in CL is not known here: then a flag counts as undefined if it is for any count.
 *
 * <p>Source: Intel SDM vol. 2, "Flags Affected".
 */
public final class FlagEffects {
    private static final int UNKNOWN_COUNT = -1;

    private FlagEffects() {}

    /**
     * The flags on which the outcome depends.
     *
     * @param i instruction
     * @return flags at their EFLAGS places
     */
    public static int read(Instruction i) {
        return switch (i.opcode()) {
            case JCC, SETCC, CMOV -> ofCondition(i.condition());
            default -> i.opcode().flagsRead();
        };
    }

    private static int ofCondition(int condition) {
        return switch (condition >>> 1) {
            case 0 -> Eflags.OF;
            case 1 -> Eflags.CF;
            case 2 -> Eflags.ZF;
            case 3 -> Eflags.CF | Eflags.ZF;
            case 4 -> Eflags.SF;
            case 5 -> Eflags.PF;
            case 6 -> Eflags.SF | Eflags.OF;
            default -> Eflags.SF | Eflags.OF | Eflags.ZF;
        };
    }

    /**
     * The flags that are written whatever the operands are.
     *
     * @param i instruction
     * @return flags at their EFLAGS places, undefined ones among them
     */
    public static int surelyWritten(Instruction i) {
        boolean shift = i.opcode().flow() == Opcode.Flow.FLAGS_CONDITIONAL;
        boolean repeated = i.opcode().flow() == Opcode.Flow.STRING && i.repeat() != 0;
        return shift && count(i) <= 0 || repeated ? 0 : i.opcode().flagsWritten();
    }

    /**
     * The flags whose values the manual leaves undefined behind the instruction.
     *
     * @param i instruction
     * @return flags at their EFLAGS places
     */
    public static int undefined(Instruction i) {
        int flags = i.opcode().flagsUndefined();
        if (i.opcode().flow() != Opcode.Flow.FLAGS_CONDITIONAL) {
            return flags;
        }
        int count = count(i);
        if (count == 0) {
            return 0;
        }
        boolean rotatesThroughCarry = i.opcode() == Opcode.RCL || i.opcode() == Opcode.RCR;
        boolean rotates = rotatesThroughCarry || i.opcode() == Opcode.ROL || i.opcode() == Opcode.ROR;
        boolean mayExceed = count == UNKNOWN_COUNT || count > 8 * i.operandSize();
        flags |= count != 1 ? Eflags.OF : 0;
        flags |= !rotates && i.operandSize() < 4 && mayExceed ? Eflags.CF : 0;
        return flags;
    }

    /**
     * Tells whether the manual leaves the destination itself undefined.
     *
     * @param i instruction
     * @return true for BSWAP of a 16-bit register and for 16-bit SHLD and SHRD whose count may exceed 16
     */
    public static boolean undefinedResult(Instruction i) {
        return switch (i.opcode()) {
            case BSWAP -> i.operandSize() == 2;
            case SHLD, SHRD -> i.operandSize() == 2 && (count(i) == UNKNOWN_COUNT || count(i) > 16);
            default -> false;
        };
    }

    private static int count(Instruction i) {
        @Nullable Operand operand = i.opcode() == Opcode.SHLD || i.opcode() == Opcode.SHRD ? i.third() : i.source();
        return operand != null && operand.isImmediate() ? operand.value() & 31 : UNKNOWN_COUNT;
    }
}
