package org.prtosvm.cpu.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/** Instructions as text in Intel syntax, for messages and traces. */
public final class Disassembler {
    private static final List<String> CONDITIONS =
            List.of("o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g");
    private static final List<String> NAMES32 = List.of("eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi");
    private static final List<String> NAMES16 = List.of("ax", "cx", "dx", "bx", "sp", "bp", "si", "di");
    private static final List<String> NAMES8 = List.of("al", "cl", "dl", "bl", "ah", "ch", "dh", "bh");
    private static final List<String> PREDICATES = List.of("eq", "lt", "le", "unord", "neq", "nlt", "nle", "ord");
    private static final List<String> SEGMENTS = List.of("es", "cs", "ss", "ds", "fs", "gs");

    private Disassembler() {}

    /**
     * Writes an instruction.
     *
     * @param i instruction
     * @return for example {@code add eax, dword [ebx+ecx*4+0x10]}
     */
    public static String text(Instruction i) {
        StringBuilder text = new StringBuilder();
        if (i.lock()) {
            text.append("lock ");
        }
        text.append(repeat(i)).append(mnemonic(i));
        StringJoiner operands = new StringJoiner(", ", " ", "").setEmptyValue("");
        for (Operand operand : operands(i)) {
            operands.add(operand(i, operand));
        }
        if (hasExtraConstant(i)) {
            operands.add(hex(i.immediate()));
        }
        return text.append(operands).toString();
    }

    private static List<Operand> operands(Instruction i) {
        return switch (i.opcode()) {
            case X87 -> X87Names.withoutOperand(i.immediate()) ? List.of() : present(i.destination());
            case LOAD_FAR_POINTER -> present(i.destination(), i.source());
            default -> present(i.destination(), i.source(), namesPredicate(i) ? null : i.third());
        };
    }

    private static List<Operand> present(@Nullable Operand... operands) {
        List<Operand> found = new ArrayList<>();
        for (Operand operand : operands) {
            if (operand != null) {
                found.add(operand);
            }
        }
        return found;
    }

    private static boolean hasExtraConstant(Instruction i) {
        return switch (i.opcode()) {
            case RET, RET_FAR -> i.immediate() != 0;
            case ENTER -> true;
            default -> false;
        };
    }

    private static String repeat(Instruction i) {
        boolean compares = i.opcode() == Opcode.CMPS || i.opcode() == Opcode.SCAS;
        return switch (i.repeat()) {
            case Instruction.REP -> compares ? "repe " : "rep ";
            case Instruction.REPNE -> compares ? "repne " : "rep ";
            default -> "";
        };
    }

    private static String mnemonic(Instruction i) {
        boolean wide = i.operandSize() == 4;
        if (namesPredicate(i)) {
            String name = name(i);
            int end = name.length() - 2;
            return name.substring(0, end) + PREDICATES.get(predicate(i)) + name.substring(end);
        }
        return switch (i.opcode()) {
            case JCC -> "j" + CONDITIONS.get(i.condition());
            case SETCC -> "set" + CONDITIONS.get(i.condition());
            case CMOV -> "cmov" + CONDITIONS.get(i.condition());
            case IMUL_ACCUMULATOR -> "imul";
            case CBW -> wide ? "cwde" : "cbw";
            case CWD -> wide ? "cdq" : "cwd";
            case PUSHA, POPA, PUSHF, POPF, IRET -> name(i) + (wide ? "d" : "");
            case MOVS, CMPS, STOS, LODS, SCAS, INS, OUTS -> name(i) + suffix(i.operandSize());
            case PREFETCHNTA, PREFETCHT0, PREFETCHT1, PREFETCHT2 -> {
                Operand hinted = i.destination();
                yield hinted != null && hinted.isMemory() ? name(i) : "nop";
            }
            case JCXZ -> i.addressSize() == 4 ? "jecxz" : "jcxz";
            case JMP_FAR -> "jmp far";
            case CALL_FAR -> "call far";
            case RET_FAR -> "retf";
            case UD -> "ud";
            case MOV_TO_SEGMENT, MOV_FROM_SEGMENT, MOV_FROM_CONTROL, MOV_TO_CONTROL, MOV_FROM_DEBUG, MOV_TO_DEBUG ->
                "mov";
            case PUSH_SEGMENT -> "push";
            case POP_SEGMENT -> "pop";
            case LOAD_FAR_POINTER -> "l" + loadedSegment(i);
            case X87, X87_COMPARE, X87_CMOV -> X87Names.of(i.immediate());
            default -> name(i);
        };
    }

