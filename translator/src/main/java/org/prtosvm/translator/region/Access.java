package org.prtosvm.translator.region;

import org.jspecify.annotations.Nullable;

/**
 * How one memory access of a region is checked.
 *
 * @param interval constant bounds that the access is compared with, or null for the table of the address space
 */
public record Access(@Nullable Interval interval) {
    /** An access that goes through the table of the address space. */
    public static final Access TABLE = new Access(null);

    /** Reads of an explicit memory operand. */
    public static final int READ = 0;
    /** Writes (and read-modify-writes) of an explicit memory operand. */
    public static final int WRITE = 1;
    /** Pops. */
    public static final int STACK_READ = 2;
    /** Pushes. */
    public static final int STACK_WRITE = 3;

    /**
     * Key of an access within a region.
     *
     * @param eip EIP of the instruction
     * @param role one of the constants of this class
     * @return key
     */
    public static long key(int eip, int role) {
        return ((long) eip << 2) | role;
    }

    /**
     * Direction of an access.
     *
     * @param key as {@link #key}
     * @return true if it writes
     */
    public static boolean isWrite(long key) {
        return (key & 1) != 0;
    }
}
