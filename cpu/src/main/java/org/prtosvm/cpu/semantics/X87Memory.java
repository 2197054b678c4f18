package org.prtosvm.cpu.semantics;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.fpu.FpuArithmetic;
import org.prtosvm.cpu.fpu.FpuControl;
import org.prtosvm.cpu.fpu.FpuImage;
import org.prtosvm.cpu.fpu.FpuLoads;
import org.prtosvm.cpu.fpu.FpuStore;
import org.prtosvm.cpu.fpu.UsualFormats;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.FpuState;

/**
 * x87 instructions with a memory operand. The key of an operation is the escape number and the reg field, two octal
 * digits.
 *
 * <p>Source: Intel SDM vol. 2, appendix A.5 "Escape Opcode Instructions", tables for ModR/M 00H..BFH.
 */
final class X87Memory {
    private static final int STORE_ENVIRONMENT = 016;
    private static final int STORE_CONTROL = 017;
    private static final int SAVE = 056;
    private static final int STORE_STATUS = 057;

    private X87Memory() {}

    private static int key(int code) {
        return code >>> 5 & 070 | code >>> 3 & 7;
    }

    /** False for the encodings without an instruction, those of FISTTP (SSE3) among them. */
    static boolean isDefined(int code) {
        return switch (key(code)) {
            case 011, 031, 034, 036, 051, 055, 071 -> false;
            default -> true;
        };
    }

    /** True for FNSTENV, FNSTCW, FNSAVE and FNSTSW. */
    static boolean withoutWait(int code) {
        return switch (key(code)) {
            case STORE_ENVIRONMENT, STORE_CONTROL, SAVE, STORE_STATUS -> true;
            default -> false;
        };
    }

    /** Executes; returns false for control instructions, which leave the pointers alone. */
    static boolean execute(CpuState cpu, Instruction i, int segment, int offset) {
        FpuState fpu = cpu.fpu;
        int key = key(i.immediate());
        int operation = key & 7;
        switch (key) {
            case 000, 001, 002, 003, 004, 005, 006, 007 ->
                FpuArithmetic.single(fpu, operation, cpu.memory.load32(segment, offset));
            case 020, 021, 022, 023, 024, 025, 026, 027 ->
                FpuArithmetic.integer(fpu, operation, cpu.memory.load32(segment, offset));
            case 040, 041, 042, 043, 044, 045, 046, 047 ->
                FpuArithmetic.dbl(fpu, operation, cpu.memory.load64(segment, offset));
            case 060, 061, 062, 063, 064, 065, 066, 067 ->
                FpuArithmetic.integer(fpu, operation, (short) cpu.memory.load16(segment, offset));
            case 010 -> FpuLoads.loadSingle(fpu, cpu.memory.load32(segment, offset));
            case 012, 013 -> storeSingle(cpu, segment, offset, key == 013);
            case 030 -> FpuLoads.loadInteger(fpu, cpu.memory.load32(segment, offset));
            case 032, 033 -> storeInteger(cpu, segment, offset, 32, key == 033);
            case 035 -> loadExtended(cpu, segment, offset);
            case 037 -> store(cpu, FpuStore.extended(fpu), segment, offset, 10, true);
            case 050 -> FpuLoads.loadDouble(fpu, cpu.memory.load64(segment, offset));
            case 052, 053 -> storeDouble(cpu, segment, offset, key == 053);
            case 070 -> FpuLoads.loadInteger(fpu, (short) cpu.memory.load16(segment, offset));
            case 072, 073 -> storeInteger(cpu, segment, offset, 16, key == 073);
            case 074 -> loadDecimal(cpu, segment, offset);
            case 075 -> FpuLoads.loadInteger(fpu, cpu.memory.load64(segment, offset));
            case 076 -> store(cpu, FpuStore.decimal(fpu), segment, offset, 10, true);
            case 077 -> storeInteger(cpu, segment, offset, 64, true);
            default -> {
                control(cpu, i, segment, offset);
                return false;
            }
        }
        return true;
    }

    private static void control(CpuState cpu, Instruction i, int segment, int offset) {
        FpuState fpu = cpu.fpu;
        switch (key(i.immediate())) {
            case 014 -> loadEnvironment(cpu, i, segment, offset);
            case 015 -> FpuControl.loadControl(fpu, cpu.memory.load16(segment, offset));
            case STORE_ENVIRONMENT -> {
                cpu.memory.checkWrite(segment, offset, i.operandSize());
                cpu.memory.checkWrite(segment, offset, environmentLength(i));
                storeEnvironment(cpu, i, segment, offset);
                FpuControl.maskExceptions(fpu);
            }
            case STORE_CONTROL -> cpu.memory.store16(segment, offset, fpu.control);
            case 054 -> restore(cpu, i, segment, offset);
            case SAVE -> save(cpu, i, segment, offset);
            case STORE_STATUS -> cpu.memory.store16(segment, offset, fpu.status);
            default -> throw new IllegalStateException("no x87 instruction %03x".formatted(i.immediate()));
        }
    }

    private static void loadExtended(CpuState cpu, int segment, int offset) {
        long significand = cpu.memory.load64(segment, offset);
        FpuLoads.loadExtended(cpu.fpu, cpu.memory.load16(segment, offset + 8), significand);
    }

    private static void loadDecimal(CpuState cpu, int segment, int offset) {
        long low = cpu.memory.load64(segment, offset);
        FpuLoads.loadDecimal(cpu.fpu, low, cpu.memory.load16(segment, offset + 8));
    }