    /** Comparisons with one of the eight predicates show it in the name. */
    private static boolean namesPredicate(Instruction i) {
        return switch (i.opcode()) {
            case CMPPS, CMPSS, CMPPD, CMPSD -> Integer.compareUnsigned(predicate(i), PREDICATES.size()) < 0;
            default -> false;
        };
    }

    private static int predicate(Instruction i) {
        Operand third = i.third();
        return third == null ? -1 : third.value();
    }

    private static String name(Instruction i) {
        return i.opcode().name().toLowerCase(Locale.ROOT);
    }

    private static String loadedSegment(Instruction i) {
        Operand segment = i.third();
        return segment == null ? "?s" : SEGMENTS.get(segment.register());
    }

    private static String suffix(int size) {
        return switch (size) {
            case 1 -> "b";
            case 2 -> "w";
            default -> "d";
        };
    }

    private static String operand(Instruction i, Operand operand) {
        return switch (operand.kind()) {
            case REGISTER -> register(operand.size(), operand.register());
            case MEMORY -> memory(i, operand);
            case IMMEDIATE -> hex(truncated(operand));
            case TARGET -> hex(operand.value());
            case FAR_POINTER -> "%s:%s".formatted(hex(operand.selector()), hex(operand.value()));
            case SEGMENT -> SEGMENTS.get(operand.register());
            case CONTROL -> "cr" + operand.register();
            case DEBUG -> "dr" + operand.register();
            case FPU_STACK -> "st(" + operand.register() + ")";
            case MMX -> "mm" + operand.register();
            case XMM -> "xmm" + operand.register();
        };
    }

    private static int truncated(Operand operand) {
        return switch (operand.size()) {
            case 1 -> operand.value() & 0xFF;
            case 2 -> operand.value() & 0xFFFF;
            default -> operand.value();
        };
    }

    private static String register(int size, int number) {
        return switch (size) {
            case 1 -> NAMES8.get(number);
            case 2 -> NAMES16.get(number);
            default -> NAMES32.get(number);
        };
    }

    private static String memory(Instruction i, Operand operand) {
        StringJoiner sum = new StringJoiner("+");
        List<String> names = i.addressSize() == 4 ? NAMES32 : NAMES16;
        if (operand.base() >= 0) {
            sum.add(names.get(operand.base()));
        }
        if (operand.index() >= 0) {
            sum.add(names.get(operand.index()) + (operand.scale() == 0 ? "" : "*" + (1 << operand.scale())));
        }
        String address = sum.toString();
        int displacement = operand.value();
        if (address.isEmpty()) {
            address = hex(displacement);
        } else if (displacement > 0) {
            address += "+" + hex(displacement);
        } else if (displacement < 0) {
            address += "-" + hex(-displacement);
        }
        boolean named = operand.segment() != defaultSegment(operand);
        return size(operand.size()) + "[" + (named ? SEGMENTS.get(operand.segment()) + ":" : "") + address + "]";
    }

    private static int defaultSegment(Operand operand) {
        boolean stack = operand.base() == Gpr.ESP || operand.base() == Gpr.EBP;
        return stack ? SegmentRegister.SS : SegmentRegister.DS;
    }

    private static String size(int bytes) {
        return switch (bytes) {
            case 1 -> "byte ";
            case 2 -> "word ";
            case 4 -> "dword ";
            case 8 -> "qword ";
            case 10 -> "tbyte ";
            case 16 -> "xmmword ";
            default -> "";
        };
    }

    private static String hex(int value) {
        return "0x" + Integer.toHexString(value);
    }
}
