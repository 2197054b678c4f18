package org.prtosvm.cpu.decode;

/**
 * The encodings of MMX, SSE and SSE2 in the notation of {@link OpcodeTable}.
 *
 * <p>Source: Intel SDM vol. 2, appendix A.3 "One, Two, and Three-Byte Opcode Maps", table A-3, and the instructions.
 */
final class SimdRows {
    /** MMX technology. */
    static final String MMX = """
            NP 0F 60 PUNPCKLBW Pq Qd
            NP 0F 61 PUNPCKLWD Pq Qd
            NP 0F 62 PUNPCKLDQ Pq Qd
            NP 0F 63 PACKSSWB Pq Qq
            NP 0F 64 PCMPGTB Pq Qq
            NP 0F 65 PCMPGTW Pq Qq
            NP 0F 66 PCMPGTD Pq Qq
            NP 0F 67 PACKUSWB Pq Qq
            NP 0F 68 PUNPCKHBW Pq Qq
            NP 0F 69 PUNPCKHWD Pq Qq
            NP 0F 6A PUNPCKHDQ Pq Qq
            NP 0F 6B PACKSSDW Pq Qq
            NP 0F 6E MOVD Pq Ed
            NP 0F 6F MOVQ Pq Qq
            NP 0F 71/2/reg PSRLW Qq Ub
            NP 0F 71/4/reg PSRAW Qq Ub
            NP 0F 71/6/reg PSLLW Qq Ub
            NP 0F 72/2/reg PSRLD Qq Ub
            NP 0F 72/4/reg PSRAD Qq Ub
            NP 0F 72/6/reg PSLLD Qq Ub
            NP 0F 73/2/reg PSRLQ Qq Ub
            NP 0F 73/6/reg PSLLQ Qq Ub
            NP 0F 74 PCMPEQB Pq Qq
            NP 0F 75 PCMPEQW Pq Qq
            NP 0F 76 PCMPEQD Pq Qq
            NP 0F 77 EMMS
            NP 0F 7E MOVD Ed Pq
            NP 0F 7F MOVQ Qq Pq
            NP 0F D1 PSRLW Pq Qq
            NP 0F D2 PSRLD Pq Qq
            NP 0F D3 PSRLQ Pq Qq
            NP 0F D5 PMULLW Pq Qq
            NP 0F D8 PSUBUSB Pq Qq
            NP 0F D9 PSUBUSW Pq Qq
            NP 0F DB PAND Pq Qq
            NP 0F DC PADDUSB Pq Qq
            NP 0F DD PADDUSW Pq Qq
            NP 0F DF PANDN Pq Qq
            NP 0F E1 PSRAW Pq Qq
            NP 0F E2 PSRAD Pq Qq
            NP 0F E5 PMULHW Pq Qq
            NP 0F E8 PSUBSB Pq Qq
            NP 0F E9 PSUBSW Pq Qq
            NP 0F EB POR Pq Qq
            NP 0F EC PADDSB Pq Qq
            NP 0F ED PADDSW Pq Qq
            NP 0F EF PXOR Pq Qq
            NP 0F F1 PSLLW Pq Qq
            NP 0F F2 PSLLD Pq Qq
            NP 0F F3 PSLLQ Pq Qq
            NP 0F F5 PMADDWD Pq Qq
            NP 0F F8 PSUBB Pq Qq
            NP 0F F9 PSUBW Pq Qq
            NP 0F FA PSUBD Pq Qq
            NP 0F FC PADDB Pq Qq
            NP 0F FD PADDW Pq Qq
            NP 0F FE PADDD Pq Qq
            """;

