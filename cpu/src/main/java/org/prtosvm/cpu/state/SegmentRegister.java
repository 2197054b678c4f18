package org.prtosvm.cpu.state;

/**
 * Numbers of the segment registers as instructions encode them.
 *
 * <p>Source: Intel SDM vol. 2, MOV (Sreg encoding).
 */
public final class SegmentRegister {
    /** Extra segment. */
    public static final int ES = 0;
    /** Code segment. */
    public static final int CS = 1;
    /** Stack segment. */
    public static final int SS = 2;
    /** Data segment. */
    public static final int DS = 3;
    /** Additional data segment. */
    public static final int FS = 4;
    /** Additional data segment. */
    public static final int GS = 5;
    /** Number of segment registers. */
    public static final int COUNT = 6;

    private SegmentRegister() {}
}
