package org.prtosvm.cpu.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.debug.Breakpoints;
import org.prtosvm.cpu.decode.Decoder;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Exit;

/**
 * Executes guest code as blocks of closures.
 *
 * <p>A loop that waits, whose iteration changes neither registers nor flags and stores nothing, is not executed to the
 * end of the budget but counted: same result, same count. Thread rule: one guest thread; one interpreter for each
 * {@link GuestMemory}.
 */
public final class Interpreter implements ExecutionEngine {
    /** DR6.BS: the debug exception comes from single-stepping. */
    private static final int DR6_SINGLE_STEP = 1 << 14;
    /** DR6.BT: it comes from the T bit of a task. */
    private static final int DR6_TASK = 1 << 15;

    private final OperationFactory factory;
    private final BlockCache blocks;
    private final int[] registersBefore = new int[8];
    private boolean skipsWaiting = true;
    private long skippedInstructions;

    /**
     * Creates an interpreter.
     *
     * @param memory memory of the machine
     */
    public Interpreter(GuestMemory memory) {
        this(memory, false);
    }

    /**
     * Creates an interpreter that can do without specialised operations.
     *
     * @param memory memory of the machine
     * @param generic true to execute every instruction by its shared implementation
     */
    Interpreter(GuestMemory memory, boolean generic) {
        factory = new OperationFactory(generic);
        blocks = new BlockCache(memory, factory);
    }

    /** Executes waiting loops to the end, for tests that compare. */
    void executeWaitingLoops() {
        skipsWaiting = false;
    }

    @Override
    public int run(CpuState cpu) {
        cpu.deviceAccess = false;
        int exit = loop(cpu);
        cpu.deviceAccess = true;
        cpu.exit = exit;
        return exit;
    }

    private int loop(CpuState cpu) {
        Block block = null;
        while (cpu.budget > 0) {
            if (cpu.stopRequested) {
                return Exit.STOP;
            }
            if (cpu.acceptsEvent()) {
                return Exit.INTERRUPT;
            }
            int exit;
            if (cpu.stepsAlone()) {
                block = null;
                exit = step(cpu);
            } else {
                try {
                    block = following(cpu, block);
                } catch (GuestFault fault) {
                    return chargeFault(cpu);
                }
                exit = executeBlock(cpu, block);
            }
            if (exit != Exit.NONE) {
                return exit;
            }
        }
        return Exit.BUDGET;
    }

    private static int chargeFault(CpuState cpu) {
        cpu.budget--;
        cpu.interruptShadow = false;
        return Exit.FAULT;
    }

    /**
     * The block at the current EIP, by way of the links of the block before. Only instructions that stand alone change
     * mode or code segment, so behind any other block the links need not look at them.
     */
    private Block following(CpuState cpu, @Nullable Block previous) {
        if (previous == null || previous.alone) {
            return blocks.at(cpu);
        }
        int epoch = blocks.front(cpu).epoch;
        if (previous.linkEpoch == epoch) {
            int eip = cpu.eip;
            Block next = previous.taken;
            if (next != null && next.eip() == eip && next.valid()) {
                return next;
            }
            next = previous.other;
            if (next != null && next.eip() == eip && next.valid()) {
                return next;
            }
        }
        return link(cpu, previous);
    }

    private Block link(CpuState cpu, Block previous) {
        Block next = blocks.at(cpu);
        int epoch = blocks.front(cpu).epoch;
        if (previous.valid()) {
            // The older link moves to the second place: an indirect jump keeps its last two targets.
            previous.other = previous.linkEpoch == epoch ? previous.taken : null;
            previous.taken = next;
            previous.linkEpoch = epoch;
        }
        return next;
    }

    /**
     * Finds or decodes the block at the current EIP.
     *
     * @param cpu processor
     * @return valid block
     * @throws GuestFault if its first instruction cannot be fetched; nothing was charged
     */
    public Block blockAt(CpuState cpu) {
        return blocks.at(cpu);
    }

