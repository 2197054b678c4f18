package org.prtosvm.tools.vectors;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;

/** Compares a processor and its memory with the end of a capture, undefined bits left out. */
final class Comparison {
    /** In real mode an 80286 cannot set bits 12 to 15. */
    private static final int COMPARED_FLAGS_16 = 0x0FFF;
    /** Bits 18 and up are reserved on an 80386. */
    private static final int COMPARED_FLAGS_32 = 0x0003_FFFF;
    /** PE, MP, EM and TS; the others are reserved or fixed. */
    private static final int COMPARED_CR0 = 0xF;

    private final CaptureFile file;
    private final Capture capture;
    private final CpuState cpu;
    private final GuestMemory memory;
    private final int flagMask;
    private final List<String> differences;

    Comparison(
            CaptureFile file,
            Capture capture,
            int undefinedFlags,
            CpuState cpu,
            GuestMemory memory,
            List<String> differences) {
        this.file = file;
        this.capture = capture;
        this.cpu = cpu;
        this.memory = memory;
        this.differences = differences;
        boolean wide = file.part().wide();
        flagMask = ~undefinedFlags & maskOf(CapturedRegister.FLAGS) & (wide ? COMPARED_FLAGS_32 : COMPARED_FLAGS_16);
    }

    private int maskOf(CapturedRegister register) {
        return file.masks().getOrDefault(register, -1) & capture.after().masks().getOrDefault(register, -1);
    }

    void compare() {
        for (Map.Entry<CapturedRegister, Integer> entry :
                capture.after().registers().entrySet()) {
            compareRegister(entry.getKey(), entry.getValue());
        }
        for (Map.Entry<Integer, Integer> entry : capture.after().memory().entrySet()) {
            compareByte(entry.getKey(), entry.getValue());
        }
    }

    private void compareRegister(CapturedRegister register, int expected) {
        boolean wide = file.part().wide();
        int size = register.isSegment() || !wide ? 0xFFFF : -1;
        int mask = size
                & switch (register) {
                    case FLAGS -> flagMask;
                    case CR0 -> COMPARED_CR0;
                    // Nothing that a capture executes changes them, and their reserved bits differ between parts.
                    case CR3, DR6, DR7 -> 0;
                    default -> maskOf(register);
                };
        int found = register.valueIn(cpu) & mask;
        int wanted = expected & mask;
        if (found != wanted) {
            String format = size == -1 ? "%s %08x, expected %08x" : "%s %04x, expected %04x";
            String flags = register == CapturedRegister.FLAGS ? " (" + flagNames(found ^ wanted) + ")" : "";
            differences.add(format.formatted(register.label(wide), found, wanted) + flags);
        }
    }

    private void compareByte(int address, int expected) {
        int mask = 0xFF;
        int place = address - flagAddress();
        if (place == 0 || place == 1) {
            mask &= flagMask >>> 8 * place;
        }
        int found = memory.load8(address) & mask;
        if (found != (expected & mask)) {
            differences.add("[%06x] %02x, expected %02x".formatted(address, found, expected & mask));
        }
    }

    /** Where an exception pushed the flags: above IP and CS. (Files give the bus address, which is even.) */
    private int flagAddress() {
        if (capture.exception() == Capture.NONE) {
            return Integer.MIN_VALUE;
        }
        Map<CapturedRegister, Integer> registers = capture.after().registers();
        int stack = registers.getOrDefault(CapturedRegister.SP, 0) + 4 & 0xFFFF;
        return (registers.getOrDefault(CapturedRegister.SS, 0) << 4) + stack;
    }

    private static String flagNames(int bits) {
        StringJoiner names = new StringJoiner(" ");
        String[] all = {"CF", "1", "PF", "3", "AF", "5", "ZF", "SF", "TF", "IF", "DF", "OF"};
        for (int bit = 0; bit < 18; bit++) {
            if ((bits >>> bit & 1) != 0) {
                names.add(bit < all.length ? all[bit] : "bit " + bit);
            }
        }
        return names.toString();
    }
}
