package org.prtosvm.cpu.decode;

import java.util.Map;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * How an operand is encoded: a word of an {@link OpcodeTable} row.
 *
 * @param addressing where it comes from
 * @param width how wide it is
 * @param number register number or value for the fixed ones, else 0
 */
record OperandForm(Addressing addressing, Width width, int number) {
    /** The capital letter of Intel's notation. */
    enum Addressing {
        /** E: general register or memory by ModR/M. */
        REGISTER_OR_MEMORY(true),
        /** M: memory by ModR/M; the register form is invalid. */
        MEMORY(true),
        /** G: general register in the reg field of ModR/M. */
        REG_FIELD(true),
        /** R: general register in the r/m field, whatever the mod field says. */
        RM_FIELD(true),
        /** S: segment register in the reg field. */
        SEGMENT(true),
        /** C: control register in the reg field. */
        CONTROL(true),
        /** D: debug register in the reg field. */
        DEBUG(true),
        /** F (ours): x87 operand by ModR/M. */
        X87(true),
        /** P: MMX register in the reg field. */
        MMX_FIELD(true),
        /** Q: MMX register or memory by ModR/M. */
        MMX_OR_MEMORY(true),
        /** V: XMM register in the reg field. */
        XMM_FIELD(true),
        /** W: XMM register or memory by ModR/M. */
        XMM_OR_MEMORY(true),
        /** Z: general register in the low three bits of the opcode. */
        OPCODE_REGISTER(false),
        /** I: constant, sign-extended. */
        IMMEDIATE(false),
        /** U (ours): constant, zero-extended. */
        UNSIGNED(false),
        /** N (ours): zero-extended constant that goes to {@link Instruction#immediate()}. */
        EXTRA(false),
        /** J: target relative to the following instruction. */
        RELATIVE(false),
        /** O: memory at a constant offset. */
        OFFSET(false),
        /** A: far pointer. */
        FAR_POINTER(false),
        /** X, Y: memory at DS:ESI or ES:EDI; only gives the width. */
        IMPLICIT(false),
        /** A general register named in the row. */
        FIXED_REGISTER(false),
        /** A segment register named in the row. */
        FIXED_SEGMENT(false),
        /** A constant named in the row. */
        FIXED_VALUE(false);

        final boolean modRm;

        Addressing(boolean modRm) {
            this.modRm = modRm;
        }
    }

    /** The small letter of Intel's notation. */
    enum Width {
        /** b. */
        BYTE(1),
        /** w. */
        WORD(2),
        /** d. */
        DOUBLE_WORD(4),
        /** q. */
        QUAD_WORD(8),
        /** dq. */
        DOUBLE_QUAD_WORD(16),
        /** dw (ours): a 32-bit register, or 16 bits of memory. */
        DOUBLE_WORD_OR_WORD(0),
        /** v, z: operand size attribute. */
        OPERAND(0),
        /** a: two values of the operand size. */
        PAIR(0),
        /** x (ours): a register of the operand size, or 16 bits of memory. */
        WORD_IN_MEMORY(0),
        /** s (ours as bs): one byte in the encoding, the operand size when used. */
        SIGNED_BYTE(0),
        /** p, s or no letter: a size that has no meaning for the operand. */
        NONE(0);

        final int bytes;

        Width(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes of a value under an operand size attribute. */
        int size(int operandSize, boolean memory) {
            return switch (this) {
                case OPERAND, SIGNED_BYTE -> operandSize;
                case PAIR -> 2 * operandSize;
                case WORD_IN_MEMORY -> memory ? 2 : operandSize;
                case DOUBLE_WORD_OR_WORD -> memory ? 2 : 4;
                default -> bytes;
            };
        }
    }

