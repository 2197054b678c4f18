package org.prtosvm.cpu.decode;

import org.prtosvm.cpu.decode.Operand.Kind;

/**
 * Operands of the x87 escape opcodes D8..DF. Memory forms have the memory operand as destination whatever the direction,
 * register forms ST(i).
 *
 * <p>Source: Intel SDM vol. 2, appendix A.5 "Escape Opcode Instructions".
 */
final class X87Forms {
    private static final int[][] MEMORY_SIZES = {
        {4, 4, 4, 4, 4, 4, 4, 4},
        {4, 0, 4, 4, 0, 2, 0, 2},
        {4, 4, 4, 4, 4, 4, 4, 4},
        {4, 4, 4, 4, 0, 10, 0, 10},
        {8, 8, 8, 8, 8, 8, 8, 8},
        {8, 8, 8, 8, 0, 0, 0, 2},
        {2, 2, 2, 2, 2, 2, 2, 2},
        {2, 2, 2, 2, 10, 8, 10, 8},
    };

    private X87Forms() {}

    static Opcode opcode(int escape, int modRm) {
        int reg = modRm >>> 3 & 7;
        if (modRm >>> 6 == 3) {
            boolean compares = (escape == 0xDB || escape == 0xDF) && (reg == 5 || reg == 6);
            boolean moves = (escape == 0xDA || escape == 0xDB) && reg <= 3;
            if (compares) {
                return Opcode.X87_COMPARE;
            }
            if (moves) {
                return Opcode.X87_CMOV;
            }
        }
        return Opcode.X87;
    }

    static Operand operand(int escape, ModRm modRm, int segmentOverride) {
        if (modRm.isMemory()) {
            return modRm.memory(MEMORY_SIZES[escape & 7][modRm.reg()], segmentOverride);
        }
        return Operand.other(Kind.FPU_STACK, 10, modRm.rm());
    }
}
