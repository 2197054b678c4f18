package org.prtosvm.tools.machine;

import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/** The state of a processor as text, for reports of internal errors. */
final class StateDump {
    private static final int SHOWN_BYTES = 15;

    private StateDump() {}

    /**
     * Describes a processor.
     *
     * @param cpu the processor
     * @return lines, each with a line end
     */
    static String of(CpuState cpu) {
        int[] gpr = cpu.gpr;
        StringBuilder text = new StringBuilder(600);
        text.append(
                "eip 0x%08x  eflags 0x%08x  cpl %d  count %d%n".formatted(cpu.eip, cpu.eflags(), cpu.cpl, cpu.count()));
        text.append("bytes at eip: ").append(bytesAt(cpu)).append(System.lineSeparator());
        text.append("eax 0x%08x  ebx 0x%08x  ecx 0x%08x  edx 0x%08x%n"
                .formatted(gpr[Gpr.EAX], gpr[Gpr.EBX], gpr[Gpr.ECX], gpr[Gpr.EDX]));
        text.append("esi 0x%08x  edi 0x%08x  ebp 0x%08x  esp 0x%08x%n"
                .formatted(gpr[Gpr.ESI], gpr[Gpr.EDI], gpr[Gpr.EBP], gpr[Gpr.ESP]));
        text.append("cs 0x%04x  ss 0x%04x  ds 0x%04x  es 0x%04x  fs 0x%04x  gs 0x%04x%n"
                .formatted(
                        cpu.segment[SegmentRegister.CS].selector,
                        cpu.segment[SegmentRegister.SS].selector,
                        cpu.segment[SegmentRegister.DS].selector,
                        cpu.segment[SegmentRegister.ES].selector,
                        cpu.segment[SegmentRegister.FS].selector,
                        cpu.segment[SegmentRegister.GS].selector));
        text.append("cr0 0x%08x  cr2 0x%08x  cr3 0x%08x  cr4 0x%08x  mode 0x%x%n"
                .formatted(cpu.cr0, cpu.cr2, cpu.cr3, cpu.cr4, cpu.mode));
        return text.toString();
    }

    private static String bytesAt(CpuState cpu) {
        StringBuilder bytes = new StringBuilder();
        // Reading may fault and would then change CR2, which the dump is to show.
        int cr2 = cpu.cr2;
        int vector = cpu.faultVector;
        int errorCode = cpu.faultErrorCode;
        try {
            for (int i = 0; i < SHOWN_BYTES; i++) {
                bytes.append("%02x ".formatted(cpu.memory.load8(SegmentRegister.CS, cpu.eip + i)));
            }
        } catch (GuestFault fault) {
            bytes.append("(not readable from here)");
        } finally {
            cpu.cr2 = cr2;
            cpu.faultVector = vector;
            cpu.faultErrorCode = errorCode;
        }
        return bytes.toString().stripTrailing();
    }
}
