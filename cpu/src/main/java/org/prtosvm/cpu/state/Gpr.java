package org.prtosvm.cpu.state;

/**
 * Numbers of the general registers as instructions encode them.
 *
 * <p>Source: Intel SDM vol. 2A, 2.1.5 "Addressing-Mode Encoding of ModR/M and SIB Bytes".
 */
public final class Gpr {
    /** Number of EAX, AX and AL. */
    public static final int EAX = 0;
    /** Number of ECX, CX and CL. */
    public static final int ECX = 1;
    /** Number of EDX, DX and DL. */
    public static final int EDX = 2;
    /** Number of EBX, BX and BL. */
    public static final int EBX = 3;
    /** Number of ESP and SP; as an 8-bit register the number means AH. */
    public static final int ESP = 4;
    /** Number of EBP and BP; as an 8-bit register the number means CH. */
    public static final int EBP = 5;
    /** Number of ESI and SI; as an 8-bit register the number means DH. */
    public static final int ESI = 6;
    /** Number of EDI and DI; as an 8-bit register the number means BH. */
    public static final int EDI = 7;

    private Gpr() {}
}
