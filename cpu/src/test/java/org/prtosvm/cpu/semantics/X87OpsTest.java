package org.prtosvm.cpu.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.prtosvm.cpu.TestMachine;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.FpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

class X87OpsTest {
    private static final int DATA = 0x0010_0000;
    private static final Operand MEMORY = Operand.memory(0, SegmentRegister.DS, -1, -1, 0, DATA);

    private static Instruction instruction(int code, int operandSize) {
        Operand operand = (code & 0xFF) < 0xC0 ? MEMORY : Operand.other(Operand.Kind.FPU_STACK, 10, code & 7);
        return new Instruction(
                0x4000, 2, Opcode.X87, operandSize, 4, operand, null, null, 0, code & 0x7FF, 3, 0, false);
    }

    private static void execute(TestMachine machine, int... codes) {
        for (int code : codes) {
            X87Ops.execute(machine.cpu, instruction(code, 4));
        }
    }

    private static void loadDouble(TestMachine machine, double value) {
        machine.mmu.store64(SegmentRegister.DS, DATA, Double.doubleToRawLongBits(value));
        execute(machine, 0xDD00);
    }

    private static double storeDouble(TestMachine machine) {
        execute(machine, 0xDD18);
        return Double.longBitsToDouble(machine.mmu.load64(SegmentRegister.DS, DATA));
    }

    @Test
    void shouldComputeInDoublePrecisionAsJavaDoes() {
        double[] values = {1, -2.5, 1.0 / 3, 1e300, -1e-300, 12345.678};
        for (double a : values) {
            for (double b : values) {
                try (TestMachine machine = new TestMachine(true, 3)) {
                    machine.cpu.fpu.control = 0x027F;
                    double[] expected = {a + b, a * b, a - b, b - a, a / b, b / a};
                    int[] codes = {0xDEC1, 0xDEC9, 0xDEE9, 0xDEE1, 0xDEF9, 0xDEF1};
                    for (int i = 0; i < codes.length; i++) {
                        loadDouble(machine, a);
                        loadDouble(machine, b);
                        execute(machine, codes[i]);
                        assertEquals(expected[i], storeDouble(machine), "%s %s %x".formatted(a, b, codes[i]));
                    }
                    assertEquals(FpuState.ALL_EMPTY, machine.cpu.fpu.tag);
                }
            }
        }
    }

    @Test
    void shouldComputeFunctionsNearStrictMath() {
        // Larger angles feel that x87 units know pi with 66 bits only.
        for (double x : new double[] {-3, -0.75, -1e-9, 0.3, 0.9, 1.5, 100}) {
            try (TestMachine machine = new TestMachine(true, 3)) {
                loadDouble(machine, x);
                execute(machine, 0xD9FB);
                assertNear(StrictMath.cos(x), storeDouble(machine));
                assertNear(StrictMath.sin(x), storeDouble(machine));
                loadDouble(machine, x);
                execute(machine, 0xD9F2, 0xDDD8);
                assertNear(StrictMath.tan(x), storeDouble(machine));
                loadDouble(machine, x);
                loadDouble(machine, -2);
                execute(machine, 0xD9F3);
                assertNear(StrictMath.atan2(x, -2), storeDouble(machine));
                loadDouble(machine, 3);
                loadDouble(machine, Math.abs(x));
                execute(machine, 0xD9F1);
                assertNear(3 * StrictMath.log(Math.abs(x)) / StrictMath.log(2), storeDouble(machine));
                double small = x / 1e7;
                execute(machine, 0xD9ED);
                loadDouble(machine, small);
                execute(machine, 0xD9F9);
                assertNear(StrictMath.log1p(small), storeDouble(machine));
                loadDouble(machine, small);
                execute(machine, 0xD9F0);
                assertNear(StrictMath.expm1(small * StrictMath.log(2)), storeDouble(machine));
            }
        }
    }

    private static void assertNear(double expected, double actual) {
        assertEquals(expected, actual, 4 * Math.ulp(expected));
    }

    @Test
    void shouldLoadConstantsByRoundingControl() {
        long[][] nearestDownUp = {
            {0x8000000000000000L, 0x8000000000000000L, 0x8000000000000000L},
            {0xD49A784BCD1B8AFEL, 0xD49A784BCD1B8AFEL, 0xD49A784BCD1B8AFFL},
            {0xB8AA3B295C17F0BCL, 0xB8AA3B295C17F0BBL, 0xB8AA3B295C17F0BCL},
            {0xC90FDAA22168C235L, 0xC90FDAA22168C234L, 0xC90FDAA22168C235L},
            {0x9A209A84FBCFF799L, 0x9A209A84FBCFF798L, 0x9A209A84FBCFF799L},
            {0xB17217F7D1CF79ACL, 0xB17217F7D1CF79ABL, 0xB17217F7D1CF79ACL},
            {0, 0, 0}
        };
        for (int constant = 0; constant < 7; constant++) {
            for (int rounding = 0; rounding < 3; rounding++) {
                try (TestMachine machine = new TestMachine(true, 3)) {
                    machine.cpu.fpu.control = 0x37F | rounding << 10;
                    execute(machine, 0xD9E8 + constant);
                    assertEquals(nearestDownUp[constant][rounding], machine.cpu.fpu.significand[7]);
                }
            }
        }
    }

