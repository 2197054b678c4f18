package org.prtosvm.translator.emit;

import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IFGT;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPEQ;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.IF_ICMPGT;
import static org.objectweb.asm.Opcodes.IF_ICMPLE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.IF_ICMPNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import org.objectweb.asm.Label;
import org.prtosvm.cpu.flags.LazyFlags;

/**
 * Condition codes as JVM branches. Where the flags come from a comparison in the same block the comparison itself is
 * branched on, so that HotSpot sees counted loops; otherwise the recipe is evaluated.
 */
final class ConditionEmitter {
    private static final int CONDITION_O = 0;
    private static final int CONDITION_B = 2;
    private static final int CONDITION_E = 4;
    private static final int CONDITION_BE = 6;
    private static final int CONDITION_S = 8;
    private static final int CONDITION_P = 10;
    private static final int CONDITION_L = 12;

    private final RegionWriter w;

    ConditionEmitter(RegionWriter writer) {
        this.w = writer;
    }

    /**
     * Jumps if a condition holds.
     *
     * @param condition low four bits of the Jcc opcode
     * @param target label with an empty stack
     */
    void jumpIf(int condition, Label target) {
        boolean done;
        if (w.comparable()) {
            done = jumpAfterCompare(condition, target);
        } else {
            done = jumpOnResult(condition, target);
        }
        if (!done) {
            w.push(condition);
            w.pushFlagRecipe();
            w.mv.visitMethodInsn(INVOKESTATIC, RuntimeRefs.FLAGS, "condition", "(IIIII)Z", false);
            w.mv.visitJumpInsn(IFNE, target);
        }
    }

    private boolean jumpAfterCompare(int condition, Label target) {
        boolean negated = (condition & 1) != 0;
        switch (condition & ~1) {
            case CONDITION_E -> compare(negated ? IF_ICMPNE : IF_ICMPEQ, target);
            case CONDITION_L -> compare(negated ? IF_ICMPGE : IF_ICMPLT, target);
            case CONDITION_L + 2 -> compare(negated ? IF_ICMPGT : IF_ICMPLE, target);
            case CONDITION_B -> compareUnsigned(negated ? IFGE : IFLT, target);
            case CONDITION_BE -> compareUnsigned(negated ? IFGT : IFLE, target);
            case CONDITION_S -> test(negated ? IFGE : IFLT, target);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean jumpOnResult(int condition, Label target) {
        int kind = w.staticKind();
        if (kind == RegionWriter.DYNAMIC || kind == LazyFlags.EXPLICIT) {
            return false;
        }
        boolean negated = (condition & 1) != 0;
        switch (condition & ~1) {
            case CONDITION_E -> test(negated ? IFNE : IFEQ, target);
            case CONDITION_S -> test(negated ? IFGE : IFLT, target);
            case CONDITION_L -> {
                return onLogic(negated ? IFGE : IFLT, target);
            }
            case CONDITION_L + 2 -> {
                return onLogic(negated ? IFGT : IFLE, target);
            }
            case CONDITION_BE -> {
                return onLogic(negated ? IFNE : IFEQ, target);
            }
            case CONDITION_O, CONDITION_B -> {
                return constant(negated, target);
            }
            case CONDITION_P -> {
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean onLogic(int jump, Label target) {
        if (w.staticKind() != LazyFlags.LOGIC) {
            return false;
        }
        test(jump, target);
        return true;
    }

    /** After a logic instruction CF and OF are 0. */
    private boolean constant(boolean holds, Label target) {
        if (w.staticKind() != LazyFlags.LOGIC) {
            return false;
        }
        if (holds) {
            // A conditional form, since the caller goes on writing the path on which the condition fails.
            w.mv.visitInsn(ICONST_0);
            w.mv.visitJumpInsn(IFEQ, target);
        }
        return true;
    }

    private void compare(int jump, Label target) {
        w.mv.visitVarInsn(ILOAD, RegionWriter.FLAG_A);
        w.mv.visitVarInsn(ILOAD, RegionWriter.FLAG_B);
        w.mv.visitJumpInsn(jump, target);
    }

    private void compareUnsigned(int jump, Label target) {
        w.mv.visitVarInsn(ILOAD, RegionWriter.FLAG_A);
        w.mv.visitVarInsn(ILOAD, RegionWriter.FLAG_B);
        w.mv.visitMethodInsn(INVOKESTATIC, "java/lang/Integer", "compareUnsigned", "(II)I", false);
        w.mv.visitJumpInsn(jump, target);
    }

    private void test(int jump, Label target) {
        w.mv.visitVarInsn(ILOAD, RegionWriter.RESULT);
        w.mv.visitJumpInsn(jump, target);
    }
}
