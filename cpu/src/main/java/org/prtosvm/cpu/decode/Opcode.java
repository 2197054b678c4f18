package org.prtosvm.cpu.decode;

import static org.prtosvm.cpu.state.Eflags.AF;
import static org.prtosvm.cpu.state.Eflags.ARITHMETIC;
import static org.prtosvm.cpu.state.Eflags.CF;
import static org.prtosvm.cpu.state.Eflags.OF;
import static org.prtosvm.cpu.state.Eflags.PF;
import static org.prtosvm.cpu.state.Eflags.SF;
import static org.prtosvm.cpu.state.Eflags.ZF;

/**
 * What an instruction does, independent of its encoding, with the facts about flags and control flow that both engines
 * read: which flags it reads, which it writes (or leaves undefined, which we write with one documented value), and how
 * it takes part in blocks.
 *
 * <p>Source: Intel SDM vol. 2, "Flags Affected" of each instruction; vol. 1, appendix A.
 */
public enum Opcode {
    // Integer arithmetic and logic.
    ADD(0, ARITHMETIC, 0),
    ADC(CF, ARITHMETIC, 0),
    SUB(0, ARITHMETIC, 0),
    SBB(CF, ARITHMETIC, 0),
    CMP(0, ARITHMETIC, 0),
    NEG(0, ARITHMETIC, 0),
    INC(0, ARITHMETIC & ~CF, 0),
    DEC(0, ARITHMETIC & ~CF, 0),
    AND(0, ARITHMETIC, AF),
    OR(0, ARITHMETIC, AF),
    XOR(0, ARITHMETIC, AF),
    TEST(0, ARITHMETIC, AF),
    NOT(0, 0, 0),
    /** Unsigned multiply of the accumulator. */
    MUL(0, ARITHMETIC, SF | ZF | AF | PF),
    /** Signed multiply of the accumulator (one operand). */
    IMUL_ACCUMULATOR(0, ARITHMETIC, SF | ZF | AF | PF),
    /** Signed multiply, two or three operands: destination = source * third (or destination * source). */
    IMUL(0, ARITHMETIC, SF | ZF | AF | PF),
    DIV(0, 0, ARITHMETIC),
    IDIV(0, 0, ARITHMETIC),
    SHL(0, ARITHMETIC, AF, Flow.FLAGS_CONDITIONAL),
    SHR(0, ARITHMETIC, AF, Flow.FLAGS_CONDITIONAL),
    SAR(0, ARITHMETIC, AF, Flow.FLAGS_CONDITIONAL),
    ROL(0, CF | OF, 0, Flow.FLAGS_CONDITIONAL),
    ROR(0, CF | OF, 0, Flow.FLAGS_CONDITIONAL),
    RCL(CF, CF | OF, 0, Flow.FLAGS_CONDITIONAL),
    RCR(CF, CF | OF, 0, Flow.FLAGS_CONDITIONAL),
    SHLD(0, ARITHMETIC, AF, Flow.FLAGS_CONDITIONAL),
    SHRD(0, ARITHMETIC, AF, Flow.FLAGS_CONDITIONAL),
    BT(0, CF, 0),
    BTS(0, CF, 0),
    BTR(0, CF, 0),
    BTC(0, CF, 0),
    BSF(0, ZF, ARITHMETIC & ~ZF),
    BSR(0, ZF, ARITHMETIC & ~ZF),
    DAA(CF | AF, ARITHMETIC, OF),
    DAS(CF | AF, ARITHMETIC, OF),
    AAA(AF, CF | AF, OF | SF | ZF | PF),
    AAS(AF, CF | AF, OF | SF | ZF | PF),
    AAM(0, SF | ZF | PF, OF | AF | CF),
    AAD(0, SF | ZF | PF, OF | AF | CF),
    CMPXCHG(0, ARITHMETIC, 0),
    CMPXCHG8B(0, ZF, 0),
    XADD(0, ARITHMETIC, 0),

