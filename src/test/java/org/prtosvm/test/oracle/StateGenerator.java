package org.prtosvm.test.oracle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Random states in which an instruction does something: addresses lead to the data, jumps to the code, counts are short,
 * divisors sometimes fit.
 */
final class StateGenerator {
    private static final long INTEGER_BIT = 1L << 63;
    private static final long[] SIGNIFICANDS = {
        INTEGER_BIT,
        INTEGER_BIT | 1,
        -1L,
        3L << 62,
        3L << 62 | 1,
        0xA000_0000_0000_0000L,
        1,
        Long.MAX_VALUE,
        0x8000_0000_0000_0400L,
        0x8000_0100_0000_0000L,
        0xFFFF_FFFF_FFFF_F800L,
        0
    };

    private static final Set<Opcode> READS_SELECTOR_FROM_SOURCE = Set.of(Opcode.LAR, Opcode.LSL, Opcode.MOV_TO_SEGMENT);

    private final RandomGenerator random;
    private final NativeOracle oracle;

    StateGenerator(RandomGenerator random, NativeOracle oracle) {
        this.random = random;
        this.oracle = oracle;
    }

    OracleState next(Instruction i) {
        while (true) {
            OracleState state = attempt(i);
            boolean shifts = i.opcode() == Opcode.SHLD || i.opcode() == Opcode.SHRD;
            boolean undefined = shifts && i.operandSize() == 2 && (state.gpr[Gpr.ECX] & 31) > 16;
            if (!undefined || i.third() != null && i.third().isImmediate()) {
                return state;
            }
        }
    }

    private OracleState attempt(Instruction i) {
        OracleState state = new OracleState();
        state.fs = oracle.fsSelector();
        state.gs = oracle.gsSelector();
        for (int n = 0; n < 8; n++) {
            state.gpr[n] = EncodingGenerator.interesting(random);
        }
        byte[] bytes = new byte[OracleState.A_LENGTH];
        random.nextBytes(bytes);
        System.arraycopy(bytes, 0, state.a, 0, bytes.length);
        System.arraycopy(bytes, 64, state.b, 0, OracleState.B_LENGTH);
        state.gpr[Gpr.ESP] = OracleState.WINDOW_A + 128 + 4 * random.nextInt(64);
        state.eflags = Eflags.RESERVED_ONE | Eflags.IF | random.nextInt() & (Eflags.ARITHMETIC | Eflags.DF);
        if (random.nextInt(16) == 0) {
            state.eflags |= random.nextInt() & (Eflags.AC | Eflags.ID | Eflags.NT);
            state.gpr[Gpr.ESP] += random.nextInt(4);
        }
        shape(state, i);
        address(state, i, i.destination());
        address(state, i, i.source());
        contents(state, i);
        return state;
    }

    /** Registers with a role. */
    private void shape(OracleState state, Instruction i) {
        int[] gpr = state.gpr;
        switch (i.opcode()) {
            case MOVS, CMPS, STOS, LODS, SCAS, INS, OUTS -> strings(state, i);
            case XLAT -> {
                int base = base(i.segment());
                gpr[Gpr.EBX] = OracleState.WINDOW_A + random.nextInt(256) - base;
                if (i.addressSize() == 2) {
                    gpr[Gpr.EBX] = gpr[Gpr.EBX] & 0xFFFF | random.nextInt() << 16;
                }
            }
            case ENTER, LEAVE -> gpr[Gpr.EBP] = OracleState.WINDOW_A + 200 + 4 * random.nextInt(60);
            case LOOP, LOOPE, LOOPNE, JCXZ ->
                gpr[Gpr.ECX] = random.nextInt(4) | (random.nextBoolean() ? 0 : random.nextInt() << 16);
            case DIV, IDIV -> {
                if (random.nextBoolean()) {
                    gpr[Gpr.EDX] = random.nextInt(-3, 3);
                    gpr[Gpr.EAX] = random.nextBoolean() ? gpr[Gpr.EAX] : random.nextInt(-300, 300);
                }
            }
            case BT, BTS, BTR, BTC -> {
                Operand index = i.source();
                if (index != null && index.isRegister()) {
                    gpr[index.register()] = random.nextInt(-600, 600);
                }
            }
            case ARPL, LAR, LSL, VERR, VERW, LLDT, LTR, MOV_TO_SEGMENT -> {
                Operand selector = READS_SELECTOR_FROM_SOURCE.contains(i.opcode()) ? i.source() : i.destination();
                if (selector != null && selector.isRegister()) {
                    gpr[selector.register()] = selector() | random.nextInt() << 16;
                }
            }
            case JMP, CALL -> {
                Operand target = i.destination();
                if (target != null && target.isRegister()) {
                    gpr[target.register()] = codeAddress();
                }
            }
            case X87, X87_COMPARE, X87_CMOV, WAIT, EMMS -> x87(state, i);
            default -> {
                // Anything will do.
            }
        }
    }

