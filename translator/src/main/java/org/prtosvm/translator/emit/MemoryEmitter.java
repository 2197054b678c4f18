package org.prtosvm.translator.emit;

import static org.objectweb.asm.Opcodes.DUP2;
import static org.objectweb.asm.Opcodes.I2B;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.I2S;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISHL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LAND;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LCONST_0;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LSTORE;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.translator.region.Access;
import org.prtosvm.translator.region.Interval;

/**
 * Memory accesses: effective address, check, load or store.
 *
 * <p>An access with constant bounds subtracts the start of its interval from the address, compares the difference with
 * the constant length and forms the host address from that same difference. HotSpot then knows that it is not negative
 * and treats the comparison as a range check that it can hoist. An access without a register is checked here and now.
 */
final class MemoryEmitter {
    private final RegionWriter w;

    MemoryEmitter(RegionWriter writer) {
        this.w = writer;
    }

    /**
     * Pushes an effective address plus a constant.
     *
     * @param operand memory operand
     * @param plus constant to add
     */
    void pushAddress(Operand operand, int plus) {
        int constant = operand.value() + plus;
        boolean empty = true;
        if (operand.base() >= 0) {
            w.pushRegister(4, operand.base());
            empty = false;
        }
        if (operand.index() >= 0) {
            w.pushRegister(4, operand.index());
            if (operand.scale() > 0) {
                w.push(operand.scale());
                w.mv.visitInsn(ISHL);
            }
            if (!empty) {
                w.mv.visitInsn(IADD);
            }
            empty = false;
        }
        if (empty) {
            w.push(constant);
        } else if (constant != 0) {
            w.push(constant);
            w.mv.visitInsn(IADD);
        }
    }

    /**
     * Reads a memory operand; pushes the value, sign-extended.
     *
     * @param eip EIP of the instruction
     * @param operand memory operand
     * @param size bytes: 1, 2 or 4
     */
    void load(int eip, Operand operand, int size) {
        pushHost(eip, operand, size, Access.READ);
        get(size);
    }

    /**
     * Checks a memory operand for writing (and reading) and keeps its host address in the local HOST.
     *
     * @param eip EIP of the instruction
     * @param operand memory operand
     * @param size bytes
     */
    void prepareWrite(int eip, Operand operand, int size) {
        pushHost(eip, operand, size, Access.WRITE);
        w.mv.visitVarInsn(LSTORE, RegionWriter.HOST);
    }

    /**
     * Pushes the value at the prepared host address, sign-extended.
     *
     * @param size bytes
     */
    void loadPrepared(int size) {
        w.mv.visitVarInsn(LLOAD, RegionWriter.HOST);
        get(size);
    }

    /**
     * Stores the value of a local at the prepared host address.
     *
     * @param local int local
     * @param size bytes
     */
    void storePrepared(int local, int size) {
        w.mv.visitVarInsn(LLOAD, RegionWriter.HOST);
        w.mv.visitVarInsn(ILOAD, local);
        put(size);
    }

    /**
     * Reads four bytes of the stack; pushes the value.
     *
     * @param eip EIP of the instruction
     * @param register register that points to them: ESP or EBP
     */
    void loadStack(int eip, int register) {
        pushHost(eip, stackOperand(register, 0), 4, Access.STACK_READ);
        get(4);
    }

    /**
     * Checks the four bytes below the stack pointer for writing and keeps their host address in the local HOST.
     *
     * @param eip EIP of the instruction
     */
    void preparePush(int eip) {
        pushHost(eip, stackOperand(Gpr.ESP, -4), 4, Access.STACK_WRITE);
        w.mv.visitVarInsn(LSTORE, RegionWriter.HOST);
    }

    private static Operand stackOperand(int register, int displacement) {
        return Operand.memory(4, org.prtosvm.cpu.state.SegmentRegister.SS, register, -1, 0, displacement);
    }