    /**
     * Executes a block, or exactly as many of its instructions as the budget allows, or those up to one that changes the
     * block itself or the mapping. A fault leaves the state as before the faulting instruction, which is charged.
     *
     * @param cpu processor with a budget of at least 1 and EIP at the block, not single-stepping
     * @param block block for that EIP
     * @return {@link Exit#NONE}, also when the budget is used up, or the reason to stop
     */
    public int executeBlock(CpuState cpu, Block block) {
        if (block.alone) {
            return executeAlone(cpu, block.operations()[0]);
        }
        if (cpu.budget < block.operations().length) {
            return executePart(cpu, block, (int) cpu.budget);
        }
        if (block.waitingCandidate && skipsWaiting) {
            return executeWaiting(cpu, block);
        }
        return block.stores ? executeStoring(cpu, block) : executePlain(cpu, block);
    }

    /** A block that cannot change itself or the mapping, and a budget that covers it. */
    private int executePlain(CpuState cpu, Block block) {
        cpu.interruptShadow = false;
        Operation[] operations = block.joined;
        int done = 0;
        try {
            while (done < operations.length) {
                operations[done].execute(cpu);
                done++;
            }
        } catch (GuestFault fault) {
            return fault(cpu, operations, done);
        }
        return finish(cpu, block);
    }

    /** A block that may change itself or the mapping, and a budget that covers it. */
    private int executeStoring(CpuState cpu, Block block) {
        cpu.interruptShadow = false;
        Operation[] operations = block.joined;
        int generation = cpu.mappingGeneration;
        int done = 0;
        try {
            while (done < operations.length) {
                operations[done].execute(cpu);
                done++;
                if ((!block.valid() || cpu.mappingGeneration != generation) && done < operations.length) {
                    return leave(cpu, operations, done);
                }
            }
        } catch (GuestFault fault) {
            return fault(cpu, operations, done);
        }
        return finish(cpu, block);
    }

    /** The first instructions of any block. */
    private int executePart(CpuState cpu, Block block, int count) {
        cpu.interruptShadow = false;
        Operation[] operations = block.operations();
        int generation = cpu.mappingGeneration;
        int done = 0;
        try {
            do {
                operations[done].execute(cpu);
                done++;
            } while (done < count && block.valid() && cpu.mappingGeneration == generation);
        } catch (GuestFault fault) {
            return fault(cpu, operations, done);
        }
        return leave(cpu, operations, done);
    }

    private static int finish(CpuState cpu, Block block) {
        cpu.budget -= block.operations().length;
        if (block.fallsThrough) {
            cpu.eip = block.endEip();
        }
        return Exit.NONE;
    }

    /** Leaves behind the instruction before {@code done}, which is not the last: only the last two may be joined. */
    private static int leave(CpuState cpu, Operation[] operations, int done) {
        cpu.budget -= done;
        cpu.eip = operations[done - 1].instruction.nextEip();
        return Exit.NONE;
    }

    private int fault(CpuState cpu, Operation[] operations, int done) {
        cpu.eip = operations[done].instruction.eip();
        if (cpu.deviceAccessDeferred) {
            cpu.deviceAccessDeferred = false;
            cpu.budget -= done;
            return step(cpu);
        }
        cpu.budget -= done + 1;
        return Exit.FAULT;
    }

    private int executeWaiting(CpuState cpu, Block block) {
        System.arraycopy(cpu.gpr, 0, registersBefore, 0, registersBefore.length);
        int flags = cpu.arithmeticFlags();
        int exit = executePlain(cpu, block);
        boolean waits = exit == Exit.NONE
                && cpu.eip == block.eip()
                && Arrays.equals(cpu.gpr, registersBefore)
                && cpu.arithmeticFlags() == flags;
        if (waits) {
            block.noteWaiting();
            long skipped = cpu.budget - cpu.budget % block.operations().length;
            cpu.budget -= skipped;
            skippedInstructions += skipped;
        }
        return exit;
    }

    private static int executeAlone(CpuState cpu, Operation operation) {
        boolean shadow = cpu.interruptShadow;
        boolean chargesItself = operation.instruction.repeat() != 0;
        cpu.exit = Exit.NONE;
        allowDeviceAccess(cpu);
        try {
            operation.execute(cpu);
        } catch (GuestFault fault) {
            return chargeFault(cpu);
        } finally {
            cpu.deviceAccess = false;
        }
        if (!chargesItself) {
            cpu.budget--;
        }
        if (shadow) {
            // It covers one instruction, also if that would cast a new one.
            cpu.interruptShadow = false;
        }
        return cpu.exit;
    }

