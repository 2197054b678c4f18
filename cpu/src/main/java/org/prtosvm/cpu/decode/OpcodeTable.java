package org.prtosvm.cpu.decode;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.state.Feature;

/**
 * The encodings: one row each. What has no row is an invalid opcode.
 *
 * <pre>
 * opcode bytes, then
 *   /n    only with n in the reg field of ModR/M
 *   /reg /mem   only with a register, or with memory, in the mod and r/m fields
 *   +     eight opcodes, the low three bits are a register or escape number
 *   +cc   sixteen opcodes, the low four bits are a condition
 * {@link Opcode}
 * operands in Intel order and notation, letters as in {@link OperandForm}
 * :b :v :d   width of the operation, where it is not that of the first operand
 * {@literal @}F   {@link Feature} that the processor must have
 * </pre>
 *
 * <p>NP, 66, F3 or F2 before the opcode bytes belongs to the encoding: the opcode is then defined for these prefixes only (NP
 * for none of them), F3 and F2 before 66. UD rows are the encodings that Intel reserves for #UD. MMX, SSE and SSE2 have
 * their rows in {@link SimdRows}.
 *
 * <p>Source: Intel SDM vol. 2, appendix A "Opcode Map".
 */
final class OpcodeTable {
    private static final String ROWS = """
            00 ADD Eb Gb
            01 ADD Ev Gv
            02 ADD Gb Eb
            03 ADD Gv Ev
            04 ADD AL Ib
            05 ADD rAX Iz
            06 PUSH_SEGMENT ES :v
            07 POP_SEGMENT ES :v
            08 OR Eb Gb
            09 OR Ev Gv
            0A OR Gb Eb
            0B OR Gv Ev
            0C OR AL Ib
            0D OR rAX Iz
            0E PUSH_SEGMENT CS :v
            10 ADC Eb Gb
            11 ADC Ev Gv
            12 ADC Gb Eb
            13 ADC Gv Ev
            14 ADC AL Ib
            15 ADC rAX Iz
            16 PUSH_SEGMENT SS :v
            17 POP_SEGMENT SS :v
            18 SBB Eb Gb
            19 SBB Ev Gv
            1A SBB Gb Eb
            1B SBB Gv Ev
            1C SBB AL Ib
            1D SBB rAX Iz
            1E PUSH_SEGMENT DS :v
            1F POP_SEGMENT DS :v
            20 AND Eb Gb
            21 AND Ev Gv
            22 AND Gb Eb
            23 AND Gv Ev
            24 AND AL Ib
            25 AND rAX Iz
            27 DAA
            28 SUB Eb Gb
            29 SUB Ev Gv
            2A SUB Gb Eb
            2B SUB Gv Ev
            2C SUB AL Ib
            2D SUB rAX Iz
            2F DAS
            30 XOR Eb Gb
            31 XOR Ev Gv
            32 XOR Gb Eb
            33 XOR Gv Ev
            34 XOR AL Ib
            35 XOR rAX Iz
            37 AAA
            38 CMP Eb Gb
            39 CMP Ev Gv
            3A CMP Gb Eb
            3B CMP Gv Ev
            3C CMP AL Ib
            3D CMP rAX Iz
            3F AAS
            40+ INC Zv
            48+ DEC Zv
            50+ PUSH Zv
            58+ POP Zv
            60 PUSHA
            61 POPA
            62 BOUND Gv Ma
            63 ARPL Ew Gw
            68 PUSH Iz
            69 IMUL Gv Ev Iz
            6A PUSH Ibs
            6B IMUL Gv Ev Ibs
            6C INS Yb
            6D INS Yv
            6E OUTS Xb
            6F OUTS Xv
            70+cc JCC Jb :v
            80/0 ADD Eb Ib
            80/1 OR Eb Ib
            80/2 ADC Eb Ib
            80/3 SBB Eb Ib
            80/4 AND Eb Ib
            80/5 SUB Eb Ib
            80/6 XOR Eb Ib
            80/7 CMP Eb Ib
            81/0 ADD Ev Iz
            81/1 OR Ev Iz
            81/2 ADC Ev Iz
            81/3 SBB Ev Iz
            81/4 AND Ev Iz
            81/5 SUB Ev Iz
            81/6 XOR Ev Iz
            81/7 CMP Ev Iz
            82/0 ADD Eb Ib
            82/1 OR Eb Ib
            82/2 ADC Eb Ib
            82/3 SBB Eb Ib
            82/4 AND Eb Ib
            82/5 SUB Eb Ib
            82/6 XOR Eb Ib
            82/7 CMP Eb Ib
            83/0 ADD Ev Ibs
            83/1 OR Ev Ibs
            83/2 ADC Ev Ibs
            83/3 SBB Ev Ibs
            83/4 AND Ev Ibs
            83/5 SUB Ev Ibs
            83/6 XOR Ev Ibs
            83/7 CMP Ev Ibs
            84 TEST Eb Gb
            85 TEST Ev Gv
            86 XCHG Eb Gb
            87 XCHG Ev Gv
            88 MOV Eb Gb
            89 MOV Ev Gv
            8A MOV Gb Eb
            8B MOV Gv Ev
            8C MOV_FROM_SEGMENT Ex Sw
            8D LEA Gv M
            8E MOV_TO_SEGMENT Sw Ew
            8F/0 POP Ev
            90 NOP
            F3 90 PAUSE
            91 XCHG Zv rAX
            92 XCHG Zv rAX
            93 XCHG Zv rAX
            94 XCHG Zv rAX
            95 XCHG Zv rAX
            96 XCHG Zv rAX
            97 XCHG Zv rAX
            98 CBW
            99 CWD
            9A CALL_FAR Ap
            9B WAIT
            9C PUSHF
            9D POPF
            9E SAHF
            9F LAHF
            A0 MOV AL Ob
            A1 MOV rAX Ov
            A2 MOV Ob AL
            A3 MOV Ov rAX
            A4 MOVS Yb Xb
            A5 MOVS Yv Xv
            A6 CMPS Xb Yb
            A7 CMPS Xv Yv
            A8 TEST AL Ib
            A9 TEST rAX Iz
            AA STOS Yb
            AB STOS Yv
            AC LODS Xb
            AD LODS Xv
            AE SCAS Yb
            AF SCAS Yv
            B0+ MOV Zb Ib
            B8+ MOV Zv Iz
            C0/0 ROL Eb Ub
            C0/1 ROR Eb Ub
            C0/2 RCL Eb Ub
            C0/3 RCR Eb Ub
            C0/4 SHL Eb Ub
            C0/5 SHR Eb Ub
            C0/6 SHL Eb Ub
            C0/7 SAR Eb Ub
            C1/0 ROL Ev Ub
            C1/1 ROR Ev Ub
            C1/2 RCL Ev Ub
            C1/3 RCR Ev Ub
            C1/4 SHL Ev Ub
            C1/5 SHR Ev Ub
            C1/6 SHL Ev Ub
            C1/7 SAR Ev Ub
            C2 RET Nw :v
            C3 RET
            C4 LOAD_FAR_POINTER Gv Mp ES
            C5 LOAD_FAR_POINTER Gv Mp DS
            C6/0 MOV Eb Ib
            C7/0 MOV Ev Iz
            C8 ENTER Uw Nb :v
            C9 LEAVE
            CA RET_FAR Nw :v
            CB RET_FAR
            CC INT3
            CD INT Ub :v
            CE INTO
            CF IRET
            D0/0 ROL Eb 1
            D0/1 ROR Eb 1
            D0/2 RCL Eb 1
            D0/3 RCR Eb 1
            D0/4 SHL Eb 1
            D0/5 SHR Eb 1
            D0/6 SHL Eb 1
            D0/7 SAR Eb 1
            D1/0 ROL Ev 1
            D1/1 ROR Ev 1
            D1/2 RCL Ev 1
            D1/3 RCR Ev 1
            D1/4 SHL Ev 1
            D1/5 SHR Ev 1
            D1/6 SHL Ev 1
            D1/7 SAR Ev 1
            D2/0 ROL Eb CL
            D2/1 ROR Eb CL
            D2/2 RCL Eb CL
            D2/3 RCR Eb CL
            D2/4 SHL Eb CL
            D2/5 SHR Eb CL
            D2/6 SHL Eb CL
            D2/7 SAR Eb CL
            D3/0 ROL Ev CL
            D3/1 ROR Ev CL
            D3/2 RCL Ev CL
            D3/3 RCR Ev CL
            D3/4 SHL Ev CL
            D3/5 SHR Ev CL
            D3/6 SHL Ev CL
            D3/7 SAR Ev CL
            D4 AAM Ub
            D5 AAD Ub
            D6 SALC
            D7 XLAT Xb
            D8+ X87 F
            E0 LOOPNE Jb :v
            E1 LOOPE Jb :v
            E2 LOOP Jb :v
            E3 JCXZ Jb :v
            E4 IN AL Ub
            E5 IN rAX Ub
            E6 OUT Ub AL
            E7 OUT Ub rAX :v
            E8 CALL Jz
            E9 JMP Jz
            EA JMP_FAR Ap
            EB JMP Jb :v
            EC IN AL DX
            ED IN rAX DX
            EE OUT DX AL :b
            EF OUT DX rAX :v
            F1 INT1
            F4 HLT
            F5 CMC
            F6/0 TEST Eb Ib
            F6/1 TEST Eb Ib
            F6/2 NOT Eb
            F6/3 NEG Eb
            F6/4 MUL Eb
            F6/5 IMUL_ACCUMULATOR Eb
            F6/6 DIV Eb
            F6/7 IDIV Eb
            F7/0 TEST Ev Iz
            F7/1 TEST Ev Iz
            F7/2 NOT Ev
            F7/3 NEG Ev
            F7/4 MUL Ev
            F7/5 IMUL_ACCUMULATOR Ev
            F7/6 DIV Ev
            F7/7 IDIV Ev
            F8 CLC
            F9 STC
            FA CLI
            FB STI
            FC CLD
            FD STD
            FE/0 INC Eb
            FE/1 DEC Eb
            FF/0 INC Ev
            FF/1 DEC Ev
            FF/2 CALL Ev
            FF/3 CALL_FAR Mp
            FF/4 JMP Ev
            FF/5 JMP_FAR Mp
            FF/6 PUSH Ev
            0F 00/0 SLDT Ex
            0F 00/1 STR Ex
            0F 00/2 LLDT Ew
            0F 00/3 LTR Ew
            0F 00/4 VERR Ew
            0F 00/5 VERW Ew
            0F 01/0 SGDT Ms
            0F 01/1 SIDT Ms
            0F 01/2 LGDT Ms
            0F 01/3 LIDT Ms
            0F 01/4 SMSW Ex
            0F 01/6 LMSW Ew
            0F 01/7 INVLPG M
            0F 02 LAR Gv Ew
            0F 03 LSL Gv Ew
            0F 06 CLTS
            0F 08 INVD
            0F 09 WBINVD
            0F 0B UD
            0F 0D NOP Ev @CMOV
            0F 18/4 NOP Ev @CMOV
            0F 18/5 NOP Ev @CMOV
            0F 18/6 NOP Ev @CMOV
            0F 18/7 NOP Ev @CMOV
            0F 19 NOP Ev @CMOV
            0F 1A NOP Ev @CMOV
            0F 1B NOP Ev @CMOV
            0F 1C NOP Ev @CMOV
            0F 1D NOP Ev @CMOV
            0F 1E NOP Ev @CMOV
            0F 1F NOP Ev @CMOV
            0F 20 MOV_FROM_CONTROL Rd Cd
            0F 21 MOV_FROM_DEBUG Rd Dd
            0F 22 MOV_TO_CONTROL Cd Rd
            0F 23 MOV_TO_DEBUG Dd Rd
            0F 30 WRMSR @MSR
            0F 31 RDTSC @TSC
            0F 32 RDMSR @MSR
            0F 33 RDPMC @CMOV
            0F 34 SYSENTER @SEP
            0F 35 SYSEXIT @SEP
            0F 40+cc CMOV Gv Ev @CMOV
            0F 80+cc JCC Jz
            0F 90+cc SETCC Eb
            0F A0 PUSH_SEGMENT FS :v
            0F A1 POP_SEGMENT FS :v
            0F A2 CPUID
            0F A3 BT Ev Gv
            0F A4 SHLD Ev Gv Ub
            0F A5 SHLD Ev Gv CL
            0F A8 PUSH_SEGMENT GS :v
            0F A9 POP_SEGMENT GS :v
            0F AB BTS Ev Gv
            0F AC SHRD Ev Gv Ub
            0F AD SHRD Ev Gv CL
            0F AF IMUL Gv Ev
            0F B0 CMPXCHG Eb Gb
            0F B1 CMPXCHG Ev Gv
            0F B2 LOAD_FAR_POINTER Gv Mp SS
            0F B3 BTR Ev Gv
            0F B4 LOAD_FAR_POINTER Gv Mp FS
            0F B5 LOAD_FAR_POINTER Gv Mp GS
            0F B6 MOVZX Gv Eb
            0F B7 MOVZX Gv Ew
            0F B9 UD Gv Ev
            0F BA/4 BT Ev Ub
            0F BA/5 BTS Ev Ub
            0F BA/6 BTR Ev Ub
            0F BA/7 BTC Ev Ub
            0F BB BTC Ev Gv
            0F BC BSF Gv Ev
            0F BD BSR Gv Ev
            0F BE MOVSX Gv Eb
            0F BF MOVSX Gv Ew
            0F C0 XADD Eb Gb
            0F C1 XADD Ev Gv
            0F C7/1 CMPXCHG8B Mq :d @CX8
            0F C8+ BSWAP Zv
            0F FF UD
            """;

