package org.prtosvm.cpu.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.prtosvm.cpu.state.SegmentRegister;

class DecoderTest {
    private static final int EIP = 0x1000;

    private static Instruction decode(String hex, boolean code32) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return Decoder.decode(eip -> bytes[eip - EIP] & 0xFF, EIP, code32);
    }

    private static Instruction decode(String hex) {
        return decode(hex, true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    01 d8                   | add eax, ebx
                    03 44 8b 10             | add eax, dword [ebx+ecx*4+0x10]
                    66 81 c1 00 80          | add cx, 0x8000
                    83 c4 f0                | add esp, 0xfffffff0
                    8b 04 25 00 00 10 00    | mov eax, dword [0x100000]
                    8b 44 24 04             | mov eax, dword [esp+0x4]
                    8b 45 fc                | mov eax, dword [ebp-0x4]
                    8b 04 2c                | mov eax, dword [esp+ebp]
                    3e 8b 45 00             | mov eax, dword [ds:ebp]
                    64 a1 14 00 00 00       | mov eax, dword [fs:0x14]
                    67 8b 46 02             | mov eax, dword [bp+0x2]
                    67 8d 00                | lea eax, [bx+si]
                    8d 74 26 00             | lea esi, [esi]
                    0f b6 c4                | movzx eax, ah
                    66 0f be c0             | movsx ax, al
                    0f bf 05 10 00 00 00    | movsx eax, word [0x10]
                    0f af c3                | imul eax, ebx
                    6b c0 fe                | imul eax, eax, 0xfffffffe
                    d1 e0                   | shl eax, 0x1
                    c1 f8 1f                | sar eax, 0x1f
                    d3 e8                   | shr eax, cl
                    0f ac d0 08             | shrd eax, edx, 0x8
                    0f 94 c2                | sete dl
                    0f 4c c1                | cmovl eax, ecx
                    74 fe                   | je 0x1000
                    0f 85 fa ff ff ff       | jne 0x1000
                    e8 fb 0f 00 00          | call 0x2000
                    66 e9 fc 0f             | jmp 0x2000
                    ff e0                   | jmp eax
                    ff 24 85 00 20 00 00    | jmp dword [eax*4+0x2000]
                    ff 18                   | call far [eax]
                    9a 04 03 02 01 1b 00    | call far 0x1b:0x1020304
                    c2 08 00                | ret 0x8
                    c8 10 00 01             | enter 0x10, 0x1
                    f3 a5                   | rep movsd
                    f2 ae                   | repne scasb
                    66 f3 a7                | repe cmpsw
                    f3 90                   | pause
                    f3 0f 1e fb             | nop ebx
                    0f 1f 44 00 00          | nop dword [eax+eax]
                    0f 18 20                | nop dword [eax]
                    0f 0b                   | ud
                    f0 0f c1 18             | lock xadd dword [eax], ebx
                    0f c7 0e                | cmpxchg8b qword [esi]
                    8e d8                   | mov ds, ax
                    8c d8                   | mov eax, ds
                    8c 18                   | mov word [eax], ds
                    0f 20 c0                | mov eax, cr0
                    0f 22 18                | mov cr3, eax
                    0f 01 10                | lgdt [eax]
                    0f 01 38                | invlpg [eax]
                    c5 18                   | lds ebx, [eax]
                    e4 ff                   | in al, 0xff
                    ef                      | out dx, eax
                    cd 80                   | int 0x80
                    9c                      | pushfd
                    60                      | pushad
                    98                      | cwde
                    66 99                   | cwd
                    d9 c1                   | fld st(1)
                    dd 45 f8                | fld qword [ebp-0x8]
                    db 6d f0                | fld tbyte [ebp-0x10]
                    de c1                   | faddp st(1)
                    df e0                   | fnstsw ax
                    db e9                   | fucomi st(1)
                    d9 fa                   | fsqrt
                    0f 10 c1                | movups xmm0, xmm1
                    66 0f 6f 00             | movdqa xmm0, xmmword [eax]
                    f3 0f 6f 00             | movdqu xmm0, xmmword [eax]
                    0f 6f c1                | movq mm0, mm1
                    0f 6e c1                | movd mm0, ecx
                    f2 0f 10 00             | movsd xmm0, qword [eax]
                    f3 0f 11 08             | movss dword [eax], xmm1
                    0f 12 c1                | movhlps xmm0, xmm1
                    0f 12 00                | movlps xmm0, qword [eax]
                    f2 0f 2a 00             | cvtsi2sd xmm0, dword [eax]
                    f2 0f 2c c1             | cvttsd2si eax, xmm1
                    0f c2 c1 01             | cmpltps xmm0, xmm1
                    f2 0f c2 c1 08          | cmpsd xmm0, xmm1, 0x8
                    66 0f c4 c0 03          | pinsrw xmm0, eax, 0x3
                    0f c4 00 03             | pinsrw mm0, word [eax], 0x3
                    0f 71 d1 04             | psrlw mm1, 0x4
                    66 0f 73 f9 04          | pslldq xmm1, 0x4
                    0f 60 00                | punpcklbw mm0, dword [eax]
                    0f ae 00                | fxsave [eax]
                    0f ae 10                | ldmxcsr dword [eax]
                    0f ae e8                | lfence
                    0f ae f8                | sfence
                    0f ae 38                | clflush byte [eax]
                    0f 18 08                | prefetcht0 byte [eax]
                    66 f3 0f e6 c1          | cvtdq2pd xmm0, xmm1
                    0f c3 08                | movnti dword [eax], ecx
                    """)
    void shouldReadAndShow(String hex, String text) {
        Instruction i = decode(hex);
        assertEquals(text, Disassembler.text(i));
        assertEquals(hex.replace(" ", "").length() / 2, i.length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    8b 46 fe                | mov ax, word [bp-0x2]
                    8b 42 00                | mov ax, word [bp+si]
                    66 b8 01 00 00 00       | mov eax, 0x1
                    67 66 8b 04 24          | mov eax, dword [esp]
                    a1 34 12                | mov ax, word [0x1234]
                    e9 fd ff                | jmp 0x1000
                    c4 07                   | les ax, [bx]
                    """)
    void shouldReadSixteenBitCode(String hex, String text) {
        assertEquals(text, Disassembler.text(decode(hex, false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0f05",
                "0fff",
                "660f77",
                "0f13c0",
                "f30f2800",
                "f20f1200",
                "660fae38",
                "0f7210",
                "fe10",
                "ff38",
                "8fc8",
                "c6c8",
                "c5c0",
                "8ec8",
                "8ef8",
                "8cf0",
                "0f20c8",
                "0f22e8",
                "8dc0",
                "62c0",
                "0fc7c8",
                "0fbac0",
                "0f01c1",
                "ffd8",
                "ffe8",
                "0f0ac0"
            })
    void shouldRefuse(String hex) {
        assertEquals(Opcode.UD, decode(hex + "00000000").opcode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"f001d8", "f090", "f03918", "f08518", "f08b00", "f08918", "f0c3", "f00fa318", "f0d9c0"})
    void shouldRefuseLockOnWhatCannotBeLocked(String hex) {
        assertEquals(Opcode.UD, decode(hex + "00000000").opcode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"f00118", "f08118", "f0ff00", "f0f718", "f00fb118", "f00fba2810", "f08718", "f00fc70e"})
    void shouldAcceptLockOnMemory(String hex) {
        Instruction i = decode(hex + "0000000000");
        assertTrue(i.lock());
        assertFalse(i.opcode() == Opcode.UD);
    }

    @Test
    void shouldRefuseSixteenBytes() {
        assertEquals(15, decode("66".repeat(14) + "90").length());
        String sixteen = "66".repeat(15) + "90";
        assertThrows(IllegalArgumentException.class, () -> decode(sixteen));
    }

    @Test
    void shouldNotLookAtBytesItDoesNotNeed() {
        assertEquals(1, decode("c3").length());
        assertEquals(2, decode("ffe0").length());
    }

    @Test
    void shouldExtendConstantsAsTheyAreUsed() {
        assertEquals(-128, constant("0480"));
        assertEquals(-16, constant("83c0f0"));
        assertEquals(0xFFFF_8000, constant("66050080"));
        assertEquals(255, constant("c0e0ff"));
        assertEquals(255, constant("e4ff"));
        Instruction enter = decode("c8f0ff81");
        assertEquals(0x81, enter.immediate());
        assertEquals(0xFFF0, assertNotNullAnd(enter.destination()).value());
        assertEquals(0xFFF0, decode("c2f0ff").immediate());
    }

    private static int constant(String hex) {
        return assertNotNullAnd(decode(hex).source()).value();
    }

    private static Operand assertNotNullAnd(@Nullable Operand operand) {
        assertNotNull(operand);
        return operand;
    }

    @Test
    void shouldGiveStringInstructionsTheirSegment() {
        assertEquals(SegmentRegister.DS, decode("a4").segment());
        assertEquals(SegmentRegister.GS, decode("65a4").segment());
        assertEquals(Instruction.REP, decode("f3a4").repeat());
        assertEquals(0, decode("f3c3").repeat());
    }

    @Test
    void shouldKeepTheEscapeOfX87() {
        Instruction i = decode("dd45f8");
        assertEquals(5 << 8 | 0x45, i.immediate());
        assertEquals(Opcode.X87_COMPARE, decode("dbe9").opcode());
        assertEquals(Opcode.X87_CMOV, decode("dac0").opcode());
    }

    @Test
    void shouldTakeTheLastOfSeveralPrefixes() {
        assertEquals(Instruction.REPNE, decode("f3f2a6").repeat());
        assertEquals(
                SegmentRegister.ES,
                assertNotNullAnd(decode("64268b00").source()).segment());
    }
}
