package org.prtosvm.cpu.decode;

/**
 * One operand of a decoded instruction.
 *
 * @param kind what it is
 * @param size bytes: 1, 2, 4, 8, 10 or 16; 0 where it has no meaning (LEA, INVLPG, far pointers in memory)
 * @param register number of the register for the register kinds, else -1
 * @param segment segment register that a memory operand is relative to, override applied, else -1
 * @param base base register of a memory operand or -1
 * @param index index register of a memory operand or -1
 * @param scale left shift applied to the index: 0..3
 * @param value displacement (memory), value sign-extended to 32 bits (immediate), absolute EIP (target of a relative
 *     jump or call), offset of a far pointer
 * @param selector selector of a far pointer, else 0
 */
public record Operand(
        Kind kind, int size, int register, int segment, int base, int index, int scale, int value, int selector) {
    /** Kinds of operands. */
    public enum Kind {
        /** General register of {@link #size} 1, 2 or 4; size 1 numbers are AL CL DL BL AH CH DH BH. */
        REGISTER,
        /** Memory at segment:base+index*2^scale+displacement. */
        MEMORY,
        /** Constant. */
        IMMEDIATE,
        /** Target of a relative jump or call, already an absolute EIP. */
        TARGET,
        /** Constant selector:offset. */
        FAR_POINTER,
        /** Segment register. */
        SEGMENT,
        /** Control register. */
        CONTROL,
        /** Debug register. */
        DEBUG,
        /** x87 stack register ST(i). */
        FPU_STACK,
        /** MMX register. */
        MMX,
        /** SSE register. */
        XMM
    }

    /** @return true for a general register */
    public boolean isRegister() {
        return kind == Kind.REGISTER;
    }

    /** @return true for memory */
    public boolean isMemory() {
        return kind == Kind.MEMORY;
    }

    /** @return true for a constant */
    public boolean isImmediate() {
        return kind == Kind.IMMEDIATE;
    }

    /**
     * A general register.
     *
     * @param size bytes
     * @param number register number as encoded
     * @return operand
     */
    public static Operand register(int size, int number) {
        return new Operand(Kind.REGISTER, size, number, -1, -1, -1, 0, 0, 0);
    }

    /**
     * A register of another file.
     *
     * @param kind SEGMENT, CONTROL, DEBUG, FPU_STACK, MMX or XMM
     * @param size bytes
     * @param number register number
     * @return operand
     */
    public static Operand other(Kind kind, int size, int number) {
        return new Operand(kind, size, number, -1, -1, -1, 0, 0, 0);
    }

    /**
     * A constant.
     *
     * @param size bytes it is used with
     * @param value sign-extended value
     * @return operand
     */
    public static Operand immediate(int size, int value) {
        return new Operand(Kind.IMMEDIATE, size, -1, -1, -1, -1, 0, value, 0);
    }

    /**
     * A branch target.
     *
     * @param eip absolute offset in CS
     * @return operand
     */
    public static Operand target(int eip) {
        return new Operand(Kind.TARGET, 4, -1, -1, -1, -1, 0, eip, 0);
    }

    /**
     * A constant far pointer.
     *
     * @param selector selector
     * @param offset offset
     * @return operand
     */
    public static Operand farPointer(int selector, int offset) {
        return new Operand(Kind.FAR_POINTER, 6, -1, -1, -1, -1, 0, offset, selector);
    }

    /**
     * A memory operand.
     *
     * @param size bytes accessed
     * @param segment segment register number
     * @param base base register or -1
     * @param index index register or -1
     * @param scale left shift of the index
     * @param displacement constant part
     * @return operand
     */
    public static Operand memory(int size, int segment, int base, int index, int scale, int displacement) {
        return new Operand(Kind.MEMORY, size, -1, segment, base, index, scale, displacement, 0);
    }
}
