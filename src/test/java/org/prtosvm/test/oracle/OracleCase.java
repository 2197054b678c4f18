package org.prtosvm.test.oracle;

import java.util.HexFormat;
import java.util.List;
import org.prtosvm.cpu.decode.Instruction;

/**
 * Code and where it lies.
 *
 * @param address EIP of its first byte
 * @param code its bytes
 * @param instructions the same, decoded
 * @param undefinedFlags flags without a defined value behind it
 */
@SuppressWarnings("ArrayRecordComponent")
record OracleCase(int address, byte[] code, List<Instruction> instructions, int undefinedFlags) {
    Instruction last() {
        return instructions.getLast();
    }

    String hex() {
        return HexFormat.of().formatHex(code);
    }
}
