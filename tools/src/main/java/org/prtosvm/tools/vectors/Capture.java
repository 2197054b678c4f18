package org.prtosvm.tools.vectors;

import java.util.HexFormat;

/**
 * One recorded instruction.
 *
 * @param index number in its file
 * @param name disassembly
 * @param bytes the instruction and the HLT behind it
 * @param before complete state before it
 * @param after complete state behind it and the HLT that ended it
 * @param exception vector of the exception or software interrupt it raised, or -1
 * @param hash identity in the suite
 */
@SuppressWarnings("ArrayRecordComponent")
record Capture(
        int index, String name, byte[] bytes, CapturedState before, CapturedState after, int exception, String hash) {
    /** A capture without exception. */
    static final int NONE = -1;

    /** @return instruction bytes as text */
    String code() {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
