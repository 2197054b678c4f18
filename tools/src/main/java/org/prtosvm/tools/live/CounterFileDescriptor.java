package org.prtosvm.tools.live;

/**
 * Layout of a file of counters. All fields are little-endian.
 *
 * <pre>
 * Header, 64 bytes
 *   0        4        8                16       20       24
 *   +--------+--------+----------------+--------+--------+--- ...
 *   | "PVMC" | version| process id     | metad. | values | 0
 *   +--------+--------+----------------+--------+--------+--- ...
 * Metadata: labels, type ids and reference ids, as Agrona's CountersManager lays them out
 * Values: one padded 64-bit word per counter
 * </pre>
 *
 * <p>"metad." and "values" are lengths in bytes. The type id of a counter is {@link CounterKind#number}, its reference id the partition.
 * The signature is written last, so a file with it is complete.
 */
public final class CounterFileDescriptor {
    /** First four bytes, "PVMC" as a little-endian word. */
    public static final int SIGNATURE = 0x434D_5650;
    /** Version of this layout. */
    public static final int VERSION = 1;
    /** Offset of the signature. */
    public static final int SIGNATURE_OFFSET = 0;
    /** Offset of the version. */
    public static final int VERSION_OFFSET = 4;
    /** Offset of the process that writes, 8 bytes. */
    public static final int PROCESS_OFFSET = 8;
    /** Offset of the length of the metadata. */
    public static final int METADATA_LENGTH_OFFSET = 16;
    /** Offset of the length of the values. */
    public static final int VALUES_LENGTH_OFFSET = 20;
    /** Bytes of the header. */
    public static final int HEADER_LENGTH = 64;

    private CounterFileDescriptor() {}
}
