// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/** Layout of the argument of the memory object. Words of 32 bits, little endian. Source: ABI 05-objects, 4. */
public final class MemoryCopyDescriptor {
    /** Command: copy. */
    public static final int COMMAND_COPY = 1;

    /** Partition whose memory is written, or {@link PrtosConstants#HYPERVISOR_PARTITION_ID} for any memory. */
    public static final int TARGET_ID_OFFSET = 0;
    /** Physical address of the first byte written. */
    public static final int TARGET_ADDRESS_OFFSET = 4;
    /** Partition whose memory is read, or {@link PrtosConstants#HYPERVISOR_PARTITION_ID} for any memory. */
    public static final int SOURCE_ID_OFFSET = 8;
    /** Physical address of the first byte read. */
    public static final int SOURCE_ADDRESS_OFFSET = 12;
    /** Bytes, signed. */
    public static final int SIZE_OFFSET = 16;
    /** Bytes of the argument. */
    public static final int LENGTH = 20;

    private MemoryCopyDescriptor() {}
}
