package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.fpu.FpuControl;
import org.prtosvm.cpu.fpu.FpuImage;
import org.prtosvm.cpu.fpu.MmxRegisters;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.FpuState;
import org.prtosvm.cpu.state.LinearMemory;

/**
 * FXSAVE, FXRSTOR and MXCSR.
 *
 * <pre>
 * 0 control  2 status  4 tags, a bit for each physical register  6 opcode  8 instruction offset  12 its selector
 * 16 operand offset  20 its selector  24 MXCSR  28 its writable bits
 * 32 ST(0)..ST(7), 16 bytes each  160 XMM0..XMM7
 * </pre>
 *
 * <p>Reserved bytes are not written. Without CR4.OSFXSR neither MXCSR nor the XMM registers are saved or restored, which the
 * manual leaves to the processor.
 *
 * <p>Source: Intel SDM vol. 2, FXSAVE, FXRSTOR, LDMXCSR, STMXCSR; vol. 1, 10.5 "FXSAVE and FXRSTOR Instructions".
 */
final class ExtendedState {
    private static final int LENGTH = 512;
    private static final int MXCSR = 24;
    private static final int MXCSR_MASK = 28;
    private static final int STACK = 32;
    private static final int XMM = 160;
    private static final int OPCODE = 0x7FF;

    private ExtendedState() {}

    private static int checked(CpuState cpu, Instruction i) {
        if ((cpu.mode & (CpuState.MODE_EMULATE_FPU | CpuState.MODE_TASK_SWITCHED)) != 0) {
            throw cpu.raise(Vector.DEVICE_NOT_AVAILABLE, 0);
        }
        Operand memory = destination(i);
        int offset = Operands.effectiveAddress(cpu, memory, i.addressSize());
        SimdAccess.checkAligned(cpu, memory.segment(), offset);
        return offset;
    }

    private static boolean sse(CpuState cpu) {
        return (cpu.cr4 & CpuState.CR4_OSFXSR) != 0;
    }

    /** FXSAVE: #NM with CR0.EM or TS, #GP(0) if the area is not aligned; pending x87 exceptions stay pending. */
    static void save(CpuState cpu, Instruction i) {
        int offset = checked(cpu, i);
        int segment = destination(i).segment();
        LinearMemory memory = cpu.memory;
        memory.checkWrite(segment, offset, LENGTH);
        FpuState fpu = cpu.fpu;
        memory.store16(segment, offset, fpu.control);
        memory.store16(segment, offset + 2, fpu.status);
        memory.store8(segment, offset + 4, MmxRegisters.abridgedTag(fpu));
        memory.store16(segment, offset + 6, fpu.opcode);
        memory.store32(segment, offset + 8, fpu.instructionOffset);
        memory.store16(segment, offset + 12, fpu.instructionSelector);
        memory.store32(segment, offset + 16, fpu.operandOffset);
        memory.store16(segment, offset + 20, fpu.operandSelector);
        for (int n = 0; n < 8; n++) {
            memory.store64(segment, offset + STACK + 16 * n, FpuImage.significand(fpu, n));
            memory.store16(segment, offset + STACK + 16 * n + 8, FpuImage.signExponent(fpu, n));
        }
        if (sse(cpu)) {
            memory.store32(segment, offset + MXCSR, cpu.simd.mxcsr);
            memory.store32(segment, offset + MXCSR_MASK, cpu.model.mxcsrMask());
            for (int n = 0; n < cpu.simd.xmm.length; n++) {
                memory.store64(segment, offset + XMM + 8 * n, cpu.simd.xmm[n]);
            }
        }
    }

    /** FXRSTOR: #NM with CR0.EM or TS, #GP(0) if the area is not aligned or sets reserved bits of MXCSR. */
    static void restore(CpuState cpu, Instruction i) {
        int offset = checked(cpu, i);
        int segment = destination(i).segment();
        LinearMemory memory = cpu.memory;
        memory.checkRead(segment, offset, LENGTH);
        if (sse(cpu)) {
            setMxcsr(cpu, memory.load32(segment, offset + MXCSR));
            for (int n = 0; n < cpu.simd.xmm.length; n++) {
                cpu.simd.xmm[n] = memory.load64(segment, offset + XMM + 8 * n);
            }
        }
        FpuState fpu = cpu.fpu;
        fpu.status = memory.load16(segment, offset + 2);
        FpuControl.loadControl(fpu, memory.load16(segment, offset));
        MmxRegisters.setAbridgedTag(fpu, memory.load8(segment, offset + 4));
        fpu.opcode = memory.load16(segment, offset + 6) & OPCODE;
        fpu.instructionOffset = memory.load32(segment, offset + 8);
        fpu.instructionSelector = memory.load16(segment, offset + 12);
        fpu.operandOffset = memory.load32(segment, offset + 16);
        fpu.operandSelector = memory.load16(segment, offset + 20);
        for (int n = 0; n < 8; n++) {
            long significand = memory.load64(segment, offset + STACK + 16 * n);
            FpuImage.setRegister(fpu, n, memory.load16(segment, offset + STACK + 16 * n + 8), significand);
        }
    }

    private static void setMxcsr(CpuState cpu, int value) {
        if ((value & ~cpu.model.mxcsrMask()) != 0) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        cpu.simd.mxcsr = value;
    }

    /** LDMXCSR: #GP(0) for reserved bits; flags that are set raise nothing. */
    static void loadMxcsr(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        setMxcsr(cpu, Operands.load(cpu, destination(i), i.addressSize()));
    }

    /** STMXCSR. */
    static void storeMxcsr(CpuState cpu, Instruction i) {
        SimdAccess.checkSse(cpu);
        Operands.store(cpu, destination(i), i.addressSize(), cpu.simd.mxcsr);
    }

    /** CLFLUSH: checks like a read of a byte; caches are not modelled. */
    static void flushLine(CpuState cpu, Instruction i) {
        Operands.load(cpu, destination(i), i.addressSize());
    }
}
