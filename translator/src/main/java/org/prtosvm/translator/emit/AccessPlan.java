package org.prtosvm.translator.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.engine.Operation;
import org.prtosvm.translator.region.Access;
import org.prtosvm.translator.region.AccessRoles;
import org.prtosvm.translator.region.Interval;
import org.prtosvm.translator.region.Region;
import org.prtosvm.translator.region.RegionBlock;

/**
 * Which accesses of a region share one check.
 *
 * <p>Accesses of a block through the same unknown value (see {@link RegisterOrigins}) differ by constants only. The first
 * of them checks the whole range from the lowest to the highest and keeps its host address in a local, the others go
 * relative to that. If the check fails the region is left in front of that first access, where nothing is to be undone.
 * Accesses relative to the stack pointer at the region's entry are checked once, at the entry.
 */
final class AccessPlan {
    /** Local slot of the frame: host address of its lowest byte. */
    static final int FRAME_SLOT = 0;

    /** Slots for groups, the frame's included. */
    static final int MAXIMUM_SLOTS = 9;

    private static final int MAXIMUM_SPAN = 2048;
    private static final int MAXIMUM_FRAME = 1 << 14;

    /**
     * How an access takes part in a group.
     *
     * @param slot slot that keeps the host address of the lowest byte of the group
     * @param offset distance of the access from that byte
     * @param check what is checked in front of this access, or null if it was checked before
     */
    record Shared(int slot, int offset, @Nullable Range check) {}

    /**
     * A range that one check covers.
     *
     * @param interval interval that must contain it
     * @param length bytes
     */
    record Range(Interval interval, int length) {}

    /**
     * The stack frame that is checked at the entry.
     *
     * @param range its bytes
     * @param lowest distance of the lowest byte from the stack pointer
     */
    record Frame(Range range, int lowest) {}

    /**
     * What addresses of a group have in common.
     *
     * @param base origin of the base register, or -1
     * @param index origin of the index register, or -1
     * @param scale left shift of the index
     */
    record Key(int base, int index, int scale) {}

    /** Keys of parts are per block: where code overlaps, two blocks may have the same instruction. */
    private record Member(long key, int offset) {}

    /** Accesses that differ by constants only. */
    static final class Group {
        private final Key key;
        private final List<Member> members = new ArrayList<>();
        private int lowest = Integer.MAX_VALUE;
        private int end = Integer.MIN_VALUE;
        private @Nullable Interval readable;
        private @Nullable Interval writable;

        private Group(Key key) {
            this.key = key;
        }

        /** @return what their addresses have in common */
        Key key() {
            return key;
        }

        /** @return distance of the lowest byte from the origins */
        int lowest() {
            return lowest;
        }

        /** @return bytes from the lowest to the highest */
        int length() {
            return end - lowest;
        }

        /** @return interval that all of them lie in, or null if there is none */
        @Nullable
        Interval interval() {
            return writable != null ? writable : readable;
        }

        /**
         * Tells the members their parts.
         *
         * @param slot slot of the group
         * @param check what the first of them checks, or null
         * @param parts receives the parts
         */
        void share(int slot, @Nullable Range check, Map<Long, Shared> parts) {
            @Nullable Range first = check;
            for (Member member : members) {
                parts.put(member.key, new Shared(slot, member.offset - lowest, first));
                first = null;
            }
        }

        private boolean takes(Interval interval, int offset, int size, int maximumSpan) {
            Interval same = interval.writable() ? writable : readable;
            long span = Math.max((long) end, (long) offset + size) - Math.min(lowest, offset);
            return (same == null || same.equals(interval)) && (members.isEmpty() || span <= maximumSpan);
        }

        private void add(long access, Interval interval, int offset, int size) {
            members.add(new Member(access, offset));
            lowest = Math.min(lowest, offset);
            end = Math.max(end, offset + size);
            if (interval.writable()) {
                writable = interval;
            } else {
                readable = interval;
            }
        }
    }

    private final Region region;
    private final Map<Long, Shared> shared = new HashMap<>();
    private final Map<Integer, Burst> bursts = new HashMap<>();
    private final Group frameGroup = new Group(new Key(RegisterOrigins.FRAME, -1, 0));
    private final RegisterOrigins[] origins;
    private @Nullable Frame frame;
    private int slots;

    /**
     * Plans a region.
     *
     * @param region region with planned accesses
     */
    AccessPlan(Region region) {
        this.region = region;
        this.origins = RegisterOrigins.atBlocks(region);
        for (int b = 0; b < region.blocks().size(); b++) {
            planBlock(b, region.blocks().get(b), origins[b]);
        }
        planFrame();
    }

    /**
     * The part of an access in a group.
     *
     * @param block index of its block
     * @param key as {@link Access#key}
     * @return part, or null if the access is checked on its own
     */
    @Nullable
    Shared shared(int block, long key) {
        return shared.get(inBlock(block, key));
    }

    /**
     * Key of an access within the region, as {@link Access#key} is within the guest.
     *
     * @param block index of its block
     * @param key key of the access
     * @return key for the maps of parts
     */
    static long inBlock(int block, long key) {
        return (long) block << 34 | key & (1L << 34) - 1;
    }

    /** @return the frame that is checked at the entry, or null if there is none */
    @Nullable
    Frame frame() {
        return frame;
    }

