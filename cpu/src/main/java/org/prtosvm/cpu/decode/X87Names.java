package org.prtosvm.cpu.decode;

import java.util.List;

/**
 * Mnemonics of the x87 instructions, by escape opcode and ModR/M. Empty where there is none.
 *
 * <p>Source: Intel SDM vol. 2, appendix A.5 "Escape Opcode Instructions".
 */
final class X87Names {
    private static final String ARITHMETIC = "fadd fmul fcom fcomp fsub fsubr fdiv fdivr";
    private static final String INTEGER = "fiadd fimul ficom ficomp fisub fisubr fidiv fidivr";

    private static final List<List<String>> MEMORY = rows(
            ARITHMETIC,
            "fld - fst fstp fldenv fldcw fnstenv fnstcw",
            INTEGER,
            "fild fisttp fist fistp - fld - fstp",
            ARITHMETIC,
            "fld fisttp fst fstp frstor - fnsave fnstsw",
            INTEGER,
            "fild fisttp fist fistp fbld fild fbstp fistp");

    private static final List<List<String>> REGISTER = rows(
            ARITHMETIC,
            "fld fxch - - - - - -",
            "fcmovb fcmove fcmovbe fcmovu - - - -",
            "fcmovnb fcmovne fcmovnbe fcmovnu - fucomi fcomi -",
            "fadd fmul - - fsubr fsub fdivr fdiv",
            "ffree - fst fstp fucom fucomp - -",
            "faddp fmulp - - fsubrp fsubp fdivrp fdivp",
            "- - - - - fucomip fcomip -");

    private static final List<String> D9_FROM_E0 = List.of(("fchs fabs - - ftst fxam - - "
                    + "fld1 fldl2t fldl2e fldpi fldlg2 fldln2 fldz - "
                    + "f2xm1 fyl2x fptan fpatan fxtract fprem1 fdecstp fincstp "
                    + "fprem fyl2xp1 fsqrt fsincos frndint fscale fsin fcos")
            .split(" "));

    private X87Names() {}

    private static List<List<String>> rows(String... rows) {
        return List.of(rows).stream().map(row -> List.of(row.split(" "))).toList();
    }

    /**
     * Finds a mnemonic.
     *
     * @param immediate immediate field of an x87 instruction
     * @return mnemonic; {@code x87} for encodings without one
     */
    static String of(int immediate) {
        int escape = immediate >>> 8;
        int modRm = immediate & 0xFF;
        String name = modRm < 0xC0 ? MEMORY.get(escape).get(modRm >>> 3 & 7) : register(escape, modRm);
        return name.equals("-") ? "x87" : name;
    }

    /** Tells whether the register form has no operand. */
    static boolean withoutOperand(int immediate) {
        int modRm = immediate & 0xFF;
        return switch (immediate >>> 8) {
            case 1 -> modRm >= 0xD0;
            case 2 -> modRm == 0xE9;
            case 3 -> modRm == 0xE2 || modRm == 0xE3;
            case 6 -> modRm == 0xD9;
            case 7 -> modRm == 0xE0;
            default -> false;
        };
    }

    private static String register(int escape, int modRm) {
        return switch (escape << 8 | modRm) {
            case 0x1D0 -> "fnop";
            case 0x2E9 -> "fucompp";
            case 0x3E2 -> "fnclex";
            case 0x3E3 -> "fninit";
            case 0x6D9 -> "fcompp";
            case 0x7E0 -> "fnstsw ax";
            default ->
                escape == 1 && modRm >= 0xE0
                        ? D9_FROM_E0.get(modRm - 0xE0)
                        : REGISTER.get(escape).get(modRm >>> 3 & 7);
        };
    }
}
