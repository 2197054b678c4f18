package org.prtosvm.cpu.semantics;

import java.util.Random;

/** Random contents of registers that meet the special cases of an instruction often. */
final class SimdValues {
    private static final int[] INTEGERS = {
        0,
        1,
        -1,
        0x7FFF_FFFF,
        0x8000_0000,
        0x0001_0000,
        0x7FFF_7FFF,
        0x8000_8000,
        0x8080_8080,
        0x7F7F_7F7F,
        16,
        31,
        32,
        64
    };

    private final Random random;

    SimdValues(Random random) {
        this.random = random;
    }

    int integer() {
        return random.nextInt(3) == 0 ? INTEGERS[random.nextInt(INTEGERS.length)] : random.nextInt();
    }

    private long integers() {
        return (long) integer() << 32 | integer() & 0xFFFF_FFFFL;
    }

    /** 64 bits that suit an instruction by its name. */
    long element(String opcode) {
        if (random.nextInt(10) == 0) {
            return random.nextLong();
        }
        boolean singles = opcode.matches(".*[PS]S") || opcode.matches("CVTT?[PS]S2.*");
        boolean doubles = opcode.matches(".*[PS]D") || opcode.matches("CVTT?[PS]D2.*");
        boolean fromIntegers = opcode.matches("CVT(PI|SI|DQ)2.*");
        if (fromIntegers || !singles && !doubles) {
            if (opcode.matches("PS[LR].*") && random.nextBoolean()) {
                return random.nextInt(70);
            }
            return integers();
        }
        return opcode.matches("CVTT?[PS]S2.*") || singles && !opcode.matches("CVTT?[PS]D2.*")
                ? (long) single() << 32 | single() & 0xFFFF_FFFFL
                : dbl();
    }

    private int single() {
        int exponent = switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> 255;
            case 2 -> random.nextInt(256);
            case 3 -> random.nextInt(30);
            case 4 -> 254 - random.nextInt(4);
            case 5 -> 127 + 22 + random.nextInt(12);
            case 6 -> 64 + random.nextInt(4) - 2;
            case 7 -> 190 + random.nextInt(6) - 3;
            default -> 127 + random.nextInt(9) - 4;
        };
        return (int) (random.nextInt() & 0x8000_0000 | exponent << 23 | fraction(23));
    }

    private long dbl() {
        long exponent = switch (random.nextInt(14)) {
            case 0 -> 0;
            case 1 -> 2047;
            case 2 -> random.nextInt(2048);
            case 3 -> random.nextInt(60);
            case 4 -> 2046 - random.nextInt(4);
            case 5 -> 1023 + 28 + random.nextInt(8);
            case 6 -> 512 + random.nextInt(4) - 2;
            case 7 -> 1535 + random.nextInt(6) - 3;
            case 8 -> 1023 - 127 - random.nextInt(28) + 4;
            case 9 -> 1023 + 127 + random.nextInt(4) - 2;
            default -> 1023 + random.nextInt(9) - 4;
        };
        return random.nextLong() & 1L << 63 | exponent << 52 | fraction(52);
    }

    private long fraction(int bits) {
        long mask = (1L << bits) - 1;
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> mask;
            case 2 -> 1L << random.nextInt(bits);
            case 3 -> random.nextLong() & mask & -1L << random.nextInt(bits);
            case 4 -> mask & -1L << 29 % bits;
            default -> random.nextLong() & mask;
        };
    }
}