    private void pushHost(int eip, Operand operand, int size, int role) {
        AccessPlan.Shared shared = w.shared(Access.key(eip, role));
        if (shared != null) {
            pushHostOfGroup(operand, shared);
            return;
        }
        Access access = w.region.accesses().get(Access.key(eip, role));
        Interval interval = access == null ? null : access.interval();
        if (interval == null) {
            pushHostByTable(operand, size, role == Access.WRITE || role == Access.STACK_WRITE);
        } else if (operand.base() < 0 && operand.index() < 0 && interval.contains(operand.value(), size)) {
            w.mv.visitLdcInsn(interval.host() + (operand.value() - interval.start()));
        } else {
            pushHostByInterval(operand, size, interval);
        }
    }

    private void pushHostByInterval(Operand operand, int size, Interval interval) {
        Label miss = w.missLabel();
        pushAddress(operand, -interval.start());
        w.checkRange(interval, size, miss);
    }

    /** Pushes a host address relative to what the group's check left in a local; makes that check if it is due. */
    private void pushHostOfGroup(Operand operand, AccessPlan.Shared shared) {
        int local = w.slotLocal(shared.slot());
        AccessPlan.Range range = shared.check();
        if (range == null) {
            w.mv.visitVarInsn(LLOAD, local);
        } else {
            Label miss = w.missLabel();
            pushAddress(operand, -shared.offset() - range.interval().start());
            w.checkRange(range.interval(), range.length(), miss);
            w.mv.visitInsn(DUP2);
            w.mv.visitVarInsn(LSTORE, local);
        }
        if (shared.offset() != 0) {
            w.mv.visitLdcInsn((long) shared.offset());
            w.mv.visitInsn(LADD);
        }
    }

    private void pushHostByTable(Operand operand, int size, boolean write) {
        Label miss = w.missLabel();
        pushAddress(operand, 0);
        w.mv.visitVarInsn(ISTORE, RegionWriter.OFFSET);
        w.mv.visitLdcInsn(write ? RuntimeRefs.WRITE_TABLE : RuntimeRefs.READ_TABLE);
        w.mv.visitVarInsn(ILOAD, RegionWriter.OFFSET);
        w.push(size);
        w.mv.visitMethodInsn(INVOKESTATIC, RuntimeRefs.RUNTIME, "delta", RuntimeRefs.DELTA_DESCRIPTOR, false);
        w.mv.visitInsn(DUP2);
        w.mv.visitVarInsn(LSTORE, RegionWriter.HOST);
        w.mv.visitInsn(LCONST_0);
        w.mv.visitInsn(LCMP);
        w.mv.visitJumpInsn(IFEQ, miss);
        w.mv.visitVarInsn(LLOAD, RegionWriter.HOST);
        w.mv.visitVarInsn(ILOAD, RegionWriter.OFFSET);
        w.mv.visitInsn(I2L);
        w.mv.visitLdcInsn(0xFFFF_FFFFL);
        w.mv.visitInsn(LAND);
        w.mv.visitInsn(LADD);
    }

    private void get(int size) {
        switch (size) {
            case 1 -> call("getByte", "(J)B");
            case 2 -> call("getShort", "(J)S");
            default -> call("getInt", "(J)I");
        }
    }

    private void put(int size) {
        switch (size) {
            case 1 -> {
                w.mv.visitInsn(I2B);
                call("putByte", "(JB)V");
            }
            case 2 -> {
                w.mv.visitInsn(I2S);
                call("putShort", "(JS)V");
            }
            default -> call("putInt", "(JI)V");
        }
    }

    private void call(String name, String descriptor) {
        w.mv.visitMethodInsn(INVOKESTATIC, RuntimeRefs.MEMORY, name, descriptor, false);
    }

    /**
     * Tells whether an operand is memory.
     *
     * @param operand operand or null
     * @return true for memory
     */
    static boolean isMemory(@Nullable Operand operand) {
        return Intrinsics.isMemory(operand);
    }
}
