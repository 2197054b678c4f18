package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.effectiveAddress;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.fpu.MmxRegisters;
import org.prtosvm.cpu.simd.Mxcsr;
import org.prtosvm.cpu.state.CpuState;

/**
 * What MMX, SSE and SSE2 instructions have in common: whether they are available, how they read and write their operands,
 * and how they report exceptions.
 *
 * <p>Order of faults: #UD, #NM, #MF, those of the memory operand, #XM.
 *
 * <p>Source: Intel SDM vol. 2, 2.4.3 to 2.4.8 on exception types of legacy forms; vol. 3A, 2.5 "Control Registers", 14.1 "Providing
 * Operating System Support for SSE Extensions".
 */
final class SimdAccess {
    private SimdAccess() {}

    /** Raises #UD with CR0.EM, #NM with CR0.TS, #MF for a pending x87 exception. */
    static void checkMmx(CpuState cpu) {
        if ((cpu.mode & CpuState.MODE_EMULATE_FPU) != 0) {
            throw cpu.raise(Vector.INVALID_OPCODE, 0);
        }
        checkSwitched(cpu);
        X87Ops.checkPending(cpu);
    }

    /** Raises #UD with CR0.EM or without CR4.OSFXSR, #NM with CR0.TS. */
    static void checkSse(CpuState cpu) {
        if ((cpu.cr4 & CpuState.CR4_OSFXSR) == 0 || (cpu.mode & CpuState.MODE_EMULATE_FPU) != 0) {
            throw cpu.raise(Vector.INVALID_OPCODE, 0);
        }
        checkSwitched(cpu);
    }

    private static void checkSwitched(CpuState cpu) {
        if ((cpu.mode & CpuState.MODE_TASK_SWITCHED) != 0) {
            throw cpu.raise(Vector.DEVICE_NOT_AVAILABLE, 0);
        }
    }

    /** The check for the registers of an operand; an MMX register makes an SSE instruction subject to #MF as well. */
    static void check(CpuState cpu, Operand operand) {
        if (operand.kind() == Operand.Kind.MMX) {
            checkMmx(cpu);
        } else {
            checkSse(cpu);
        }
    }

    /** Raises #GP(0) if 16 bytes of memory are not aligned. */
    private static int aligned(CpuState cpu, Operand operand, int addressSize) {
        int offset = effectiveAddress(cpu, operand, addressSize);
        checkAligned(cpu, operand.segment(), offset);
        return offset;
    }

    /** Raises #GP(0) if a linear address is not a multiple of 16. */
    static void checkAligned(CpuState cpu, int segment, int offset) {
        if ((cpu.segment[segment].base + offset & 15) != 0) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
    }

    /** Bits 0..63 of 16 bytes, which must be aligned in memory. */
    static long low(CpuState cpu, Instruction i, Operand operand) {
        return operand.isMemory()
                ? cpu.memory.load64(operand.segment(), aligned(cpu, operand, i.addressSize()))
                : cpu.simd.xmm[2 * operand.register()];
    }

    /** Bits 64..127 of 16 bytes whose {@link #low} half was read. */
    static long high(CpuState cpu, Instruction i, Operand operand) {
        return operand.isMemory()
                ? cpu.memory.load64(operand.segment(), effectiveAddress(cpu, operand, i.addressSize()) + 8)
                : cpu.simd.xmm[2 * operand.register() + 1];
    }

    /** 64 bits of an MMX or XMM register or of memory. */
    static long quadWord(CpuState cpu, Instruction i, Operand operand) {
        return switch (operand.kind()) {
            case MEMORY -> cpu.memory.load64(operand.segment(), effectiveAddress(cpu, operand, i.addressSize()));
            case MMX -> MmxRegisters.get(cpu.fpu, operand.register());
            default -> cpu.simd.xmm[2 * operand.register()];
        };
    }

    /** 32 bits of an XMM, MMX or general register or of memory. */
    static int doubleWord(CpuState cpu, Instruction i, Operand operand) {
        return switch (operand.kind()) {
            case MEMORY -> cpu.memory.load32(operand.segment(), effectiveAddress(cpu, operand, i.addressSize()));
            case MMX -> (int) MmxRegisters.get(cpu.fpu, operand.register());
            case XMM -> (int) cpu.simd.xmm[2 * operand.register()];
            default -> cpu.gpr[operand.register()];
        };
    }

    /** Writes an XMM register. */
    static void set(CpuState cpu, Operand register, long low, long high) {
        int place = 2 * register.register();
        cpu.simd.xmm[place] = low;
        cpu.simd.xmm[place + 1] = high;
    }

    /** Writes bits 0..63 of an XMM register. */
    static void setLow(CpuState cpu, Operand register, long low) {
        cpu.simd.xmm[2 * register.register()] = low;
    }

    /** Writes bits 0..31 of an XMM register. */
    static void setDoubleWord(CpuState cpu, Operand register, int value) {
        int place = 2 * register.register();
        cpu.simd.xmm[place] = cpu.simd.xmm[place] & 0xFFFF_FFFF_0000_0000L | value & 0xFFFF_FFFFL;
    }

    /** Writes an MMX register. */
    static void setMmx(CpuState cpu, Operand register, long value) {
        MmxRegisters.enter(cpu.fpu);
        MmxRegisters.set(cpu.fpu, register.register(), value);
    }

    /** Writes 16 bytes of memory, all or none. */
    static void store(CpuState cpu, int segment, int offset, long low, long high) {
        cpu.memory.checkWrite(segment, offset, 16);
        cpu.memory.store64(segment, offset, low);
        cpu.memory.store64(segment, offset + 8, high);
    }

    /** Begins an instruction that may raise floating-point exceptions. */
    static void begin(CpuState cpu) {
        cpu.simd.raised = 0;
    }

    /** Ends its computation: #XM, or #UD without CR4.OSXMMEXCPT, for an exception that is not masked. */
    static void finish(CpuState cpu) {
        if (cpu.simd.raised != 0 && Mxcsr.commit(cpu.simd)) {
            boolean reported = (cpu.cr4 & CpuState.CR4_OSXMMEXCPT) != 0;
            throw cpu.raise(reported ? Vector.SIMD_ERROR : Vector.INVALID_OPCODE, 0);
        }
    }
}
