package org.prtosvm.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.prtosvm.cpu.bus.MemoryDevice;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;

/** ROM, devices, holes and the A20 line, as both engines see them. */
class MemoryMapTest {
    private static final int ROM = 0x50_0000;
    private static final int DEVICE = 0x60_0000;

    /** Ways to execute. */
    enum Way {
        INTERPRETER,
        EAGER,
        RANDOM;

        ExecutionEngine engine(GuestMemory memory) {
            return switch (this) {
                case INTERPRETER -> new Interpreter(memory);
                case EAGER -> new TranslatingEngine(memory, TranslationPolicy.eager());
                case RANDOM -> new TranslatingEngine(memory, TranslationPolicy.random(7));
            };
        }
    }

    /** Writes down each access with the time of the processor, and answers with that time. */
    private static final class Recorder implements MemoryDevice {
        final List<String> accesses = new ArrayList<>();
        private final CpuState cpu;

        Recorder(CpuState cpu) {
            this.cpu = cpu;
        }

        @Override
        public long read(int offset, int size) {
            accesses.add("%d: read%d %x".formatted(cpu.count(), size, offset));
            return cpu.count() & -1L >>> 64 - 8 * size;
        }

        @Override
        public void write(int offset, int size, long value) {
            accesses.add("%d: write%d %x %x".formatted(cpu.count(), size, offset, value));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreStoresToRom(Way way) {
        // mov ecx, 100; L: mov eax, [0x500010]; mov dword [0x500010], ecx; inc dword [0x500014]; add ebx, eax;
        // dec ecx; jnz L; jmp $
        String program = "b964000000 a110005000 890d10005000 ff0514005000 01c3 49 75ea ebfe";
        try (FlatMachine machine = new FlatMachine(program)) {
            byte[] content = new byte[4096];
            content[0x10] = 3;
            content[0x14] = 5;
            machine.memory.addRom(ROM, content);
            assertEquals(Exit.BUDGET, machine.run(way.engine(machine.memory), 601));
            assertEquals(300, machine.cpu.gpr[Gpr.EBX]);
            assertEquals(3, machine.memory.load32(ROM + 0x10));
            assertEquals(5, machine.memory.load32(ROM + 0x14));
            assertEquals(0, machine.cpu.gpr[Gpr.ECX]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldExecuteRom(Way way) {
        // The loop lies in ROM: L: inc eax; dec ecx; jnz L; jmp $
        try (FlatMachine machine = new FlatMachine("90")) {
            byte[] content = new byte[4096];
            System.arraycopy(new byte[] {0x40, 0x49, 0x75, (byte) 0xFC, (byte) 0xEB, (byte) 0xFE}, 0, content, 0, 6);
            machine.memory.addRom(ROM, content);
            machine.cpu.eip = ROM;
            machine.cpu.gpr[Gpr.ECX] = 1000;
            machine.run(way.engine(machine.memory), 3100);
            assertEquals(1000, machine.cpu.gpr[Gpr.EAX]);
            assertEquals(ROM + 4, machine.cpu.eip);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAccessDevicesAtTheExactTime(Way way) {
        // mov ecx, 3; L: inc edx; mov eax, [0x600004]; inc edx; add [0x600008], cx; push dword [0x600ffe]; pop esi;
        // dec ecx; jnz L; jmp $
        String program = "b903000000 42 a104006000 42 66010d08006000 ff35fe0f6000 5e 49 75e8 ebfe";
        try (FlatMachine machine = new FlatMachine(program)) {
            Recorder recorder = new Recorder(machine.cpu);
            machine.memory.addDevice(DEVICE, 4096, recorder);
            machine.cpu.gpr[Gpr.ESP] = 0x8000;
            machine.run(way.engine(machine.memory), 40);
            assertEquals(
                    List.of(
                            "2: read4 4",
                            "4: read2 8",
                            "4: write2 8 7",
                            "5: read2 ffe",
                            "10: read4 4",
                            "12: read2 8",
                            "12: write2 8 e",
                            "13: read2 ffe",
                            "18: read4 4",
                            "20: read2 8",
                            "20: write2 8 15",
                            "21: read2 ffe"),
                    recorder.accesses);
            // Behind the device is nothing.
            assertEquals(0xFFFF_0015, machine.cpu.gpr[Gpr.ESI]);
            assertTrue(machine.cpu.deviceAccess, "whoever runs an engine may reach devices again");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRepeatStringInstructionsOnDevices(Way way) {
        // mov edi, 0x600000; mov ecx, 3; rep stosb; mov esi, 0x600000; mov edi, 0x9000; movsd; jmp $
        String program = "bf00006000 b903000000 f3aa be00006000 bf00900000 a5 ebfe";
        try (FlatMachine machine = new FlatMachine(program)) {
            Recorder recorder = new Recorder(machine.cpu);
            machine.memory.addDevice(DEVICE, 4096, recorder);
            machine.cpu.gpr[Gpr.EAX] = 0xAB;
            machine.run(way.engine(machine.memory), 20);
            assertEquals(
                    List.of("2: write1 0 ab", "3: write1 1 ab", "4: write1 2 ab", "7: read4 0"), recorder.accesses);
            assertEquals(7, machine.memory.load32(0x9000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldStopWhenADeviceAsksForIt(Way way) {
        // mov [0x600000], eax; inc edx; inc edx; jmp $
        try (FlatMachine machine = new FlatMachine("a300006000 42 42 ebfe")) {
            machine.memory.addDevice(DEVICE, 4096, new MemoryDevice() {
                @Override
                public long read(int offset, int size) {
                    return 0;
                }

                @Override
                public void write(int offset, int size, long value) {
                    machine.cpu.setTime(machine.cpu.count(), machine.cpu.count());
                }
            });
            assertEquals(Exit.BUDGET, machine.run(way.engine(machine.memory), 20));
            assertEquals(0, machine.cpu.gpr[Gpr.EDX]);
            assertEquals(1, machine.cpu.count());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadAllOnesWhereNothingIs(Way way) {
        // mov ecx, 50; L: mov [0x700000], ecx; mov eax, [0x700000]; add ebx, eax; dec ecx; jnz L; jmp $
        try (FlatMachine machine = new FlatMachine("b932000000 890d00007000 a100007000 01c3 49 75f0 ebfe")) {
            machine.run(way.engine(machine.memory), 300);
            assertEquals(-50, machine.cpu.gpr[Gpr.EBX]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWrapAddressesWhileA20IsLow(Way way) {
        // mov ecx, 50; L: inc dword [0x101000]; mov eax, [0x1000]; dec ecx; jnz L; jmp $
        String program = "b932000000 ff0500101000 a100100000 49 75f2 ebfe";
        try (FlatMachine machine = new FlatMachine(program)) {
            ExecutionEngine engine = way.engine(machine.memory);
            machine.run(engine, 300);
            assertEquals(0, machine.cpu.gpr[Gpr.EAX]);
            assertEquals(50, machine.memory.load32(0x10_1000));

            holdA20(machine.cpu, ~(1 << 20));
            machine.cpu.eip = FlatMachine.PROGRAM;
            machine.run(engine, 300);
            assertEquals(50, machine.cpu.gpr[Gpr.EAX]);
            assertEquals(50, machine.memory.load32(0x1000));

            holdA20(machine.cpu, -1);
            machine.cpu.eip = FlatMachine.PROGRAM;
            machine.run(engine, 300);
            assertEquals(100, machine.memory.load32(0x10_1000));
        }
    }

    private static void holdA20(CpuState cpu, int mask) {
        cpu.addressMask = mask;
        cpu.memory.flush();
    }
}
