package org.prtosvm.cpu.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

class BareProcessorTest {
    private static final int CODE = 0x1000;
    private static final int HANDLER = 0x2000;
    private static final int VECTOR = 0x20;

    private final GuestMemory memory = new GuestMemory();
    private final CpuState cpu = new CpuState(false);
    private final BareProcessor processor;
    private int acknowledged;

    BareProcessorTest() {
        memory.addRam(0, 2 << 20);
        new Mmu(cpu, memory);
        processor = new BareProcessor(cpu, new Interpreter(memory), this::acknowledge);
        cpu.segment[SegmentRegister.CS].load(0, 0, 0xFFFF, cpu.segment[SegmentRegister.CS].access);
        cpu.eip = CODE;
        cpu.gpr[Gpr.ESP] = 0x8000;
        cpu.updateMode();
        cpu.setTime(0, 1000);
        for (int vector = 0; vector < 256; vector++) {
            memory.store32(4 * vector, HANDLER);
        }
    }

    private int acknowledge() {
        acknowledged++;
        processor.setInterruptLine(false);
        return VECTOR;
    }

    private void program(int address, String hex) {
        byte[] code = HexFormat.of().parseHex(hex.replace(" ", ""));
        memory.write(address, code, 0, code.length);
    }

    private int pushed(int word) {
        return memory.load32((cpu.gpr[Gpr.ESP] & 0xFFFF) + 2 * word) & 0xFFFF;
    }

    @Test
    void shouldStartAtTheResetVector() {
        processor.reset();
        assertEquals(0xFFFF_FFF0, cpu.segment[SegmentRegister.CS].base + cpu.eip);
        assertEquals(0x6000_0010, cpu.cr0);
        assertEquals(Eflags.RESERVED_ONE, cpu.eflags());
        assertEquals(0x0040, cpu.fpu.control);
        assertEquals(0xFFFF, cpu.idtLimit);
    }

    @Test
    void shouldKeepTheFpuAcrossInit() {
        cpu.fpu.control = 0x027F;
        cpu.gpr[Gpr.EAX] = 5;
        processor.initialise();
        assertEquals(0x027F, cpu.fpu.control);
        assertEquals(0, cpu.gpr[Gpr.EAX]);
    }

    @Test
    void shouldWakeFromHaltByAnInterruptAndReturnBehindIt() {
        program(CODE, "fb f4 41 f4"); // sti; hlt; inc cx; hlt
        program(HANDLER, "40 cf"); // inc ax; iret
        assertEquals(Exit.HALT, processor.run());
        assertEquals(Exit.HALT, processor.run());
        processor.setInterruptLine(true);
        assertEquals(Exit.HALT, processor.run());
        assertEquals(1, cpu.gpr[Gpr.EAX]);
        assertEquals(1, cpu.gpr[Gpr.ECX]);
        assertEquals(1, acknowledged);
        assertEquals(CODE + 4, cpu.eip);
    }

    @Test
    void shouldHoldAnInterruptOffForTheInstructionBehindSti() {
        program(CODE, "fb 41 41 f4"); // sti; inc cx; inc cx; hlt
        program(HANDLER, "f4");
        processor.setInterruptLine(true);
        assertEquals(Exit.HALT, processor.run());
        assertEquals(CODE + 2, pushed(0));
        assertEquals(1, cpu.gpr[Gpr.ECX]);
        assertEquals(0, cpu.systemFlags & Eflags.IF);
    }

    @Test
    void shouldNotTakeAnInterruptWhileItIsDisabled() {
        program(CODE, "41 f4");
        processor.setInterruptLine(true);
        assertEquals(Exit.HALT, processor.run());
        assertEquals(0, acknowledged);
    }

    @Test
    void shouldTakeNmiFirstAndTheNextOneOnlyBehindIret() {
        memory.store32(4 * 2, 0x3000);
        program(CODE, "fb 90 f4"); // sti; nop; hlt
        program(0x3000, "43 90 cf"); // inc bx; nop; iret
        program(HANDLER, "f4");
        cpu.setTime(0, 1);
        assertEquals(Exit.BUDGET, processor.run());
        processor.signalNmi();
        processor.setInterruptLine(true);
        cpu.setTime(1, 3);
        assertEquals(Exit.BUDGET, processor.run());
        assertEquals(0x3001, cpu.eip);
        processor.signalNmi();
        cpu.setTime(3, 5);
        assertEquals(Exit.BUDGET, processor.run());
        assertEquals(CODE + 1, cpu.eip);
        cpu.setTime(5, 1000);
        assertEquals(Exit.HALT, processor.run());
        assertEquals(2, cpu.gpr[Gpr.EBX]);
        assertEquals(1, acknowledged);
    }

    @Test
    void shouldShutDownWhenNothingCanBeDeliveredAndWakeByReset() {
        program(CODE, "0f 01 1e 00 40 cd 05"); // lidt [4000]; int 5
        assertEquals(Exit.SHUTDOWN, processor.run());
        assertTrue(cpu.shutdown);
        assertEquals(Exit.SHUTDOWN, processor.run());
        processor.reset();
        assertFalse(cpu.shutdown);
    }

    @Test
    void shouldWrapAtOneMegabyteWithoutA20() {
        memory.store8(0x0000, 0x11);
        memory.store8(0x10_0000, 0x22);
        program(CODE, "b8 ff ff 8e d8 a0 10 00 f4"); // mov ax, ffff; mov ds, ax; mov al, [0010]; hlt
        processor.run();
        assertEquals(0x22, cpu.gpr[Gpr.EAX] & 0xFF);
        processor.enableA20(false);
        cpu.eip = CODE;
        cpu.halted = false;
        processor.run();
        assertEquals(0x11, cpu.gpr[Gpr.EAX] & 0xFF);
    }

    @Test
    void shouldRefuseAMonitoredProcessor() {
        CpuState monitored = new CpuState(true);
        new Mmu(monitored, memory);
        Interpreter interpreter = new Interpreter(memory);
        assertThrows(IllegalArgumentException.class, () -> new BareProcessor(monitored, interpreter, () -> 0));
    }
}