    /** @return local slots that are needed */
    int slots() {
        return slots;
    }

    /**
     * Tells whether an access can leave the region.
     *
     * @param block index of its block
     * @param i instruction
     * @param role role of the access
     * @param operand explicit memory operand, or null for the stack access
     * @param burst burst that the instruction is part of, or null
     * @return false if it was checked before
     */
    boolean mayMiss(int block, Instruction i, int role, @Nullable Operand operand, @Nullable Burst burst) {
        long key = Access.key(i.eip(), role);
        if (burst != null && burst.shared().containsKey(inBlock(block, key))) {
            return false;
        }
        Shared part = shared.get(inBlock(block, key));
        if (part != null) {
            return part.check != null;
        }
        return operand == null || !isConstantHit(region.accesses().get(key), operand);
    }

    /**
     * Tells whether an access has a constant address that is known to be inside its interval.
     *
     * @param access planned access
     * @param operand memory operand
     * @return true if no check is needed
     */
    static boolean isConstantHit(@Nullable Access access, Operand operand) {
        return access != null
                && access.interval() != null
                && operand.base() < 0
                && operand.index() < 0
                && access.interval().contains(operand.value(), Math.max(operand.size(), 1));
    }

    /**
     * The second form of a loop of one block.
     *
     * @param block index of the block
     * @return burst, or null if the block has none
     */
    @Nullable
    Burst burst(int block) {
        return bursts.get(block);
    }

    private void planBlock(int index, RegionBlock block, RegisterOrigins state) {
        RegisterOrigins start = RegisterOrigins.copyOf(state);
        Map<Key, Group> open = new LinkedHashMap<>();
        List<Group> groups = new ArrayList<>();
        for (Operation operation : block.operations()) {
            Instruction i = operation.instruction;
            if (Intrinsics.isIntrinsic(i)) {
                collect(index, i, state, open, groups);
            }
            state.step(i);
        }
        int slot = FRAME_SLOT + 1;
        for (Group group : groups) {
            if (group.members.size() > 1 && slot < MAXIMUM_SLOTS) {
                assign(group, slot++);
            }
        }
        if (Burst.isLoop(block)) {
            Burst burst = Burst.plan(groups, start, state, slot);
            if (burst != null) {
                bursts.put(index, burst);
                slot += burst.streams().size();
            }
        }
        slots = Math.max(slots, slot);
    }

    private void collect(int block, Instruction i, RegisterOrigins state, Map<Key, Group> open, List<Group> groups) {
        Operand operand = AccessRoles.explicitOperand(i);
        if (operand != null && (operand.base() >= 0 || operand.index() >= 0)) {
            int offset =
                    operand.value() + state.delta(operand.base()) + (state.delta(operand.index()) << operand.scale());
            int index = state.origin(operand.index());
            Key key = new Key(state.origin(operand.base()), index, index < 0 ? 0 : operand.scale());
            // A push of a value relative to the stack pointer reads before it moves the pointer.
            collect(block, key, Access.key(i.eip(), AccessRoles.explicitRole(i)), offset, operand.size(), open, groups);
        }
        int role = AccessRoles.stackRole(i);
        if (role != AccessRoles.NONE) {
            int register = AccessRoles.stackRegister(i);
            int offset = state.delta(register) + (role == Access.STACK_WRITE ? -4 : 0);
            collect(block, new Key(state.origin(register), -1, 0), Access.key(i.eip(), role), offset, 4, open, groups);
        }
    }

    private void collect(
            int block, Key key, long access, int offset, int size, Map<Key, Group> open, List<Group> groups) {
        Access planned = region.accesses().get(access);
        Interval interval = planned == null ? null : planned.interval();
        if (interval == null || size == 0) {
            return;
        }
        if (key.base == RegisterOrigins.FRAME && key.index < 0) {
            if (region.framed() && frameGroup.takes(interval, offset, size, MAXIMUM_FRAME)) {
                frameGroup.add(inBlock(block, access), interval, offset, size);
                return;
            }
        }
        Group group = open.get(key);
        if (group == null || !group.takes(interval, offset, size, MAXIMUM_SPAN)) {
            group = new Group(key);
            open.put(key, group);
            groups.add(group);
        }
        group.add(inBlock(block, access), interval, offset, size);
    }

    private void assign(Group group, int slot) {
        Interval interval = group.interval();
        int length = group.end - group.lowest;
        if (interval == null || length >= interval.length()) {
            return;
        }
        group.share(slot, new Range(interval, length), shared);
    }

    private void planFrame() {
        Interval interval = frameGroup.interval();
        int length = frameGroup.end - frameGroup.lowest;
        if (frameGroup.members.size() < 2 || interval == null || length >= interval.length()) {
            return;
        }
        frame = new Frame(new Range(interval, length), frameGroup.lowest);
        frameGroup.share(FRAME_SLOT, null, shared);
        slots = Math.max(slots, FRAME_SLOT + 1);
    }

    /**
     * Tells what a caller must find unchanged when a call returns, because accesses behind it rely on it.
     *
     * @param block index of the block that ends in the call
     * @return true per register
     */
    boolean reliesOn(int block, int register) {
        return frame != null && origins[block].origin(register) == RegisterOrigins.FRAME;
    }
}