    /** Rows with memory and rows with a register in ModR/M for each value of the reg field. */
    private static final int PLACES = 16;

    /** Opcodes under the same conditions. */
    private static final class Map {
        static final Map ONE_BYTE = new Map();
        /** One byte, after F3. */
        static final Map ONE_BYTE_REPEATED = new Map();
        /** Two bytes, whatever the prefixes. */
        static final Map TWO_BYTES = new Map();
        /** Two bytes without a prefix; then those with one that belongs to them. */
        static final Map NO_PREFIX = new Map();

        static final Map PREFIX_66 = new Map();
        static final Map PREFIX_F3 = new Map();
        static final Map PREFIX_F2 = new Map();
        static final List<Map> ALL =
                List.of(ONE_BYTE, ONE_BYTE_REPEATED, TWO_BYTES, NO_PREFIX, PREFIX_66, PREFIX_F3, PREFIX_F2);

        final @Nullable OpcodeRow[] rows = new OpcodeRow[256 * PLACES];
        /** True where ModR/M decides, and not the opcode alone. */
        final boolean[] group = new boolean[256];
        /** True where there is any row. */
        final boolean[] used = new boolean[256];
    }

    static {
        ROWS.lines().forEach(line -> add(line, null));
        SimdRows.MMX.lines().forEach(line -> add(line, Feature.MMX));
        SimdRows.SSE.lines().forEach(line -> add(line, Feature.SSE));
        SimdRows.SSE2.lines().forEach(line -> add(line, Feature.SSE2));
        for (Map map : Map.ALL) {
            for (int opcode = 0; opcode < 256; opcode++) {
                map.group[opcode] = isGroup(map.rows, opcode * PLACES);
            }
        }
    }

