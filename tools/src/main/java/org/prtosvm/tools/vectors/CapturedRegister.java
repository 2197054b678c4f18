package org.prtosvm.tools.vectors;

import java.util.List;
import java.util.Locale;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * A register of a capture. Captures of 16-bit parts hold those of {@link #ORDER_16}, captures of 32-bit parts those of
 * {@link #ORDER_32}.
 *
 * <p>Source: MOO file format specification 1.1, chunks REGS and RG32.
 */
public enum CapturedRegister {
    AX(File.GENERAL, Gpr.EAX),
    CX(File.GENERAL, Gpr.ECX),
    DX(File.GENERAL, Gpr.EDX),
    BX(File.GENERAL, Gpr.EBX),
    SP(File.GENERAL, Gpr.ESP),
    BP(File.GENERAL, Gpr.EBP),
    SI(File.GENERAL, Gpr.ESI),
    DI(File.GENERAL, Gpr.EDI),
    ES(File.SEGMENT, SegmentRegister.ES),
    CS(File.SEGMENT, SegmentRegister.CS),
    SS(File.SEGMENT, SegmentRegister.SS),
    DS(File.SEGMENT, SegmentRegister.DS),
    FS(File.SEGMENT, SegmentRegister.FS),
    GS(File.SEGMENT, SegmentRegister.GS),
    IP(File.OTHER, 0),
    FLAGS(File.OTHER, 0),
    CR0(File.OTHER, 0),
    CR3(File.OTHER, 0),
    DR6(File.OTHER, 6),
    DR7(File.OTHER, 7);

    /** Register files of the processor. */
    private enum File {
        GENERAL,
        SEGMENT,
        OTHER
    }

    /** Bits of a REGS chunk, lowest first. */
    static final List<CapturedRegister> ORDER_16 = List.of(AX, BX, CX, DX, CS, SS, DS, ES, SP, BP, SI, DI, IP, FLAGS);

    /** Bits of an RG32 chunk, lowest first. */
    static final List<CapturedRegister> ORDER_32 =
            List.of(CR0, CR3, AX, BX, CX, DX, SI, DI, BP, SP, CS, DS, ES, FS, GS, SS, IP, FLAGS, DR6, DR7);

    private final File file;
    private final int number;

    CapturedRegister(File file, int number) {
        this.file = file;
        this.number = number;
    }

    /** @return true for the eight general registers */
    boolean isGeneral() {
        return file == File.GENERAL;
    }

    /** @return true for the six segment registers */
    boolean isSegment() {
        return file == File.SEGMENT;
    }

    /** @return its number in the processor's file of such registers */
    int number() {
        return number;
    }

    /**
     * The value that a processor has now.
     *
     * @param cpu processor
     * @return value
     */
    int valueIn(CpuState cpu) {
        if (isGeneral()) {
            return cpu.gpr[number];
        }
        if (isSegment()) {
            return cpu.segment[number].selector;
        }
        return switch (this) {
            case IP -> cpu.eip;
            case FLAGS -> cpu.eflags();
            case CR0 -> cpu.cr0;
            case CR3 -> cpu.cr3;
            default -> cpu.dr[number];
        };
    }

    /**
     * The name in messages.
     *
     * @param wide true on a 32-bit part
     * @return for example {@code eax}
     */
    String label(boolean wide) {
        boolean extended = wide && (isGeneral() || this == IP || this == FLAGS);
        return (extended ? "e" : "") + name().toLowerCase(Locale.ROOT);
    }
}