    // Moves.
    MOV(0, 0, 0),
    MOVZX(0, 0, 0),
    MOVSX(0, 0, 0),
    LEA(0, 0, 0),
    XCHG(0, 0, 0),
    BSWAP(0, 0, 0),
    /** Sign-extend AL to AX or AX to EAX. */
    CBW(0, 0, 0),
    /** Sign-extend AX to DX:AX or EAX to EDX:EAX. */
    CWD(0, 0, 0),
    XLAT(0, 0, 0),
    CMOV(ARITHMETIC, 0, 0),
    SETCC(ARITHMETIC, 0, 0),
    LAHF(ARITHMETIC, 0, 0),
    SAHF(0, ARITHMETIC & ~OF, 0),
    SALC(CF, 0, 0),
    CLC(0, CF, 0),
    STC(0, CF, 0),
    CMC(CF, CF, 0),
    CLD(0, 0, 0),
    STD(0, 0, 0),

    // Stack.
    PUSH(0, 0, 0),
    POP(0, 0, 0),
    PUSHA(0, 0, 0),
    POPA(0, 0, 0),
    PUSHF(ARITHMETIC, 0, 0),
    POPF(0, ARITHMETIC, 0, Flow.ALONE),
    ENTER(0, 0, 0),
    LEAVE(0, 0, 0),

    // Strings; with a repeat prefix they stand alone, each iteration counts.
    MOVS(0, 0, 0, Flow.STRING),
    CMPS(0, ARITHMETIC, 0, Flow.STRING),
    STOS(0, 0, 0, Flow.STRING),
    LODS(0, 0, 0, Flow.STRING),
    SCAS(0, ARITHMETIC, 0, Flow.STRING),
    INS(0, 0, 0, Flow.ALONE),
    OUTS(0, 0, 0, Flow.ALONE),

    // Near control transfer.
    JMP(0, 0, 0, Flow.JUMP),
    JCC(ARITHMETIC, 0, 0, Flow.CONDITIONAL),
    LOOP(0, 0, 0, Flow.CONDITIONAL),
    LOOPE(ZF, 0, 0, Flow.CONDITIONAL),
    LOOPNE(ZF, 0, 0, Flow.CONDITIONAL),
    JCXZ(0, 0, 0, Flow.CONDITIONAL),
    CALL(0, 0, 0, Flow.CALL),
    RET(0, 0, 0, Flow.RETURN),

    // Far control transfer, interrupts.
    JMP_FAR(0, 0, 0, Flow.ALONE),
    CALL_FAR(0, 0, 0, Flow.ALONE),
    RET_FAR(0, 0, 0, Flow.ALONE),
    IRET(0, ARITHMETIC, 0, Flow.ALONE),
    INT(0, 0, 0, Flow.ALONE),
    INT1(0, 0, 0, Flow.ALONE),
    INT3(0, 0, 0, Flow.ALONE),
    INTO(OF, 0, 0, Flow.ALONE),
    BOUND(0, 0, 0),
    UD(0, 0, 0, Flow.ALONE),
    SYSENTER(0, 0, 0, Flow.ALONE),
    SYSEXIT(0, 0, 0, Flow.ALONE),

    // Segments and descriptors.
    /** MOV to a segment register. */
    MOV_TO_SEGMENT(0, 0, 0, Flow.ALONE),
    /** MOV from a segment register. */
    MOV_FROM_SEGMENT(0, 0, 0),
    PUSH_SEGMENT(0, 0, 0),
    POP_SEGMENT(0, 0, 0, Flow.ALONE),
    /** LDS, LES, LFS, LGS, LSS: destination register, third operand the segment register. */
    LOAD_FAR_POINTER(0, 0, 0, Flow.ALONE),
    LAR(0, ZF, 0),
    LSL(0, ZF, 0),
    VERR(0, ZF, 0),
    VERW(0, ZF, 0),
    ARPL(0, ZF, 0),
    SGDT(0, 0, 0),
    SIDT(0, 0, 0),
    SLDT(0, 0, 0),
    STR(0, 0, 0),
    SMSW(0, 0, 0),
    LGDT(0, 0, 0, Flow.ALONE),
    LIDT(0, 0, 0, Flow.ALONE),
    LLDT(0, 0, 0, Flow.ALONE),
    LTR(0, 0, 0, Flow.ALONE),
    LMSW(0, 0, 0, Flow.ALONE),

