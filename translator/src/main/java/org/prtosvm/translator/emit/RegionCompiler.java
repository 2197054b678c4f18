package org.prtosvm.translator.emit;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.LRETURN;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V21;

import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.engine.Operation;
import org.prtosvm.translated.TranslatedPackage;
import org.prtosvm.translator.cache.Translation;
import org.prtosvm.translator.region.Region;
import org.prtosvm.translator.region.RegionBlock;

/**
 * Writes the class of a region: one static method with the code, one virtual method that calls it for callers that do
 * not know their callee.
 *
 * <p>HotSpot never compiles a method of more than 8,000 bytecode bytes; such a region is refused and must be scanned
 * again with a smaller limit. Thread rule: stateless, any thread.
 */
public final class RegionCompiler {
    /** Longest method that is accepted, in bytecode bytes; HotSpot's limit is 8,000. */
    public static final int MAXIMUM_METHOD_LENGTH = 7_900;

    private RegionCompiler() {}

    /**
     * Generates a class and fills in the exits of its translation.
     *
     * @param translation describes the region; its sites and shared operations are set
     * @return class file, or an empty array if the method would be too long
     */
    public static byte[] compile(Translation translation) {
        Region region = translation.region;
        String name = TranslatedPackage.INTERNAL_PREFIX + "R" + Integer.toHexString(region.entryEip());
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V21, ACC_FINAL | ACC_SUPER, name, null, RuntimeRefs.CODE, null);
        constructor(writer);
        bridge(writer, name);
        MethodVisitor method = writer.visitMethod(ACC_STATIC, "run", RuntimeRefs.REGION_DESCRIPTOR, null, null);
        CodeSizeEvaluator meter = new CodeSizeEvaluator(method);
        meter.visitCode();
        RegionWriter w = new RegionWriter(meter, region, new AccessPlan(region));
        InstructionEmitter emitter = new InstructionEmitter(w);
        body(w, emitter, region);
        meter.visitMaxs(12, w.localCount());
        meter.visitEnd();
        writer.visitEnd();
        if (meter.getMaxSize() > MAXIMUM_METHOD_LENGTH) {
            return new byte[0];
        }
        describe(translation, w.sites(), emitter.sharedOperations());
        return writer.toByteArray();
    }

    /**
     * Tells whether a block may end in a region with this instruction.
     *
     * @param last last instruction of a block
     * @return false if its control transfer has no emitter: the block is left to the interpreter
     */
    public static boolean emitsControlTransfer(Instruction last) {
        return Intrinsics.endsInside(last);
    }

    private static void body(RegionWriter w, InstructionEmitter emitter, Region region) {
        RegionUse use = w.use;
        w.prologue();
        List<RegionBlock> blocks = region.blocks();
        for (int b = 0; b < blocks.size(); b++) {
            RegionBlock block = blocks.get(b);
            w.beginBlock(b);
            List<Operation> operations = block.operations();
            for (int n = 0; n < operations.size(); n++) {
                w.beginInstruction(n, operations.get(n).instruction.eip());
                emitter.emit(operations.get(n), use.flagsLive(b, n));
            }
            if (!block.last().instruction.endsBlock()) {
                w.jumpTo(block.endEip());
            }
            if (w.plan.burst(b) != null) {
                w.beginBurst(b);
                for (int n = 0; n < operations.size(); n++) {
                    w.beginInstruction(n, operations.get(n).instruction.eip());
                    emitter.emit(operations.get(n), use.flagsLiveInBurst(b, n));
                }
                w.endBurst();
            }
        }
        w.epilogue();
    }

    private static void describe(Translation translation, List<RegionWriter.Site> sites, List<Operation> operations) {
        int[] eips = new int[sites.size()];
        int[] refunds = new int[sites.size()];
        int[] kinds = new int[sites.size()];
        boolean[] frames = new boolean[sites.size()];
        for (int n = 0; n < sites.size(); n++) {
            RegionWriter.Site site = sites.get(n);
            eips[n] = site.eip();
            refunds[n] = site.refund();
            kinds[n] = site.flagKind();
            frames[n] = site.frame();
        }
        translation.describe(eips, refunds, kinds, frames, operations.toArray(Operation[]::new));
    }

    private static void constructor(ClassWriter writer) {
        MethodVisitor method = writer.visitMethod(0, "<init>", "()V", null, null);
        method.visitCode();
        method.visitVarInsn(ALOAD, 0);
        method.visitMethodInsn(INVOKESPECIAL, RuntimeRefs.CODE, "<init>", "()V", false);
        method.visitInsn(RETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();
    }

    private static void bridge(ClassWriter writer, String name) {
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC, "execute", RuntimeRefs.REGION_DESCRIPTOR, null, null);
        method.visitCode();
        method.visitVarInsn(ALOAD, 1);
        method.visitVarInsn(ILOAD, 2);
        method.visitVarInsn(ILOAD, 3);
        method.visitMethodInsn(INVOKESTATIC, name, "run", RuntimeRefs.REGION_DESCRIPTOR, false);
        method.visitInsn(LRETURN);
        method.visitMaxs(3, 4);
        method.visitEnd();
    }
}
