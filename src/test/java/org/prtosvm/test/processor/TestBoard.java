package org.prtosvm.test.processor;

import java.util.ArrayList;
import java.util.List;
import org.prtosvm.cpu.bus.InterruptController;
import org.prtosvm.cpu.bus.PortBus;
import org.prtosvm.cpu.engine.BareProcessor;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;

/** The machine of {@code machine.inc}: four megabytes, a reset vector, and ports that drive the pins of the processor. */
final class TestBoard implements PortBus, InterruptController, AutoCloseable {
    private static final int RAM = 4 << 20;
    private static final int TOP_PAGE = 0xFFFF_F000;
    private static final int RESET_VECTOR = 0xFFFF_FFF0;
    private static final byte[] JUMP_TO_IMAGE = {(byte) 0xEA, 0, 0, 0, 0x10};
    private static final int EVENT_COUNT = 0x8000;
    /** Far more instructions than any case executes. */
    private static final long BUDGET = 200_000;

    private static final int NOTHING_DELAYED = -1;

    private final GuestMemory memory = new GuestMemory();
    private final CpuState cpu = new CpuState(false);
    private BareProcessor processor;
    private int vector;
    private int delayedVector = NOTHING_DELAYED;
    private int deviceAddress;

    TestBoard() {
        memory.addRam(0, RAM);
        memory.addRam(TOP_PAGE, GuestMemory.PAGE_SIZE);
        memory.write(RESET_VECTOR, JUMP_TO_IMAGE, 0, JUMP_TO_IMAGE.length);
        new Mmu(cpu, memory);
        cpu.ports = this;
        processor = new BareProcessor(cpu, NO_ENGINE, this);
    }

    private static final ExecutionEngine NO_ENGINE = new ExecutionEngine() {
        @Override
        public int run(CpuState cpu) {
            throw new IllegalStateException("no engine yet");
        }

        @Override
        public long translatedInstructions() {
            return 0;
        }

        @Override
        public long skippedInstructions() {
            return 0;
        }
    };

    GuestMemory memory() {
        return memory;
    }

    CpuState cpu() {
        return cpu;
    }

    /**
     * Runs a case from power-up.
     *
     * @param program case
     * @param engine engine on the memory of this board
     * @return everything that is not as expected
     */
    List<String> run(ProcessorCase program, ExecutionEngine engine) {
        byte[] image = CaseFile.bytes(program.area());
        memory.write(CaseFile.BASE, image, 0, image.length);
        memory.store32(CaseFile.BASE + CaseFile.ENTRY, program.entry());
        memory.store32(CaseFile.BASE + CaseFile.ENTRY + 4, program.bits());
        processor = new BareProcessor(cpu, engine, this);
        cpu.setTime(0, BUDGET);
        int exit = processor.run();
        while (exit == Exit.STOP || delayedVector != NOTHING_DELAYED && (exit == Exit.BUDGET || exit == Exit.HALT)) {
            if (exit == Exit.STOP) {
                cpu.stopRequested = false;
                processor.initialise();
            } else {
                request(delayedVector);
                delayedVector = NOTHING_DELAYED;
            }
            cpu.setTime(cpu.count(), BUDGET);
            exit = processor.run();
        }
        return differences(program, exit);
    }

    private List<String> differences(ProcessorCase program, int exit) {
        List<String> found = new ArrayList<>();
        if (exit != program.exit()) {
            found.add("exit is %d, expected %d, at 0x%08x".formatted(exit, program.exit(), cpu.eip));
        }
        int events = memory.load32(EVENT_COUNT);
        if (events != program.events()) {
            found.add("events are %d, expected %d".formatted(events, program.events()));
        }
        for (int n = 0; n < Math.min(events, 8); n++) {
            int record = EVENT_COUNT + 0x20 + 32 * n;
            if (events != program.events()) {
                found.add("event %d: vector %d error 0x%04x eip 0x%08x"
                        .formatted(n, memory.load32(record), memory.load32(record + 4), memory.load32(record + 8)));
            }
        }
        for (Expectation expectation : program.expectations()) {
            String difference = expectation.difference(cpu, memory);
            if (difference != null) {
                found.add(difference);
            }
        }
        return found;
    }

    private void request(int requested) {
        vector = requested;
        processor.setInterruptLine(true);
    }

    @Override
    public int acknowledge() {
        processor.setInterruptLine(false);
        return vector;
    }

    @Override
    public int read(int port, int size) {
        int low = port & 0xFF;
        return size == 1 ? low : size == 2 ? low * 0x0101 : low * 0x0101_0101;
    }

    @Override
    public void write(int port, int size, int value) {
        switch (port) {
            case 0xF0 -> request(value & 0xFF);
            case 0xF1 -> processor.signalNmi();
            case 0xF2 -> processor.enableA20((value & 1) != 0);
            case 0xF3 -> delay(value & 0xFF, value >>> 8 & 0xFF);
            case 0xF4 -> cpu.stopRequested = true;
            case 0xF8 -> deviceAddress = value;
            case 0xFC -> memory.store32(deviceAddress, value);
            default -> {}
        }
    }

    /** The OUT that asks for it is charged after it was executed. */
    private void delay(int requested, int instructions) {
        delayedVector = requested;
        cpu.setTime(cpu.count(), cpu.count() + instructions + 1);
    }

    @Override
    public void close() {
        memory.close();
    }
}
