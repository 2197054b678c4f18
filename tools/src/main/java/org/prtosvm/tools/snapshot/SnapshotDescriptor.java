package org.prtosvm.tools.snapshot;

/**
 * Layout of a snapshot file. The fields of the header are little-endian.
 *
 * <pre>
 * Header, 64 bytes
 *   0        4        8        12       16               24                       56       64
 *   +--------+--------+--------+--------+----------------+------------------------+--------+
 *   | "PVMS" | version| state  | 0      | body length    | SHA-256                | 0      |
 *   +--------+--------+--------+--------+----------------+------------------------+--------+
 * Body: a zlib stream (RFC 1950) of
 *   speed          8 bytes, kHz of all processors
 *   processor      2 bytes for the length, and the name of its model
 *   length         4 bytes
 *   container      the system, a container as packers make it
 *   state          what {@link org.prtosvm.tools.machine.Machine#save} writes
 * </pre>
 *
 * <p>Numbers in the body are big-endian. The digest covers the first 24 bytes of the header and the body. "state" is the
 * version of the state, which changes whenever a part of a machine is saved in another way.
 */
public final class SnapshotDescriptor {
    /** First four bytes, "PVMS" as a little-endian word. */
    public static final int SIGNATURE = 0x534D_5650;
    /** Version of this layout. */
    public static final int VERSION = 1;
    /** Offset of the signature. */
    public static final int SIGNATURE_OFFSET = 0;
    /** Offset of the version. */
    public static final int VERSION_OFFSET = 4;
    /** Offset of the version of the state. */
    public static final int STATE_VERSION_OFFSET = 8;
    /** Offset of the length of the body in bytes, 8 bytes. */
    public static final int BODY_LENGTH_OFFSET = 16;
    /** Offset of the digest. */
    public static final int DIGEST_OFFSET = 24;
    /** Bytes of the digest. */
    public static final int DIGEST_LENGTH = 32;
    /** Bytes of the header. */
    public static final int HEADER_LENGTH = 64;

    private SnapshotDescriptor() {}
}
