package org.prtosvm.test.processor;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;

/**
 * One thing that must hold at the end of a case, as the macros of {@code machine.inc} encode it.
 *
 * @param kind a register, or {@link #MEMORY}, or {@link #EVENT}
 * @param address physical address of memory; vector of an event
 * @param value expected value
 * @param mask bits that count
 */
record Expectation(int kind, int address, int value, int mask) {
    /** Four bytes of physical memory. */
    static final int MEMORY = 1;
    /** One more event must have been logged. */
    static final int EVENT = 2;

    private static final int EXIT = 0x600;
    private static final String[] GENERAL = {"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"};
    private static final String[] SEGMENTS = {"es", "cs", "ss", "ds", "fs", "gs"};

    /**
     * Compares.
     *
     * @param cpu processor at the end
     * @param memory memory at the end
     * @return what differs, or null
     */
    @Nullable
    String difference(CpuState cpu, GuestMemory memory) {
        if (kind == EVENT) {
            return null;
        }
        int found = found(cpu, memory) & mask;
        int wanted = value & mask;
        return found == wanted ? null : "%s is 0x%08x, expected 0x%08x".formatted(name(), found, wanted);
    }

    private int found(CpuState cpu, GuestMemory memory) {
        int number = kind & 0xFF;
        return switch (kind & 0xF00) {
            case 0 -> memory.load32(address);
            case 0x100 -> cpu.gpr[number];
            case 0x200 -> cpu.eflags();
            case 0x300 -> cpu.segment[number].selector;
            case 0x400 -> control(cpu, number);
            case 0x500 -> cpu.dr[number];
            case 0x600 -> cpu.exit;
            case 0x700 -> cpu.eip;
            default -> number == 2 ? cpu.cpl : number == 1 ? cpu.ldtr.selector : cpu.tr.selector;
        };
    }

    private static int control(CpuState cpu, int number) {
        return switch (number) {
            case 0 -> cpu.cr0;
            case 2 -> cpu.cr2;
            case 3 -> cpu.cr3;
            default -> cpu.cr4;
        };
    }

    private String name() {
        int number = kind & 0xFF;
        return switch (kind & 0xF00) {
            case 0 -> "memory at 0x%08x".formatted(address);
            case 0x100 -> GENERAL[number];
            case 0x200 -> "eflags";
            case 0x300 -> SEGMENTS[number];
            case 0x400 -> "cr" + number;
            case 0x500 -> "dr" + number;
            case 0x600 -> "exit";
            case 0x700 -> "eip";
            default -> number == 2 ? "cpl" : number == 1 ? "ldtr" : "tr";
        };
    }

    /** Tells whether this says how the run ends, so that {@link Exit#HALT} is not required. */
    boolean isExit() {
        return kind == EXIT;
    }
}
