package org.prtosvm.translator.emit;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.F_NEW;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2B;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.I2S;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IASTORE;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IFGT;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INTEGER;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.ISHL;
import static org.objectweb.asm.Opcodes.ISHR;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LCONST_0;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LONG;
import static org.objectweb.asm.Opcodes.LRETURN;
import static org.objectweb.asm.Opcodes.LSTORE;
import static org.objectweb.asm.Opcodes.NOP;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.SIPUSH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.translator.region.Interval;
import org.prtosvm.translator.region.Region;

/**
 * The method of one region while it is being written: where registers and flags live in locals, exits, and the few
 * sequences that all instruction families share.
 *
 * <pre>
 * local   0     1      2       3       4..11     12       13..16              17 18 19 20    21       22,23  24..
 *         cpu   fuel   depth   gpr[]   EAX..EDI  exitEip  flag kind,a,b,res   temporaries    counter  host   slots
 * </pre>
 *
 * <p>All labels carry the same stack map frame with an empty operand stack, so no frame has to be computed. Exits come
 * in two forms. A block end that leaves the region stores its EIP and jumps to one common tail that writes back what
 * the region may have changed. A <em>site</em> is an exit in the middle of a block, taken when a memory access misses
 * its interval: a numbered stub that jumps to a second tail, which looks EIP, unexecuted instructions and flag kind up
 * by the number. After a site nothing rejoins: a slow path that came back would cost the fast path its registers.
 */
final class RegionWriter {
    static final int CPU = 0;
    static final int FUEL = 1;
    static final int DEPTH = 2;
    static final int GPR = 3;
    static final int REGISTERS = 4;
    static final int EXIT_EIP = 12;
    static final int KIND = 13;
    static final int FLAG_A = 14;
    static final int FLAG_B = 15;
    static final int RESULT = 16;
    static final int TEMP0 = 17;
    static final int TEMP1 = 18;
    static final int CARRY = 19;
    static final int OFFSET = 20;
    static final int COUNTER = 21;
    static final int HOST = 22;

    /** Flag kind of a block start: whatever the local says. */
    static final int DYNAMIC = -1;

    /** First of the long locals that keep host addresses of groups of accesses. */
    private static final int SLOTS = 24;

    /**
     * An exit in the middle of a block.
     *
     * @param eip where execution continues
     * @param refund instructions of the block that were charged but not executed
     * @param flagKind static flag kind, or {@link #DYNAMIC}
     * @param frame true if it is taken because the stack frame is not where the code relies on it
     */
    record Site(int eip, int refund, int flagKind, boolean frame) {}

    final MethodVisitor mv;
    final Region region;
    final AccessPlan plan;
    final RegionUse use;

    private final Object[] frame;
    private final Label exitTail = new Label();
    private final Label siteTail = new Label();
    private final Label[] blockLabels;
    private final @Nullable Label[] backwardLabels;
    private final List<Runnable> stubs = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();

    private @Nullable Burst burst;
    private Label burstLatch = new Label();
    private final Label[] burstLabels;
    private int blockIndex;
    private int instructionIndex;
    private int currentEip;

    /** Kind of the flag recipe at this point of the block if it is known, else {@link #DYNAMIC}. */
    private int staticKind = DYNAMIC;
    /** True if a known SUB recipe is a plain difference of its operands, without borrow in. */
    private boolean plainDifference;

    RegionWriter(MethodVisitor mv, Region region, AccessPlan plan) {
        this.mv = mv;
        this.region = region;
        this.plan = plan;
        this.use = new RegionUse(region, plan);
        this.frame = frame(plan.slots());
        this.blockLabels = new Label[region.blocks().size()];
        Arrays.setAll(blockLabels, i -> new Label());
        this.burstLabels = new Label[blockLabels.length];
        Arrays.setAll(burstLabels, i -> new Label());
        this.backwardLabels = new Label[blockLabels.length];
    }

