package org.prtosvm.translator;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.engine.Block;
import org.prtosvm.cpu.engine.ExecutionEngine;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.engine.Operation;
import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.SegmentRegister;
import org.prtosvm.translator.cache.AddressSpace;
import org.prtosvm.translator.cache.TranslatedCode;
import org.prtosvm.translator.cache.Translation;
import org.prtosvm.translator.define.RegionDefiner;
import org.prtosvm.translator.region.RegionScanner;
import org.prtosvm.translator.runtime.TranslatedRuntime;

/**
 * Executes hot code as JVM classes and everything else as closures.
 *
 * <p>The dispatcher looks the current EIP up in the address space of the processor. A translation runs until it leaves;
 * where there is none, or where the budget does not cover it, the interpreter executes one block and counts it. Regions
 * are planned here, on the guest thread, and compiled here or behind it, as the policy says.
 *
 * <p>Thread rule: one guest thread; one engine per {@link GuestMemory}.
 */
public final class TranslatingEngine implements ExecutionEngine, AutoCloseable {
    /** Mode bits that must be set for code to be translated. */
    private static final int MODE_REQUIRED =
            CpuState.MODE_FLAT | CpuState.MODE_PROTECTED | CpuState.MODE_CODE32 | CpuState.MODE_STACK32;

    /** Mode bits that must be clear. */
    private static final int MODE_EXCLUDED =
            CpuState.MODE_VM86 | CpuState.MODE_ALIGNMENT_CHECK | CpuState.MODE_SINGLE_STEP;

    /** Mode bits that shared calls look at themselves, so that no translation depends on them. */
    private static final int MODE_IRRELEVANT = CpuState.MODE_EMULATE_FPU | CpuState.MODE_TASK_SWITCHED;

    /** Executions before the threshold during which accesses are watched. */
    private static final int WATCHED_EXECUTIONS = 3;

    /**
     * Blocks of a loop become hot together. The first one makes a region of them all; the others become entries of their
     * own only if execution arrives at them this many times more often.
     */
    private static final int COVERED_FACTOR = 32;

    /**
     * Below this budget nothing is counted: what runs there is interpreted because translations do not fit the rest of
     * the budget, not because there are none.
     */
    private static final int COUNTED_BUDGET = 2048;

    private static final int SMALLEST_BYTE_LIMIT = 300;
    private static final long DEFAULT_MAXIMUM_CLASS_BYTES = 96L << 20;

    private final Interpreter interpreter;
    private final TranslationPolicy policy;
    private final TranslationStore store;
    private final RegionPlanner planner;
    private final BackgroundTranslator background = new BackgroundTranslator();
    private final IdentityHashMap<CpuState, Guest> guests = new IdentityHashMap<>();
    private final AccessWatch watch = new AccessWatch();
    private @Nullable Guest current;

    private long translatedInstructions;
    private long interpretedInstructions;
    private long regionsTranslated;
    private long regionsRefused;
    private long misses;
    private long retranslations;
    private long classBytes;

    /** A processor and its address spaces. */
    private static final class Guest {
        final CpuState cpu;
        final Mmu mmu;
        final List<AddressSpace> spaces = new ArrayList<>();

        @Nullable
        AddressSpace space;

        int mode = -1;
        int flatLimit;
        int codeLimit;
        int generation;

        Guest(CpuState cpu) {
            this.cpu = cpu;
            this.mmu = (Mmu) cpu.memory;
        }

        /** Tells whether nothing that an address space assumes can differ from when this one was chosen. */
        boolean unchanged() {
            return mode == cpu.mode
                    && generation == cpu.mappingGeneration
                    && flatLimit == cpu.flatLimit
                    && codeLimit == cpu.segment[SegmentRegister.CS].limit;
        }
    }

    /**
     * Creates an engine.
     *
     * @param memory physical memory of the machine
     * @param policy when to translate
     */
    public TranslatingEngine(GuestMemory memory, TranslationPolicy policy) {
        this.policy = policy;
        this.interpreter = new Interpreter(memory);
        this.store = new TranslationStore(memory, DEFAULT_MAXIMUM_CLASS_BYTES);
        this.planner = new RegionPlanner(interpreter, memory, store);
    }

    @Override
    public int run(CpuState cpu) {
        cpu.exit = Exit.NONE;
        cpu.deviceAccess = false;
        int exit = loop(cpu, guestOf(cpu));
        cpu.deviceAccess = true;
        cpu.exit = exit;
        return exit;
    }

    private int loop(CpuState cpu, Guest guest) {
        while (cpu.budget > 0) {
            if (cpu.stopRequested) {
                return Exit.STOP;
            }
            if (cpu.acceptsEvent()) {
                cpu.exit = Exit.INTERRUPT;
                return Exit.INTERRUPT;
            }
            int exit = (cpu.mode & (MODE_REQUIRED | MODE_EXCLUDED)) == MODE_REQUIRED && !cpu.stepsAlone()
                    ? dispatch(guest, cpu)
                    : interpret(cpu);
            if (exit != Exit.NONE) {
                return exit;
            }
        }
        return Exit.BUDGET;
    }