    // System.
    MOV_FROM_CONTROL(0, 0, ARITHMETIC, Flow.ALONE),
    MOV_TO_CONTROL(0, 0, ARITHMETIC, Flow.ALONE),
    MOV_FROM_DEBUG(0, 0, ARITHMETIC, Flow.ALONE),
    MOV_TO_DEBUG(0, 0, ARITHMETIC, Flow.ALONE),
    CLTS(0, 0, 0, Flow.ALONE),
    INVD(0, 0, 0, Flow.ALONE),
    WBINVD(0, 0, 0, Flow.ALONE),
    INVLPG(0, 0, 0, Flow.ALONE),
    RDMSR(0, 0, 0, Flow.ALONE),
    WRMSR(0, 0, 0, Flow.ALONE),
    RDTSC(0, 0, 0, Flow.ALONE),
    RDPMC(0, 0, 0, Flow.ALONE),
    CPUID(0, 0, 0),
    HLT(0, 0, 0, Flow.ALONE),
    CLI(0, 0, 0, Flow.ALONE),
    STI(0, 0, 0, Flow.ALONE),
    IN(0, 0, 0, Flow.ALONE),
    OUT(0, 0, 0, Flow.ALONE),
    NOP(0, 0, 0),
    PAUSE(0, 0, 0),
    /** FWAIT. */
    WAIT(0, 0, 0),
    /** Any x87 instruction (escape opcodes D8..DF); the operation is in {@link Instruction#immediate}. */
    X87(0, 0, 0),
    /** x87 compares that write EFLAGS (FCOMI, FCOMIP, FUCOMI, FUCOMIP). */
    X87_COMPARE(0, ARITHMETIC, 0),
    /** x87 conditional moves. */
    X87_CMOV(ARITHMETIC, 0, 0),

    // MMX; the forms on XMM registers, where they exist, are the same opcodes.
    EMMS(0, 0, 0),
    MOVD(0, 0, 0),
    MOVQ(0, 0, 0),
    PACKSSWB(0, 0, 0),
    PACKSSDW(0, 0, 0),
    PACKUSWB(0, 0, 0),
    PADDB(0, 0, 0),
    PADDW(0, 0, 0),
    PADDD(0, 0, 0),
    PADDSB(0, 0, 0),
    PADDSW(0, 0, 0),
    PADDUSB(0, 0, 0),
    PADDUSW(0, 0, 0),
    PSUBB(0, 0, 0),
    PSUBW(0, 0, 0),
    PSUBD(0, 0, 0),
    PSUBSB(0, 0, 0),
    PSUBSW(0, 0, 0),
    PSUBUSB(0, 0, 0),
    PSUBUSW(0, 0, 0),
    PMULHW(0, 0, 0),
    PMULLW(0, 0, 0),
    PMADDWD(0, 0, 0),
    PCMPEQB(0, 0, 0),
    PCMPEQW(0, 0, 0),
    PCMPEQD(0, 0, 0),
    PCMPGTB(0, 0, 0),
    PCMPGTW(0, 0, 0),
    PCMPGTD(0, 0, 0),
    PAND(0, 0, 0),
    PANDN(0, 0, 0),
    POR(0, 0, 0),
    PXOR(0, 0, 0),
    PSLLW(0, 0, 0),
    PSLLD(0, 0, 0),
    PSLLQ(0, 0, 0),
    PSRLW(0, 0, 0),
    PSRLD(0, 0, 0),
    PSRLQ(0, 0, 0),
    PSRAW(0, 0, 0),
    PSRAD(0, 0, 0),
    PUNPCKLBW(0, 0, 0),
    PUNPCKLWD(0, 0, 0),
    PUNPCKLDQ(0, 0, 0),
    PUNPCKHBW(0, 0, 0),
    PUNPCKHWD(0, 0, 0),
    PUNPCKHDQ(0, 0, 0),

