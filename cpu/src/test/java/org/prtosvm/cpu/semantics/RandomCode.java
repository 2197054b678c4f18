package org.prtosvm.cpu.semantics;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.prtosvm.cpu.decode.Decoder;
import org.prtosvm.cpu.decode.FlagEffects;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;

/**
 * Random integer code whose result the manual defines: a flag that an instruction leaves undefined is not read by the
 * following ones, and reported at the end.
 *
 * <p>Templates: opcode bytes in hex; then {@code r} a ModR/M byte of any kind, {@code R} register only, {@code m} memory
 * only, {@code /n} with n in the reg field, {@code ib iw iz} constants. Memory operands are constant addresses in the data
 * page.
 */
public final class RandomCode {
    private static final List<String> TEMPLATES = new ArrayList<>();
    private static final List<String> STRINGS = List.of("A4", "A5", "A6", "A7", "AA", "AB", "AC", "AD", "AE", "AF");

    static {
        for (int op = 0; op < 0x40; op += 8) {
            for (int form = 0; form < 4; form++) {
                add("%02X r".formatted(op + form));
                add("%02X r".formatted(op + form));
            }
            add("%02X ib".formatted(op + 4));
            add("%02X iz".formatted(op + 5));
        }
        for (int n = 0; n < 8; n++) {
            add("80 /%d ib".formatted(n));
            add("81 /%d iz".formatted(n));
            add("83 /%d ib".formatted(n));
            for (String shift : new String[] {"C0 /%d ib", "C1 /%d ib", "D0 /%d", "D1 /%d", "D2 /%d", "D3 /%d"}) {
                add(shift.formatted(n));
                add(shift.formatted(n));
            }
            add("F6 /%d".formatted(n) + (n < 2 ? " ib" : ""));
            add("F7 /%d".formatted(n) + (n < 2 ? " iz" : ""));
            add("%02X".formatted(0x40 + n));
            add("%02X".formatted(0x48 + n));
            add("%02X".formatted(0x90 + n));
            add("%02X ib".formatted(0xB0 + n));
            add("%02X iz".formatted(0xB8 + n));
            add("0F %02X".formatted(0xC8 + n));
            if (n != 4) {
                add("%02X".formatted(0x50 + n));
                add("%02X".formatted(0x58 + n));
            }
        }
        for (int condition = 0; condition < 16; condition++) {
            add("0F %02X r".formatted(0x40 + condition));
            add("0F %02X r".formatted(0x90 + condition));
            // Over an INC ECX or not.
            add("%02X 01 41".formatted(0x70 + condition));
        }
        for (String other : new String[] {
            "27",
            "2F",
            "37",
            "3F",
            "98",
            "99",
            "9E",
            "9F",
            "D6",
            "F5",
            "F8",
            "F9",
            "D4 ib",
            "D5 ib",
            "60",
            "61",
            "68 iz",
            "6A ib",
            "8F m0",
            "84 r",
            "85 r",
            "86 r",
            "87 r",
            "88 r",
            "89 r",
            "8A r",
            "8B r",
            "8D m",
            "A8 ib",
            "A9 iz",
            "C6 /0 ib",
            "C7 /0 iz",
            "FE /0",
            "FE /1",
            "FF /0",
            "FF /1",
            "FF /6",
            "69 r iz",
            "6B r ib",
            "0F A3 R",
            "0F AB R",
            "0F B3 R",
            "0F BB R",
            "0F BA /4 ib",
            "0F BA /5 ib",
            "0F BA /6 ib",
            "0F BA /7 ib",
            "0F BC r",
            "0F BD r",
            "0F A4 r ib",
            "0F A5 r",
            "0F AC r ib",
            "0F AD r",
            "0F AF r",
            "0F B0 r",
            "0F B1 r",
            "0F C0 r",
            "0F C1 r",
            "0F C7 m1",
            "0F B6 r",
            "0F B7 r",
            "0F BE r",
            "0F BF r",
            "E3 01 41",
            "E2 01 41",
            "E1 01 41",
            "E0 01 41",
            "EB 01 41",
            "0F 1F r",
            "C8 10 00 00",
            "C9",
            "E8 00 00 00 00",
            "FC",
            "90"
        }) {
            add(other);
        }
    }