    /** All rows of an opcode under given prefixes. */
    static final class Places {
        private final @Nullable OpcodeRow[] rows;
        private final int first;
        private final boolean group;

        private Places(Map map, int opcode) {
            rows = map.rows;
            first = opcode * PLACES;
            group = map.group[opcode];
        }

        /** True if ModR/M decides, and not the opcode alone. */
        boolean needsModRm() {
            return group;
        }

        /** The row for a ModR/M byte, any one if it does not matter; null for an invalid opcode. */
        @Nullable
        OpcodeRow row(int modRm) {
            return rows[first + place(modRm >>> 3 & 7, modRm >>> 6 == 3)];
        }
    }

    private OpcodeTable() {}

    /**
     * Looks an opcode up.
     *
     * @param twoBytes true after 0F
     * @param operandPrefix true with a 66 prefix
     * @param repeat last repeat prefix, as in {@link Instruction#repeat}
     * @param opcode opcode byte
     * @return its rows
     */
    static Places find(boolean twoBytes, boolean operandPrefix, int repeat, int opcode) {
        return new Places(map(twoBytes, operandPrefix, repeat, opcode), opcode);
    }

    private static Map map(boolean twoBytes, boolean operandPrefix, int repeat, int opcode) {
        if (!twoBytes) {
            boolean repeated = repeat == Instruction.REP && Map.ONE_BYTE_REPEATED.used[opcode];
            return repeated ? Map.ONE_BYTE_REPEATED : Map.ONE_BYTE;
        }
        if (Map.TWO_BYTES.used[opcode]) {
            return Map.TWO_BYTES;
        }
        return switch (repeat) {
            case Instruction.REP -> Map.PREFIX_F3;
            case Instruction.REPNE -> Map.PREFIX_F2;
            default -> operandPrefix ? Map.PREFIX_66 : Map.NO_PREFIX;
        };
    }

