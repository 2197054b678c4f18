// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall.dispatch;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.ByteCodeAppender;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.hypercall.CallerRights;
import org.prtosvm.prtos.hypercall.HypercallDispatcher;
import org.prtosvm.prtos.hypercall.HypercallTable;
import org.prtosvm.prtos.hypercall.Permission;

/**
 * The code of a generated {@code dispatch} method. In Java it would read:
 *
 * <pre>{@code
 * switch (number) {
 *     case 6: if (!rights.isSystem(caller)) return PERM_ERROR; return handler0.haltSystem((Vcpu) caller);
 *     case 9: return handler1.getTime((Vcpu) caller, ebx, ecx);
 *     case 42: handler2.setIf((Vcpu) caller); return number;
 *     ...
 *     default: throw unknown(number);
 * }
 * }</pre>
 */
final class DispatchMethod implements ByteCodeAppender {
    private static final int NUMBER_LOCAL = 1;
    private static final int CALLER_LOCAL = 2;
    private static final int FIRST_ARGUMENT_LOCAL = 3;
    private static final int LOCALS = FIRST_ARGUMENT_LOCAL + HypercallTable.MAX_ARGUMENTS;
    /** Handler, caller and the arguments. */
    private static final int STACK = 2 + HypercallTable.MAX_ARGUMENTS;

    private final HypercallTable<?> table;
    private final DispatcherFields fields;

    DispatchMethod(HypercallTable<?> table, DispatcherFields fields) {
        this.table = table;
        this.fields = fields;
    }

    @Override
    public Size apply(MethodVisitor code, Implementation.Context context, MethodDescription method) {
        String self = context.getInstrumentedType().getInternalName();
        Label unknown = new Label();
        Label[] cases = new Label[table.entries().size()];
        for (int number = 0; number < cases.length; number++) {
            cases[number] = new Label();
        }
        code.visitVarInsn(Opcodes.ILOAD, NUMBER_LOCAL);
        code.visitTableSwitchInsn(0, cases.length - 1, unknown, cases);
        for (int number = 0; number < cases.length; number++) {
            startBlock(code, cases[number]);
            HypercallTable.Entry entry = table.entries().get(number);
            if (entry.definition().permission() == Permission.SYSTEM) {
                emitPermissionCheck(code, self);
            }
            emitCall(code, self, entry);
        }
        startBlock(code, unknown);
        code.visitVarInsn(Opcodes.ILOAD, NUMBER_LOCAL);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Type.getInternalName(HypercallDispatcher.class),
                "unknown",
                "(I)Ljava/lang/IllegalArgumentException;",
                false);
        code.visitInsn(Opcodes.ATHROW);
        return new Size(STACK, LOCALS);
    }

    /** The locals are the parameters throughout, so that every block starts with the same frame. */
    private static void startBlock(MethodVisitor code, Label label) {
        code.visitLabel(label);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }

    private static void emitPermissionCheck(MethodVisitor code, String self) {
        Label allowed = new Label();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, self, DispatcherFields.RIGHTS, Type.getDescriptor(CallerRights.class));
        code.visitVarInsn(Opcodes.ALOAD, CALLER_LOCAL);
        code.visitMethodInsn(
                Opcodes.INVOKEINTERFACE,
                Type.getInternalName(CallerRights.class),
                "isSystem",
                "(Ljava/lang/Object;)Z",
                true);
        code.visitJumpInsn(Opcodes.IFNE, allowed);
        code.visitIntInsn(Opcodes.BIPUSH, PrtosStatus.PERM_ERROR);
        code.visitInsn(Opcodes.IRETURN);
        startBlock(code, allowed);
    }

    private void emitCall(MethodVisitor code, String self, HypercallTable.Entry entry) {
        Class<?> handlerType = entry.handlerType();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, self, fields.nameOf(handlerType), Type.getDescriptor(handlerType));
        code.visitVarInsn(Opcodes.ALOAD, CALLER_LOCAL);
        code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(table.callerType()));
        for (int register = 0; register < entry.registers(); register++) {
            code.visitVarInsn(Opcodes.ILOAD, FIRST_ARGUMENT_LOCAL + register);
        }
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                Type.getInternalName(handlerType),
                entry.method().getName(),
                Type.getMethodDescriptor(entry.method()),
                false);
        if (entry.keepsEax()) {
            code.visitVarInsn(Opcodes.ILOAD, NUMBER_LOCAL);
        }
        code.visitInsn(Opcodes.IRETURN);
    }
}
