package org.prtosvm.cpu.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prtosvm.cpu.TestMachine;
import org.prtosvm.cpu.decode.Decoder;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuModel;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/** When MMX, SSE and SSE2 instructions fault before they do anything, and what models of processors know. */
class SimdAvailabilityTest {
    private static final String ADDPS = "0f58c1";
    private static final String PADDB = "0ffcc1";
    private static final String DIVPS = "0f5ec1";
    private static final String FXSAVE = "0fae0500003000";
    private static final String MOVNTI = "0fc30500003000";

    private static Instruction instruction(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Decoder.decode(eip -> bytes[eip] & 0xFF, 0, true);
    }

    private static void execute(TestMachine machine, String hex) {
        Instruction i = instruction(hex);
        SemanticsTable.of(i.opcode()).execute(machine.cpu, i);
    }

    private static TestMachine machine(int cr0, int cr4) {
        TestMachine machine = new TestMachine(false, 0);
        machine.cpu.cr0 |= cr0;
        machine.cpu.cr4 |= cr4;
        machine.cpu.updateMode();
        return machine;
    }

    private static void expect(int vector, int cr0, int cr4, String hex) {
        try (TestMachine machine = machine(cr0, cr4)) {
            machine.expectFault(vector, 0, () -> execute(machine, hex));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ADDPS, "660ffcc1", "0f2ac1", "f20f10c1", "0fae1500003000", "f30fd6c1"})
    void shouldNeedTheSystemsSupportForSse(String hex) {
        expect(Vector.INVALID_OPCODE, 0, 0, hex);
        expect(Vector.INVALID_OPCODE, CpuState.CR0_EM, CpuState.CR4_OSFXSR, hex);
        expect(Vector.DEVICE_NOT_AVAILABLE, CpuState.CR0_TS, CpuState.CR4_OSFXSR, hex);
        expect(Vector.INVALID_OPCODE, CpuState.CR0_TS | CpuState.CR0_EM, CpuState.CR4_OSFXSR, hex);
    }

    @ParameterizedTest
    @ValueSource(strings = {PADDB, "0f77", "0f6ec0", "0fd4c1", "0f70c100"})
    void shouldNeedNoSupportForMmx(String hex) {
        expect(Vector.INVALID_OPCODE, CpuState.CR0_EM, 0, hex);
        expect(Vector.DEVICE_NOT_AVAILABLE, CpuState.CR0_TS, 0, hex);
        try (TestMachine machine = machine(0, 0)) {
            execute(machine, hex);
        }
    }

    @Test
    void shouldSaveStateUnlessTheUnitIsAbsent() {
        expect(Vector.DEVICE_NOT_AVAILABLE, CpuState.CR0_EM, CpuState.CR4_OSFXSR, FXSAVE);
        expect(Vector.DEVICE_NOT_AVAILABLE, CpuState.CR0_TS, CpuState.CR4_OSFXSR, FXSAVE);
        expect(Vector.GENERAL_PROTECTION, 0, 0, "0fae0504003000");
        try (TestMachine machine = machine(CpuState.CR0_EM | CpuState.CR0_TS, 0)) {
            machine.cpu.gpr[Gpr.EAX] = 0x1234_5678;
            execute(machine, MOVNTI);
            execute(machine, "0faee8");
            execute(machine, "0fae3d00003000");
            execute(machine, "0f180d00003000");
            assertEquals(0x1234_5678, machine.memory.load32(0x30_0000));
        }
    }

