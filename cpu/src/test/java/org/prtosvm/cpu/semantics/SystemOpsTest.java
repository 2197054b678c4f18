package org.prtosvm.cpu.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prtosvm.cpu.TestMachine.code;
import static org.prtosvm.cpu.TestMachine.data;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.prtosvm.cpu.TestMachine;
import org.prtosvm.cpu.bus.PortBus;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

class SystemOpsTest {
    private static final int DATA = 0x0010_0000;
    private static final Operand EAX = Operand.register(4, Gpr.EAX);
    private static final Operand AX = Operand.register(2, Gpr.EAX);
    private static final Operand MEMORY = Operand.memory(0, SegmentRegister.DS, -1, -1, 0, DATA);

    private static Instruction instruction(
            Opcode opcode, int size, @Nullable Operand first, @Nullable Operand second, int repeat) {
        return new Instruction(
                0x4000, 3, opcode, size, 4, first, second, null, 0, 0, SegmentRegister.DS, repeat, false);
    }

    private static void execute(TestMachine machine, Opcode opcode, @Nullable Operand first, @Nullable Operand second) {
        execute(machine, instruction(opcode, 4, first, second, 0));
    }

    private static void execute(TestMachine machine, Instruction i) {
        Objects.requireNonNull(SystemSemantics.lookup(i.opcode())).execute(machine.cpu, i);
    }

    private static void execute(TestMachine machine, Opcode opcode) {
        execute(machine, opcode, null, null);
    }