    private final Random random;
    private int undefined;

    public RandomCode(Random random) {
        this.random = random;
    }

    private static void add(String template) {
        TEMPLATES.add(template);
    }

    /** Flags that are undefined behind the code generated last. */
    public int undefinedFlags() {
        return undefined;
    }

    /** A few instructions, the rest NOP. */
    public byte[] sequence(int instructions) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        undefined = 0;
        int left = instructions;
        while (left > 0 && code.size() < NativeOracle.CODE_LENGTH - 16) {
            byte[] bytes = instruction(TEMPLATES.get(random.nextInt(TEMPLATES.size())));
            if (accept(bytes, left == instructions)) {
                code.writeBytes(bytes);
                left--;
            }
        }
        return padded(code);
    }

    /** One string instruction, mostly repeated. */
    public byte[] string() {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        undefined = 0;
        switch (random.nextInt(3)) {
            case 0 -> code.write(0xF3);
            case 1 -> code.write(0xF2);
            default -> {
                // Once.
            }
        }
        code.writeBytes(instruction(STRINGS.get(random.nextInt(STRINGS.size()))));
        return padded(code);
    }

    private static byte[] padded(ByteArrayOutputStream code) {
        while (code.size() < NativeOracle.CODE_LENGTH) {
            code.write(0x90);
        }
        return code.toByteArray();
    }

    private byte[] instruction(String template) {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        int operandSize = 4;
        boolean branch = template.matches("(7|E).*");
        if (!branch && random.nextInt(4) == 0) {
            code.write(0x66);
            operandSize = 2;
        }
        for (String word : template.split(" ")) {
            switch (word) {
                case "r" -> modRm(code, random.nextInt(8), random.nextInt(3) != 0);
                case "R" -> modRm(code, random.nextInt(8), true);
                case "m" -> modRm(code, random.nextInt(8), false);
                case "m0", "m1" -> modRm(code, word.charAt(1) - '0', false);
                case "ib" -> code.write(random.nextInt());
                case "iz" -> constant(code, operandSize);
                default -> {
                    if (word.startsWith("/")) {
                        modRm(code, word.charAt(1) - '0', random.nextBoolean());
                    } else {
                        code.write(Integer.parseInt(word, 16));
                    }
                }
            }
        }
        return code.toByteArray();
    }

    private void modRm(ByteArrayOutputStream code, int reg, boolean register) {
        if (register) {
            code.write(0xC0 | reg << 3 | random.nextInt(8));
        } else {
            code.write(reg << 3 | 5);
            int address = NativeOracle.DATA + 32 + random.nextInt(NativeOracle.DATA_LENGTH - 64);
            for (int n = 0; n < 4; n++) {
                code.write(address >>> 8 * n);
            }
        }
    }

    private void constant(ByteArrayOutputStream code, int size) {
        int value = interesting(random);
        for (int n = 0; n < size; n++) {
            code.write(value >>> 8 * n);
        }
    }

    /** Values near the edges more often than others. */
    public static int interesting(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(5) - 2;
            case 1 -> Integer.MIN_VALUE + random.nextInt(5) - 2;
            case 2 -> (1 << random.nextInt(32)) - random.nextInt(2);
            case 3 -> 0x8000 + random.nextInt(5) - 2;
            default -> random.nextInt();
        };
    }

    private boolean accept(byte[] bytes, boolean first) {
        Instruction i = Decoder.decode(eip -> bytes[eip] & 0xFF, 0, true);
        boolean writesStackPointer = i.destination() != null
                        && i.destination().isRegister()
                        && i.destination().size() > 1
                        && i.destination().register() == 4
                || i.source() != null
                        && i.source().isRegister()
                        && i.source().register() == 4
                        && (i.opcode() == Opcode.XCHG || i.opcode() == Opcode.XADD);
        // Only at the beginning the frame pointer is sure to be one.
        boolean wild = writesStackPointer || i.opcode() == Opcode.LEAVE && !first;
        if (wild || (FlagEffects.read(i) & undefined) != 0 || FlagEffects.undefinedResult(i)) {
            return false;
        }
        undefined = undefined & ~FlagEffects.surelyWritten(i) | FlagEffects.undefined(i);
        return true;
    }
}
