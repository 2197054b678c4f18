// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/**
 * What the records of the health-monitor log and of traces have in common. Little endian, not aligned. Source: ABI 06-health-monitor, 7
 * and 9.1.
 */
public final class LogRecordDescriptor {
    /** Signature, 16 bits. */
    public static final int SIGNATURE_OFFSET = 0;
    /** Checksum, 16 bits: the sum of the 18 words of 16 bits of a record is 0xFFFF modulo 65536. */
    public static final int CHECKSUM_OFFSET = 2;
    /** Word with flags and, from bit {@link #SEQUENCE_SHIFT}, the sequence number. */
    public static final int CODE_HIGH_OFFSET = 4;
    /** Word with partition id, vCPU id and event or code. */
    public static final int CODE_LOW_OFFSET = 8;
    /** Time stamp in microseconds, 64 bits. */
    public static final int TIMESTAMP_OFFSET = 12;
    /** First of {@link #PAYLOAD_WORDS} words. */
    public static final int PAYLOAD_OFFSET = 20;
    /** Number of payload words. */
    public static final int PAYLOAD_WORDS = 4;
    /** Bytes of a record. */
    public static final int LENGTH = 36;

    /** Position of the sequence number in the high code word. */
    public static final int SEQUENCE_SHIFT = 4;
    /** Mask of a partition id in the low code word. */
    public static final int PARTITION_MASK = 0xFF;
    /** Position of the vCPU id, 8 bits, in the low code word. */
    public static final int VCPU_SHIFT = 8;
    /** Position of event or code, 16 bits, in the low code word. */
    public static final int CODE_SHIFT = 16;

    private LogRecordDescriptor() {}

    /**
     * The low code word.
     *
     * @param partitionId partition, or {@link PrtosConstants#HYPERVISOR_PARTITION_ID}
     * @param vcpuId vCPU
     * @param code event or code, 16 bits
     * @return the word
     */
    public static int codeLow(int partitionId, int vcpuId, int code) {
        return (partitionId & PARTITION_MASK) | (vcpuId & 0xFF) << VCPU_SHIFT | code << CODE_SHIFT;
    }

    /**
     * Stores the checksum of a record.
     *
     * @param record array with the record
     * @param offset where it starts
     */
    public static void seal(byte[] record, int offset) {
        LittleEndian.put16(record, offset + CHECKSUM_OFFSET, 0);
        LittleEndian.put16(record, offset + CHECKSUM_OFFSET, ~sum(record, offset));
    }

    /**
     * Whether the checksum of a record is right.
     *
     * @param record array with the record
     * @param offset where it starts
     * @return true if it is
     */
    public static boolean isSealed(byte[] record, int offset) {
        return (sum(record, offset) & 0xFFFF) == 0xFFFF;
    }

    private static int sum(byte[] record, int offset) {
        int sum = 0;
        for (int i = 0; i < LENGTH; i += 2) {
            sum += LittleEndian.get16(record, offset + i);
        }
        return sum;
    }
}