    private static void storeSingle(CpuState cpu, int segment, int offset, boolean pop) {
        if (UsualFormats.fitsSingle(cpu.fpu)) {
            cpu.memory.store32(segment, offset, UsualFormats.toSingle(cpu.fpu));
            UsualFormats.storedSingle(cpu.fpu, pop);
        } else {
            store(cpu, FpuStore.single(cpu.fpu), segment, offset, 4, pop);
        }
    }

    private static void storeDouble(CpuState cpu, int segment, int offset, boolean pop) {
        if (UsualFormats.fitsDouble(cpu.fpu)) {
            cpu.memory.store64(segment, offset, UsualFormats.toDouble(cpu.fpu));
            UsualFormats.storedDouble(cpu.fpu, pop);
        } else {
            store(cpu, FpuStore.dbl(cpu.fpu), segment, offset, 8, pop);
        }
    }

    private static void storeInteger(CpuState cpu, int segment, int offset, int bits, boolean pop) {
        if (!UsualFormats.fitsInteger(cpu.fpu, bits)) {
            store(cpu, FpuStore.integer(cpu.fpu, bits), segment, offset, bits / 8, pop);
            return;
        }
        long value = UsualFormats.toInteger(cpu.fpu);
        switch (bits) {
            case 16 -> cpu.memory.store16(segment, offset, (int) value);
            case 32 -> cpu.memory.store32(segment, offset, (int) value);
            default -> cpu.memory.store64(segment, offset, value);
        }
        UsualFormats.storedInteger(cpu.fpu, pop);
    }

    private static void store(CpuState cpu, FpuStore store, int segment, int offset, int length, boolean pop) {
        if (store.writes()) {
            switch (length) {
                case 2 -> cpu.memory.store16(segment, offset, (int) store.low());
                case 4 -> cpu.memory.store32(segment, offset, (int) store.low());
                case 8 -> cpu.memory.store64(segment, offset, store.low());
                default -> {
                    checkLongWrite(cpu, segment, offset, length);
                    cpu.memory.store64(segment, offset, store.low());
                    cpu.memory.store16(segment, offset + 8, store.high());
                }
            }
        }
        if (!store.writes()) {
            // An unmasked exception keeps the result back, but not the faults of its destination.
            checkLongWrite(cpu, segment, offset, length);
        }
        store.commit(pop);
    }

    /** Operands of ten bytes are aligned like those of eight; that fault comes before those of pages. */
    private static void checkLongWrite(CpuState cpu, int segment, int offset, int length) {
        cpu.memory.checkWrite(segment, offset, Math.min(length, 8));
        cpu.memory.checkWrite(segment, offset, length);
    }

    private static boolean real(CpuState cpu) {
        int mode = cpu.mode & (CpuState.MODE_PROTECTED | CpuState.MODE_VM86);
        return mode != CpuState.MODE_PROTECTED;
    }

    private static int environmentLength(Instruction i) {
        return FpuImage.ENVIRONMENT_WORDS * i.operandSize();
    }

    private static void storeEnvironment(CpuState cpu, Instruction i, int segment, int offset) {
        int[] words = FpuImage.environment(cpu.fpu, i.operandSize(), real(cpu));
        for (int n = 0; n < words.length; n++) {
            Operands.store(cpu, segment, offset + n * i.operandSize(), i.operandSize(), words[n]);
        }
    }

    private static void loadEnvironment(CpuState cpu, Instruction i, int segment, int offset) {
        int[] words = new int[FpuImage.ENVIRONMENT_WORDS];
        for (int n = 0; n < words.length; n++) {
            words[n] = Operands.load(cpu, segment, offset + n * i.operandSize(), i.operandSize());
        }
        FpuImage.loadEnvironment(cpu.fpu, words, i.operandSize(), real(cpu));
    }

    private static void save(CpuState cpu, Instruction i, int segment, int offset) {
        int registers = offset + environmentLength(i);
        cpu.memory.checkWrite(segment, offset, i.operandSize());
        cpu.memory.checkWrite(segment, offset, environmentLength(i) + FpuImage.REGISTERS_LENGTH);
        storeEnvironment(cpu, i, segment, offset);
        for (int n = 0; n < 8; n++) {
            storeRegister(cpu, segment, registers + 10 * n, n);
        }
        FpuControl.initialise(cpu.fpu);
    }

    private static void restore(CpuState cpu, Instruction i, int segment, int offset) {
        int registers = offset + environmentLength(i);
        cpu.memory.checkRead(segment, offset, i.operandSize());
        cpu.memory.checkRead(segment, offset, environmentLength(i) + FpuImage.REGISTERS_LENGTH);
        loadEnvironment(cpu, i, segment, offset);
        for (int n = 0; n < 8; n++) {
            loadRegister(cpu, segment, registers + 10 * n, n);
        }
    }

    /** By words: alignment is asked of the image, not of the registers in it, which lie ten bytes apart. */
    private static void storeRegister(CpuState cpu, int segment, int offset, int n) {
        long significand = FpuImage.significand(cpu.fpu, n);
        for (int part = 0; part < 4; part++) {
            cpu.memory.store16(segment, offset + 2 * part, (int) (significand >>> 16 * part));
        }
        cpu.memory.store16(segment, offset + 8, FpuImage.signExponent(cpu.fpu, n));
    }

    private static void loadRegister(CpuState cpu, int segment, int offset, int n) {
        long significand = 0;
        for (int part = 0; part < 4; part++) {
            significand |= (cpu.memory.load16(segment, offset + 2 * part) & 0xFFFFL) << 16 * part;
        }
        FpuImage.setRegister(cpu.fpu, n, cpu.memory.load16(segment, offset + 8), significand);
    }
}