    private static int place(int reg, boolean register) {
        return register ? reg + 8 : reg;
    }

    private static boolean isGroup(@Nullable OpcodeRow[] rows, int first) {
        for (int place = first + 1; place < first + PLACES; place++) {
            if (!Objects.equals(rows[place], rows[first])) {
                return true;
            }
        }
        return false;
    }

    private static void add(String line, @Nullable Feature feature) {
        List<String> words = Arrays.asList(line.split(" "));
        Map prefixed = switch (words.get(0)) {
            case "NP" -> Map.NO_PREFIX;
            case "66" -> Map.PREFIX_66;
            case "F3" -> Map.PREFIX_F3;
            case "F2" -> Map.PREFIX_F2;
            default -> null;
        };
        int at = prefixed == null ? 0 : 1;
        boolean twoBytes = words.get(at).equals("0F");
        Map map = prefixed == null ? Map.TWO_BYTES : prefixed;
        if (!twoBytes) {
            map = prefixed == null ? Map.ONE_BYTE : Map.ONE_BYTE_REPEATED;
        }
        at += twoBytes ? 1 : 0;
        String code = words.get(at);
        int opcode = Integer.parseInt(code.substring(0, 2), 16);
        String extension = code.substring(2);
        boolean group = extension.startsWith("/");
        OpcodeRow row = OpcodeRow.parse(words.subList(at + 1, words.size()), group, feature);
        if (group) {
            addGroup(map, opcode, extension, row);
            return;
        }
        int count = extension.equals("+cc") ? 16 : extension.equals("+") ? 8 : 1;
        for (int n = opcode; n < opcode + count; n++) {
            for (int place = 0; place < PLACES; place++) {
                set(map, n, place, row);
            }
        }
    }

    private static void addGroup(Map map, int opcode, String extension, OpcodeRow row) {
        boolean anyReg = !Character.isDigit(extension.charAt(1));
        for (int reg = 0; reg < 8; reg++) {
            if (anyReg || extension.charAt(1) - '0' == reg) {
                if (!extension.endsWith("/reg")) {
                    set(map, opcode, place(reg, false), row);
                }
                if (!extension.endsWith("/mem")) {
                    set(map, opcode, place(reg, true), row);
                }
            }
        }
    }

    private static void set(Map map, int opcode, int place, OpcodeRow row) {
        if (map.rows[opcode * PLACES + place] != null) {
            throw new IllegalStateException("opcode table: two rows for %02x/%d".formatted(opcode, place));
        }
        map.rows[opcode * PLACES + place] = row;
        map.used[opcode] = true;
    }
}