    /** An instruction that is executed alone has the exact time, so devices may see it. */
    private static void allowDeviceAccess(CpuState cpu) {
        cpu.deviceAccess = true;
        cpu.deviceAccessDeferred = false;
    }

    /**
     * Executes one instruction, or what the budget allows of one repeated string instruction. Instruction breakpoints and
     * the T bit of a task come before it. With TF set at its start, or with data and I/O breakpoints hit, the debug trap
     * follows it, and a repeated string instruction traps after each iteration; behind MOV SS the trap waits for the next
     * instruction.
     *
     * @param cpu processor with a budget of at least 1
     * @return {@link Exit#NONE} or the reason to stop
     */
    public int step(CpuState cpu) {
        if (cpu.taskTrap) {
            return enterTask(cpu);
        }
        boolean trap = (cpu.systemFlags & Eflags.TF) != 0;
        Operation operation;
        try {
            checkBreakpoints(cpu);
            operation = operationAt(cpu);
        } catch (GuestFault fault) {
            return chargeFault(cpu);
        }
        if ((cpu.systemFlags & Eflags.RF) != 0) {
            cpu.systemFlags &= ~Eflags.RF;
            cpu.updateMode();
        }
        int exit = operation.instruction.alone() ? executeAlone(cpu, operation) : executeOne(cpu, operation);
        if (exit != Exit.NONE && exit != Exit.HALT) {
            cpu.breakpointHits = 0;
            return exit;
        }
        return trapBehind(cpu, trap && trapsBehind(cpu, operation.instruction)) ? Exit.FAULT : exit;
    }

    /** Uncharged: the instruction that switched was charged. */
    private static int enterTask(CpuState cpu) {
        cpu.taskTrap = false;
        cpu.updateMode();
        cpu.raiseDebug(DR6_TASK, false);
        return Exit.FAULT;
    }

    private static void checkBreakpoints(CpuState cpu) {
        if ((cpu.mode & CpuState.MODE_BREAKPOINTS) != 0) {
            int found = Breakpoints.onInstruction(cpu);
            if (found != 0) {
                throw cpu.raiseDebug(found, false);
            }
        }
    }

    private static boolean trapBehind(CpuState cpu, boolean singleStep) {
        if (cpu.interruptShadow && cpu.debugShadow) {
            return false;
        }
        int status = cpu.breakpointHits | (singleStep ? DR6_SINGLE_STEP : 0);
        cpu.breakpointHits = 0;
        if (status != 0) {
            cpu.raiseDebug(status, false);
        }
        return status != 0;
    }

    /** The delivery of a software interrupt clears TF before the trap would come. */
    private static boolean trapsBehind(CpuState cpu, Instruction i) {
        boolean interrupt = i.opcode() == Opcode.INT
                || i.opcode() == Opcode.INT1
                || i.opcode() == Opcode.INT3
                || i.opcode() == Opcode.INTO;
        return !interrupt || (cpu.systemFlags & Eflags.TF) != 0;
    }

    /** Stepped code is not worth a block of its own at every EIP, but a block that is there is used. */
    private Operation operationAt(CpuState cpu) {
        Block known = blocks.front(cpu).find(cpu);
        return known != null ? known.operations()[0] : factory.create(cpu, Decoder.decode(cpu, cpu.eip));
    }

    private static int executeOne(CpuState cpu, Operation operation) {
        Instruction i = operation.instruction;
        allowDeviceAccess(cpu);
        try {
            operation.execute(cpu);
        } catch (GuestFault fault) {
            return chargeFault(cpu);
        } finally {
            cpu.deviceAccess = false;
        }
        cpu.budget--;
        cpu.interruptShadow = false;
        if (!i.endsBlock()) {
            cpu.eip = i.nextEip();
        }
        return Exit.NONE;
    }

    /** @return decoded blocks */
    public BlockCache blocks() {
        return blocks;
    }

    @Override
    public long skippedInstructions() {
        return skippedInstructions;
    }

    @Override
    public long translatedInstructions() {
        return 0;
    }
}
