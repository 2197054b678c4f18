package org.prtosvm.cpu.decode;

import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * A ModR/M byte with the SIB byte and displacement that follow it.
 *
 * @param raw the byte itself
 * @param base base register or -1
 * @param index index register or -1
 * @param scale left shift of the index
 * @param displacement sign-extended
 */
record ModRm(int raw, int base, int index, int scale, int displacement) {
    private static final int[] BASE_16 = {
        Gpr.EBX, Gpr.EBX, Gpr.EBP, Gpr.EBP, Gpr.ESI, Gpr.EDI, Gpr.EBP, Gpr.EBX,
    };
    private static final int[] INDEX_16 = {Gpr.ESI, Gpr.EDI, Gpr.ESI, Gpr.EDI, -1, -1, -1, -1};

    /**
     * Reads all of it.
     *
     * @param bytes at the ModR/M byte
     * @param addressSize bytes
     * @return decoded form
     */
    static ModRm read(ByteReader bytes, int addressSize) {
        int raw = bytes.next8();
        if (raw >>> 6 == 3) {
            return new ModRm(raw, -1, -1, 0, 0);
        }
        return addressSize == 2 ? read16(bytes, raw) : read32(bytes, raw);
    }

    /**
     * Reads the byte alone and takes r/m for a register whatever mod says.
     *
     * @param bytes at the ModR/M byte
     * @return register form
     */
    static ModRm readRegisters(ByteReader bytes) {
        return new ModRm(bytes.next8() | 0xC0, -1, -1, 0, 0);
    }

    private static ModRm read16(ByteReader bytes, int raw) {
        int mod = raw >>> 6;
        int rm = raw & 7;
        if (mod == 0 && rm == 6) {
            return new ModRm(raw, -1, -1, 0, bytes.next16());
        }
        int displacement = displacement(bytes, mod, 2);
        return new ModRm(raw, BASE_16[rm], INDEX_16[rm], 0, displacement);
    }

    private static ModRm read32(ByteReader bytes, int raw) {
        int mod = raw >>> 6;
        int base = raw & 7;
        int index = -1;
        int scale = 0;
        if (base == 4) {
            int sib = bytes.next8();
            base = sib & 7;
            index = (sib >>> 3 & 7) == Gpr.ESP ? -1 : sib >>> 3 & 7;
            scale = index < 0 ? 0 : sib >>> 6;
        }
        if (mod == 0 && base == Gpr.EBP) {
            return new ModRm(raw, -1, index, scale, bytes.next32());
        }
        return new ModRm(raw, base, index, scale, displacement(bytes, mod, 4));
    }

    private static int displacement(ByteReader bytes, int mod, int size) {
        return switch (mod) {
            case 1 -> bytes.nextSigned(1);
            case 2 -> bytes.nextSigned(size);
            default -> 0;
        };
    }

    boolean isMemory() {
        return raw >>> 6 != 3;
    }

    int reg() {
        return raw >>> 3 & 7;
    }

    int rm() {
        return raw & 7;
    }

    /**
     * The operand that mod and r/m stand for.
     *
     * @param size bytes
     * @param segmentOverride segment register or -1
     * @return general register or memory
     */
    Operand operand(int size, int segmentOverride) {
        return isMemory() ? memory(size, segmentOverride) : Operand.register(size, rm());
    }

    /**
     * The memory operand; not for the register form.
     *
     * @param size bytes
     * @param segmentOverride segment register or -1
     * @return memory relative to SS if the base is the frame or stack pointer, else DS
     */
    Operand memory(int size, int segmentOverride) {
        boolean stack = base == Gpr.EBP || base == Gpr.ESP;
        int segment = segmentOverride >= 0 ? segmentOverride : stack ? SegmentRegister.SS : SegmentRegister.DS;
        return Operand.memory(size, segment, base, index, scale, displacement);
    }
}
