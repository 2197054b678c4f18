package org.prtosvm.cpu.flags;

import static org.prtosvm.cpu.state.Eflags.AF;
import static org.prtosvm.cpu.state.Eflags.ARITHMETIC;
import static org.prtosvm.cpu.state.Eflags.CF;
import static org.prtosvm.cpu.state.Eflags.OF;
import static org.prtosvm.cpu.state.Eflags.PF;
import static org.prtosvm.cpu.state.Eflags.SF;
import static org.prtosvm.cpu.state.Eflags.ZF;

/**
 * The arithmetic flags as a recipe {@code (kind, a, b, result)} that is evaluated when somebody asks.
 *
 * <p>All values are <em>sign-extended</em> from the operand size to 32 bits. Sign extension keeps both the signed and
 * the unsigned order of 8- and 16-bit values, so one rule per kind serves all three operand sizes.
 *
 * <pre>
 * kind      a            b                    result      covers
 * EXPLICIT  -            -                    flag bits   POPF, SAHF, BT.., MUL, rotates, BCD
 * ADD       operand 1    operand 2            sum         ADD ADC XADD
 * SUB       minuend      subtrahend           difference  SUB SBB CMP NEG CMPXCHG SCAS CMPS
 * LOGIC     -            -                    result      AND OR XOR TEST
 * INC       operand      CF before (0 or 1)   result      INC
 * DEC       operand      CF before (0 or 1)   result      DEC
 * SHIFT     -            CF and OF bits       result      SHL SHR SAR SHLD SHRD
 * </pre>
 *
 * <p>Carry out of an addition with or without carry in is the sign of {@code (a & b) | ((a | b) & ~result)}, borrow of
 * a subtraction the sign of {@code (~a & b) | ((~a | b) & result)}; neither needs the carry that came in.
 *
 * <p>AF is undefined after LOGIC and SHIFT (Intel SDM vol. 1, appendix A); it reads as 0 here, in both engines.
 */
public final class LazyFlags {
    /** The result word holds the flag bits themselves. */
    public static final int EXPLICIT = 0;
    /** Addition, with or without carry in. */
    public static final int ADD = 1;
    /** Subtraction, with or without borrow in. */
    public static final int SUB = 2;
    /** Bitwise operation: CF and OF are 0. */
    public static final int LOGIC = 3;
    /** Increment: CF is what it was. */
    public static final int INC = 4;
    /** Decrement: CF is what it was. */
    public static final int DEC = 5;
    /** Shift: CF and OF were computed at once and lie in b. */
    public static final int SHIFT = 6;

    private LazyFlags() {}

    /**
     * The carry flag.
     *
     * @param kind one of the kinds of this class
     * @param a first operand
     * @param b second operand
     * @param result result
     * @return 0 or 1
     */
    public static int carry(int kind, int a, int b, int result) {
        return switch (kind) {
            case ADD -> ((a & b) | ((a | b) & ~result)) >>> 31;
            case SUB -> ((~a & b) | ((~a | b) & result)) >>> 31;
            case LOGIC -> 0;
            case INC, DEC, SHIFT -> b & CF;
            default -> result & CF;
        };
    }

    /**
     * The overflow flag.
     *
     * @param kind one of the kinds of this class
     * @param a first operand
     * @param b second operand
     * @param result result
     * @return 0 or 1
     */
    public static int overflow(int kind, int a, int b, int result) {
        return switch (kind) {
            case ADD -> ((a ^ result) & (b ^ result)) >>> 31;
            case SUB -> ((a ^ b) & (a ^ result)) >>> 31;
            case LOGIC -> 0;
            case INC -> (~a & result) >>> 31;
            case DEC -> (a & ~result) >>> 31;
            case SHIFT -> (b >>> 11) & 1;
            default -> (result >>> 11) & 1;
        };
    }

    /**
     * The zero flag.
     *
     * @param kind one of the kinds of this class
     * @param result result
     * @return 0 or 1
     */
    public static int zero(int kind, int result) {
        if (kind == EXPLICIT) {
            return (result >>> 6) & 1;
        }
        return result == 0 ? 1 : 0;
    }

    /**
     * The sign flag.
     *
     * @param kind one of the kinds of this class
     * @param result result
     * @return 0 or 1
     */
    public static int sign(int kind, int result) {
        return kind == EXPLICIT ? (result >>> 7) & 1 : result >>> 31;
    }

    /**
     * The parity flag: even number of ones in the low byte of the result.
     *
     * @param kind one of the kinds of this class
     * @param result result
     * @return 0 or 1
     */
    public static int parity(int kind, int result) {
        if (kind == EXPLICIT) {
            return (result >>> 2) & 1;
        }
        int folded = result ^ (result >>> 4);
        return (0x9669 >>> (folded & 0xF)) & 1;
    }

    /**
     * The auxiliary carry flag.
     *
     * @param kind one of the kinds of this class
     * @param a first operand
     * @param b second operand
     * @param result result
     * @return 0 or 1
     */
    public static int auxiliary(int kind, int a, int b, int result) {
        return switch (kind) {
            case ADD, SUB -> ((a ^ b ^ result) >>> 4) & 1;
            case INC, DEC -> ((a ^ result) >>> 4) & 1;
            case LOGIC, SHIFT -> 0;
            default -> (result >>> 4) & 1;
        };
    }

    /**
     * All six flags at their places in EFLAGS.
     *
     * @param kind one of the kinds of this class
     * @param a first operand
     * @param b second operand
     * @param result result
     * @return CF, PF, AF, ZF, SF and OF bits, all other bits 0
     */
    public static int bits(int kind, int a, int b, int result) {
        if (kind == EXPLICIT) {
            return result & ARITHMETIC;
        }
        return (carry(kind, a, b, result) * CF)
                | (parity(kind, result) * PF)
                | (auxiliary(kind, a, b, result) * AF)
                | (zero(kind, result) * ZF)
                | (sign(kind, result) * SF)
                | (overflow(kind, a, b, result) * OF);
    }

    /**
     * Evaluates a condition code.
     *
     * @param condition low four bits of the Jcc, SETcc or CMOVcc opcode
     * @param kind one of the kinds of this class
     * @param a first operand
     * @param b second operand
     * @param result result
     * @return true if the condition holds
     */
    public static boolean condition(int condition, int kind, int a, int b, int result) {
        boolean holds = switch (condition >>> 1) {
            case 0 -> overflow(kind, a, b, result) != 0;
            case 1 -> carry(kind, a, b, result) != 0;
            case 2 -> zero(kind, result) != 0;
            case 3 -> carry(kind, a, b, result) != 0 || zero(kind, result) != 0;
            case 4 -> sign(kind, result) != 0;
            case 5 -> parity(kind, result) != 0;
            case 6 -> sign(kind, result) != overflow(kind, a, b, result);
            default -> zero(kind, result) != 0 || sign(kind, result) != overflow(kind, a, b, result);
        };
        return holds != ((condition & 1) != 0);
    }
}