    @Test
    void shouldBeUnavailableWithEmulationOrTaskSwitched() {
        for (int bit : new int[] {CpuState.CR0_EM, CpuState.CR0_TS}) {
            try (TestMachine machine = new TestMachine(true, 1)) {
                machine.cpu.cr0 |= bit;
                machine.cpu.updateMode();
                machine.expectFault(Vector.DEVICE_NOT_AVAILABLE, 0, () -> execute(machine, 0xD9E8));
                machine.expectFault(Vector.DEVICE_NOT_AVAILABLE, 0, () -> execute(machine, 0xDBE3));
                int emms = bit == CpuState.CR0_EM ? Vector.INVALID_OPCODE : Vector.DEVICE_NOT_AVAILABLE;
                Instruction i = instruction(0xDBE3, 4);
                machine.expectFault(emms, 0, () -> X87Ops.emptyMultimediaState(machine.cpu, i));
                X87Ops.await(machine.cpu, i);
                machine.cpu.cr0 |= CpuState.CR0_MP | CpuState.CR0_TS;
                machine.expectFault(Vector.DEVICE_NOT_AVAILABLE, 0, () -> X87Ops.await(machine.cpu, i));
            }
        }
    }

    @Test
    void shouldReportUnmaskedExceptionsAtTheNextWaitingInstruction() {
        try (TestMachine machine = new TestMachine(true, 1)) {
            CpuState cpu = machine.cpu;
            cpu.fpu.control = 0x37B;
            execute(machine, 0xD9E8, 0xD9EE);
            execute(machine, 0xD8F9);
            execute(machine, 0xD8F1);
            assertEquals(0x8084, cpu.fpu.status & 0x80FF, "1 / 0 raises ZE and leaves ST(0)");
            assertEquals(0x3FFF, cpu.fpu.signExponent[7]);
            execute(machine, 0xD9E8);
            cpu.cr0 |= CpuState.CR0_NE;
            machine.expectFault(Vector.X87_ERROR, 0, () -> execute(machine, 0xD9E8));
            machine.expectFault(Vector.X87_ERROR, 0, () -> X87Ops.await(cpu, instruction(0xD9E8, 4)));
            execute(machine, 0xDFE0);
            assertEquals(cpu.fpu.status, cpu.gpr[Gpr.EAX] & 0xFFFF);
            execute(machine, 0xDBE2, 0xD9E8);
            assertEquals(0, cpu.fpu.status & 0x80FF);
        }
    }

    @Test
    void shouldSaveAndRestoreTheDocumentedImage() {
        try (TestMachine machine = new TestMachine(true, 1)) {
            CpuState cpu = machine.cpu;
            execute(machine, 0xD9EB, 0xD9EE, 0xD9E8);
            loadDouble(machine, Double.POSITIVE_INFINITY);
            FpuState before = new FpuState();
            before.copyFrom(cpu.fpu);
            execute(machine, 0xDD30);
            assertEquals(0xFFFF_037F, machine.memory.load32(DATA));
            assertEquals(0xFFFF_2000, machine.memory.load32(DATA + 4));
            assertEquals(0xFFFF_0000 | 0b00_01_00_10_11_11_11_11, machine.memory.load32(DATA + 8));
            assertEquals(0x4000, machine.memory.load32(DATA + 12));
            assertEquals(0x0500_0000 | TestMachine.code(1), machine.memory.load32(DATA + 16));
            assertEquals(DATA, machine.memory.load32(DATA + 20));
            assertEquals(0xFFFF_0000 | TestMachine.data(1), machine.memory.load32(DATA + 24));
            assertEquals(0x7FFF, machine.mmu.load16(SegmentRegister.DS, DATA + 28 + 8));
            assertEquals(0x4000, machine.mmu.load16(SegmentRegister.DS, DATA + 28 + 38));
            assertEquals(FpuState.ALL_EMPTY, cpu.fpu.tag);
            assertEquals(0, cpu.fpu.status);
            execute(machine, 0xDD20);
            assertEquals(before.status, cpu.fpu.status);
            assertEquals(before.tag, cpu.fpu.tag);
            assertEquals(before.opcode, cpu.fpu.opcode);
            for (int i = 0; i < 8; i++) {
                assertEquals(before.significand[i], cpu.fpu.significand[i]);
                assertEquals(before.signExponent[i], cpu.fpu.signExponent[i]);
            }
        }
    }

