package org.prtosvm.cpu.semantics;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.simd.DoubleArithmetic;
import org.prtosvm.cpu.simd.FloatCompares;
import org.prtosvm.cpu.simd.FloatConversions;
import org.prtosvm.cpu.simd.PackedLogic;
import org.prtosvm.cpu.simd.PackedOrder;
import org.prtosvm.cpu.simd.PackedProducts;
import org.prtosvm.cpu.simd.PackedSums;
import org.prtosvm.cpu.simd.SingleArithmetic;

/** From opcode to implementation, for MMX, SSE and SSE2. */
final class SimdSemantics {
    private SimdSemantics() {}

    static @Nullable Semantics lookup(Opcode opcode) {
        Semantics integer = packedIntegers(opcode);
        if (integer != null) {
            return integer;
        }
        Semantics moved = moves(opcode);
        return moved != null ? moved : floats(opcode);
    }

    private static @Nullable Semantics packedIntegers(Opcode opcode) {
        return switch (opcode) {
            case PADDB -> SimdIntegers.each(PackedSums::addBytes);
            case PADDW -> SimdIntegers.each(PackedSums::addWords);
            case PADDD -> SimdIntegers.each(PackedSums::addDoubleWords);
            case PADDQ -> SimdIntegers.each(Long::sum);
            case PADDSB -> SimdIntegers.each(PackedSums::addSignedBytes);
            case PADDSW -> SimdIntegers.each(PackedSums::addSignedWords);
            case PADDUSB -> SimdIntegers.each(PackedSums::addUnsignedBytes);
            case PADDUSW -> SimdIntegers.each(PackedSums::addUnsignedWords);
            case PSUBB -> SimdIntegers.each(PackedSums::subtractBytes);
            case PSUBW -> SimdIntegers.each(PackedSums::subtractWords);
            case PSUBD -> SimdIntegers.each(PackedSums::subtractDoubleWords);
            case PSUBQ -> SimdIntegers.each((a, b) -> a - b);
            case PSUBSB -> SimdIntegers.each(PackedSums::subtractSignedBytes);
            case PSUBSW -> SimdIntegers.each(PackedSums::subtractSignedWords);
            case PSUBUSB -> SimdIntegers.each(PackedSums::subtractUnsignedBytes);
            case PSUBUSW -> SimdIntegers.each(PackedSums::subtractUnsignedWords);
            case PAVGB -> SimdIntegers.each(PackedSums::averageBytes);
            case PAVGW -> SimdIntegers.each(PackedSums::averageWords);
            case PMAXUB -> SimdIntegers.each(PackedSums::maximumUnsignedBytes);
            case PMINUB -> SimdIntegers.each(PackedSums::minimumUnsignedBytes);
            case PMAXSW -> SimdIntegers.each(PackedSums::maximumSignedWords);
            case PMINSW -> SimdIntegers.each(PackedSums::minimumSignedWords);
            case PSADBW -> SimdIntegers.each(PackedSums::sumOfDifferences);
            case PMULLW -> SimdIntegers.each(PackedProducts::lowWords);
            case PMULHW -> SimdIntegers.each(PackedProducts::highSignedWords);
            case PMULHUW -> SimdIntegers.each(PackedProducts::highUnsignedWords);
            case PMULUDQ -> SimdIntegers.each(PackedProducts::unsignedDoubleWord);
            case PMADDWD -> SimdIntegers.each(PackedProducts::multiplyAndAdd);
            case PCMPEQB -> SimdIntegers.each(PackedLogic::equalBytes);
            case PCMPEQW -> SimdIntegers.each(PackedLogic::equalWords);
            case PCMPEQD -> SimdIntegers.each(PackedLogic::equalDoubleWords);
            case PCMPGTB -> SimdIntegers.each(PackedLogic::greaterBytes);
            case PCMPGTW -> SimdIntegers.each(PackedLogic::greaterWords);
            case PCMPGTD -> SimdIntegers.each(PackedLogic::greaterDoubleWords);
            case PAND, ANDPS, ANDPD -> SimdIntegers.each(PackedLogic::and);
            case PANDN, ANDNPS, ANDNPD -> SimdIntegers.each(PackedLogic::andNot);
            case POR, ORPS, ORPD -> SimdIntegers.each(PackedLogic::or);
            case PXOR, XORPS, XORPD -> SimdIntegers.each(PackedLogic::xor);
            case PSLLW -> SimdIntegers.shift(PackedLogic::shiftLeftWords);
            case PSLLD -> SimdIntegers.shift(PackedLogic::shiftLeftDoubleWords);
            case PSLLQ -> SimdIntegers.shift(PackedLogic::shiftLeftQuadWord);
            case PSRLW -> SimdIntegers.shift(PackedLogic::shiftRightWords);
            case PSRLD -> SimdIntegers.shift(PackedLogic::shiftRightDoubleWords);
            case PSRLQ -> SimdIntegers.shift(PackedLogic::shiftRightQuadWord);
            case PSRAW -> SimdIntegers.shift(PackedLogic::shiftRightSignedWords);
            case PSRAD -> SimdIntegers.shift(PackedLogic::shiftRightSignedDoubleWords);
            default -> null;
        };
    }