    /** Streaming SIMD extensions. */
    static final String SSE = """
            0F 18/0 PREFETCHNTA Eb
            0F 18/1 PREFETCHT0 Eb
            0F 18/2 PREFETCHT1 Eb
            0F 18/3 PREFETCHT2 Eb
            NP 0F 10 MOVUPS Vdq Wdq
            F3 0F 10 MOVSS Vd Wd
            NP 0F 11 MOVUPS Wdq Vdq
            F3 0F 11 MOVSS Wd Vd
            NP 0F 12/reg MOVHLPS Vdq Wdq
            NP 0F 12/mem MOVLPS Vq Wq
            NP 0F 13/mem MOVLPS Wq Vq
            NP 0F 14 UNPCKLPS Vdq Wdq
            NP 0F 15 UNPCKHPS Vdq Wdq
            NP 0F 16/reg MOVLHPS Vdq Wdq
            NP 0F 16/mem MOVHPS Vq Wq
            NP 0F 17/mem MOVHPS Wq Vq
            NP 0F 28 MOVAPS Vdq Wdq
            NP 0F 29 MOVAPS Wdq Vdq
            NP 0F 2A CVTPI2PS Vdq Qq
            F3 0F 2A CVTSI2SS Vd Ed
            NP 0F 2B/mem MOVNTPS Wdq Vdq
            NP 0F 2C CVTTPS2PI Pq Wq
            F3 0F 2C CVTTSS2SI Gd Wd
            NP 0F 2D CVTPS2PI Pq Wq
            F3 0F 2D CVTSS2SI Gd Wd
            NP 0F 2E UCOMISS Vd Wd
            NP 0F 2F COMISS Vd Wd
            NP 0F 50/reg MOVMSKPS Gd Wdq
            NP 0F 51 SQRTPS Vdq Wdq
            F3 0F 51 SQRTSS Vd Wd
            NP 0F 52 RSQRTPS Vdq Wdq
            F3 0F 52 RSQRTSS Vd Wd
            NP 0F 53 RCPPS Vdq Wdq
            F3 0F 53 RCPSS Vd Wd
            NP 0F 54 ANDPS Vdq Wdq
            NP 0F 55 ANDNPS Vdq Wdq
            NP 0F 56 ORPS Vdq Wdq
            NP 0F 57 XORPS Vdq Wdq
            NP 0F 58 ADDPS Vdq Wdq
            F3 0F 58 ADDSS Vd Wd
            NP 0F 59 MULPS Vdq Wdq
            F3 0F 59 MULSS Vd Wd
            NP 0F 5C SUBPS Vdq Wdq
            F3 0F 5C SUBSS Vd Wd
            NP 0F 5D MINPS Vdq Wdq
            F3 0F 5D MINSS Vd Wd
            NP 0F 5E DIVPS Vdq Wdq
            F3 0F 5E DIVSS Vd Wd
            NP 0F 5F MAXPS Vdq Wdq
            F3 0F 5F MAXSS Vd Wd
            NP 0F 70 PSHUFW Pq Qq Ub
            NP 0F AE/0/mem FXSAVE M @FXSR
            NP 0F AE/1/mem FXRSTOR M @FXSR
            NP 0F AE/2/mem LDMXCSR Md
            NP 0F AE/3/mem STMXCSR Md
            NP 0F AE/7/reg SFENCE
            NP 0F C2 CMPPS Vdq Wdq Ub
            F3 0F C2 CMPSS Vd Wd Ub
            NP 0F C4 PINSRW Pq Edw Ub
            NP 0F C5/reg PEXTRW Gd Qq Ub
            NP 0F C6 SHUFPS Vdq Wdq Ub
            NP 0F D7/reg PMOVMSKB Gd Qq
            NP 0F DA PMINUB Pq Qq
            NP 0F DE PMAXUB Pq Qq
            NP 0F E0 PAVGB Pq Qq
            NP 0F E3 PAVGW Pq Qq
            NP 0F E4 PMULHUW Pq Qq
            NP 0F E7/mem MOVNTQ Qq Pq
            NP 0F EA PMINSW Pq Qq
            NP 0F EE PMAXSW Pq Qq
            NP 0F F6 PSADBW Pq Qq
            NP 0F F7/reg MASKMOVQ Pq Qq
            """;