    @Test
    void shouldStoreShortEnvironmentsToo() {
        try (TestMachine machine = new TestMachine(true, 1)) {
            execute(machine, 0xD9E8);
            machine.cpu.fpu.control = 0x300;
            X87Ops.execute(machine.cpu, instruction(0xD930, 2));
            assertEquals(0x3800_0300, machine.memory.load32(DATA));
            assertEquals(0x4000_3FFF, machine.memory.load32(DATA + 4));
            assertEquals(TestMachine.code(1), machine.memory.load32(DATA + 8));
            assertEquals(0x33F, machine.cpu.fpu.control, "FNSTENV masks all exceptions");
            machine.cpu.fpu.reset();
            X87Ops.execute(machine.cpu, instruction(0xD920, 2));
            assertEquals(0x340, machine.cpu.fpu.control);
            assertEquals(0x3800, machine.cpu.fpu.status);
            assertEquals(0x3FFF, machine.cpu.fpu.tag);
        }
    }

    @Test
    void shouldChangeNothingIfTheOperandFaults() {
        try (TestMachine machine = new TestMachine(true, 1)) {
            CpuState cpu = machine.cpu;
            execute(machine, 0xD9EB);
            machine.pagingOn();
            machine.entry(DATA, DATA | 1);
            for (int code : new int[] {0xD918, 0xDB18, 0xDB38, 0xDD18, 0xDD30, 0xD930, 0xDF30, 0xDF38}) {
                FpuState before = new FpuState();
                before.copyFrom(cpu.fpu);
                machine.expectFault(Vector.PAGE_FAULT, 3, () -> execute(machine, code));
                assertEquals(before.status, cpu.fpu.status);
                assertEquals(before.control, cpu.fpu.control);
                assertEquals(before.tag, cpu.fpu.tag);
            }
            machine.entry(DATA, 0);
            machine.expectFault(Vector.PAGE_FAULT, 0, () -> execute(machine, 0xDD00));
            assertEquals(7, cpu.fpu.top());
        }
    }

    @Test
    void shouldRefuseUndefinedEncodings() {
        try (TestMachine machine = new TestMachine(true, 1)) {
            int[] codes = {
                0xD908, 0xD9D1, 0xD9E2, 0xD9E6, 0xD9EF, 0xDAE0, 0xDAE8, 0xDB08, 0xDB20, 0xDB30, 0xDBE5, 0xDBF8, 0xDD08,
                0xDD28, 0xDDF0, 0xDED8, 0xDF08, 0xDFE1, 0xDFF8
            };
            for (int code : codes) {
                machine.expectFault(Vector.INVALID_OPCODE, 0, () -> execute(machine, code));
            }
        }
    }

    @Test
    void shouldSetFlagsAndMoveByThem() {
        try (TestMachine machine = new TestMachine(true, 1)) {
            loadDouble(machine, 1);
            loadDouble(machine, 2);
            execute(machine, 0xDBF1);
            assertEquals(0, machine.cpu.arithmeticFlags());
            execute(machine, 0xD9C9, 0xDBE9);
            assertEquals(1, machine.cpu.arithmeticFlags());
            execute(machine, 0xDAC1);
            assertEquals(2, storeDouble(machine));
            execute(machine, 0xD9C0, 0xDFF1);
            assertEquals(0x40, machine.cpu.arithmeticFlags());
            loadDouble(machine, Double.NaN);
            execute(machine, 0xDFE9);
            assertEquals(0x45, machine.cpu.arithmeticFlags());
            assertEquals(0, machine.cpu.fpu.status & 1);
        }
    }

    @Test
    void shouldWrapTheExponentOfUnmaskedOverflowUpToTheLargest() {
        int[][] stepsSignExponent = {{40959, 0x7FFE}, {40960, 0x7FFF}, {-40958, 1}, {-40959, 0}};
        for (int[] row : stepsSignExponent) {
            try (TestMachine machine = new TestMachine(true, 3)) {
                machine.cpu.fpu.control = 0x367;
                loadDouble(machine, row[0]);
                loadDouble(machine, 1);
                execute(machine, 0xD9FD);
                int register = machine.cpu.fpu.top();
                assertEquals(row[1], machine.cpu.fpu.signExponent[register], "scaled by " + row[0]);
                assertEquals(row[1] == 0 ? 0 : 1L << 63, machine.cpu.fpu.significand[register]);
            }
        }
    }
}