    private static @Nullable Semantics moves(Opcode opcode) {
        return switch (opcode) {
            case PACKSSWB -> SimdIntegers.pack(PackedOrder::packSignedWords);
            case PACKUSWB -> SimdIntegers.pack(PackedOrder::packUnsignedWords);
            case PACKSSDW -> SimdIntegers.pack(PackedOrder::packDoubleWords);
            case PUNPCKLBW ->
                SimdIntegers.unpack(PackedOrder::interleaveLowBytes, PackedOrder::interleaveHighBytes, false);
            case PUNPCKHBW ->
                SimdIntegers.unpack(PackedOrder::interleaveLowBytes, PackedOrder::interleaveHighBytes, true);
            case PUNPCKLWD ->
                SimdIntegers.unpack(PackedOrder::interleaveLowWords, PackedOrder::interleaveHighWords, false);
            case PUNPCKHWD ->
                SimdIntegers.unpack(PackedOrder::interleaveLowWords, PackedOrder::interleaveHighWords, true);
            case PUNPCKLDQ, UNPCKLPS ->
                SimdIntegers.unpack(
                        PackedOrder::interleaveLowDoubleWords, PackedOrder::interleaveHighDoubleWords, false);
            case PUNPCKHDQ, UNPCKHPS ->
                SimdIntegers.unpack(
                        PackedOrder::interleaveLowDoubleWords, PackedOrder::interleaveHighDoubleWords, true);
            case PUNPCKLQDQ, UNPCKLPD -> SimdIntegers::unpackLowQuadWords;
            case PUNPCKHQDQ, UNPCKHPD -> SimdIntegers::unpackHighQuadWords;
            case PSLLDQ -> SimdIntegers::shiftLeftBytes;
            case PSRLDQ -> SimdIntegers::shiftRightBytes;
            case PSHUFW -> SimdIntegers::shuffleWords;
            case PSHUFLW -> SimdIntegers::shuffleLowWords;
            case PSHUFHW -> SimdIntegers::shuffleHighWords;
            case PSHUFD -> SimdIntegers::shuffleDoubleWords;
            case SHUFPS -> SimdIntegers::shuffleSingles;
            case SHUFPD -> SimdIntegers::shuffleDoubles;
            case PINSRW -> SimdIntegers::insertWord;
            case PEXTRW -> SimdIntegers::extractWord;
            case PMOVMSKB -> SimdMoves::signsOfBytes;
            case MOVD -> SimdMoves::doubleWord;
            case MOVQ, MOVNTQ -> SimdMoves::quadWord;
            case MOVAPS, MOVAPD, MOVDQA, MOVNTPS, MOVNTPD, MOVNTDQ -> SimdMoves::aligned;
            case MOVUPS, MOVUPD, MOVDQU -> SimdMoves::unaligned;
            case MOVSS -> SimdMoves::single;
            case MOVSD -> SimdMoves::dbl;
            case MOVLPS, MOVLPD -> SimdMoves::low;
            case MOVHPS, MOVHPD -> SimdMoves::high;
            case MOVHLPS -> SimdMoves::highToLow;
            case MOVLHPS -> SimdMoves::lowToHigh;
            case MOVQ2DQ -> SimdMoves::fromMmx;
            case MOVDQ2Q -> SimdMoves::toMmx;
            case MOVMSKPS -> SimdMoves::signsOfSingles;
            case MOVMSKPD -> SimdMoves::signsOfDoubles;
            case MASKMOVQ, MASKMOVDQU -> SimdMoves::masked;
            case MOVNTI -> SimdMoves::nonTemporal;
            case EMMS -> X87Ops::emptyMultimediaState;
            case FXSAVE -> ExtendedState::save;
            case FXRSTOR -> ExtendedState::restore;
            case LDMXCSR -> ExtendedState::loadMxcsr;
            case STMXCSR -> ExtendedState::storeMxcsr;
            case CLFLUSH -> ExtendedState::flushLine;
            case PREFETCHNTA, PREFETCHT0, PREFETCHT1, PREFETCHT2, SFENCE, LFENCE, MFENCE -> Moves::nothing;
            default -> null;
        };
    }

