package org.prtosvm.cpu.state;

/**
 * Bits of EFLAGS.
 *
 * <p>Source: Intel SDM vol. 1, 3.4.3 "EFLAGS Register".
 */
public final class Eflags {
    /** Carry flag. */
    public static final int CF = 1;
    /** Bit 1, always set. */
    public static final int RESERVED_ONE = 1 << 1;
    /** Parity flag. */
    public static final int PF = 1 << 2;
    /** Auxiliary carry flag. */
    public static final int AF = 1 << 4;
    /** Zero flag. */
    public static final int ZF = 1 << 6;
    /** Sign flag. */
    public static final int SF = 1 << 7;
    /** Trap flag: single step. */
    public static final int TF = 1 << 8;
    /** Interrupt enable flag. */
    public static final int IF = 1 << 9;
    /** Direction flag of string instructions. */
    public static final int DF = 1 << 10;
    /** Overflow flag. */
    public static final int OF = 1 << 11;
    /** I/O privilege level, two bits. */
    public static final int IOPL = 3 << 12;
    /** Position of the I/O privilege level. */
    public static final int IOPL_SHIFT = 12;
    /** Nested task flag. */
    public static final int NT = 1 << 14;
    /** Resume flag. */
    public static final int RF = 1 << 16;
    /** Virtual-8086 mode. */
    public static final int VM = 1 << 17;
    /** Alignment check. */
    public static final int AC = 1 << 18;
    /** Virtual interrupt flag. */
    public static final int VIF = 1 << 19;
    /** Virtual interrupt pending. */
    public static final int VIP = 1 << 20;
    /** CPUID available. */
    public static final int ID = 1 << 21;
    /** The six flags that arithmetic instructions write. */
    public static final int ARITHMETIC = CF | PF | AF | ZF | SF | OF;

    private Eflags() {}
}
