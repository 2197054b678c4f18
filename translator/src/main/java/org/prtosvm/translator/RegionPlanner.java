package org.prtosvm.translator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.engine.Block;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.engine.Operation;
import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;
import org.prtosvm.translator.cache.AddressSpace;
import org.prtosvm.translator.cache.Translation;
import org.prtosvm.translator.emit.RegionCompiler;
import org.prtosvm.translator.region.Access;
import org.prtosvm.translator.region.AccessRoles;
import org.prtosvm.translator.region.CodeSource;
import org.prtosvm.translator.region.Interval;
import org.prtosvm.translator.region.Region;
import org.prtosvm.translator.region.RegionBlock;
import org.prtosvm.translator.region.RegionScanner;

/**
 * Plans translations: scans the code and decides how each access is checked. Works on the guest thread, since it reads
 * guest state; the plan that comes out is constant and may be compiled anywhere.
 */
final class RegionPlanner {
    private static final Operation[] NOTHING = new Operation[0];
    private static final long NO_GUESS = -1;

    private final Interpreter interpreter;
    private final GuestMemory memory;
    private final TranslationStore store;

    RegionPlanner(Interpreter interpreter, GuestMemory memory, TranslationStore store) {
        this.interpreter = interpreter;
        this.memory = memory;
        this.store = store;
    }

    /**
     * Plans the translation of an entry.
     *
     * @param cpu processor in the mode and mapping to translate for
     * @param mmu its memory
     * @param space address space that fits both
     * @param entryEip entry
     * @param byteLimit estimate of bytes at which the region ends
     * @return plan, or null if the entry cannot be translated
     */
    @Nullable
    Translation plan(CpuState cpu, Mmu mmu, AddressSpace space, int entryEip, int byteLimit) {
        int codeLimit = cpu.segment[SegmentRegister.CS].limit;
        Region scanned = RegionScanner.scan(new LiveCode(cpu, mmu), entryEip, cpu.mode, codeLimit, byteLimit);
        if (scanned == null) {
            return null;
        }
        Map<Long, Access> accesses = new HashMap<>();
        List<Long> unseen = new ArrayList<>();
        for (RegionBlock block : scanned.blocks()) {
            for (Operation operation : block.operations()) {
                planAccesses(cpu, mmu, space, operation.instruction, (key, access) -> {
                    if (access == null) {
                        unseen.add(key);
                    } else {
                        accesses.put(key, access);
                    }
                });
            }
        }
        unseen.forEach(key -> accesses.put(key, mostUsed(accesses.values(), Access.isWrite(key))));
        Region region = new Region(
                entryEip,
                cpu.mode,
                codeLimit,
                scanned.blocks(),
                scanned.jumpTables(),
                accesses,
                space.mayFrame(entryEip));
        CodePlacement placement = new CodePlacement(region, mmu);
        Translation translation = new Translation(region, space, placement.pages(), placement.grains());
        if (space.assume(translation)) {
            store.place(translation);
        }
        return translation;
    }

    private static void planAccesses(
            CpuState cpu, Mmu mmu, AddressSpace space, Instruction i, BiConsumer<Long, @Nullable Access> plans) {
        Operand operand = AccessRoles.explicitOperand(i);
        if (operand != null) {
            int role = AccessRoles.explicitRole(i);
            long key = Access.key(i.eip(), role);
            plans.accept(key, space.plan(mmu, key, guess(cpu, operand), role == Access.WRITE));
        }
        int stackRole = AccessRoles.stackRole(i);
        if (stackRole != AccessRoles.NONE) {
            long key = Access.key(i.eip(), stackRole);
            // The bytes below the stack pointer are the ones most likely used next.
            long guess = Integer.toUnsignedLong(cpu.gpr[Gpr.ESP] - 4);
            plans.accept(key, space.plan(mmu, key, guess, stackRole == Access.STACK_WRITE));
        }
    }

    /**
     * The plan for an access that nobody watched and whose operand says nothing: it will probably go where most others of
     * the region go. If it does not, its misses tell.
     */
    private static Access mostUsed(Collection<Access> accesses, boolean write) {
        Access best = Access.TABLE;
        int most = 0;
        for (Access access : accesses) {
            Interval interval = access.interval();
            if (interval != null && interval.writable() == write) {
                int uses = Collections.frequency(accesses, access);
                if (uses > most) {
                    most = uses;
                    best = access;
                }
            }
        }
        return best;
    }

    /** Where an access that nobody watched will probably go: stack frames near the stack pointer, constants exactly. */
    private static long guess(CpuState cpu, Operand operand) {
        if (operand.base() == Gpr.ESP || operand.base() == Gpr.EBP) {
            return Integer.toUnsignedLong(cpu.gpr[Gpr.ESP] - 4);
        }
        if (operand.base() < 0) {
            return Integer.toUnsignedLong(operand.value());
        }
        return NO_GUESS;
    }

    /** Decoded code of a running processor. */
    private final class LiveCode implements CodeSource {
        private final CpuState cpu;
        private final Mmu mmu;

        LiveCode(CpuState cpu, Mmu mmu) {
            this.cpu = cpu;
            this.mmu = mmu;
        }

        @Override
        public Operation[] block(int eip) {
            // A page is followed only if fetching from it changes nothing: present, and its accessed bit set already.
            if (mmu.mappingOf(eip & -GuestMemory.PAGE_SIZE) == 0) {
                return NOTHING;
            }
            int savedEip = cpu.eip;
            int savedCr2 = cpu.cr2;
            int savedVector = cpu.faultVector;
            int savedError = cpu.faultErrorCode;
            cpu.eip = eip;
            try {
                Block block = interpreter.blockAt(cpu);
                return translatable(block) ? block.operations() : NOTHING;
            } catch (GuestFault fault) {
                return NOTHING;
            } finally {
                cpu.eip = savedEip;
                cpu.cr2 = savedCr2;
                cpu.faultVector = savedVector;
                cpu.faultErrorCode = savedError;
            }
        }

        private boolean translatable(Block block) {
            Operation[] operations = block.operations();
            Instruction last = operations[operations.length - 1].instruction;
            return !operations[0].instruction.alone()
                    && !last.alone()
                    && store.settled(block)
                    && RegionCompiler.emitsControlTransfer(last)
                    && !leavesSegment(last)
                    && !block.waits();
        }

        /** A jump beyond the limit of CS faults at the jump. */
        private boolean leavesSegment(Instruction last) {
            Operand target = last.destination();
            return target != null
                    && target.kind() == Operand.Kind.TARGET
                    && Integer.compareUnsigned(target.value(), cpu.segment[SegmentRegister.CS].limit) > 0;
        }

        @Override
        public long codeAddressAt(int linear) {
            int page = linear & -GuestMemory.PAGE_SIZE;
            long host = mmu.mappingOf(page);
            if (host == 0 || (linear & 3) != 0) {
                return -1;
            }
            int target = GuestMemory.getInt(host + (linear - page));
            int targetPage = target & -GuestMemory.PAGE_SIZE;
            if (mmu.mappingOf(targetPage) == 0 || Math.abs((long) target - linear) > 1 << 20) {
                return -1;
            }
            // Entries lead to pages that hold code already: a table ends where anything else begins.
            boolean code = memory.codeGrains(mmu.physicalOf(targetPage)) != 0;
            return code ? Integer.toUnsignedLong(target) : -1;
        }
    }
}
