package org.prtosvm.cpu.fault;

/**
 * Exception vectors.
 *
 * <p>Source: Intel SDM vol. 3A, 6.3.1 "External Interrupts" and table 6-1.
 */
public final class Vector {
    /** #DE, divide error. */
    public static final int DIVIDE_ERROR = 0;
    /** #DB, debug. */
    public static final int DEBUG = 1;
    /** Non-maskable interrupt. */
    public static final int NMI = 2;
    /** #BP, INT3. */
    public static final int BREAKPOINT = 3;
    /** #OF, INTO. */
    public static final int OVERFLOW = 4;
    /** #BR, BOUND. */
    public static final int BOUND_RANGE = 5;
    /** #UD, invalid opcode. */
    public static final int INVALID_OPCODE = 6;
    /** #NM, x87 not available. */
    public static final int DEVICE_NOT_AVAILABLE = 7;
    /** #DF, double fault. */
    public static final int DOUBLE_FAULT = 8;
    /** #TS, invalid TSS. */
    public static final int INVALID_TSS = 10;
    /** #NP, segment not present. */
    public static final int SEGMENT_NOT_PRESENT = 11;
    /** #SS, stack fault. */
    public static final int STACK_FAULT = 12;
    /** #GP, general protection. */
    public static final int GENERAL_PROTECTION = 13;
    /** #PF, page fault. */
    public static final int PAGE_FAULT = 14;
    /** #MF, x87 error. */
    public static final int X87_ERROR = 16;
    /** #AC, alignment check. */
    public static final int ALIGNMENT_CHECK = 17;
    /** #MC, machine check. */
    public static final int MACHINE_CHECK = 18;
    /** #XM, SIMD floating point. */
    public static final int SIMD_ERROR = 19;

    /** Bit n is set if vector n pushes an error code. */
    public static final int WITH_ERROR_CODE = 1 << DOUBLE_FAULT
            | 1 << INVALID_TSS
            | 1 << SEGMENT_NOT_PRESENT
            | 1 << STACK_FAULT
            | 1 << GENERAL_PROTECTION
            | 1 << PAGE_FAULT
            | 1 << ALIGNMENT_CHECK;

    private Vector() {}

    /**
     * Tells whether an exception pushes an error code.
     *
     * @param vector exception vector, 0..31
     * @return true for #DF, #TS, #NP, #SS, #GP, #PF and #AC
     */
    public static boolean hasErrorCode(int vector) {
        return (WITH_ERROR_CODE >>> vector & 1) != 0;
    }
}