    private Guest guestOf(CpuState cpu) {
        Guest guest = current;
        if (guest == null || guest.cpu != cpu) {
            guest = guests.computeIfAbsent(cpu, Guest::new);
            current = guest;
        }
        return guest;
    }

    // --- dispatch --------------------------------------------------------------------------------------------------

    private int dispatch(Guest guest, CpuState cpu) {
        AddressSpace space = guest.space;
        if (space == null || !guest.unchanged()) {
            space = enterSpace(guest, cpu);
        }
        collectFinished();
        store.changing().advanceTo(translatedInstructions + interpretedInstructions);
        TranslatedCode code = space.lookup(cpu.eip);
        if (code != null) {
            long before = cpu.budget;
            int eip = cpu.eip;
            cpu.interruptShadow = false;
            long result = code.execute(cpu, TranslatedRuntime.takeFuel(cpu), 0);
            cpu.eip = (int) result;
            Translation left = space.takeLeft();
            cpu.budget += left == null ? TranslatedCode.fuel(result) : space.leftFuel();
            translatedInstructions += before - cpu.budget;
            if (left != null) {
                return interpretMiss(guest, cpu, space, left);
            }
            if (before != cpu.budget || eip != cpu.eip) {
                return Exit.NONE;
            }
            // The budget does not cover the region: its tail is interpreted to the exact instruction.
        }
        return interpretBlock(guest, cpu, space);
    }

    private AddressSpace enterSpace(Guest guest, CpuState cpu) {
        int mode = cpu.mode & ~MODE_IRRELEVANT;
        AddressSpace found = null;
        for (AddressSpace candidate : guest.spaces) {
            if (candidate.matches(mode, cpu, guest.mmu)) {
                found = candidate;
                break;
            }
        }
        if (found == null) {
            found = store.newSpace(mode, cpu.flatLimit, cpu.segment[SegmentRegister.CS].limit);
            guest.spaces.add(found);
            found.matches(mode, cpu, guest.mmu);
        }
        guest.space = found;
        guest.mode = cpu.mode;
        guest.flatLimit = cpu.flatLimit;
        guest.codeLimit = cpu.segment[SegmentRegister.CS].limit;
        guest.generation = cpu.mappingGeneration;
        return found;
    }

    private int interpret(CpuState cpu) {
        long before = cpu.budget;
        int exit = cpu.stepsAlone() ? interpreter.step(cpu) : executeBlock(cpu);
        interpretedInstructions += before - cpu.budget;
        return exit;
    }

    private int executeBlock(CpuState cpu) {
        Block block;
        try {
            block = interpreter.blockAt(cpu);
        } catch (GuestFault fault) {
            return interpreter.step(cpu);
        }
        return interpreter.executeBlock(cpu, block);
    }

    /**
     * Interprets from an access that missed its interval to the end of its block, and learns from every access on the
     * way: one that follows may share its check with the first.
     */
    private int interpretMiss(Guest guest, CpuState cpu, AddressSpace space, Translation left) {
        misses++;
        if (left.valid() && left.missedOften()) {
            retranslations++;
            translate(guest, cpu, space, left.region.entryEip());
        }
        long before = cpu.budget;
        int exit = Exit.NONE;
        int generation = cpu.mappingGeneration;
        List<Operation> rest = left.region.from(cpu.eip);
        for (int n = 0; n == 0 || n < rest.size(); n++) {
            if (n > 0
                    && (cpu.budget <= 0
                            || cpu.stopRequested
                            || cpu.acceptsEvent()
                            || !left.valid()
                            || cpu.mappingGeneration != generation
                            || cpu.eip != rest.get(n).instruction.eip())) {
                break;
            }
            watch.learn(cpu, guest.mmu, space, interpreter, left);
            exit = interpreter.step(cpu);
            if (exit != Exit.NONE) {
                break;
            }
        }
        interpretedInstructions += before - cpu.budget;
        return exit;
    }

    private int interpretBlock(Guest guest, CpuState cpu, AddressSpace space) {
        Block block;
        try {
            block = interpreter.blockAt(cpu);
        } catch (GuestFault fault) {
            return interpret(cpu);
        }
        if (policy.mode() != TranslationPolicy.Mode.HOT || cpu.budget >= COUNTED_BUDGET) {
            block.executions++;
        }
        int executions = block.executions;
        if (wantsTranslation(space, block, executions) && space.find(block.eip()) == null) {
            if (translate(guest, cpu, space, block.eip()) && !policy.background()) {
                // Translated at once: enter it, unless the budget is too small for it.
                return cpu.budget >= regionLength(space, block.eip()) ? Exit.NONE : executeCounted(cpu, block);
            }
        }
        if (policy.mode() == TranslationPolicy.Mode.HOT
                && executions >= policy.hotThreshold() - WATCHED_EXECUTIONS
                && executions < policy.hotThreshold()) {
            return executeWatched(cpu, block, space);
        }
        return executeCounted(cpu, block);
    }