    // What SSE added to MMX.
    PAVGB(0, 0, 0),
    PAVGW(0, 0, 0),
    PEXTRW(0, 0, 0),
    PINSRW(0, 0, 0),
    PMAXSW(0, 0, 0),
    PMAXUB(0, 0, 0),
    PMINSW(0, 0, 0),
    PMINUB(0, 0, 0),
    PMOVMSKB(0, 0, 0),
    PMULHUW(0, 0, 0),
    PSADBW(0, 0, 0),
    PSHUFW(0, 0, 0),
    MASKMOVQ(0, 0, 0),
    MOVNTQ(0, 0, 0),

    // Extended state, memory hints and order.
    FXSAVE(0, 0, 0),
    FXRSTOR(0, 0, 0),
    LDMXCSR(0, 0, 0),
    STMXCSR(0, 0, 0),
    PREFETCHNTA(0, 0, 0),
    PREFETCHT0(0, 0, 0),
    PREFETCHT1(0, 0, 0),
    PREFETCHT2(0, 0, 0),
    SFENCE(0, 0, 0),
    LFENCE(0, 0, 0),
    MFENCE(0, 0, 0),
    CLFLUSH(0, 0, 0),
    MOVNTI(0, 0, 0),

    // SSE: single precision.
    MOVAPS(0, 0, 0),
    MOVUPS(0, 0, 0),
    MOVSS(0, 0, 0),
    MOVHLPS(0, 0, 0),
    MOVLHPS(0, 0, 0),
    MOVLPS(0, 0, 0),
    MOVHPS(0, 0, 0),
    MOVMSKPS(0, 0, 0),
    MOVNTPS(0, 0, 0),
    ADDPS(0, 0, 0),
    ADDSS(0, 0, 0),
    SUBPS(0, 0, 0),
    SUBSS(0, 0, 0),
    MULPS(0, 0, 0),
    MULSS(0, 0, 0),
    DIVPS(0, 0, 0),
    DIVSS(0, 0, 0),
    SQRTPS(0, 0, 0),
    SQRTSS(0, 0, 0),
    RCPPS(0, 0, 0),
    RCPSS(0, 0, 0),
    RSQRTPS(0, 0, 0),
    RSQRTSS(0, 0, 0),
    MAXPS(0, 0, 0),
    MAXSS(0, 0, 0),
    MINPS(0, 0, 0),
    MINSS(0, 0, 0),
    CMPPS(0, 0, 0),
    CMPSS(0, 0, 0),
    ANDPS(0, 0, 0),
    ANDNPS(0, 0, 0),
    ORPS(0, 0, 0),
    XORPS(0, 0, 0),
    SHUFPS(0, 0, 0),
    UNPCKHPS(0, 0, 0),
    UNPCKLPS(0, 0, 0),
    CVTPI2PS(0, 0, 0),
    CVTSI2SS(0, 0, 0),
    CVTPS2PI(0, 0, 0),
    CVTTPS2PI(0, 0, 0),
    CVTSS2SI(0, 0, 0),
    CVTTSS2SI(0, 0, 0),
    UCOMISS(0, ARITHMETIC, 0),
    COMISS(0, ARITHMETIC, 0),

