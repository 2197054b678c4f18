// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

/**
 * Layout of a record of the health-monitor log. Little endian, not aligned. Source: ABI 06-health-monitor, 7.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-------------------------------+-------------------------------+
 *  |           signature           |           checksum            |  0
 *  +-+-+---+-----------------------+-------------------------------+
 *  |S|C|0 0|                  sequence number                      |  4
 *  +-+-+---+-------+---------------+-------------------------------+
 *  | partition id  |    vCPU id    |             event             |  8
 *  +---------------+---------------+-------------------------------+
 *  |                    time stamp in microseconds                 | 12
 *  |                                                               | 16
 *  +---------------------------------------------------------------+
 *  |  four payload words; with C set: EIP, EFLAGS, 0, 0            | 20
 * </pre>
 */
public final class HmLogDescriptor {
    /** Bytes of a record. */
    public static final int LENGTH = LogRecordDescriptor.LENGTH;

    /** Value of {@link LogRecordDescriptor#SIGNATURE_OFFSET}, 16 bits. */
    public static final int SIGNATURE = 0xFECF;

    /** Bit of {@link LogRecordDescriptor#CODE_HIGH_OFFSET}: the event is one of the hypervisor, not of a partition. */
    public static final int SYSTEM = 1;
    /** Bit of {@link LogRecordDescriptor#CODE_HIGH_OFFSET}: the payload is EIP and EFLAGS. */
    public static final int CPU_CONTEXT = 1 << 1;

    private HmLogDescriptor() {}
}