    @Test
    void shouldHideXmmRegistersFromFxsaveWithoutTheSystemsSupport() {
        try (TestMachine machine = machine(0, 0)) {
            machine.cpu.simd.xmm[0] = -1;
            machine.memory.store32(0x30_0000 + 160, 7);
            machine.memory.store32(0x30_0000 + 24, 0xFFFF_FFFF);
            execute(machine, FXSAVE);
            assertEquals(7, machine.memory.load32(0x30_0000 + 160));
            execute(machine, "0fae0d00003000");
            assertEquals(-1, machine.cpu.simd.xmm[0]);
            machine.cpu.cr4 = CpuState.CR4_OSFXSR;
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> execute(machine, "0fae0d00003000"));
            execute(machine, FXSAVE);
            assertEquals(-1, machine.memory.load32(0x30_0000 + 160));
            assertEquals(0xFFFF, machine.memory.load32(0x30_0000 + 28));
        }
    }

    @Test
    void shouldReportUnmaskedExceptionsAsTheSystemAsksFor() {
        for (int cr4 : new int[] {CpuState.CR4_OSFXSR, CpuState.CR4_OSFXSR | CpuState.CR4_OSXMMEXCPT}) {
            try (TestMachine machine = machine(0, cr4)) {
                machine.cpu.simd.mxcsr = 0x1D80;
                machine.cpu.simd.xmm[0] = 0x3F80_0000;
                int vector = (cr4 & CpuState.CR4_OSXMMEXCPT) != 0 ? Vector.SIMD_ERROR : Vector.INVALID_OPCODE;
                machine.expectFault(vector, 0, () -> execute(machine, DIVPS));
                assertEquals(0x1D85, machine.cpu.simd.mxcsr);
                assertEquals(0x3F80_0000, machine.cpu.simd.xmm[0]);
            }
        }
    }

    @Test
    void shouldEnterAndLeaveTheSystem() {
        try (TestMachine machine = machine(0, 0)) {
            CpuState cpu = machine.cpu;
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> execute(machine, "0f34"));
            writeModelSpecific(machine, 0x174, 0x100);
            writeModelSpecific(machine, 0x175, 0x8000);
            writeModelSpecific(machine, 0x176, 0x1234);
            cpu.gpr[Gpr.ECX] = 0x175;
            execute(machine, "0f32");
            assertEquals(0x8000, cpu.gpr[Gpr.EAX]);
            cpu.gpr[Gpr.ECX] = 0x7000;
            cpu.gpr[Gpr.EDX] = 0x4321;
            execute(machine, "0f35");
            assertEquals("3 0113 011b 00007000 00004321", describe(cpu));
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> execute(machine, "0f35"));
            cpu.systemFlags |= Eflags.IF;
            execute(machine, "0f34");
            assertEquals("0 0100 0108 00008000 00001234", describe(cpu));
            assertEquals(0, cpu.systemFlags & Eflags.IF);
        }
    }

    private static void writeModelSpecific(TestMachine machine, int number, int value) {
        machine.cpu.gpr[Gpr.ECX] = number;
        machine.cpu.gpr[Gpr.EAX] = value;
        machine.cpu.gpr[Gpr.EDX] = 0;
        execute(machine, "0f30");
    }

    private static String describe(CpuState cpu) {
        return "%d %04x %04x %08x %08x"
                .formatted(
                        cpu.cpl,
                        cpu.segment[SegmentRegister.CS].selector,
                        cpu.segment[SegmentRegister.SS].selector,
                        cpu.gpr[Gpr.ESP],
                        cpu.eip);
    }

    private static boolean knows(CpuModel model, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Decoder.decode(eip -> eip < bytes.length ? bytes[eip] & 0xFF : 0x90, 0, true, model)
                        .opcode()
                != Opcode.UD;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0fa2 111 1",
                "0f31 011 1",
                "0fc70e 011 1",
                "0f40c1 001 1",
                "dac1 001 1",
                "dbf1 001 1",
                "0f1f00 001 1",
                "0f34 001 1",
                "0ffcc1 001 1",
                "0f70c100 001 1",
                "0f58c1 001 1",
                "0fae00 001 1",
                "660ffcc1 000 1",
                "0fd4c1 000 1",
                "f20f58c1 000 1",
                "0fae38 000 1",
                "f390 111 1",
                "0fc8 111 1"
            })
    void shouldKnowWhatItsModelKnows(String line) {
        String[] words = line.split(" ");
        String known = words[1] + words[2];
        StringBuilder found = new StringBuilder();
        for (CpuModel model : CpuModel.values()) {
            found.append(knows(model, words[0]) ? 1 : 0);
        }
        assertEquals(known, found.toString(), words[0]);
    }

    @Test
    void shouldIdentifyItself() {
        assertEquals(0x480, CpuIdentification.answer(CpuModel.I486, 1, 0));
        assertEquals(0x0000_0001, CpuIdentification.answer(CpuModel.I486, 1, 3));
        assertEquals(0x0000_013D, CpuIdentification.answer(CpuModel.PENTIUM, 1, 3));
        assertEquals(0x0380_A97D, CpuIdentification.answer(CpuModel.PENTIUM3, 1, 3));
        assertEquals(0x0788_A97D, CpuIdentification.answer(CpuModel.MAX, 1, 3));
        assertEquals(0x0800, CpuIdentification.answer(CpuModel.MAX, 1, 1));
    }
}
