package org.prtosvm.cpu.semantics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prtosvm.cpu.TestMachine;
import org.prtosvm.cpu.decode.Decoder;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;

/** Instructions that read and write memory, on a page that may only be read: a write fault, and nothing has changed. */
class FaultOrderTest {
    private static final int PAGE = 0x0010_0000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0108",
                "1108",
                "2908",
                "1908",
                "2108",
                "0908",
                "3108",
                "ff00",
                "ff08",
                "f718",
                "f710",
                "c02004",
                "d120",
                "d138",
                "d100",
                "d110",
                "d320",
                "0fa40804",
                "0fa50a",
                "0fab08",
                "0fb308",
                "0fbb08",
                "0fba2803",
                "8708",
                "0fc108",
                "0fb108",
                "0fc708",
                "8908",
                "c70001000000",
                "0f9400",
                "8f00",
                "a4",
                "ab",
                "f3a5",
                "f3aa"
            })
    void shouldReportAWriteAndChangeNothing(String hex) {
        try (TestMachine machine = new TestMachine(true, 3)) {
            CpuState cpu = machine.cpu;
            machine.pagingOn();
            machine.entry(PAGE, PAGE | 5);
            for (int n = 0; n < 8; n++) {
                cpu.gpr[n] = PAGE + 0x100 * (n + 1);
            }
            cpu.gpr[1] = 5;
            cpu.gpr[4] = 0x30_0000;
            cpu.setArithmeticFlags(Eflags.CF | Eflags.PF);
            machine.memory.store32(PAGE + 0x100, 0x1234_5678);
            int[] before = cpu.gpr.clone();
            byte[] bytes = HexFormat.of().parseHex(hex);
            Instruction i = Decoder.decode(eip -> bytes[eip] & 0xFF, 0, true);
            machine.expectFault(
                    Vector.PAGE_FAULT, 7, () -> SemanticsTable.of(i.opcode()).execute(cpu, i));
            assertArrayEquals(before, cpu.gpr, hex);
            assertEquals(Eflags.CF | Eflags.PF, cpu.arithmeticFlags(), hex);
            assertEquals(0x1234_5678, machine.memory.load32(PAGE + 0x100), hex);
        }
    }
}
