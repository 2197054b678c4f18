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
    EMMS(0, 0, 0);

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