    private static long regionLength(AddressSpace space, int eip) {
        Translation translation = space.find(eip);
        return translation == null ? Long.MAX_VALUE : translation.minimumBudget;
    }

    private int executeCounted(CpuState cpu, Block block) {
        long before = cpu.budget;
        int exit = interpreter.executeBlock(cpu, block);
        interpretedInstructions += before - cpu.budget;
        return exit;
    }

    private int executeWatched(CpuState cpu, Block block, AddressSpace space) {
        long before = cpu.budget;
        int exit = Exit.NONE;
        for (Operation operation : block.operations()) {
            if (cpu.budget <= 0 || cpu.eip != operation.instruction.eip() || !block.valid()) {
                break;
            }
            watch.note(cpu, space, operation.instruction);
            exit = interpreter.step(cpu);
            if (exit != Exit.NONE) {
                break;
            }
        }
        interpretedInstructions += before - cpu.budget;
        return exit;
    }

    // --- translation -----------------------------------------------------------------------------------------------

    private boolean wantsTranslation(AddressSpace space, Block block, int executions) {
        if (block.operations()[0].instruction.alone() || !store.settled(block)) {
            return false;
        }
        return switch (policy.mode()) {
            // Asked again now and then: a refused entry may have become translatable.
            case HOT ->
                executions % policy.hotThreshold() == 0
                        && (executions >= COVERED_FACTOR * policy.hotThreshold() || !space.covers(block.eip()));
            case EAGER -> executions < 4 || executions % 16 == 0;
            case RANDOM -> executions >= randomThreshold(block.eip());
        };
    }

    private int randomThreshold(int eip) {
        long mixed = (policy.seed() ^ eip) * 0x9E37_79B9_7F4A_7C15L;
        mixed ^= mixed >>> 29;
        return 1 + (int) ((mixed * 0xBF58_476D_1CE4_E5B9L >>> 40) % 48);
    }

    private boolean translate(Guest guest, CpuState cpu, AddressSpace space, int eip) {
        return translate(guest, cpu, space, eip, RegionScanner.DEFAULT_BYTE_LIMIT);
    }

    private boolean translate(Guest guest, CpuState cpu, AddressSpace space, int eip, int byteLimit) {
        Translation translation = planner.plan(cpu, guest.mmu, space, eip, byteLimit);
        if (translation == null) {
            regionsRefused++;
            return false;
        }
        if (!translation.valid()) {
            return false;
        }
        if (policy.background()) {
            if (space.begin(eip)) {
                background.submit(translation);
            }
            return true;
        }
        if (!RegionDefiner.define(translation)) {
            return byteLimit > SMALLEST_BYTE_LIMIT && translate(guest, cpu, space, eip, byteLimit / 2);
        }
        install(translation);
        return true;
    }

    private void collectFinished() {
        BackgroundTranslator.Finished finished = background.poll();
        while (finished != null) {
            if (finished.failure() != null) {
                throw finished.failure();
            }
            Translation translation = finished.translation();
            translation.space.end(translation.region.entryEip());
            if (!finished.fits()) {
                retryShorter(translation);
            } else if (translation.valid()) {
                install(translation);
            }
            finished = background.poll();
        }
    }

    /** Plans a region again whose method came out too long; on the guest thread, and only if it still fits. */
    private void retryShorter(Translation translation) {
        Guest guest = current;
        if (guest != null && guest.space == translation.space && translation.valid()) {
            int limit = Math.max(SMALLEST_BYTE_LIMIT, RegionScanner.DEFAULT_BYTE_LIMIT / 2);
            translate(guest, guest.cpu, translation.space, translation.region.entryEip(), limit);
        }
    }

    private void install(Translation translation) {
        regionsTranslated++;
        classBytes += translation.byteLength();
        store.publish(translation);
    }

    // --- observation -----------------------------------------------------------------------------------------------

    @Override
    public long translatedInstructions() {
        return translatedInstructions;
    }

    @Override
    public long skippedInstructions() {
        return interpreter.skippedInstructions();
    }

    /** @return what this engine did so far */
    public TranslationStatistics statistics() {
        return new TranslationStatistics(
                translatedInstructions,
                interpretedInstructions,
                regionsTranslated,
                store.liveRegions(),
                regionsRefused,
                store.invalidations(),
                misses,
                retranslations,
                store.evictions(),
                classBytes,
                store.liveClassBytes());
    }

    /** Stops the thread that generates classes; the engine must not run again. */
    @Override
    public void close() {
        background.close();
    }
}
