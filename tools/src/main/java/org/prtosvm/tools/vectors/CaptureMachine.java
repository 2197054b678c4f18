package org.prtosvm.tools.vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Decoder;
import org.prtosvm.cpu.decode.FlagEffects;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.segment.InterruptDelivery;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.tools.machine.EngineKind;
import org.prtosvm.tools.vectors.CaptureFile.Part;
import org.prtosvm.tools.vectors.GenerationRule.Stop;
import org.prtosvm.translator.TranslatingEngine;
import org.prtosvm.translator.TranslationPolicy;

/**
 * A processor in real mode with 16 MiB of RAM, on which captures are executed: each starts from its registers and bytes
 * and runs until a HLT. Ports float.
 *
 * <p>Thread rule: one thread.
 */
final class CaptureMachine implements AutoCloseable {
    private static final int RAM = 16 << 20;
    /** A segment at FFFF:0 reaches this far beyond the first megabyte, one at the end of RAM beyond that. */
    private static final int BEYOND = 0x1_0000;
    /** More than the longest repeated string instruction of a capture, with exceptions and HLT. */
    private static final int BUDGET = 300_000;

    private static final int REAL_MODE_ACCESS = 0x93;
    private static final int REAL_MODE_LIMIT = 0xFFFF;
    private static final int VECTORS_LIMIT = 0x3FF;
    /** Flags that both parts have and that captures may set. */
    private static final int LOADED_FLAGS_16 = 0x0FFF;

    private static final int LOADED_FLAGS_32 = 0x0001_7FD7 & ~Eflags.TF;

    /** What came of a capture. */
    record Outcome(@Nullable GenerationRule rule, List<String> differences) {
        private static final Outcome SAME = new Outcome(null, List.of());

        boolean passed() {
            return differences.isEmpty();
        }
    }

    private final GuestMemory memory = new GuestMemory();
    private final CpuState cpu = new CpuState(false);
    private final ExecutionEngine engine;
    private final Runnable closeEngine;

    CaptureMachine(EngineKind kind, TranslationPolicy policy) {
        memory.addRam(0, RAM + BEYOND);
        new Mmu(cpu, memory);
        switch (kind) {
            case INTERPRETER -> {
                engine = new Interpreter(memory);
                closeEngine = () -> {};
            }
            case JIT -> {
                TranslatingEngine translating = new TranslatingEngine(memory, policy);
                engine = translating;
                closeEngine = translating::close;
            }
            default -> throw new IllegalArgumentException("unknown engine " + kind);
        }
    }

    /**
     * Executes a capture and compares.
     *
     * @param file file it is from
     * @param capture the capture
     * @param tableFlags flags that the table of the suite calls defined
     * @return what differs, and what explains it
     */
    Outcome run(CaptureFile file, Capture capture, int tableFlags) {
        load(file.part(), capture.before());
        byte[] code = Arrays.copyOf(capture.bytes(), capture.bytes().length + Instruction.MAX_LENGTH);
        Instruction instruction = Decoder.decode(eip -> code[eip] & 0xFF, 0, false);
        int exit = engine.run(cpu);
        int fault = exit == Exit.FAULT ? cpu.faultVector : Capture.NONE;
        Stop stop = new Stop(fault, fault != Capture.NONE && unchanged(file.part(), capture.before()));
        List<String> differences = new ArrayList<>();
        while (exit == Exit.FAULT) {
            if (file.part() == Part.I286 && cpu.faultVector == Vector.STACK_FAULT) {
                cpu.faultVector = Vector.GENERAL_PROTECTION;
            }
            int vector = cpu.faultVector;
            if (vector != capture.exception() || !InterruptDelivery.exception(cpu)) {
                differences.add("exception %d, expected %s".formatted(vector, expectedEnd(capture)));
                break;
            }
            exit = engine.run(cpu);
        }
        if (differences.isEmpty() && exit != Exit.HALT) {
            differences.add("no HLT within %d instructions, expected %s".formatted(BUDGET, expectedEnd(capture)));
        }
        if (differences.isEmpty()) {
            int undefined = ~tableFlags & 0xFFFF | FlagEffects.undefined(instruction);
            new Comparison(file, capture, undefined, cpu, memory, differences).compare();
        }
        if (differences.isEmpty()) {
            return Outcome.SAME;
        }
        GenerationRule rule = GenerationRule.explaining(file.part(), capture, instruction, stop);
        return rule != null ? new Outcome(rule, List.of()) : new Outcome(null, differences);
    }

    private static String expectedEnd(Capture capture) {
        return capture.exception() == Capture.NONE ? "HLT" : "exception " + capture.exception();
    }

    private void load(Part part, CapturedState state) {
        state.memory().forEach((address, value) -> memory.store8(address, value));
        cpu.cr0 = CpuState.CR0_ET;
        cpu.cpl = 0;
        cpu.idtBase = 0;
        cpu.idtLimit = VECTORS_LIMIT;
        cpu.interruptShadow = false;
        cpu.fpu.reset();
        for (Map.Entry<CapturedRegister, Integer> entry : state.registers().entrySet()) {
            CapturedRegister register = entry.getKey();
            int value = entry.getValue();
            if (register.isGeneral()) {
                cpu.gpr[register.number()] = value;
            } else if (register.isSegment()) {
                int selector = value & 0xFFFF;
                cpu.segment[register.number()].load(selector, selector << 4, REAL_MODE_LIMIT, REAL_MODE_ACCESS);
            } else if (register == CapturedRegister.IP) {
                cpu.eip = value;
            }
        }
        cpu.setEflags(loadedFlags(part, state));
        cpu.updateMode();
        cpu.setTime(0, BUDGET);
    }

    private static int loadedFlags(Part part, CapturedState state) {
        int flags = state.registers().getOrDefault(CapturedRegister.FLAGS, 0);
        return flags & (part.wide() ? LOADED_FLAGS_32 : LOADED_FLAGS_16);
    }

    /** Whether general and segment registers, IP and the bytes of a state are still there. */
    private boolean unchanged(Part part, CapturedState state) {
        for (Map.Entry<CapturedRegister, Integer> entry : state.registers().entrySet()) {
            CapturedRegister register = entry.getKey();
            boolean compared = register.isGeneral() || register.isSegment() || register == CapturedRegister.IP;
            int mask = register.isSegment() || !part.wide() ? 0xFFFF : -1;
            if (compared && ((register.valueIn(cpu) ^ entry.getValue()) & mask) != 0) {
                return false;
            }
        }
        return state.memory().entrySet().stream().allMatch(e -> memory.load8(e.getKey()) == e.getValue());
    }

    @Override
    public void close() {
        closeEngine.run();
        memory.close();
    }
}