    private void strings(OracleState state, Instruction i) {
        int[] gpr = state.gpr;
        gpr[Gpr.ESI] = EncodingGenerator.target(random) - base(i.segment());
        gpr[Gpr.EDI] = EncodingGenerator.target(random);
        gpr[Gpr.ECX] = random.nextInt(24);
        if (random.nextBoolean()) {
            // Few different bytes, so that compares go on.
            for (int n = 0; n < state.a.length; n++) {
                state.a[n] &= 1;
            }
            gpr[Gpr.EAX] &= 0x0101_0101;
        }
        if (i.addressSize() == 2) {
            gpr[Gpr.ECX] |= random.nextInt() << 16;
            gpr[Gpr.ESI] = gpr[Gpr.ESI] & 0xFFFF | random.nextInt() << 16;
        }
    }

    /** Chooses base and index registers so that a memory operand lies where it should. */
    private void address(OracleState state, Instruction i, @Nullable Operand operand) {
        if (operand == null || !operand.isMemory()) {
            return;
        }
        int target = EncodingGenerator.target(random) - base(operand.segment());
        int rest = target - operand.value();
        int[] gpr = state.gpr;
        int base = operand.base();
        int index = operand.index();
        if (index >= 0 && index == base) {
            int factor = 1 + (1 << operand.scale());
            gpr[base] = factor == 2 ? rest >> 1 : rest * inverse(factor);
        } else if (base >= 0) {
            int offset = index >= 0 ? gpr[index] << operand.scale() : 0;
            gpr[base] = rest - offset;
        } else if (index >= 0) {
            gpr[index] = rest >> operand.scale();
        }
        if (i.addressSize() == 2 && base >= 0) {
            gpr[base] = gpr[base] & 0xFFFF | (base == Gpr.ESP ? gpr[base] & 0xFFFF_0000 : random.nextInt() << 16);
        }
    }

    /** Inverse of an odd number modulo 2^32. */
    private static int inverse(int odd) {
        int result = odd;
        for (int n = 0; n < 5; n++) {
            result *= 2 - odd * result;
        }
        return result;
    }

    private static int base(int segment) {
        return switch (segment) {
            case SegmentRegister.FS -> OracleState.FS_BASE;
            case SegmentRegister.GS -> OracleState.GS_BASE;
            default -> 0;
        };
    }

    private int linear(OracleState state, Instruction i, Operand operand) {
        int offset = operand.value();
        offset += operand.base() >= 0 ? state.gpr[operand.base()] : 0;
        offset += operand.index() >= 0 ? state.gpr[operand.index()] << operand.scale() : 0;
        return (i.addressSize() == 2 ? offset & 0xFFFF : offset) + base(operand.segment());
    }

