package org.prtosvm.cpu.semantics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prtosvm.cpu.TestMachine;
import org.prtosvm.cpu.decode.Decoder;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/** The stack: addresses, sizes, and that a fault changes nothing. */
class StackOpsTest {
    private static final int PAGE = 0x0010_0000;

    private final TestMachine machine = new TestMachine(true, 0);
    private final CpuState cpu = machine.cpu;

    @AfterEach
    void close() {
        machine.close();
    }

    private void execute(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Instruction i = Decoder.decode(eip -> bytes[eip] & 0xFF, 0, true);
        SemanticsTable.of(i.opcode()).execute(cpu, i);
    }

    private void stack16() {
        cpu.segment[SegmentRegister.SS].access &= ~0x4000;
        cpu.updateMode();
    }

    @Test
    void shouldPushTheOldStackPointer() {
        cpu.gpr[Gpr.ESP] = PAGE + 0x100;
        execute("54");
        assertEquals(PAGE + 0x100, machine.memory.load32(PAGE + 0xFC));
        execute("5c");
        assertEquals(PAGE + 0x100, cpu.gpr[Gpr.ESP]);
    }

    @Test
    void shouldAddressAPoppedOperandAfterTheIncrement() {
        cpu.gpr[Gpr.ESP] = PAGE;
        machine.memory.store32(PAGE, 77);
        execute("8f442408");
        assertEquals(77, machine.memory.load32(PAGE + 4 + 8));
        assertEquals(PAGE + 4, cpu.gpr[Gpr.ESP]);
    }

    @Test
    void shouldUseOnlySpOfASixteenBitStack() {
        stack16();
        cpu.gpr[Gpr.ESP] = 0x1234_0002;
        cpu.gpr[Gpr.EAX] = 0xCAFE_BABE;
        execute("6650");
        execute("6650");
        assertEquals(0x1234_FFFE, cpu.gpr[Gpr.ESP]);
        assertEquals(0xBABE, machine.memory.load32(0xFFFC) >>> 16);
        execute("6659");
        assertEquals(0x1234_0000, cpu.gpr[Gpr.ESP]);
        assertEquals(0xBABE, cpu.gpr[Gpr.ECX]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"50", "60", "9c", "c8100000", "c8000003", "e800000000"})
    void shouldChangeNothingWhenAPushFaults(String hex) {
        machine.pagingOn();
        machine.entry(PAGE, 0);
        // So near to the missing page that the first push, or with PUSHA and ENTER a later one, reaches into it.
        cpu.gpr[Gpr.EBP] = PAGE + 0x1100;
        cpu.gpr[Gpr.ESP] = PAGE + 0x1002;
        faultsWithoutTrace(hex, 2);
        boolean several = hex.equals("60") || hex.equals("c8000003");
        cpu.gpr[Gpr.ESP] = several ? PAGE + 0x100C : PAGE + 0x1002;
        faultsWithoutTrace(hex, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"58", "61", "9d", "c9", "c3"})
    void shouldChangeNothingWhenAPopFaults(String hex) {
        machine.pagingOn();
        machine.entry(PAGE + 0x1000, 0);
        cpu.gpr[Gpr.EBP] = PAGE + 0xFFE;
        cpu.gpr[Gpr.ESP] = hex.equals("61") ? PAGE + 0xFF4 : PAGE + 0xFFE;
        faultsWithoutTrace(hex, 0);
    }

    @Test
    void shouldNotPopIntoMemoryThatIsMissing() {
        machine.pagingOn();
        machine.entry(PAGE + 0x1000, 0);
        cpu.gpr[Gpr.EAX] = PAGE + 0x1000;
        cpu.gpr[Gpr.ESP] = PAGE + 0x100;
        faultsWithoutTrace("8f00", 2);
    }

    private void faultsWithoutTrace(String hex, int errorCode) {
        int[] before = cpu.gpr.clone();
        int flags = cpu.eflags();
        byte[] memory = memory();
        machine.expectFault(Vector.PAGE_FAULT, errorCode, () -> execute(hex));
        assertArrayEquals(before, cpu.gpr);
        assertArrayEquals(memory, memory());
        assertEquals(flags, cpu.eflags());
    }

    private byte[] memory() {
        byte[] memory = new byte[0x2000];
        machine.memory.read(PAGE, memory, 0, memory.length);
        return memory;
    }

    @Test
    void shouldBuildNestedFrames() {
        cpu.gpr[Gpr.ESP] = PAGE + 0x100;
        cpu.gpr[Gpr.EBP] = PAGE + 0x200;
        machine.memory.store32(PAGE + 0x1FC, 111);
        machine.memory.store32(PAGE + 0x1F8, 222);
        execute("c8200003");
        assertEquals(PAGE + 0x200, machine.memory.load32(PAGE + 0xFC));
        assertEquals(111, machine.memory.load32(PAGE + 0xF8));
        assertEquals(222, machine.memory.load32(PAGE + 0xF4));
        assertEquals(PAGE + 0xFC, machine.memory.load32(PAGE + 0xF0));
        assertEquals(PAGE + 0xFC, cpu.gpr[Gpr.EBP]);
        assertEquals(PAGE + 0xF0 - 0x20, cpu.gpr[Gpr.ESP]);
        execute("c9");
        assertEquals(PAGE + 0x200, cpu.gpr[Gpr.EBP]);
        assertEquals(PAGE + 0x100, cpu.gpr[Gpr.ESP]);
    }

    @Test
    void shouldLetOnlyTheEntitledChangeSystemFlags() {
        try (TestMachine outer = new TestMachine(true, 1)) {
            CpuState ring1 = outer.cpu;
            ring1.setEflags(1 << Eflags.IOPL_SHIFT);
            StackOps.push(ring1, 4, 0xFFFF_FFFF & ~Eflags.TF);
            popFlags(ring1);
            assertEquals(1 << Eflags.IOPL_SHIFT | Eflags.IF, ring1.systemFlags & (Eflags.IOPL | Eflags.IF));
            ring1.setEflags(0);
            StackOps.push(ring1, 4, 0xFFFF_FFFF & ~Eflags.TF);
            popFlags(ring1);
            assertEquals(0, ring1.systemFlags & (Eflags.IOPL | Eflags.IF | Eflags.VM | Eflags.RF));
            assertEquals(Eflags.ARITHMETIC, ring1.arithmeticFlags());
        }
    }

    private static void popFlags(CpuState cpu) {
        byte[] bytes = {(byte) 0x9D};
        StackOps.popFlags(cpu, Decoder.decode(eip -> bytes[eip] & 0xFF, 0, true));
    }
}