    @Test
    void shouldRefusePrivilegedInstructionsOutsideRing0() {
        List<Opcode> privileged = List.of(
                Opcode.HLT,
                Opcode.CLI,
                Opcode.STI,
                Opcode.CLTS,
                Opcode.INVD,
                Opcode.WBINVD,
                Opcode.INVLPG,
                Opcode.RDMSR,
                Opcode.WRMSR,
                Opcode.RDPMC,
                Opcode.SYSENTER,
                Opcode.SYSEXIT);
        for (int ring = 1; ring < 4; ring++) {
            try (TestMachine machine = new TestMachine(true, ring)) {
                for (Opcode opcode : privileged) {
                    machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> execute(machine, opcode));
                }
                for (Opcode opcode : List.of(Opcode.LGDT, Opcode.LIDT, Opcode.LLDT, Opcode.LTR, Opcode.LMSW)) {
                    machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> execute(machine, opcode, MEMORY, null));
                }
                Operand cr3 = Operand.other(Operand.Kind.CONTROL, 4, 3);
                Operand dr7 = Operand.other(Operand.Kind.DEBUG, 4, 7);
                machine.expectFault(
                        Vector.GENERAL_PROTECTION, 0, () -> execute(machine, Opcode.MOV_FROM_CONTROL, EAX, cr3));
                machine.expectFault(
                        Vector.GENERAL_PROTECTION, 0, () -> execute(machine, Opcode.MOV_TO_CONTROL, cr3, EAX));
                machine.expectFault(
                        Vector.GENERAL_PROTECTION, 0, () -> execute(machine, Opcode.MOV_FROM_DEBUG, EAX, dr7));
                machine.expectFault(
                        Vector.GENERAL_PROTECTION, 0, () -> execute(machine, Opcode.MOV_TO_DEBUG, dr7, EAX));
                assertEquals(0x4000, machine.cpu.eip);
            }
        }
    }

    @Test
    void shouldIdentifyItselfWithWhatItHas() {
        try (TestMachine machine = new TestMachine(true, 3)) {
            int[] gpr = machine.cpu.gpr;
            gpr[Gpr.EAX] = 0;
            execute(machine, Opcode.CPUID);
            assertEquals(1, gpr[Gpr.EAX]);
            assertEquals(0x756E_6547, gpr[Gpr.EBX]);
            assertEquals(0x4965_6E69, gpr[Gpr.EDX]);
            assertEquals(0x6C65_746E, gpr[Gpr.ECX]);
            gpr[Gpr.EAX] = 1;
            execute(machine, Opcode.CPUID);
            assertEquals(0x672, gpr[Gpr.EAX]);
            assertEquals(0x0788_A97D, gpr[Gpr.EDX]);
            gpr[Gpr.EAX] = 0x8000_0002;
            execute(machine, Opcode.CPUID);
            assertEquals(0x4F545250, gpr[Gpr.EAX], "PRTO");
        }
    }

    @Test
    void shouldReadTheCountAsTime() {
        try (TestMachine machine = new TestMachine(true, 3)) {
            machine.cpu.setTime(0x1_2345_6789L, 0x2_0000_0000L);
            execute(machine, Opcode.RDTSC);
            assertEquals(0x2345_6789, machine.cpu.gpr[Gpr.EAX]);
            assertEquals(1, machine.cpu.gpr[Gpr.EDX]);
            machine.cpu.cr4 = CpuState.CR4_TSD;
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> execute(machine, Opcode.RDTSC));
        }
    }

    @Test
    void shouldHaltAndControlInterruptsInRing0() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            CpuState cpu = machine.cpu;
            execute(machine, Opcode.STI);
            assertTrue(cpu.interruptShadow);
            cpu.interruptShadow = false;
            execute(machine, Opcode.STI);
            assertFalse(cpu.interruptShadow);
            assertEquals(Eflags.IF, cpu.systemFlags & Eflags.IF);
            execute(machine, Opcode.CLI);
            assertEquals(0, cpu.systemFlags & Eflags.IF);
            execute(machine, Opcode.HLT);
            assertEquals(Exit.HALT, cpu.exit);
            assertEquals(0x4003, cpu.eip);
        }
    }

    @Test
    void shouldCheckControlRegisterValues() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            CpuState cpu = machine.cpu;
            Operand cr0 = Operand.other(Operand.Kind.CONTROL, 4, 0);
            Operand cr4 = Operand.other(Operand.Kind.CONTROL, 4, 4);
            cpu.gpr[Gpr.EAX] = CpuState.CR0_PG;
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> execute(machine, Opcode.MOV_TO_CONTROL, cr0, EAX));
            cpu.gpr[Gpr.EAX] = 1 << 29 | 1;
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> execute(machine, Opcode.MOV_TO_CONTROL, cr0, EAX));
            cpu.gpr[Gpr.EAX] = 1;
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> execute(machine, Opcode.MOV_TO_CONTROL, cr4, EAX));
            Operand cr1 = Operand.other(Operand.Kind.CONTROL, 4, 1);
            machine.expectFault(Vector.INVALID_OPCODE, 0, () -> execute(machine, Opcode.MOV_TO_CONTROL, cr1, EAX));
            int generation = cpu.mappingGeneration;
            cpu.gpr[Gpr.EAX] = CpuState.CR4_PSE | CpuState.CR4_PGE;
            execute(machine, Opcode.MOV_TO_CONTROL, cr4, EAX);
            assertEquals(0x90, cpu.cr4);
            assertTrue(cpu.mappingGeneration > generation);
            cpu.gpr[Gpr.EAX] = 0x2E;
            execute(machine, Opcode.LMSW, AX, null);
            assertEquals(0x1F, cpu.cr0);
            execute(machine, Opcode.SMSW, EAX, null);
            assertEquals(0x1F, cpu.gpr[Gpr.EAX]);
            execute(machine, Opcode.CLTS);
            assertEquals(0x17, cpu.cr0);
            assertEquals(0, cpu.mode & CpuState.MODE_TASK_SWITCHED);
        }
    }

    @Test
    void shouldStoreAndLoadDescriptorTableRegisters() {
        try (TestMachine machine = new TestMachine(false, 0)) {
            execute(machine, Opcode.SGDT, MEMORY, null);
            assertEquals(64 * 8 - 1, machine.mmu.load16(SegmentRegister.DS, DATA));
            assertEquals(TestMachine.GDT, machine.mmu.load32(SegmentRegister.DS, DATA + 2));
            machine.mmu.store32(SegmentRegister.DS, DATA + 2, 0x1234_5678);
            execute(machine, Opcode.LIDT, MEMORY, null);
            assertEquals(0x1234_5678, machine.cpu.idtBase);
            execute(machine, instruction(Opcode.LIDT, 2, MEMORY, null, 0));
            assertEquals(0x0034_5678, machine.cpu.idtBase);
            execute(machine, Opcode.STR, EAX, null);
            assertEquals(0x1F8, machine.cpu.gpr[Gpr.EAX]);
        }
    }

    @Test
    void shouldMoveSegmentRegisters() {
        try (TestMachine machine = new TestMachine(false, 1)) {
            CpuState cpu = machine.cpu;
            Operand es = Operand.other(Operand.Kind.SEGMENT, 2, SegmentRegister.ES);
            Operand cs = Operand.other(Operand.Kind.SEGMENT, 2, SegmentRegister.CS);
            Operand ss = Operand.other(Operand.Kind.SEGMENT, 2, SegmentRegister.SS);
            cpu.gpr[Gpr.EAX] = -1;
            execute(machine, Opcode.MOV_FROM_SEGMENT, EAX, cs);
            assertEquals(code(1), cpu.gpr[Gpr.EAX]);
            machine.expectFault(Vector.INVALID_OPCODE, 0, () -> execute(machine, Opcode.MOV_TO_SEGMENT, cs, AX));
            execute(machine, Opcode.PUSH_SEGMENT, ss, null);
            execute(machine, Opcode.POP_SEGMENT, ss, null);
            assertTrue(cpu.interruptShadow);
            assertEquals(TestMachine.OUTER_STACK, cpu.gpr[Gpr.ESP]);
            cpu.gpr[Gpr.ESP] -= 4;
            machine.memory.store32(cpu.gpr[Gpr.ESP], data(0));
            machine.expectFault(
                    Vector.GENERAL_PROTECTION, data(0), () -> execute(machine, Opcode.POP_SEGMENT, es, null));
            assertEquals(TestMachine.OUTER_STACK - 4, cpu.gpr[Gpr.ESP]);
            machine.memory.store32(DATA, 0x8765_4321);
            machine.memory.store32(DATA + 4, data(3));
            execute(
                    machine,
                    new Instruction(0x4000, 3, Opcode.LOAD_FAR_POINTER, 4, 4, EAX, MEMORY, es, 0, 0, 3, 0, false));
            assertEquals(0x8765_4321, cpu.gpr[Gpr.EAX]);
            assertEquals(data(3), cpu.segment[SegmentRegister.ES].selector);
            assertEquals(0x4003, cpu.eip);
        }
    }

    @Test
    void shouldAdjustRpl() {
        try (TestMachine machine = new TestMachine(false, 1)) {
            machine.cpu.setArithmeticFlags(Eflags.CF);
            machine.cpu.gpr[Gpr.EAX] = 0x30;
            machine.cpu.gpr[Gpr.ECX] = 0x2;
            execute(machine, instruction(Opcode.ARPL, 2, AX, Operand.register(2, Gpr.ECX), 0));
            assertEquals(0x32, machine.cpu.gpr[Gpr.EAX]);
            assertEquals(Eflags.CF | Eflags.ZF, machine.cpu.arithmeticFlags());
            execute(machine, instruction(Opcode.ARPL, 2, AX, Operand.register(2, Gpr.ECX), 0));
            assertEquals(Eflags.CF, machine.cpu.arithmeticFlags());
        }
    }

    private static final class RecordingBus implements PortBus {
        final List<String> seen = new ArrayList<>();
        int next = 0x1122_3344;

        @Override
        public int read(int port, int size) {
            seen.add("in %x %d".formatted(port, size));
            return next++;
        }

        @Override
        public void write(int port, int size, int value) {
            seen.add("out %x %d %x".formatted(port, size, value));
        }
    }

    private static TestMachine machineWithPorts(RecordingBus bus) {
        TestMachine machine = new TestMachine(true, 1);
        machine.cpu.ports = bus;
        machine.cpu.tr.limit = 0x68 + 8192;
        machine.memory.store32(TestMachine.TSS + 0x64, 0x68 << 16);
        machine.cpu.gpr[Gpr.EDX] = 0x3F8;
        return machine;
    }

    @Test
    void shouldReachPermittedPortsOnly() {
        RecordingBus bus = new RecordingBus();
        try (TestMachine machine = machineWithPorts(bus)) {
            Operand dx = Operand.register(2, Gpr.EDX);
            Operand al = Operand.register(1, Gpr.EAX);
            machine.cpu.gpr[Gpr.EAX] = 0xAABB_CCDD;
            execute(machine, instruction(Opcode.OUT, 1, dx, al, 0));
            execute(machine, instruction(Opcode.IN, 2, AX, Operand.immediate(1, 0x80), 0));
            assertEquals(0xAABB_3344, machine.cpu.gpr[Gpr.EAX]);
            machine.memory.store32(TestMachine.TSS + 0x68 + 0x7C, -1);
            machine.expectFault(
                    Vector.GENERAL_PROTECTION, 0, () -> execute(machine, instruction(Opcode.OUT, 1, dx, al, 0)));
            assertEquals(List.of("out 3f8 1 dd", "in 80 2"), bus.seen);
        }
    }

    @Test
    void shouldRepeatPortStringsWithinTheBudget() {
        RecordingBus bus = new RecordingBus();
        try (TestMachine machine = machineWithPorts(bus)) {
            CpuState cpu = machine.cpu;
            Instruction ins = instruction(Opcode.INS, 4, null, null, Instruction.REP);
            cpu.gpr[Gpr.ECX] = 5;
            cpu.gpr[Gpr.EDI] = DATA;
            cpu.setTime(0, 3);
            execute(machine, ins);
            assertEquals(0x4000, cpu.eip);
            assertEquals(2, cpu.gpr[Gpr.ECX]);
            assertEquals(DATA + 12, cpu.gpr[Gpr.EDI]);
            assertEquals(0, cpu.budget);
            cpu.setTime(3, 100);
            execute(machine, ins);
            assertEquals(0x4003, cpu.eip);
            assertEquals(5, cpu.count());
            assertEquals(0x1122_3348, machine.memory.load32(DATA + 16));
            execute(machine, ins);
            assertEquals(6, cpu.count(), "no iteration costs 1 too");
            cpu.segment[SegmentRegister.ES].load(0, 0, 0, 0);
            cpu.updateMode();
            cpu.gpr[Gpr.ECX] = 1;
            machine.expectFault(Vector.GENERAL_PROTECTION, 0, () -> execute(machine, ins));
            assertEquals(5, bus.seen.size(), "the port is not read before the store is known to succeed");
            cpu.gpr[Gpr.ESI] = DATA;
            execute(machine, instruction(Opcode.OUTS, 2, null, null, 0));
            assertEquals("out 3f8 2 3344", bus.seen.getLast());
        }
    }

    @Test
    void shouldFaultForBoundsAndUndefinedOpcodes() {
        try (TestMachine machine = new TestMachine(true, 1)) {
            machine.store64(DATA, 0x0000_0005_FFFF_FFFEL);
            for (int index : new int[] {-2, 5}) {
                machine.cpu.gpr[Gpr.EAX] = index;
                execute(machine, Opcode.BOUND, EAX, MEMORY);
            }
            for (int index : new int[] {-3, 6}) {
                machine.cpu.gpr[Gpr.EAX] = index;
                machine.expectFault(Vector.BOUND_RANGE, 0, () -> execute(machine, Opcode.BOUND, EAX, MEMORY));
            }
            machine.expectFault(Vector.INVALID_OPCODE, 0, () -> execute(machine, Opcode.UD));
            execute(machine, Opcode.INTO);
            assertEquals(0x4003, machine.cpu.eip);
        }
    }

    @Test
    void shouldKnowEveryOpcodeOfItsGroups() {
        Set<Opcode> others = EnumSet.of(Opcode.NOP, Opcode.PAUSE);
        for (Opcode opcode : EnumSet.range(Opcode.JMP_FAR, Opcode.EMMS)) {
            assertEquals(others.contains(opcode), SystemSemantics.lookup(opcode) == null, opcode.name());
        }
    }
}