    /** Memory with a role: where returns and indirect jumps lead, selectors, numbers. */
    private void contents(OracleState state, Instruction i) {
        int stack = state.gpr[Gpr.ESP];
        switch (i.opcode()) {
            case RET -> state.store(stack, codeAddress(), i.operandSize());
            case RET_FAR -> {
                state.store(stack, codeAddress(), i.operandSize());
                state.store(stack + i.operandSize(), farSelector(), 2);
            }
            case POPF -> state.store(stack + 1, random.nextInt() & ~1, 1);
            case POP_SEGMENT -> state.store(stack, selector(), 2);
            default -> memoryOperand(state, i);
        }
    }

    private void memoryOperand(OracleState state, Instruction i) {
        Operand operand = i.destination() != null && i.destination().isMemory() ? i.destination() : i.source();
        if (operand == null || !operand.isMemory()) {
            return;
        }
        int at = linear(state, i, operand);
        switch (i.opcode()) {
            case JMP, CALL -> state.store(at, codeAddress(), i.operandSize());
            case JMP_FAR, CALL_FAR -> {
                state.store(at, codeAddress(), i.operandSize());
                state.store(at + i.operandSize(), farSelector(), 2);
            }
            case LOAD_FAR_POINTER -> state.store(at + i.operandSize(), selector(), 2);
            case ARPL, LAR, LSL, VERR, VERW, LLDT, LTR, MOV_TO_SEGMENT -> state.store(at, selector(), 2);
            case CMPXCHG -> {
                if (random.nextBoolean()) {
                    state.store(at, state.gpr[Gpr.EAX], i.operandSize());
                }
            }
            case CMPXCHG8B -> {
                if (random.nextBoolean()) {
                    state.store(at, state.gpr[Gpr.EAX], 4);
                    state.store(at + 4, state.gpr[Gpr.EDX], 4);
                }
            }
            case X87 -> number(state, i, at);
            default -> {
                if (random.nextInt(3) == 0) {
                    state.store(at, EncodingGenerator.interesting(random), Math.max(1, Math.min(4, operand.size())));
                }
            }
        }
    }

    private int codeAddress() {
        // In front of the code, where there is nothing but INT3.
        return OracleState.CODE + random.nextInt(0x700);
    }

    private int farSelector() {
        return EncodingGenerator.farSelector(random, oracle.codeSelector(), oracle.dataSelector());
    }

    /** Selectors whose descriptors we have too, and null ones. */
    private int selector() {
        int[] known = {oracle.codeSelector(), oracle.dataSelector(), oracle.fsSelector(), oracle.gsSelector(), 0};
        return known[random.nextInt(known.length)] & ~3 | random.nextInt(4);
    }

    // --- x87 -------------------------------------------------------------------------------------------------------

    private void x87(OracleState state, Instruction i) {
        ByteBuffer fx = state.fx;
        boolean unmasked = random.nextInt(4) == 0;
        int masks = unmasked ? random.nextInt(64) : 0x3F;
        int[] precisions = {0, 2, 3, 3, 3};
        int control = masks | 0x40 | precisions[random.nextInt(5)] << 8 | random.nextInt(4) << 10;
        int top = random.nextInt(8);
        int status = top << 11 | random.nextInt(8) << 8 | random.nextInt(2) << 14;
        if (random.nextInt(12) == 0) {
            // Exceptions that came before; one that is not masked waits.
            status |= random.nextInt(128);
            status |= (status & ~control & 0x3F) != 0 ? 0x8080 : 0;
        }
        int tag = 0;
        for (int n = 0; n < 8; n++) {
            boolean empty = random.nextInt(12) == 0 || n == (top - 1 & 7) && random.nextInt(4) != 0;
            tag |= empty ? 0 : 1 << n;
            extended(fx, OracleState.FX_STACK + 16 * n);
        }
        fx.putShort(OracleState.FX_CONTROL, (short) control);
        fx.putShort(OracleState.FX_STATUS, (short) status);
        fx.put(OracleState.FX_TAG, (byte) tag);
        domain(fx, i);
    }

