// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/**
 * Layout of a trace record. Little endian, not aligned. Source: ABI 06-health-monitor, 9.1.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-------------------------------+-------------------------------+
 *  |           signature           |           checksum            |  0
 *  +-+-----+-----------------------+-------------------------------+
 *  |S|crit.|                  sequence number                      |  4
 *  +-+-----+-------+---------------+-------------------------------+
 *  | partition id  |    vCPU id    |             code              |  8
 *  +---------------+---------------+-------------------------------+
 *  |                    time stamp in microseconds                 | 12
 *  |                                                               | 16
 *  +---------------------------------------------------------------+
 *  |                      four payload words                       | 20
 * </pre>
 */
public final class TraceRecordDescriptor {
    /** Bytes of a record. */
    public static final int LENGTH = LogRecordDescriptor.LENGTH;

    /** Value of {@link LogRecordDescriptor#SIGNATURE_OFFSET}, 16 bits. */
    public static final int SIGNATURE = 0xC33C;

    /** Bit of {@link LogRecordDescriptor#CODE_HIGH_OFFSET}: written by the hypervisor. */
    public static final int SYSTEM = 1;
    /** Position of the criticality, 3 bits, in the high code word. */
    public static final int CRITICALITY_SHIFT = 1;
    /** Mask of the criticality after the shift. */
    public static final int CRITICALITY_MASK = 7;
    /** Criticality of a record that raises {@link HmEvent#PARTITION_ERROR}. */
    public static final int UNRECOVERABLE = 3;

    /** Position of the module in the code of a hypervisor record; the event is below it. Source: ABI 06-health-monitor, 10. */
    public static final int MODULE_SHIFT = 8;

    private TraceRecordDescriptor() {}

    /**
     * The criticality of a record.
     *
     * @param codeHigh its high code word
     * @return 0 to 7
     */
    public static int criticality(int codeHigh) {
        return codeHigh >>> CRITICALITY_SHIFT & CRITICALITY_MASK;
    }
}
