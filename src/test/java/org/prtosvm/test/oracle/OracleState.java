package org.prtosvm.test.oracle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/**
 * What a program sees of a processor, with the two windows of memory that the oracle looks at.
 *
 * <p>The FXSAVE image holds ST(i) at 32 + 16 * i and XMM(i) at 160 + 16 * i. Trap, error code and CR2 are those of the
 * exception that ended the code; vector 3 with EIP behind an INT3 that is not part of the code is the ordinary end.
 */
final class OracleState {
    /** Two pages of code, filled with INT3. */
    static final int CODE = 0x1000_0000;
    /** Two writable pages of data and a read-only one; nothing below and above. */
    static final int DATA = 0x2000_0000;

    /** Bytes across the boundary of the first two pages. */
    static final int WINDOW_A = DATA + 4096 - 384;

    static final int A_LENGTH = 512;
    /** The last bytes before the read-only page. */
    static final int WINDOW_B = DATA + 2 * 4096 - 64;

    static final int B_LENGTH = 64;
    /** First byte of the read-only page. */
    static final int READ_ONLY = DATA + 2 * 4096;
    /** Base of GS: offsets of 16 bits from 0x4000 on reach the data. */
    static final int GS_BASE = DATA - 0x4000;
    /** Base of FS. */
    static final int FS_BASE = DATA - 0x1234_5000;

    static final int FX_LENGTH = 512;
    static final int FX_CONTROL = 0;
    static final int FX_STATUS = 2;
    static final int FX_TAG = 4;
    static final int FX_MXCSR = 24;
    static final int FX_STACK = 32;
    static final int FX_XMM = 160;

    private static final int INITIAL_CONTROL = 0x037F;
    private static final int INITIAL_MXCSR = 0x1F80;
    private static final int MXCSR_MASK = 0xFFFF;

    final int[] gpr = new int[8];
    int eflags;
    int eip;
    int trap;
    int error;
    int cr2;
    int fs;
    int gs;
    final ByteBuffer fx = ByteBuffer.allocate(FX_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    final byte[] a = new byte[A_LENGTH];
    final byte[] b = new byte[B_LENGTH];

    OracleState() {
        fx.putShort(FX_CONTROL, (short) INITIAL_CONTROL);
        fx.putInt(FX_MXCSR, INITIAL_MXCSR);
        fx.putInt(FX_MXCSR + 4, MXCSR_MASK);
    }

    OracleState copy() {
        OracleState copy = new OracleState();
        System.arraycopy(gpr, 0, copy.gpr, 0, gpr.length);
        copy.eflags = eflags;
        copy.eip = eip;
        copy.trap = trap;
        copy.error = error;
        copy.cr2 = cr2;
        copy.fs = fs;
        copy.gs = gs;
        copy.fx.put(0, fx, 0, FX_LENGTH);
        System.arraycopy(a, 0, copy.a, 0, A_LENGTH);
        System.arraycopy(b, 0, copy.b, 0, B_LENGTH);
        return copy;
    }

    /** Whether all bytes of a range lie in a window. */
    static boolean inWindow(int address, int length) {
        return address >= WINDOW_A && address + length <= WINDOW_A + A_LENGTH
                || address >= WINDOW_B && address + length <= WINDOW_B + B_LENGTH;
    }

    /** Stores little-endian bytes; those outside the windows are dropped. */
    void store(int address, long value, int length) {
        for (int n = 0; n < length; n++) {
            int at = address + n;
            byte part = (byte) (value >>> 8 * n);
            if (inWindow(at, 1)) {
                if (at < WINDOW_B) {
                    a[at - WINDOW_A] = part;
                } else {
                    b[at - WINDOW_B] = part;
                }
            }
        }
    }

    /** Loads little-endian bytes; those outside the windows are zero. */
    int load32(int address) {
        int value = 0;
        for (int n = 3; n >= 0; n--) {
            int at = address + n;
            int part = !inWindow(at, 1) ? 0 : at < WINDOW_B ? a[at - WINDOW_A] : b[at - WINDOW_B];
            value = value << 8 | part & 0xFF;
        }
        return value;
    }

    void randomMemory(Random random) {
        random.nextBytes(a);
        random.nextBytes(b);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OracleState state
                && Arrays.equals(gpr, state.gpr)
                && eflags == state.eflags
                && eip == state.eip
                && trap == state.trap
                && error == state.error
                && cr2 == state.cr2
                && fs == state.fs
                && gs == state.gs
                && Arrays.equals(fx.array(), state.fx.array())
                && Arrays.equals(a, state.a)
                && Arrays.equals(b, state.b);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(gpr) ^ eip;
    }
}
