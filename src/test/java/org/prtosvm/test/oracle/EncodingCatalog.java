package org.prtosvm.test.oracle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Decoder;
import org.prtosvm.cpu.decode.Disassembler;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.CpuModel;
import org.prtosvm.cpu.state.SegmentRegister;

/** Every encoding that the decoder knows and a program of the host may execute, found by decoding all of them. */
final class EncodingCatalog {
    /**
     * An encoding without free parts.
     *
     * @param prefix 66, F2 or F3 where that belongs to the encoding, else 0
     * @param twoBytes true after 0F
     * @param opcode opcode byte
     * @param modRm reg field and, for registers, the rest of ModR/M; -1 without ModR/M
     * @param memory true if ModR/M has to mean memory
     * @param fixedRm true if all of ModR/M belongs to the encoding
     */
    record Slot(int prefix, boolean twoBytes, int opcode, int modRm, boolean memory, boolean fixedRm) {
        int key() {
            return prefix << 16 | (twoBytes ? 0x100 : 0) | opcode;
        }
    }

    /** What differs between a host and a model by design, may disturb the host, or is about its time and identity. */
    private static final Set<Opcode> EXCLUDED = EnumSet.of(
            Opcode.CPUID,
            Opcode.RDTSC,
            Opcode.RDPMC,
            Opcode.SYSENTER,
            Opcode.SYSEXIT,
            // Hidden from programs (UMIP) and emulated by systems on some hosts.
            Opcode.SGDT,
            Opcode.SIDT,
            Opcode.SLDT,
            Opcode.STR,
            Opcode.SMSW,
            // Its return address is wrong on virtual hosts.
            Opcode.INT1,
            // Would need a code segment to come from.
            Opcode.IRET,
            Opcode.UD);

    /** What came after the Pentium and is no MMX or SSE. */
    private static final Set<Opcode> LATER = EnumSet.of(Opcode.CMOV, Opcode.X87_CMOV, Opcode.X87_COMPARE, Opcode.NOP);

    private final List<Slot> slots = new ArrayList<>();

    EncodingCatalog() {
        for (int map = 0; map < 2; map++) {
            for (int opcode = 0; opcode < 256; opcode++) {
                for (int prefix : new int[] {0, 0x66, 0xF2, 0xF3}) {
                    if (map == 1 || !isPrefix(opcode)) {
                        addOpcode(prefix, map == 1, opcode);
                    }
                }
            }
        }
    }

    /** All encodings. */
    List<Slot> slots() {
        return slots;
    }

    private static boolean isPrefix(int opcode) {
        boolean segment = (opcode & 0xE7) == 0x26;
        boolean size = opcode >= 0x64 && opcode <= 0x67;
        return segment || size || opcode == 0xF0 || opcode == 0xF2 || opcode == 0xF3 || opcode == 0x0F;
    }

    private void addOpcode(int prefix, boolean twoBytes, int opcode) {
        boolean hasModRm = hasModRm(prefix, twoBytes, opcode);
        if (!hasModRm) {
            add(new Slot(prefix, twoBytes, opcode, -1, false, false));
            return;
        }
        boolean escape = !twoBytes && opcode >>> 3 == 0xD8 >>> 3;
        for (int reg = 0; reg < 8; reg++) {
            add(new Slot(prefix, twoBytes, opcode, reg << 3, true, false));
            if (!escape) {
                add(new Slot(prefix, twoBytes, opcode, 0xC0 | reg << 3, false, false));
            }
        }
        for (int modRm = 0xC0; modRm < 0x100 && escape; modRm++) {
            add(new Slot(prefix, twoBytes, opcode, modRm, false, true));
        }
    }

    private boolean hasModRm(int prefix, boolean twoBytes, int opcode) {
        // A SIB byte makes the encoding longer; an invalid one is looked at no further.
        for (int reg = 0; reg < 8; reg++) {
            int none = decode(bytes(prefix, twoBytes, opcode, 0xC1 | reg << 3)).length();
            if (decode(bytes(prefix, twoBytes, opcode, 0x84 | reg << 3)).length() != none) {
                return true;
            }
        }
        return false;
    }

    private void add(Slot slot) {
        Instruction i = decode(bytes(slot.prefix, slot.twoBytes, slot.opcode, Math.max(slot.modRm, 0)));
        boolean known = isAllowed(i, slot.prefix >= 0xF2);
        boolean mandatory = slot.prefix == 0
                || decode(bytes(0, slot.twoBytes, slot.opcode, Math.max(slot.modRm, 0)))
                                .opcode()
                        != i.opcode();
        // PREFETCHW of AMD processors takes no register.
        boolean hint = slot.twoBytes && slot.opcode == 0x0D && !slot.memory;
        if (known && mandatory && !hint) {
            slots.add(slot);
        }
    }

    /** Whether a program on the host may execute an instruction. */
    boolean isAllowed(Instruction i, boolean repeated) {
        return switch (i.opcode()) {
            case MOV_TO_SEGMENT -> isFree(i.destination());
            case POP_SEGMENT -> isFree(i.destination());
            case LOAD_FAR_POINTER -> isFree(i.third());
            // Newer processors give these with F3 another meaning: TZCNT, LZCNT.
            case BSF, BSR -> !repeated;
            // FISTTP of SSE3, and encodings without a name, which processors handle differently.
            case X87 ->
                !Disassembler.text(i).startsWith("x87") && !Disassembler.text(i).startsWith("fisttp");
            case BSWAP -> i.operandSize() == 4;
            default -> !EXCLUDED.contains(i.opcode());
        };
    }

    private static boolean isFree(@Nullable Operand segment) {
        return segment != null
                && (segment.register() == SegmentRegister.FS || segment.register() == SegmentRegister.GS);
    }

    /** Decodes at 0; MMX and SSE are left to their own comparison and count as invalid here. */
    Instruction decode(byte[] code) {
        Instruction any = decode(code, CpuModel.MAX);
        return LATER.contains(any.opcode()) ? any : decode(code, CpuModel.PENTIUM);
    }

    private static Instruction decode(byte[] code, CpuModel model) {
        return Decoder.decode(eip -> eip < code.length ? code[eip] & 0xFF : 0, 0, true, model);
    }

    private static byte[] bytes(int prefix, boolean twoBytes, int opcode, int modRm) {
        byte[] code = new byte[16];
        int at = 0;
        if (prefix != 0) {
            code[at++] = (byte) prefix;
        }
        if (twoBytes) {
            code[at++] = 0x0F;
        }
        code[at++] = (byte) opcode;
        code[at] = (byte) modRm;
        return code;
    }
}
