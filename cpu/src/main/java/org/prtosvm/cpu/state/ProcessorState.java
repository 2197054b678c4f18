// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.cpu.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Saves and restores the architectural state of a processor, pins included. Not saved: time, which its owner sets before
 * it runs, and the reason of the last stop. Flags are saved as EFLAGS, whatever recipe the processor keeps them in. Thread
 * rule: as the state.
 */
public final class ProcessorState {
    private ProcessorState() {}

    /**
     * Writes a processor.
     *
     * @param cpu processor between two instructions
     * @param out receives it
     * @throws IOException if the receiver fails
     */
    public static void save(CpuState cpu, DataOutput out) throws IOException {
        writeInts(out, cpu.gpr);
        out.writeInt(cpu.eip);
        out.writeInt(cpu.eflags());
        for (SegmentCache cache : cpu.segment) {
            saveSegment(cache, out);
        }
        saveSegment(cpu.ldtr, out);
        saveSegment(cpu.tr, out);
        out.writeInt(cpu.gdtBase);
        out.writeInt(cpu.gdtLimit);
        out.writeInt(cpu.idtBase);
        out.writeInt(cpu.idtLimit);
        out.writeInt(cpu.cpl);
        out.writeInt(cpu.cr0);
        out.writeInt(cpu.cr2);
        out.writeInt(cpu.cr3);
        out.writeInt(cpu.cr4);
        writeInts(out, cpu.dr);
        for (boolean bit : new boolean[] {
            cpu.interruptShadow,
            cpu.debugShadow,
            cpu.interruptLine,
            cpu.nmiPending,
            cpu.nmiMasked,
            cpu.halted,
            cpu.shutdown
        }) {
            out.writeBoolean(bit);
        }
        out.writeInt(cpu.addressMask);
        saveFpu(cpu.fpu, out);
        saveSimd(cpu.simd, out);
        out.writeInt(cpu.systemCallSelector);
        out.writeInt(cpu.systemCallStack);
        out.writeInt(cpu.systemCallEntry);
    }

    /**
     * Replaces the state of a processor; what was translated through the old one is forgotten.
     *
     * @param cpu processor between two instructions
     * @param in what {@link #save} wrote
     * @throws IOException if the giver fails
     */
    public static void restore(CpuState cpu, DataInput in) throws IOException {
        readInts(in, cpu.gpr);
        cpu.eip = in.readInt();
        int eflags = in.readInt();
        for (SegmentCache cache : cpu.segment) {
            restoreSegment(cache, in);
        }
        restoreSegment(cpu.ldtr, in);
        restoreSegment(cpu.tr, in);
        cpu.gdtBase = in.readInt();
        cpu.gdtLimit = in.readInt();
        cpu.idtBase = in.readInt();
        cpu.idtLimit = in.readInt();
        cpu.cpl = in.readInt();
        cpu.cr0 = in.readInt();
        cpu.cr2 = in.readInt();
        cpu.cr3 = in.readInt();
        cpu.cr4 = in.readInt();
        readInts(in, cpu.dr);
        cpu.interruptShadow = in.readBoolean();
        cpu.debugShadow = in.readBoolean();
        cpu.interruptLine = in.readBoolean();
        cpu.nmiPending = in.readBoolean();
        cpu.nmiMasked = in.readBoolean();
        cpu.halted = in.readBoolean();
        cpu.shutdown = in.readBoolean();
        cpu.addressMask = in.readInt();
        restoreFpu(cpu.fpu, in);
        restoreSimd(cpu.simd, in);
        cpu.systemCallSelector = in.readInt();
        cpu.systemCallStack = in.readInt();
        cpu.systemCallEntry = in.readInt();
        cpu.setEflags(eflags);
        cpu.memory.flush();
        cpu.updateMode();
    }

    private static void saveSegment(SegmentCache cache, DataOutput out) throws IOException {
        out.writeInt(cache.selector);
        out.writeInt(cache.base);
        out.writeInt(cache.limit);
        out.writeInt(cache.access);
    }

    private static void restoreSegment(SegmentCache cache, DataInput in) throws IOException {
        cache.load(in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }

    private static void saveFpu(FpuState fpu, DataOutput out) throws IOException {
        for (long significand : fpu.significand) {
            out.writeLong(significand);
        }
        writeInts(out, fpu.signExponent);
        out.writeInt(fpu.control);
        out.writeInt(fpu.status);
        out.writeInt(fpu.tag);
        out.writeInt(fpu.instructionOffset);
        out.writeInt(fpu.instructionSelector);
        out.writeInt(fpu.operandOffset);
        out.writeInt(fpu.operandSelector);
        out.writeInt(fpu.opcode);
    }

    private static void restoreFpu(FpuState fpu, DataInput in) throws IOException {
        for (int i = 0; i < fpu.significand.length; i++) {
            fpu.significand[i] = in.readLong();
        }
        readInts(in, fpu.signExponent);
        fpu.control = in.readInt();
        fpu.status = in.readInt();
        fpu.tag = in.readInt();
        fpu.instructionOffset = in.readInt();
        fpu.instructionSelector = in.readInt();
        fpu.operandOffset = in.readInt();
        fpu.operandSelector = in.readInt();
        fpu.opcode = in.readInt();
    }

    private static void saveSimd(SimdState simd, DataOutput out) throws IOException {
        for (long half : simd.xmm) {
            out.writeLong(half);
        }
        out.writeInt(simd.mxcsr);
    }

    private static void restoreSimd(SimdState simd, DataInput in) throws IOException {
        for (int i = 0; i < simd.xmm.length; i++) {
            simd.xmm[i] = in.readLong();
        }
        simd.mxcsr = in.readInt();
    }

    private static void writeInts(DataOutput out, int[] values) throws IOException {
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static void readInts(DataInput in, int[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
    }
}
