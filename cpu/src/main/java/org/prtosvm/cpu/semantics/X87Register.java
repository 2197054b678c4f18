package org.prtosvm.cpu.semantics;

import org.prtosvm.cpu.fpu.FpuArithmetic;
import org.prtosvm.cpu.fpu.FpuCompares;
import org.prtosvm.cpu.fpu.FpuControl;
import org.prtosvm.cpu.fpu.FpuFunctions;
import org.prtosvm.cpu.fpu.FpuLoads;
import org.prtosvm.cpu.fpu.FpuMoves;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.FpuState;
import org.prtosvm.cpu.state.Gpr;

/**
 * x87 instructions on registers. The key of an operation is the escape number and the reg field, two octal digits; the
 * r/m field is a register or part of the opcode. Undocumented aliases that every Intel unit has are executed.
 *
 * <p>Source: Intel SDM vol. 2, appendix A.5 "Escape Opcode Instructions", tables for ModR/M C0H..FFH.
 */
final class X87Register {
    private static final int CONTROL_GROUP = 034;
    private static final int STATUS_GROUP = 074;
    private static final int REVERSE = 1;

    private X87Register() {}

    /** False for the encodings without an instruction. */
    static boolean isDefined(int code) {
        int index = code & 7;
        return switch (key(code)) {
            case 012, STATUS_GROUP -> index == 0;
            case 014 -> index == 0 || index == 1 || index == 4 || index == 5;
            case 015 -> index != 7;
            case 024, 026, 027, 037, 056, 057, 077 -> false;
            case 025, 063 -> index == 1;
            case CONTROL_GROUP -> index < 5;
            default -> true;
        };
    }

    /** True for FNCLEX, FNINIT, FNSTSW AX and the instructions of older units that do nothing. */
    static boolean withoutWait(int code) {
        int key = key(code);
        return key == CONTROL_GROUP || key == STATUS_GROUP;
    }

    private static int key(int code) {
        return code >>> 5 & 070 | code >>> 3 & 7;
    }

    /** Executes a defined encoding; returns false for control instructions, which leave the pointers alone. */
    static boolean execute(CpuState cpu, int code) {
        FpuState fpu = cpu.fpu;
        int index = code & 7;
        int key = key(code);
        int operation = key & 7;
        switch (key) {
            case 000, 001, 004, 005, 006, 007 -> FpuArithmetic.registers(fpu, operation, index, false, false);
            case 040, 041, 044, 045, 046, 047 -> FpuArithmetic.registers(fpu, operation, index, true, false);
            case 060, 061, 064, 065, 066, 067 -> FpuArithmetic.registers(fpu, operation, index, true, true);
            case 002, 042 -> FpuCompares.registers(fpu, index, false, 0);
            case 003, 043, 062 -> FpuCompares.registers(fpu, index, false, 1);
            case 010 -> FpuLoads.loadRegister(fpu, index);
            case 011, 051, 071 -> FpuMoves.exchange(fpu, index);
            case 013, 072, 073, 053 -> FpuMoves.store(fpu, index, true);
            case 052 -> FpuMoves.store(fpu, index, false);
            case 014 -> examineGroup(cpu, index);
            case 015 -> FpuLoads.loadConstant(fpu, index);
            case 016 -> firstFunctions(cpu, index);
            case 017 -> secondFunctions(fpu, index);
            case 020, 021, 022, 023, 030, 031, 032, 033 -> FpuMoves.conditional(fpu, index, condition(cpu, key));
            case 050 -> FpuMoves.free(fpu, index, false);
            case 070 -> FpuMoves.free(fpu, index, true);
            case 054 -> FpuCompares.registers(fpu, index, true, 0);
            case 055 -> FpuCompares.registers(fpu, index, true, 1);
            case 025, 063 -> FpuCompares.registers(fpu, 1, key == 025, 2);
            case 035, 075 -> compareToFlags(cpu, index, true, key == 075);
            case 036, 076 -> compareToFlags(cpu, index, false, key == 076);
            case 012 -> {
                // FNOP.
            }
            case CONTROL_GROUP, STATUS_GROUP -> {
                control(cpu, key, index);
                return false;
            }
            default -> throw new IllegalStateException("no x87 instruction %03x".formatted(code));
        }
        return true;
    }

    /** Conditions B, E, BE and U of DA, their opposites of DB. */
    private static boolean condition(CpuState cpu, int key) {
        int code = switch (key & 3) {
            case 0 -> 2;
            case 1 -> 4;
            case 2 -> 6;
            default -> 10;
        };
        return cpu.condition((key & 010) != 0 ? code | REVERSE : code);
    }

    private static void compareToFlags(CpuState cpu, int index, boolean quiet, boolean pop) {
        int flags = FpuCompares.toFlags(cpu.fpu, index, quiet, pop);
        if (flags >= 0) {
            cpu.setArithmeticFlags(flags);
        }
    }

    private static void examineGroup(CpuState cpu, int index) {
        switch (index) {
            case 0 -> FpuMoves.changeSign(cpu.fpu);
            case 1 -> FpuMoves.absolute(cpu.fpu);
            case 4 -> FpuCompares.test(cpu.fpu);
            default -> FpuCompares.examine(cpu.fpu);
        }
    }

    private static void firstFunctions(CpuState cpu, int index) {
        FpuState fpu = cpu.fpu;
        switch (index) {
            case 0 -> FpuFunctions.powerOfTwoLessOne(fpu);
            case 1 -> FpuFunctions.logarithm(fpu);
            case 2 -> FpuFunctions.tangent(fpu);
            case 3 -> FpuFunctions.arcTangent(fpu);
            case 4 -> FpuFunctions.extract(fpu);
            case 5 -> FpuFunctions.remainder(fpu, true);
            case 6 -> FpuMoves.rotate(fpu, -1);
            default -> FpuMoves.rotate(fpu, 1);
        }
    }

    private static void secondFunctions(FpuState fpu, int index) {
        switch (index) {
            case 0 -> FpuFunctions.remainder(fpu, false);
            case 1 -> FpuFunctions.logarithmOfOnePlus(fpu);
            case 2 -> FpuFunctions.squareRoot(fpu);
            case 3 -> FpuFunctions.sineAndCosine(fpu);
            case 4 -> FpuFunctions.roundToInteger(fpu);
            case 5 -> FpuFunctions.scale(fpu);
            case 6 -> FpuFunctions.sine(fpu);
            default -> FpuFunctions.cosine(fpu);
        }
    }

    private static void control(CpuState cpu, int key, int index) {
        if (key == STATUS_GROUP) {
            cpu.setReg16(Gpr.EAX, cpu.fpu.status);
            return;
        }
        switch (index) {
            case 2 -> FpuControl.clearExceptions(cpu.fpu);
            case 3 -> FpuControl.initialise(cpu.fpu);
            default -> {
                // FENI, FDISI and FSETPM of older units do nothing.
            }
        }
    }
}
