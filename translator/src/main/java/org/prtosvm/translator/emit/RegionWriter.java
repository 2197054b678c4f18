package org.prtosvm.translator.emit;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.F_NEW;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2B;
import static org.objectweb.asm.Opcodes.I2S;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IASTORE;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INTEGER;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISHL;
import static org.objectweb.asm.Opcodes.ISHR;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.LCONST_0;
import static org.objectweb.asm.Opcodes.LONG;
import static org.objectweb.asm.Opcodes.LSTORE;
import static org.objectweb.asm.Opcodes.NOP;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.SIPUSH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.translator.region.Region;

/**
 * The method of one region while it is being written: where registers and flags live in locals, exits, and the few
 * sequences that all instruction families share.
 *
 * <pre>
 * local   0     1      2..9        10     11       12..15              16 17 18 19    20     21,22
 *         cpu   gpr[]  EAX..EDI    fuel   exitEip  flag kind,a,b,res   temporaries    depth  host
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
    static final int GPR = 1;
    static final int REGISTERS = 2;
    static final int FUEL = 10;
    static final int EXIT_EIP = 11;
    static final int KIND = 12;
    static final int FLAG_A = 13;
    static final int FLAG_B = 14;
    static final int RESULT = 15;
    static final int TEMP0 = 16;
    static final int TEMP1 = 17;
    static final int CARRY = 18;
    static final int OFFSET = 19;
    static final int DEPTH = 20;
    static final int HOST = 21;

    /** Flag kind of a block start: whatever the local says. */
    static final int DYNAMIC = -1;

    private static final Object[] FRAME = frame();

    final MethodVisitor mv;
    final Region region;
    final RegionUse use;

    private final Label exitTail = new Label();
    private final Label siteTail = new Label();
    private final Label[] blockLabels;
    private final @Nullable Label[] backwardLabels;
    private final List<Runnable> stubs = new ArrayList<>();
    private final List<int[]> sites = new ArrayList<>();

    private int blockIndex;
    private int instructionIndex;
    private int currentEip;

    /** Kind of the flag recipe at this point of the block if it is known, else {@link #DYNAMIC}. */
    private int staticKind = DYNAMIC;
    /** True if a known SUB recipe is a plain difference of its operands, without borrow in. */
    private boolean plainDifference;

    RegionWriter(MethodVisitor mv, Region region, RegionUse use) {
        this.mv = mv;
        this.region = region;
        this.use = use;
        this.blockLabels = new Label[region.blocks().size()];
        Arrays.setAll(blockLabels, i -> new Label());
        this.backwardLabels = new Label[blockLabels.length];
    }

    private static Object[] frame() {
        List<Object> locals = new ArrayList<>();
        locals.add(RuntimeRefs.CPU);
        locals.add("[I");
        for (int i = REGISTERS; i < HOST; i++) {
            locals.add(INTEGER);
        }
        locals.add(LONG);
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
        getCpuInt("fuel");
        mv.visitVarInsn(ISTORE, FUEL);
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
        for (int local = TEMP0; local <= OFFSET; local++) {
            mv.visitInsn(ICONST_0);
            mv.visitVarInsn(ISTORE, local);
        }
        if (use.calls()) {
            getCpuInt("nesting");
        } else {
            mv.visitInsn(ICONST_0);
        }
        mv.visitVarInsn(ISTORE, DEPTH);
        mv.visitInsn(LCONST_0);
        mv.visitVarInsn(LSTORE, HOST);
        Label start = new Label();
        jumpIfFuelled(start);
        push(region.entryEip());
        mv.visitInsn(IRETURN);
        place(start);
        mv.visitJumpInsn(GOTO, blockLabels[region.indexOf(region.entryEip())]);
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
        mv.visitInsn(IRETURN);
        mv.visitLabel(siteTail);
        mv.visitFrame(F_NEW, FRAME.length, FRAME, 1, new Object[] {INTEGER});
        mv.visitVarInsn(ISTORE, TEMP0);
        spill();
        mv.visitVarInsn(ALOAD, CPU);
        mv.visitLdcInsn(RuntimeRefs.SELF);
        mv.visitVarInsn(ILOAD, TEMP0);
        mv.visitMethodInsn(INVOKESTATIC, RuntimeRefs.RUNTIME, "leave", RuntimeRefs.LEAVE_DESCRIPTOR, false);
        mv.visitInsn(IRETURN);
    }

    /** @return per site: EIP, instructions to give back, static flag kind */
    List<int[]> sites() {
        return sites;
    }

    /**
     * Visits a label with the common frame.
     *
     * @param label label that branches lead to
     */
    void place(Label label) {
        mv.visitLabel(label);
        mv.visitFrame(F_NEW, FRAME.length, FRAME, 0, new Object[0]);
        mv.visitInsn(NOP);
    }

    // --- exits and jumps -------------------------------------------------------------------------------------------

    /** @return number of a new site: leaves before the current instruction, which is then interpreted */
    int newSite() {
        int count = region.blocks().get(blockIndex).count();
        sites.add(new int[] {currentEip, count - instructionIndex, staticKind});
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
        sites.add(new int[] {nextEip, count - instructionIndex - 1, DYNAMIC});
        return sites.size() - 1;
    }

    /** @return label of a stub that leaves before the current instruction */
    Label missLabel() {
        int site = newSite();
        Label label = new Label();
        stubs.add(() -> {
            place(label);
            push(site);
            mv.visitJumpInsn(GOTO, siteTail);
        });
        return label;
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
            jumpIfFuelled(blockLabels[index]);
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

    /** Writes registers that the region changes, flags and budget back to the processor. */
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
        putCpuInt("fuel", FUEL);
    }

    /** Reads everything back after code that may have changed it. */
    void reload() {
        for (int r = 0; r < 8; r++) {
            if (use.usesRegister(r)) {
                loadRegister(r);
            }
        }
        if (use.usesFlags()) {
            loadFlags();
        }
        getCpuInt("fuel");
        mv.visitVarInsn(ISTORE, FUEL);
        staticKind = DYNAMIC;
    }

    private void loadRegister(int register) {
        mv.visitVarInsn(ALOAD, GPR);
        push(register);
        mv.visitInsn(IALOAD);
        mv.visitVarInsn(ISTORE, REGISTERS + register);
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