    /** F2XM1, FYL2XP1 and the trigonometric functions are defined for small operands. */
    private void domain(ByteBuffer fx, Instruction i) {
        int exponent = fx.getShort(OracleState.FX_STACK + 8) & 0x7FFF;
        int limit = switch (i.immediate()) {
            case 0x1F0 -> 0x3FFE;
            case 0x1F9 -> 0x3FFC;
            default -> 0x7FFF;
        };
        if (exponent > limit) {
            int sign = fx.getShort(OracleState.FX_STACK + 8) & 0x8000;
            fx.putShort(OracleState.FX_STACK + 8, (short) (sign | limit - random.nextInt(3)));
            fx.putLong(OracleState.FX_STACK, fx.getLong(OracleState.FX_STACK) | INTEGER_BIT);
        }
    }

    private int exponent() {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> 0x7FFF;
            case 2 -> 0x7FFE - random.nextInt(4);
            case 3 -> random.nextInt(70);
            case 4 -> 0x3FFF - 1023 - random.nextInt(60) + 5;
            case 5 -> 0x3FFF + 1023 + random.nextInt(4) - 2;
            case 6 -> 0x3FFF - 127 - random.nextInt(26) + 3;
            case 7 -> 0x3FFF + random.nextInt(66);
            default -> 0x3FFF + random.nextInt(9) - 4;
        };
    }

    private void extended(ByteBuffer bytes, int offset) {
        int exponent = exponent();
        long significand =
                random.nextInt(3) == 0 ? SIGNIFICANDS[random.nextInt(SIGNIFICANDS.length)] : random.nextLong();
        boolean unsupported = random.nextInt(40) == 0;
        if (exponent != 0 && !unsupported) {
            significand |= INTEGER_BIT;
        } else if (exponent == 0 && random.nextInt(4) != 0) {
            significand &= ~INTEGER_BIT;
        }
        if (random.nextInt(3) == 0) {
            significand &= -1L << random.nextInt(64);
            significand |= exponent != 0 && !unsupported ? INTEGER_BIT : 0;
        }
        bytes.putLong(offset, significand);
        bytes.putShort(offset + 8, (short) (exponent | (random.nextBoolean() ? 0x8000 : 0)));
    }

    private void number(OracleState state, Instruction i, int at) {
        int escape = i.immediate() >>> 8;
        int reg = i.immediate() >>> 3 & 7;
        boolean single = escape == 0 || escape == 1 && reg < 4;
        boolean wide = escape == 4 || escape == 5 && reg < 4;
        if (single || wide) {
            int exponentBits = single ? 8 : 11;
            int fractionBits = single ? 23 : 52;
            long exponent = switch (random.nextInt(8)) {
                case 0 -> 0;
                case 1 -> (1 << exponentBits) - 1;
                case 2 -> random.nextInt(1 << exponentBits);
                default -> (1 << exponentBits - 1) - 3 + random.nextInt(6);
            };
            long fraction = random.nextInt(4) == 0 ? 0 : random.nextLong() >>> 64 - fractionBits;
            fraction = random.nextInt(3) == 0 ? fraction & -1L << random.nextInt(fractionBits) : fraction;
            long sign = random.nextBoolean() ? 1L << exponentBits + fractionBits : 0;
            state.store(at, sign | exponent << fractionBits | fraction, single ? 4 : 8);
        } else if (escape == 3 && reg >= 5) {
            ByteBuffer image = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            extended(image, 0);
            state.store(at, image.getLong(0), 8);
            state.store(at + 8, image.getShort(8), 2);
        } else if (escape == 7 && reg == 4) {
            for (int n = 0; n < 9; n++) {
                state.store(at + n, random.nextInt(10) << 4 | random.nextInt(10), 1);
            }
        } else if (escape == 1 && reg == 5) {
            state.store(at, random.nextInt(0x10000) & ~0x80, 2);
        }
    }
}
