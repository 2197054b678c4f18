package org.prtosvm.cpu.decode;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Operand.Kind;
import org.prtosvm.cpu.decode.OperandForm.Width;
import org.prtosvm.cpu.state.CpuModel;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Feature;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * From bytes to an {@link Instruction}, by the {@link OpcodeTable}.
 *
 * <p>An invalid encoding decodes to {@link Opcode#UD}, whose execution raises #UD; its length is that of the bytes looked
 * at. LOCK is valid only with a read-modify-write instruction on memory. Repeat prefixes are kept for string
 * instructions only. Constants that an instruction uses unsigned (counts, ports, vectors, sizes) are zero-extended, all
 * others sign-extended.
 *
 * <p>Source: Intel SDM vol. 2A, chapter 2 "Instruction Format".
 */
public final class Decoder {
    private static final Set<Opcode> LOCKABLE = EnumSet.of(
            Opcode.ADD,
            Opcode.ADC,
            Opcode.SUB,
            Opcode.SBB,
            Opcode.AND,
            Opcode.OR,
            Opcode.XOR,
            Opcode.NOT,
            Opcode.NEG,
            Opcode.INC,
            Opcode.DEC,
            Opcode.BTS,
            Opcode.BTR,
            Opcode.BTC,
            Opcode.XADD,
            Opcode.XCHG,
            Opcode.CMPXCHG,
            Opcode.CMPXCHG8B);

    private final ByteReader bytes;
    private final boolean code32;
    private final CpuModel model;
    private boolean lock;
    private boolean operandPrefix;
    private int repeat;
    private int segmentOverride = -1;
    private int operandSize;
    private int addressSize;
    private int immediate;
    private int opcodeByte;
    private boolean invalid;
    private @Nullable ModRm modRm;

    private Decoder(CodeBytes source, int eip, boolean code32, CpuModel model) {
        bytes = new ByteReader(source, eip);
        this.code32 = code32;
        this.model = model;
    }

    /**
     * Decodes for a processor. Raises #GP(0) beyond the limit of CS or with more than 15 bytes, and #PF.
     *
     * @param cpu processor; CS gives base, limit and default sizes
     * @param eip offset in CS
     * @return instruction
     */
    public static Instruction decode(CpuState cpu, int eip) {
        return decode(new CpuCode(cpu), eip, cpu.segment[SegmentRegister.CS].big(), cpu.model);
    }

    /**
     * Decodes from any source what any model knows.
     *
     * @param source bytes; what it throws is thrown
     * @param eip offset of the first byte
     * @param code32 true if operands and addresses have 32 bits by default
     * @return instruction
     */
    public static Instruction decode(CodeBytes source, int eip, boolean code32) {
        return decode(source, eip, code32, CpuModel.MAX);
    }

    /**
     * Decodes from any source.
     *
     * @param source bytes; what it throws is thrown
     * @param eip offset of the first byte
     * @param code32 true if operands and addresses have 32 bits by default
     * @param model processor; what it lacks is invalid
     * @return instruction
     */
    public static Instruction decode(CodeBytes source, int eip, boolean code32, CpuModel model) {
        return new Decoder(source, eip, code32, model).decode();
    }

    private Instruction decode() {
        int first = prefixes();
        boolean twoBytes = first == 0x0F;
        opcodeByte = twoBytes ? bytes.next8() : first;
        OpcodeTable.Places places = OpcodeTable.find(twoBytes, operandPrefix, repeat, opcodeByte);
        if (places.needsModRm()) {
            modRm = ModRm.read(bytes, addressSize);
        }
        OpcodeRow row = places.row(modRm == null ? 0 : modRm.raw());
        if (row == null || row.feature() != null && !model.has(row.feature())) {
            return undefined();
        }
        if (row.modRm() && modRm == null) {
            modRm = row.registersOnly() ? ModRm.readRegisters(bytes) : ModRm.read(bytes, addressSize);
        }
        return build(row);
    }

    private int prefixes() {
        operandSize = code32 ? 4 : 2;
        addressSize = operandSize;
        while (true) {
            int next = bytes.next8();
            switch (next) {
                case 0x26 -> segmentOverride = SegmentRegister.ES;
                case 0x2E -> segmentOverride = SegmentRegister.CS;
                case 0x36 -> segmentOverride = SegmentRegister.SS;
                case 0x3E -> segmentOverride = SegmentRegister.DS;
                case 0x64 -> segmentOverride = SegmentRegister.FS;
                case 0x65 -> segmentOverride = SegmentRegister.GS;
                case 0x66 -> {
                    operandSize = code32 ? 2 : 4;
                    operandPrefix = true;
                }
                case 0x67 -> addressSize = code32 ? 2 : 4;
                case 0xF0 -> lock = true;
                case 0xF2 -> repeat = Instruction.REPNE;
                case 0xF3 -> repeat = Instruction.REP;
                default -> {
                    return next;
                }
            }
        }
    }

    private Instruction build(OpcodeRow row) {
        Opcode opcode = row.opcode() == Opcode.X87
                ? X87Forms.opcode(opcodeByte, required().raw())
                : row.opcode();
        Operand[] operands = new Operand[3];
        int count = 0;
        boolean memory = modRm != null && modRm.isMemory();
        if (row.opcode() == Opcode.X87) {
            immediate = (opcodeByte & 7) << 8 | required().raw();
        }
        for (OperandForm form : row.operands()) {
            Operand operand = operand(form, memory);
            if (operand != null) {
                operands[count++] = operand;
            }
        }
        if (opcode == Opcode.X87_CMOV || opcode == Opcode.X87_COMPARE) {
            invalid |= !model.has(Feature.CMOV);
        }
        if (invalid || (lock && !(LOCKABLE.contains(opcode) && operands[0] != null && operands[0].isMemory()))) {
            return undefined();
        }
        return new Instruction(
                bytes.start(),
                bytes.length(),
                opcode,
                row.width().size(operandSize, memory),
                addressSize,
                operands[0],
                operands[1],
                operands[2],
                condition(opcode),
                immediate,
                segmentOverride >= 0 ? segmentOverride : SegmentRegister.DS,
                isString(opcode) ? repeat : 0,
                lock);
    }

    private static boolean isString(Opcode opcode) {
        return opcode.flow() == Opcode.Flow.STRING || opcode == Opcode.INS || opcode == Opcode.OUTS;
    }

    private int condition(Opcode opcode) {
        return switch (opcode) {
            case JCC, SETCC, CMOV -> opcodeByte & 0xF;
            default -> 0;
        };
    }

    private Instruction undefined() {
        return new Instruction(
                bytes.start(),
                bytes.length(),
                Opcode.UD,
                operandSize,
                addressSize,
                null,
                null,
                null,
                0,
                0,
                SegmentRegister.DS,
                0,
                false);
    }

    private @Nullable Operand operand(OperandForm form, boolean memory) {
        Width width = form.width();
        int size = width.size(operandSize, memory);
        return switch (form.addressing()) {
            case REGISTER_OR_MEMORY -> required().operand(size, segmentOverride);
            case MEMORY -> {
                invalid |= !memory;
                yield required().operand(size, segmentOverride);
            }
            case REG_FIELD -> Operand.register(size, required().reg());
            case RM_FIELD -> Operand.register(size, required().rm());
            case SEGMENT -> segmentOperand();
            case CONTROL -> {
                int number = required().reg();
                invalid |= number == 1 || number > 4;
                yield Operand.other(Kind.CONTROL, 4, number);
            }
            case DEBUG -> Operand.other(Kind.DEBUG, 4, required().reg());
            case MMX_FIELD -> Operand.other(Kind.MMX, size, required().reg());
            case MMX_OR_MEMORY -> registerOrMemory(Kind.MMX, size);
            case XMM_FIELD -> Operand.other(Kind.XMM, size, required().reg());
            case XMM_OR_MEMORY -> registerOrMemory(Kind.XMM, size);
            case X87 -> X87Forms.operand(opcodeByte, required(), segmentOverride);
            case OPCODE_REGISTER -> Operand.register(size, opcodeByte & 7);
            case IMMEDIATE ->
                Operand.immediate(size, width == Width.SIGNED_BYTE ? (byte) bytes.next8() : bytes.nextSigned(size));
            case UNSIGNED -> Operand.immediate(size, size == 1 ? bytes.next8() : bytes.next16());
            case EXTRA -> {
                immediate = size == 1 ? bytes.next8() : bytes.next16();
                yield null;
            }
            case RELATIVE -> relative(width);
            case OFFSET -> memoryOffset(size);
            case FAR_POINTER -> {
                int offset = operandSize == 2 ? bytes.next16() : bytes.next32();
                yield Operand.farPointer(bytes.next16(), offset);
            }
            case IMPLICIT -> null;
            case FIXED_REGISTER -> Operand.register(size, form.number());
            case FIXED_SEGMENT -> Operand.other(Kind.SEGMENT, 2, form.number());
            case FIXED_VALUE -> Operand.immediate(size, form.number());
        };
    }

    private Operand registerOrMemory(Kind kind, int size) {
        ModRm form = required();
        return form.isMemory() ? form.memory(size, segmentOverride) : Operand.other(kind, size, form.rm());
    }

    private Operand segmentOperand() {
        int number = required().reg();
        boolean loadsCode = opcodeByte == 0x8E && number == SegmentRegister.CS;
        invalid |= number >= SegmentRegister.COUNT || loadsCode;
        return Operand.other(Kind.SEGMENT, 2, number);
    }

    private Operand memoryOffset(int size) {
        int offset = addressSize == 2 ? bytes.next16() : bytes.next32();
        return Operand.memory(size, segmentOverride >= 0 ? segmentOverride : SegmentRegister.DS, -1, -1, 0, offset);
    }

    private Operand relative(Width width) {
        int distance = bytes.nextSigned(width == Width.BYTE ? 1 : operandSize);
        int target = bytes.start() + bytes.length() + distance;
        return Operand.target(operandSize == 2 ? target & 0xFFFF : target);
    }

    private ModRm required() {
        if (modRm == null) {
            throw new IllegalStateException("opcode %02x: row without ModR/M".formatted(opcodeByte));
        }
        return modRm;
    }
}