    /** Streaming SIMD extensions 2. */
    static final String SSE2 = """
            66 0F 10 MOVUPD Vdq Wdq
            F2 0F 10 MOVSD Vq Wq
            66 0F 11 MOVUPD Wdq Vdq
            F2 0F 11 MOVSD Wq Vq
            66 0F 12/mem MOVLPD Vq Wq
            66 0F 13/mem MOVLPD Wq Vq
            66 0F 14 UNPCKLPD Vdq Wdq
            66 0F 15 UNPCKHPD Vdq Wdq
            66 0F 16/mem MOVHPD Vq Wq
            66 0F 17/mem MOVHPD Wq Vq
            66 0F 28 MOVAPD Vdq Wdq
            66 0F 29 MOVAPD Wdq Vdq
            66 0F 2A CVTPI2PD Vdq Qq
            F2 0F 2A CVTSI2SD Vq Ed
            66 0F 2B/mem MOVNTPD Wdq Vdq
            66 0F 2C CVTTPD2PI Pq Wdq
            F2 0F 2C CVTTSD2SI Gd Wq
            66 0F 2D CVTPD2PI Pq Wdq
            F2 0F 2D CVTSD2SI Gd Wq
            66 0F 2E UCOMISD Vq Wq
            66 0F 2F COMISD Vq Wq
            66 0F 50/reg MOVMSKPD Gd Wdq
            66 0F 51 SQRTPD Vdq Wdq
            F2 0F 51 SQRTSD Vq Wq
            66 0F 54 ANDPD Vdq Wdq
            66 0F 55 ANDNPD Vdq Wdq
            66 0F 56 ORPD Vdq Wdq
            66 0F 57 XORPD Vdq Wdq
            NP 0F 5A CVTPS2PD Vdq Wq
            66 0F 5A CVTPD2PS Vdq Wdq
            F3 0F 5A CVTSS2SD Vq Wd
            F2 0F 5A CVTSD2SS Vd Wq
            NP 0F 5B CVTDQ2PS Vdq Wdq
            66 0F 5B CVTPS2DQ Vdq Wdq
            F3 0F 5B CVTTPS2DQ Vdq Wdq
            66 0F 58 ADDPD Vdq Wdq
            F2 0F 58 ADDSD Vq Wq
            66 0F 59 MULPD Vdq Wdq
            F2 0F 59 MULSD Vq Wq
            66 0F 5C SUBPD Vdq Wdq
            F2 0F 5C SUBSD Vq Wq
            66 0F 5D MINPD Vdq Wdq
            F2 0F 5D MINSD Vq Wq
            66 0F 5E DIVPD Vdq Wdq
            F2 0F 5E DIVSD Vq Wq
            66 0F 5F MAXPD Vdq Wdq
            F2 0F 5F MAXSD Vq Wq
            66 0F 60 PUNPCKLBW Vdq Wdq
            66 0F 61 PUNPCKLWD Vdq Wdq
            66 0F 62 PUNPCKLDQ Vdq Wdq
            66 0F 63 PACKSSWB Vdq Wdq
            66 0F 64 PCMPGTB Vdq Wdq
            66 0F 65 PCMPGTW Vdq Wdq
            66 0F 66 PCMPGTD Vdq Wdq
            66 0F 67 PACKUSWB Vdq Wdq
            66 0F 68 PUNPCKHBW Vdq Wdq
            66 0F 69 PUNPCKHWD Vdq Wdq
            66 0F 6A PUNPCKHDQ Vdq Wdq
            66 0F 6B PACKSSDW Vdq Wdq
            66 0F 6C PUNPCKLQDQ Vdq Wdq
            66 0F 6D PUNPCKHQDQ Vdq Wdq
            66 0F 6E MOVD Vdq Ed
            66 0F 6F MOVDQA Vdq Wdq
            F3 0F 6F MOVDQU Vdq Wdq
            66 0F 70 PSHUFD Vdq Wdq Ub
            F3 0F 70 PSHUFHW Vdq Wdq Ub
            F2 0F 70 PSHUFLW Vdq Wdq Ub
            66 0F 71/2/reg PSRLW Wdq Ub
            66 0F 71/4/reg PSRAW Wdq Ub
            66 0F 71/6/reg PSLLW Wdq Ub
            66 0F 72/2/reg PSRLD Wdq Ub
            66 0F 72/4/reg PSRAD Wdq Ub
            66 0F 72/6/reg PSLLD Wdq Ub
            66 0F 73/2/reg PSRLQ Wdq Ub
            66 0F 73/6/reg PSLLQ Wdq Ub
            66 0F 73/3/reg PSRLDQ Wdq Ub
            66 0F 73/7/reg PSLLDQ Wdq Ub
            66 0F 74 PCMPEQB Vdq Wdq
            66 0F 75 PCMPEQW Vdq Wdq
            66 0F 76 PCMPEQD Vdq Wdq
            66 0F 7E MOVD Ed Vd
            F3 0F 7E MOVQ Vq Wq
            66 0F 7F MOVDQA Wdq Vdq
            F3 0F 7F MOVDQU Wdq Vdq
            NP 0F AE/5/reg LFENCE
            NP 0F AE/6/reg MFENCE
            NP 0F AE/7/mem CLFLUSH Mb
            66 0F C2 CMPPD Vdq Wdq Ub
            F2 0F C2 CMPSD Vq Wq Ub
            NP 0F C3/mem MOVNTI Ed Gd
            66 0F C4 PINSRW Vdq Edw Ub
            66 0F C5/reg PEXTRW Gd Wdq Ub
            66 0F C6 SHUFPD Vdq Wdq Ub
            NP 0F D4 PADDQ Pq Qq
            66 0F D4 PADDQ Vdq Wdq
            66 0F D6 MOVQ Wq Vq
            F3 0F D6/reg MOVQ2DQ Vdq Qq
            F2 0F D6/reg MOVDQ2Q Pq Wq
            66 0F D7/reg PMOVMSKB Gd Wdq
            66 0F D1 PSRLW Vdq Wdq
            66 0F D2 PSRLD Vdq Wdq
            66 0F D3 PSRLQ Vdq Wdq
            66 0F D5 PMULLW Vdq Wdq
            66 0F D8 PSUBUSB Vdq Wdq
            66 0F D9 PSUBUSW Vdq Wdq
            66 0F DA PMINUB Vdq Wdq
            66 0F DB PAND Vdq Wdq
            66 0F DC PADDUSB Vdq Wdq
            66 0F DD PADDUSW Vdq Wdq
            66 0F DE PMAXUB Vdq Wdq
            66 0F DF PANDN Vdq Wdq
            66 0F E0 PAVGB Vdq Wdq
            66 0F E1 PSRAW Vdq Wdq
            66 0F E2 PSRAD Vdq Wdq
            66 0F E3 PAVGW Vdq Wdq
            66 0F E4 PMULHUW Vdq Wdq
            66 0F E5 PMULHW Vdq Wdq
            66 0F E8 PSUBSB Vdq Wdq
            66 0F E9 PSUBSW Vdq Wdq
            66 0F EA PMINSW Vdq Wdq
            66 0F EB POR Vdq Wdq
            66 0F EC PADDSB Vdq Wdq
            66 0F ED PADDSW Vdq Wdq
            66 0F EE PMAXSW Vdq Wdq
            66 0F EF PXOR Vdq Wdq
            66 0F F1 PSLLW Vdq Wdq
            66 0F F2 PSLLD Vdq Wdq
            66 0F F3 PSLLQ Vdq Wdq
            66 0F F5 PMADDWD Vdq Wdq
            66 0F F6 PSADBW Vdq Wdq
            66 0F F8 PSUBB Vdq Wdq
            66 0F F9 PSUBW Vdq Wdq
            66 0F FA PSUBD Vdq Wdq
            66 0F FC PADDB Vdq Wdq
            66 0F FD PADDW Vdq Wdq
            66 0F FE PADDD Vdq Wdq
            66 0F E6 CVTTPD2DQ Vdq Wdq
            F3 0F E6 CVTDQ2PD Vdq Wq
            F2 0F E6 CVTPD2DQ Vdq Wdq
            66 0F E7/mem MOVNTDQ Wdq Vdq
            NP 0F F4 PMULUDQ Pq Qq
            66 0F F4 PMULUDQ Vdq Wdq
            66 0F F7/reg MASKMOVDQU Vdq Wdq
            NP 0F FB PSUBQ Pq Qq
            66 0F FB PSUBQ Vdq Wdq
            """;

    private SimdRows() {}
}
