package org.prtosvm.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.Gpr;

/** The same page of code at two linear addresses, and different pages at one linear address in two page directories. */
class AliasedCodeTest {
    private static final int FIRST_DIRECTORY = 0x10_0000;
    private static final int SECOND_DIRECTORY = 0x11_0000;
    private static final int FIRST_FRAME = 0x2_0000;
    private static final int SECOND_FRAME = 0x3_0000;
    private static final int WINDOW = 0x40_0000;
    private static final int ENTRY_BITS = 0x67;

    /** mov dword ptr [0x20001], 7; hlt. */
    private static final String WRITER = "c7050100020007000000f4";

    static List<Function<FlatMachine, ExecutionEngine>> engines() {
        return List.of(
                machine -> new Interpreter(machine.memory),
                machine -> new TranslatingEngine(machine.memory, TranslationPolicy.eager()),
                machine -> new TranslatingEngine(machine.memory, TranslationPolicy.random(3)));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void shouldNeverExecuteStaleCode(Function<FlatMachine, ExecutionEngine> factory) {
        try (FlatMachine machine = new FlatMachine(WRITER)) {
            program(machine, FIRST_FRAME, 1);
            program(machine, SECOND_FRAME, 2);
            directory(machine, FIRST_DIRECTORY, FIRST_FRAME);
            directory(machine, SECOND_DIRECTORY, SECOND_FRAME);
            machine.cpu.cr0 |= CpuState.CR0_PG | CpuState.CR0_WP;
            ExecutionEngine engine = factory.apply(machine);
            use(machine, FIRST_DIRECTORY);
            assertEquals(1, runAt(machine, engine, WINDOW));
            assertEquals(1, runAt(machine, engine, FIRST_FRAME));
            use(machine, SECOND_DIRECTORY);
            assertEquals(2, runAt(machine, engine, WINDOW));
            use(machine, FIRST_DIRECTORY);
            assertEquals(1, runAt(machine, engine, WINDOW));
            runAt(machine, engine, FlatMachine.PROGRAM);
            assertEquals(7, runAt(machine, engine, WINDOW));
            assertEquals(7, runAt(machine, engine, FIRST_FRAME));
            use(machine, SECOND_DIRECTORY);
            assertEquals(2, runAt(machine, engine, WINDOW));
            assertEquals(7, runAt(machine, engine, FIRST_FRAME));
        }
    }

    /** A guest that shows two frames in turn at one address, by stores to its page table. */
    @ParameterizedTest
    @MethodSource("engines")
    void shouldNoticeEveryChangeOfTheMapping(Function<FlatMachine, ExecutionEngine> factory) {
        try (FlatMachine machine = new FlatMachine(WRITER)) {
            program(machine, FIRST_FRAME, 1);
            program(machine, SECOND_FRAME, 2);
            directory(machine, FIRST_DIRECTORY, FIRST_FRAME);
            machine.cpu.cr0 |= CpuState.CR0_PG | CpuState.CR0_WP;
            ExecutionEngine engine = factory.apply(machine);
            use(machine, FIRST_DIRECTORY);
            for (int round = 0; round < 20; round++) {
                int frame = round % 2 == 0 ? FIRST_FRAME : SECOND_FRAME;
                machine.memory.store32(FIRST_DIRECTORY + 0x2000, frame | ENTRY_BITS);
                assertEquals(1 + round % 2, runAt(machine, engine, WINDOW), "round " + round);
            }
        }
    }

    /** Writes: mov eax, value; mov ebx, eax; hlt. */
    private static void program(FlatMachine machine, int frame, int value) {
        machine.memory.store8(frame, 0xB8);
        for (int n = 0; n < 4; n++) {
            machine.memory.store8(frame + 1 + n, value >>> (8 * n));
        }
        machine.memory.store8(frame + 5, 0x89);
        machine.memory.store8(frame + 6, 0xC3);
        machine.memory.store8(frame + 7, 0xF4);
    }

    /** The first 4 MiB identical, then one page of the window. */
    private static void directory(FlatMachine machine, int directory, int frame) {
        int identity = directory + 0x1000;
        int window = directory + 0x2000;
        machine.memory.store32(directory, identity | ENTRY_BITS);
        machine.memory.store32(directory + 4, window | ENTRY_BITS);
        for (int page = 0; page < 1024; page++) {
            machine.memory.store32(identity + page * 4, page << 12 | ENTRY_BITS);
        }
        machine.memory.store32(window, frame | ENTRY_BITS);
    }

    private static void use(FlatMachine machine, int directory) {
        machine.cpu.cr3 = directory;
        machine.mmu.flush();
        machine.cpu.updateMode();
    }

    private static int runAt(FlatMachine machine, ExecutionEngine engine, int eip) {
        // Three times, so that every way of being translated is reached.
        for (int n = 0; n < 3; n++) {
            machine.cpu.eip = eip;
            assertEquals(Exit.FAULT, machine.run(engine, 1000));
        }
        return machine.cpu.gpr[Gpr.EAX];
    }
}