    private static @Nullable Semantics floats(Opcode opcode) {
        return switch (opcode) {
            case ADDPS -> SimdFloats.singles(SingleArithmetic::add);
            case ADDSS -> SimdFloats.single(SingleArithmetic::add);
            case SUBPS -> SimdFloats.singles(SingleArithmetic::subtract);
            case SUBSS -> SimdFloats.single(SingleArithmetic::subtract);
            case MULPS -> SimdFloats.singles(SingleArithmetic::multiply);
            case MULSS -> SimdFloats.single(SingleArithmetic::multiply);
            case DIVPS -> SimdFloats.singles(SingleArithmetic::divide);
            case DIVSS -> SimdFloats.single(SingleArithmetic::divide);
            case SQRTPS -> SimdFloats.singles((s, a, b) -> SingleArithmetic.squareRoot(s, b));
            case SQRTSS -> SimdFloats.single((s, a, b) -> SingleArithmetic.squareRoot(s, b));
            case RCPPS -> SimdFloats.singles((s, a, b) -> FloatConversions.reciprocal(b));
            case RCPSS -> SimdFloats.single((s, a, b) -> FloatConversions.reciprocal(b));
            case RSQRTPS -> SimdFloats.singles((s, a, b) -> FloatConversions.reciprocalRoot(b));
            case RSQRTSS -> SimdFloats.single((s, a, b) -> FloatConversions.reciprocalRoot(b));
            case MINPS -> SimdFloats.singles(FloatCompares::minimum);
            case MINSS -> SimdFloats.single(FloatCompares::minimum);
            case MAXPS -> SimdFloats.singles(FloatCompares::maximum);
            case MAXSS -> SimdFloats.single(FloatCompares::maximum);
            case CMPPS -> SimdFloats::comparePackedSingles;
            case CMPSS -> SimdFloats::compareScalarSingles;
            case COMISS -> SimdFloats.singleFlags(false);
            case UCOMISS -> SimdFloats.singleFlags(true);
            case ADDPD -> SimdFloats.doubles(DoubleArithmetic::add);
            case ADDSD -> SimdFloats.dbl(DoubleArithmetic::add);
            case SUBPD -> SimdFloats.doubles(DoubleArithmetic::subtract);
            case SUBSD -> SimdFloats.dbl(DoubleArithmetic::subtract);
            case MULPD -> SimdFloats.doubles(DoubleArithmetic::multiply);
            case MULSD -> SimdFloats.dbl(DoubleArithmetic::multiply);
            case DIVPD -> SimdFloats.doubles(DoubleArithmetic::divide);
            case DIVSD -> SimdFloats.dbl(DoubleArithmetic::divide);
            case SQRTPD -> SimdFloats.doubles((s, a, b) -> DoubleArithmetic.squareRoot(s, b));
            case SQRTSD -> SimdFloats.dbl((s, a, b) -> DoubleArithmetic.squareRoot(s, b));
            case MINPD -> SimdFloats.doubles(FloatCompares::minimum);
            case MINSD -> SimdFloats.dbl(FloatCompares::minimum);
            case MAXPD -> SimdFloats.doubles(FloatCompares::maximum);
            case MAXSD -> SimdFloats.dbl(FloatCompares::maximum);
            case CMPPD -> SimdFloats::comparePackedDoubles;
            case CMPSD -> SimdFloats::compareScalarDoubles;
            case COMISD -> SimdFloats.doubleFlags(false);
            case UCOMISD -> SimdFloats.doubleFlags(true);
            default -> conversions(opcode);
        };
    }

    private static @Nullable Semantics conversions(Opcode opcode) {
        return switch (opcode) {
            case CVTPI2PS -> SimdConversions::singlesFromMmx;
            case CVTPI2PD -> SimdConversions::doublesFromMmx;
            case CVTPS2PI -> SimdConversions.singlesToMmx(FloatConversions::roundSingle);
            case CVTTPS2PI -> SimdConversions.singlesToMmx(FloatConversions::truncateSingle);
            case CVTPD2PI -> SimdConversions.doublesToMmx(FloatConversions::roundDouble);
            case CVTTPD2PI -> SimdConversions.doublesToMmx(FloatConversions::truncateDouble);
            case CVTSI2SS -> SimdConversions::singleFromInteger;
            case CVTSI2SD -> SimdConversions::doubleFromInteger;
            case CVTSS2SI -> SimdConversions.singleToInteger(FloatConversions::roundSingle);
            case CVTTSS2SI -> SimdConversions.singleToInteger(FloatConversions::truncateSingle);
            case CVTSD2SI -> SimdConversions.doubleToInteger(FloatConversions::roundDouble);
            case CVTTSD2SI -> SimdConversions.doubleToInteger(FloatConversions::truncateDouble);
            case CVTPS2PD -> SimdConversions::doublesFromSingles;
            case CVTSS2SD -> SimdConversions::doubleFromSingle;
            case CVTPD2PS -> SimdConversions.narrowing(FloatConversions::narrow);
            case CVTSD2SS -> SimdConversions::singleFromDouble;
            case CVTDQ2PS -> SimdConversions.four(FloatConversions::singleFromInteger);
            case CVTPS2DQ -> SimdConversions.four(FloatConversions::roundSingle);
            case CVTTPS2DQ -> SimdConversions.four(FloatConversions::truncateSingle);
            case CVTDQ2PD -> SimdConversions::doublesFromIntegers;
            case CVTPD2DQ -> SimdConversions.narrowing(FloatConversions::roundDouble);
            case CVTTPD2DQ -> SimdConversions.narrowing(FloatConversions::truncateDouble);
            default -> null;
        };
    }
}