    private static Object[] frame(int slots) {
        List<Object> locals = new ArrayList<>();
        locals.add(RuntimeRefs.CPU);
        locals.add(INTEGER);
        locals.add(INTEGER);
        locals.add("[I");
        for (int i = REGISTERS; i < HOST; i++) {
            locals.add(INTEGER);
        }
        for (int i = 0; i <= slots; i++) {
            locals.add(LONG);
        }
        return locals.toArray();
    }

    // --- structure -------------------------------------------------------------------------------------------------

    /** Loads what the region uses into locals, tests the budget and jumps to the entry block. */
    void prologue() {
        mv.visitVarInsn(ALOAD, CPU);
        mv.visitFieldInsn(GETFIELD, RuntimeRefs.CPU, "gpr", "[I");
        mv.visitVarInsn(ASTORE, GPR);
        for (int r = 0; r < 8; r++) {
            if (use.usesRegister(r)) {
                loadRegister(r);
            } else {
                mv.visitInsn(ICONST_0);
                mv.visitVarInsn(ISTORE, REGISTERS + r);
            }
        }
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, EXIT_EIP);
        if (use.usesFlags()) {
            loadFlags();
        } else {
            for (int local = KIND; local <= RESULT; local++) {
                mv.visitInsn(ICONST_0);
                mv.visitVarInsn(ISTORE, local);
            }
        }
        mv.visitInsn(ICONST_0);
        mv.visitVarInsn(ISTORE, COUNTER);
        for (int local = TEMP0; local <= OFFSET; local++) {
            mv.visitInsn(ICONST_0);
            mv.visitVarInsn(ISTORE, local);
        }
        for (int local = HOST; local < localCount(); local += 2) {
            mv.visitInsn(LCONST_0);
            mv.visitVarInsn(LSTORE, local);
        }
        Label start = new Label();
        jumpIfFuelled(start);
        push(region.entryEip());
        returnAtStack();
        place(start);
        checkFrame();
        mv.visitJumpInsn(GOTO, blockLabels[region.indexOf(region.entryEip())]);
    }

    private void checkFrame() {
        AccessPlan.Frame planned = plan.frame();
        if (planned == null) {
            return;
        }
        sites.add(new Site(region.entryEip(), 0, DYNAMIC, true));
        Label miss = stub(sites.size() - 1);
        pushRegister(4, Gpr.ESP);
        push(planned.lowest() - planned.range().interval().start());
        mv.visitInsn(IADD);
        checkRange(planned.range().interval(), planned.range().length(), miss);
        mv.visitVarInsn(LSTORE, slotLocal(AccessPlan.FRAME_SLOT));
    }

    /**
     * Checks a range of addresses and pushes its host address. On the stack: distance of its first byte from the start of
     * the interval.
     *
     * @param interval interval that must contain it
     * @param length bytes
     * @param miss label of a stub with an empty stack
     */
    void checkRange(Interval interval, int length, Label miss) {
        mv.visitInsn(DUP);
        mv.visitVarInsn(ISTORE, OFFSET);
        push(interval.length() - (length - 1));
        mv.visitMethodInsn(INVOKESTATIC, "java/lang/Integer", "compareUnsigned", "(II)I", false);
        mv.visitJumpInsn(IFGE, miss);
        mv.visitLdcInsn(interval.host());
        mv.visitVarInsn(ILOAD, OFFSET);
        mv.visitInsn(I2L);
        mv.visitInsn(LADD);
    }

    /**
     * Local of a slot.
     *
     * @param slot slot of the access plan
     * @return number of the long local
     */
    int slotLocal(int slot) {
        return SLOTS + 2 * slot;
    }

    /** @return number of locals */
    int localCount() {
        return slotLocal(plan.slots());
    }

    /**
     * Begins a block: label, charge of all its instructions.
     *
     * @param index index of the block
     */
    void beginBlock(int index) {
        blockIndex = index;
        staticKind = DYNAMIC;
        place(blockLabels[index]);
        mv.visitIincInsn(FUEL, -region.blocks().get(index).count());
    }

    /**
     * Begins the burst of a block: checks, and the head of its loop. What follows is the block once more.
     *
     * @param index index of a block that has a burst
     */
    void beginBurst(int index) {
        Burst planned = Objects.requireNonNull(plan.burst(index));
        Label slow = blockLabels[index];
        int count = region.blocks().get(index).count();
        staticKind = DYNAMIC;
        place(burstLabels[index]);
        mv.visitVarInsn(ILOAD, FUEL);
        push(count * Burst.ITERATIONS + region.instructionCount());
        mv.visitJumpInsn(IF_ICMPLT, slow);
        for (Burst.Stream stream : planned.streams()) {
            pushStreamStart(stream);
            checkRange(stream.range().interval(), stream.range().length(), slow);
            if (stream.lead() != 0) {
                mv.visitLdcInsn((long) stream.lead());
                mv.visitInsn(LADD);
            }
            mv.visitVarInsn(LSTORE, slotLocal(stream.slot()));
        }
        push(Burst.ITERATIONS);
        mv.visitVarInsn(ISTORE, COUNTER);
        Label head = new Label();
        place(head);
        mv.visitIincInsn(FUEL, -count);
        burst = planned;
        burstLatch = new Label();
        Label latch = burstLatch;
        stubs.add(() -> {
            place(latch);
            for (Burst.Stream stream : planned.streams()) {
                if (stream.stride() != 0) {
                    mv.visitVarInsn(LLOAD, slotLocal(stream.slot()));
                    mv.visitLdcInsn((long) stream.stride());
                    mv.visitInsn(LADD);
                    mv.visitVarInsn(LSTORE, slotLocal(stream.slot()));
                }
            }
            mv.visitIincInsn(COUNTER, -1);
            mv.visitVarInsn(ILOAD, COUNTER);
            mv.visitJumpInsn(IFGT, head);
            mv.visitJumpInsn(GOTO, backwardLabel(index));
        });
    }

    /** Pushes the distance of the start of a stream's range from the start of its interval. */
    private void pushStreamStart(Burst.Stream stream) {
        push(stream.lowest() - stream.lead() - stream.range().interval().start());
        if (stream.base() >= 0) {
            pushRegister(4, stream.base());
            mv.visitInsn(IADD);
        }
        if (stream.index() >= 0) {
            pushRegister(4, stream.index());
            push(stream.scale());
            mv.visitInsn(ISHL);
            mv.visitInsn(IADD);
        }
    }

    /** Ends the burst: from here on accesses are checked as usual. */
    void endBurst() {
        burst = null;
    }

    /**
     * The part that an access has in a group.
     *
     * @param key as {@link org.prtosvm.translator.region.Access#key}
     * @return part, or null if it is checked on its own
     */
    AccessPlan.@Nullable Shared shared(long key) {
        AccessPlan.Shared part = burst == null ? null : burst.shared().get(AccessPlan.inBlock(blockIndex, key));
        return part == null ? plan.shared(blockIndex, key) : part;
    }

    /**
     * Tells which instruction comes next: exits taken by it name its EIP.
     *
     * @param index index within the block
     * @param eip its EIP
     */
    void beginInstruction(int index, int eip) {
        instructionIndex = index;
        currentEip = eip;
    }

    /** Writes all stubs and the two tails. */
    void epilogue() {
        while (!stubs.isEmpty()) {
            List<Runnable> now = List.copyOf(stubs);
            stubs.clear();
            now.forEach(Runnable::run);
        }
        place(exitTail);
        spill();
        mv.visitVarInsn(ILOAD, EXIT_EIP);
        returnAtStack();
        mv.visitLabel(siteTail);
        mv.visitFrame(F_NEW, frame.length, frame, 1, new Object[] {INTEGER});
        mv.visitVarInsn(ISTORE, TEMP0);
        spill();
        returnAtSite();
    }

    /** @return sites by their numbers */
    List<Site> sites() {
        return sites;
    }

    /**
     * Visits a label with the common frame.
     *
     * @param label label that branches lead to
     */
    void place(Label label) {
        mv.visitLabel(label);
        mv.visitFrame(F_NEW, frame.length, frame, 0, new Object[0]);
        mv.visitInsn(NOP);
    }

    // --- exits and jumps -------------------------------------------------------------------------------------------

    /** @return number of a new site: leaves before the current instruction, which is then interpreted */
    int newSite() {
        int count = region.blocks().get(blockIndex).count();
        sites.add(new Site(currentEip, count - instructionIndex, staticKind, false));
        return sites.size() - 1;
    }

    /**
     * A site that leaves behind the current instruction.
     *
     * @param nextEip EIP of the following instruction
     * @return its number
     */
    int newSiteBehind(int nextEip) {
        int count = region.blocks().get(blockIndex).count();
        sites.add(new Site(nextEip, count - instructionIndex - 1, DYNAMIC, false));
        return sites.size() - 1;
    }

    /** @return label of a stub that leaves before the current instruction */
    Label missLabel() {
        return stub(newSite());
    }

    private Label stub(int site) {
        Label label = new Label();
        stubs.add(() -> {
            place(label);
            push(site);
            mv.visitJumpInsn(GOTO, siteTail);
        });
        return label;
    }

    /**
     * Returns from the region at a site behind the current call, all state being in the processor: the stack frame is not
     * where the code behind the call relies on it.
     *
     * @param returnEip where the call returned
     */
    void returnWithoutFrame(int returnEip) {
        sites.add(new Site(returnEip, 0, DYNAMIC, true));
        push(sites.size() - 1);
        mv.visitVarInsn(ISTORE, TEMP0);
        returnAtSite();
    }

    private void returnAtSite() {
        mv.visitVarInsn(ALOAD, CPU);
        mv.visitLdcInsn(RuntimeRefs.SELF);
        mv.visitVarInsn(ILOAD, TEMP0);
        mv.visitVarInsn(ILOAD, FUEL);
        mv.visitMethodInsn(INVOKESTATIC, RuntimeRefs.RUNTIME, "leave", RuntimeRefs.LEAVE_DESCRIPTOR, false);
        mv.visitInsn(LRETURN);
    }

    /** @return index of the current block */
    int blockIndex() {
        return blockIndex;
    }

    /** Leaves if the number on the stack is not negative: it is then the number of a site. Pops it otherwise. */
    void leaveIfSite() {
        mv.visitInsn(DUP);
        mv.visitJumpInsn(IFGE, siteTail);
        mv.visitInsn(POP);
    }

    /** Leaves the region at the EIP on the stack. */
    void exitAtStack() {
        syncKind();
        mv.visitVarInsn(ISTORE, EXIT_EIP);
        mv.visitJumpInsn(GOTO, exitTail);
    }

    /**
     * Goes on at an EIP, inside the region if it has a block there.
     *
     * @param eip target
     */
    void jumpTo(int eip) {
        syncKind();
        int index = region.indexOf(eip);
        if (index < 0) {
            push(eip);
            mv.visitVarInsn(ISTORE, EXIT_EIP);
            mv.visitJumpInsn(GOTO, exitTail);
        } else if (index > blockIndex) {
            mv.visitJumpInsn(GOTO, blockLabels[index]);
        } else {
            mv.visitJumpInsn(GOTO, backwardLabel(index));
        }
    }

    /**
     * Label that leads to an EIP, for conditional jumps. The kind local must be in step with the static kind.
     *
     * @param eip target
     * @return label with an empty stack
     */
    Label labelFor(int eip) {
        int index = region.indexOf(eip);
        if (burst != null && index == blockIndex) {
            return burstLatch;
        }
        if (index > blockIndex) {
            return blockLabels[index];
        }
        if (index >= 0) {
            return backwardLabel(index);
        }
        Label label = new Label();
        stubs.add(() -> {
            place(label);
            push(eip);
            mv.visitVarInsn(ISTORE, EXIT_EIP);
            mv.visitJumpInsn(GOTO, exitTail);
        });
        return label;
    }

    /**
     * Label of the fuel test in front of a loop header. All backward jumps to the header share it, because HotSpot
     * recompiles the region once for each test that fails for the first time.
     */
    private Label backwardLabel(int index) {
        Label known = backwardLabels[index];
        if (known != null) {
            return known;
        }
        Label label = new Label();
        backwardLabels[index] = label;
        stubs.add(() -> {
            place(label);
            jumpIfFuelled(plan.burst(index) != null ? burstLabels[index] : blockLabels[index]);
            push(region.blocks().get(index).eip());
            mv.visitVarInsn(ISTORE, EXIT_EIP);
            mv.visitJumpInsn(GOTO, exitTail);
        });
        return label;
    }

    /**
     * Jumps if the fuel covers the longest path to the next such test.
     *
     * @param target label with an empty stack
     */
    void jumpIfFuelled(Label target) {
        mv.visitVarInsn(ILOAD, FUEL);
        push(region.instructionCount());
        mv.visitJumpInsn(IF_ICMPGE, target);
    }

    // --- registers and state ---------------------------------------------------------------------------------------

    /** Returns from the region with the EIP on the stack, all state but the fuel being in the processor. */
    void returnAtStack() {
        mv.visitVarInsn(ISTORE, EXIT_EIP);
        mv.visitVarInsn(ILOAD, FUEL);
        mv.visitVarInsn(ILOAD, EXIT_EIP);
        mv.visitMethodInsn(INVOKESTATIC, RuntimeRefs.CODE, "result", "(II)J", false);
        mv.visitInsn(LRETURN);
    }

    /** Takes the fuel over from the result in the local HOST. */
    void takeResultFuel() {
        mv.visitVarInsn(LLOAD, HOST);
        mv.visitMethodInsn(INVOKESTATIC, RuntimeRefs.CODE, "fuel", "(J)I", false);
        mv.visitVarInsn(ISTORE, FUEL);
    }

    /** Writes registers that the region changes and flags back to the processor. */
    void spill() {
        for (int r = 0; r < 8; r++) {
            if (use.writesRegister(r)) {
                mv.visitVarInsn(ALOAD, GPR);
                push(r);
                mv.visitVarInsn(ILOAD, REGISTERS + r);
                mv.visitInsn(IASTORE);
            }
        }
        if (use.writesFlags()) {
            putCpuInt("flagKind", KIND);
            putCpuInt("flagA", FLAG_A);
            putCpuInt("flagB", FLAG_B);
            putCpuInt("flagResult", RESULT);
        }
    }

    /**
     * Reads everything back after code that may have changed it.
     *
     * @param unchanged bit per register whose local is right
     */
    void reload(int unchanged) {
        for (int r = 0; r < 8; r++) {
            if (use.usesRegister(r) && (unchanged >>> r & 1) == 0) {
                loadRegister(r);
            }
        }
        if (use.usesFlags()) {
            loadFlags();
        }
        staticKind = DYNAMIC;
    }

    private void loadRegister(int register) {
        pushStored(register);
        mv.visitVarInsn(ISTORE, REGISTERS + register);
    }

    /**
     * Pushes a register as the processor holds it, not the local.
     *
     * @param register number
     */
    void pushStored(int register) {
        mv.visitVarInsn(ALOAD, GPR);
        push(register);
        mv.visitInsn(IALOAD);
    }

    private void loadFlags() {
        String[] names = {"flagKind", "flagA", "flagB", "flagResult"};
        for (int i = 0; i < names.length; i++) {
            getCpuInt(names[i]);
            mv.visitVarInsn(ISTORE, KIND + i);
        }
    }

    void getCpuInt(String field) {
        mv.visitVarInsn(ALOAD, CPU);
        mv.visitFieldInsn(GETFIELD, RuntimeRefs.CPU, field, "I");
    }

    void putCpuInt(String field, int local) {
        mv.visitVarInsn(ALOAD, CPU);
        mv.visitVarInsn(ILOAD, local);
        mv.visitFieldInsn(PUTFIELD, RuntimeRefs.CPU, field, "I");
    }

    /**
     * Pushes an int constant in the shortest form.
     *
     * @param value constant
     */
    void push(int value) {
        if (value >= -1 && value <= 5) {
            mv.visitInsn(ICONST_0 + value);
        } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
            mv.visitIntInsn(BIPUSH, value);
        } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
            mv.visitIntInsn(SIPUSH, value);
        } else {
            mv.visitLdcInsn(value);
        }
    }

    /**
     * Pushes a general register, sign-extended from its size.
     *
     * @param size 1, 2 or 4
     * @param number register number of that size
     */
    void pushRegister(int size, int number) {
        if (size == 4) {
            mv.visitVarInsn(ILOAD, REGISTERS + number);
        } else if (size == 2) {
            mv.visitVarInsn(ILOAD, REGISTERS + number);
            mv.visitInsn(I2S);
        } else {
            mv.visitVarInsn(ILOAD, REGISTERS + (number & 3));
            if (number >= Gpr.ESP) {
                push(8);
                mv.visitInsn(ISHR);
            }
            mv.visitInsn(I2B);
        }
    }

    /**
     * Stores the value on the stack into a general register; other bits of a partial register stay.
     *
     * @param size 1, 2 or 4
     * @param number register number of that size
     */
    void storeRegister(int size, int number) {
        if (size == 4) {
            mv.visitVarInsn(ISTORE, REGISTERS + number);
            return;
        }
        int local = REGISTERS + (size == 2 ? number : number & 3);
        int mask = size == 2 ? 0xFFFF : 0xFF;
        push(mask);
        mv.visitInsn(IAND);
        if (size == 1 && number >= Gpr.ESP) {
            push(8);
            mv.visitInsn(ISHL);
            mask = 0xFF00;
        }
        mv.visitVarInsn(ILOAD, local);
        push(~mask);
        mv.visitInsn(IAND);
        mv.visitInsn(IOR);
        mv.visitVarInsn(ISTORE, local);
    }

    /**
     * Cuts the value on the stack to a size and sign-extends it again.
     *
     * @param size 1, 2 or 4
     */
    void signExtend(int size) {
        if (size == 1) {
            mv.visitInsn(I2B);
        } else if (size == 2) {
            mv.visitInsn(I2S);
        }
    }

    /**
     * Pushes a register or constant operand, sign-extended.
     *
     * @param operand register or immediate
     * @param size size of the operation
     */
    void pushSimple(Operand operand, int size) {
        if (operand.isRegister()) {
            pushRegister(size, operand.register());
        } else {
            push(operand.value());
        }
    }

    // --- flags -----------------------------------------------------------------------------------------------------

    /**
     * Notes that the flag locals a, b and result now hold a recipe of a kind.
     *
     * @param kind kind of {@link LazyFlags}
     * @param plain true for a difference without borrow in
     */
    void defineFlags(int kind, boolean plain) {
        staticKind = kind;
        plainDifference = plain;
    }

    /** @return kind if it is known here, else {@link #DYNAMIC} */
    int staticKind() {
        return staticKind;
    }

    /** @return true if the flags come from a plain comparison whose operands are in the flag locals */
    boolean comparable() {
        return staticKind == LazyFlags.SUB && plainDifference;
    }

    /** Brings the kind local in step with the kind known here. */
    void syncKind() {
        if (staticKind != DYNAMIC) {
            push(staticKind);
            mv.visitVarInsn(ISTORE, KIND);
        }
    }

    /** Pushes the flag recipe: kind, a, b, result. */
    void pushFlagRecipe() {
        if (staticKind == DYNAMIC) {
            mv.visitVarInsn(ILOAD, KIND);
        } else {
            push(staticKind);
        }
        mv.visitVarInsn(ILOAD, FLAG_A);
        mv.visitVarInsn(ILOAD, FLAG_B);
        mv.visitVarInsn(ILOAD, RESULT);
    }

    /** Pushes the carry flag, 0 or 1. */
    void pushCarry() {
        pushFlagRecipe();
        mv.visitMethodInsn(INVOKESTATIC, RuntimeRefs.FLAGS, "carry", "(IIII)I", false);
    }

    /** Pushes all six flags at their places. */
    void pushFlagBits() {
        pushFlagRecipe();
        mv.visitMethodInsn(INVOKESTATIC, RuntimeRefs.FLAGS, "bits", "(IIII)I", false);
    }
}