    // SSE2: double precision and conversions.
    MOVAPD(0, 0, 0),
    MOVUPD(0, 0, 0),
    MOVSD(0, 0, 0),
    MOVLPD(0, 0, 0),
    MOVHPD(0, 0, 0),
    MOVMSKPD(0, 0, 0),
    MOVNTPD(0, 0, 0),
    ADDPD(0, 0, 0),
    ADDSD(0, 0, 0),
    SUBPD(0, 0, 0),
    SUBSD(0, 0, 0),
    MULPD(0, 0, 0),
    MULSD(0, 0, 0),
    DIVPD(0, 0, 0),
    DIVSD(0, 0, 0),
    SQRTPD(0, 0, 0),
    SQRTSD(0, 0, 0),
    MAXPD(0, 0, 0),
    MAXSD(0, 0, 0),
    MINPD(0, 0, 0),
    MINSD(0, 0, 0),
    CMPPD(0, 0, 0),
    CMPSD(0, 0, 0),
    ANDPD(0, 0, 0),
    ANDNPD(0, 0, 0),
    ORPD(0, 0, 0),
    XORPD(0, 0, 0),
    SHUFPD(0, 0, 0),
    UNPCKHPD(0, 0, 0),
    UNPCKLPD(0, 0, 0),
    CVTPI2PD(0, 0, 0),
    CVTSI2SD(0, 0, 0),
    CVTPD2PI(0, 0, 0),
    CVTTPD2PI(0, 0, 0),
    CVTSD2SI(0, 0, 0),
    CVTTSD2SI(0, 0, 0),
    CVTPS2PD(0, 0, 0),
    CVTPD2PS(0, 0, 0),
    CVTSS2SD(0, 0, 0),
    CVTSD2SS(0, 0, 0),
    CVTDQ2PS(0, 0, 0),
    CVTPS2DQ(0, 0, 0),
    CVTTPS2DQ(0, 0, 0),
    CVTDQ2PD(0, 0, 0),
    CVTPD2DQ(0, 0, 0),
    CVTTPD2DQ(0, 0, 0),
    UCOMISD(0, ARITHMETIC, 0),
    COMISD(0, ARITHMETIC, 0),

    // SSE2: integers.
    MOVDQA(0, 0, 0),
    MOVDQU(0, 0, 0),
    MOVQ2DQ(0, 0, 0),
    MOVDQ2Q(0, 0, 0),
    MOVNTDQ(0, 0, 0),
    MASKMOVDQU(0, 0, 0),
    PADDQ(0, 0, 0),
    PSUBQ(0, 0, 0),
    PMULUDQ(0, 0, 0),
    PSHUFD(0, 0, 0),
    PSHUFHW(0, 0, 0),
    PSHUFLW(0, 0, 0),
    PSLLDQ(0, 0, 0),
    PSRLDQ(0, 0, 0),
    PUNPCKLQDQ(0, 0, 0),
    PUNPCKHQDQ(0, 0, 0);

    /** How an instruction takes part in the flow of control. */
    public enum Flow {
        /** Falls through. */
        NEXT,
        /** Falls through; writes its flags only if its count is not 0. */
        FLAGS_CONDITIONAL,
        /** A string instruction: as ALONE with a repeat prefix, as NEXT without. */
        STRING,
        /** Unconditional near jump: ends a block. */
        JUMP,
        /** Conditional near jump: ends a block, falls through if not taken. */
        CONDITIONAL,
        /** Near call: ends a block; execution usually comes back behind it. */
        CALL,
        /** Near return: ends a block. */
        RETURN,
        /**
         * Must be the only instruction of its block: it reads the time, changes the mode, may leave the engine, or
         * repeats itself.
         */
        ALONE
    }

    private final int flagsRead;
    private final int flagsWritten;
    private final int flagsUndefined;
    private final Flow flow;

    Opcode(int flagsRead, int flagsWritten, int flagsUndefined) {
        this(flagsRead, flagsWritten, flagsUndefined, Flow.NEXT);
    }

    Opcode(int flagsRead, int flagsWritten, int flagsUndefined, Flow flow) {
        this.flagsRead = flagsRead;
        this.flagsWritten = flagsWritten;
        this.flagsUndefined = flagsUndefined;
        this.flow = flow;
    }

    /** @return arithmetic flags whose value may influence the result (all of them for condition codes) */
    public int flagsRead() {
        return flagsRead;
    }

    /** @return arithmetic flags that are written, the undefined ones among them where we write those */
    public int flagsWritten() {
        return flagsWritten;
    }

    /** @return arithmetic flags that the manual leaves undefined: masked when compared with hardware */
    public int flagsUndefined() {
        return flagsUndefined;
    }

    /** @return how it takes part in the flow of control */
    public Flow flow() {
        return flow;
    }
}