    private static final Map<String, OperandForm> NAMED = Map.ofEntries(
            Map.entry("AL", new OperandForm(Addressing.FIXED_REGISTER, Width.BYTE, Gpr.EAX)),
            Map.entry("CL", new OperandForm(Addressing.FIXED_REGISTER, Width.BYTE, Gpr.ECX)),
            Map.entry("DX", new OperandForm(Addressing.FIXED_REGISTER, Width.WORD, Gpr.EDX)),
            Map.entry("rAX", new OperandForm(Addressing.FIXED_REGISTER, Width.OPERAND, Gpr.EAX)),
            Map.entry("ES", new OperandForm(Addressing.FIXED_SEGMENT, Width.WORD, SegmentRegister.ES)),
            Map.entry("CS", new OperandForm(Addressing.FIXED_SEGMENT, Width.WORD, SegmentRegister.CS)),
            Map.entry("SS", new OperandForm(Addressing.FIXED_SEGMENT, Width.WORD, SegmentRegister.SS)),
            Map.entry("DS", new OperandForm(Addressing.FIXED_SEGMENT, Width.WORD, SegmentRegister.DS)),
            Map.entry("FS", new OperandForm(Addressing.FIXED_SEGMENT, Width.WORD, SegmentRegister.FS)),
            Map.entry("GS", new OperandForm(Addressing.FIXED_SEGMENT, Width.WORD, SegmentRegister.GS)),
            Map.entry("1", new OperandForm(Addressing.FIXED_VALUE, Width.BYTE, 1)));

    private static final Map<Character, Addressing> ADDRESSING = Map.ofEntries(
            Map.entry('E', Addressing.REGISTER_OR_MEMORY),
            Map.entry('M', Addressing.MEMORY),
            Map.entry('G', Addressing.REG_FIELD),
            Map.entry('R', Addressing.RM_FIELD),
            Map.entry('S', Addressing.SEGMENT),
            Map.entry('C', Addressing.CONTROL),
            Map.entry('D', Addressing.DEBUG),
            Map.entry('F', Addressing.X87),
            Map.entry('P', Addressing.MMX_FIELD),
            Map.entry('Q', Addressing.MMX_OR_MEMORY),
            Map.entry('V', Addressing.XMM_FIELD),
            Map.entry('W', Addressing.XMM_OR_MEMORY),
            Map.entry('Z', Addressing.OPCODE_REGISTER),
            Map.entry('I', Addressing.IMMEDIATE),
            Map.entry('U', Addressing.UNSIGNED),
            Map.entry('N', Addressing.EXTRA),
            Map.entry('J', Addressing.RELATIVE),
            Map.entry('O', Addressing.OFFSET),
            Map.entry('A', Addressing.FAR_POINTER),
            Map.entry('X', Addressing.IMPLICIT),
            Map.entry('Y', Addressing.IMPLICIT));

    /**
     * Reads a word of a row.
     *
     * @param word for example {@code Ev}
     * @return its meaning
     */
    static OperandForm parse(String word) {
        OperandForm named = NAMED.get(word);
        if (named != null) {
            return named;
        }
        Addressing addressing = ADDRESSING.get(word.charAt(0));
        if (addressing == null) {
            throw new IllegalArgumentException("operand form " + word + ": unknown addressing");
        }
        return new OperandForm(addressing, width(word.substring(1)), 0);
    }

    private static Width width(String letters) {
        return switch (letters) {
            case "b" -> Width.BYTE;
            case "bs" -> Width.SIGNED_BYTE;
            case "w" -> Width.WORD;
            case "d" -> Width.DOUBLE_WORD;
            case "q" -> Width.QUAD_WORD;
            case "dq" -> Width.DOUBLE_QUAD_WORD;
            case "dw" -> Width.DOUBLE_WORD_OR_WORD;
            case "v", "z" -> Width.OPERAND;
            case "a" -> Width.PAIR;
            case "x" -> Width.WORD_IN_MEMORY;
            case "p", "s", "" -> Width.NONE;
            default -> throw new IllegalArgumentException("operand form: unknown width " + letters);
        };
    }
}
