package org.prtosvm.tools.trace;

/**
 * Layout of a trace file. All fixed fields are little-endian.
 *
 * <pre>
 * Header, 24 bytes
 *   0        4        8                16       20       24
 *   +--------+--------+----------------+--------+--------+
 *   | "PVMT" | version| count kHz      | proc.  | part.  |
 *   +--------+--------+----------------+--------+--------+
 * Names of the partitions, by id
 *   length         unsigned variable-length number
 *   UTF-8 bytes
 * Record, variable
 *   event number   unsigned variable-length number
 *   processor      unsigned variable-length number
 *   time           difference to the record before, in counts, signed variable-length number
 *   three arguments, signed variable-length numbers
 * </pre>
 *
 * <p>A variable-length number has seven bits in each byte, least significant first; bit 7 says that another byte follows
 * (LEB128). Signed ones are folded first: 0, -1, 1, -2 become 0, 1, 2, 3. The file ends behind a record; a file of a run
 * that was killed may end inside one.
 */
public final class TraceDescriptor {
    /** First four bytes, "PVMT" as a little-endian word. */
    public static final int SIGNATURE = 0x544D_5650;
    /** Version of this layout. */
    public static final int VERSION = 2;
    /** Offset of the signature. */
    public static final int SIGNATURE_OFFSET = 0;
    /** Offset of the version. */
    public static final int VERSION_OFFSET = 4;
    /** Offset of the speed of processor 0 in kHz, 8 bytes: milliseconds = count / kHz. */
    public static final int CPU_KHZ_OFFSET = 8;
    /** Offset of the number of processors, 4 bytes. */
    public static final int PROCESSORS_OFFSET = 16;
    /** Offset of the number of partitions, 4 bytes. */
    public static final int PARTITIONS_OFFSET = 20;
    /** Bytes of the header. */
    public static final int HEADER_LENGTH = 24;
    /** Most bytes of a name. */
    public static final int MAX_NAME_LENGTH = 255;
    /** Most partitions that a trace can be of. */
    public static final int MAX_PARTITIONS = 255;
    /** Most processors that a trace can be of. */
    public static final int MAX_PROCESSORS = 255;
    /** Most bytes that one record takes. */
    public static final int MAX_RECORD_LENGTH = 6 * 10;

    private TraceDescriptor() {}
}
