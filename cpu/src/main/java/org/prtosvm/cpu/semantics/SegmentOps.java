package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;
import static org.prtosvm.cpu.semantics.Operands.third;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.segment.SegmentLoader;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Moves to and from segment registers.
 *
 * <p>Source: Intel SDM vol. 2, MOV, PUSH, POP, LDS/LES/LFS/LGS/LSS.
 */
public final class SegmentOps {
    private SegmentOps() {}

    /**
     * MOV to a segment register: #UD for CS; MOV SS holds interrupts off for one instruction.
     *
     * @param cpu processor
     * @param i destination segment register, source 16 bits
     */
    public static void moveTo(CpuState cpu, Instruction i) {
        int register = destination(i).register();
        if (register == SegmentRegister.CS || register >= SegmentRegister.COUNT) {
            throw cpu.raise(Vector.INVALID_OPCODE, 0);
        }
        int selector = Operands.load(cpu, source(i), i.addressSize()) & 0xFFFF;
        SegmentLoader.load(cpu, register, selector);
        castShadow(cpu, register);
        cpu.eip = i.nextEip();
    }

    private static void castShadow(CpuState cpu, int register) {
        if (register == SegmentRegister.SS) {
            cpu.interruptShadow = true;
            cpu.debugShadow = true;
        }
    }

    /**
     * MOV from a segment register: a 32-bit register is zero-extended, memory gets 16 bits.
     *
     * @param cpu processor
     * @param i destination, source segment register
     */
    public static void moveFrom(CpuState cpu, Instruction i) {
        int register = source(i).register();
        if (register >= SegmentRegister.COUNT) {
            throw cpu.raise(Vector.INVALID_OPCODE, 0);
        }
        Operands.store(cpu, destination(i), i.addressSize(), cpu.segment[register].selector);
    }

    /**
     * PUSH of a segment register, zero-extended to the operand size.
     *
     * @param cpu processor
     * @param i destination segment register
     */
    public static void push(CpuState cpu, Instruction i) {
        StackOps.push(cpu, i.operandSize(), cpu.segment[destination(i).register()].selector);
    }

    /**
     * POP of a segment register; POP SS holds interrupts off for one instruction.
     *
     * @param cpu processor
     * @param i destination segment register
     */
    public static void pop(CpuState cpu, Instruction i) {
        int register = destination(i).register();
        int before = cpu.gpr[Gpr.ESP];
        int selector = StackOps.pop(cpu, i.operandSize()) & 0xFFFF;
        // The size of the old stack decides how the pointer moves; a fault of the load must find it unmoved.
        int after = cpu.gpr[Gpr.ESP];
        cpu.gpr[Gpr.ESP] = before;
        SegmentLoader.load(cpu, register, selector);
        cpu.gpr[Gpr.ESP] = after;
        castShadow(cpu, register);
        cpu.eip = i.nextEip();
    }

    /**
     * LDS, LES, LFS, LGS, LSS.
     *
     * @param cpu processor
     * @param i destination register, source far pointer in memory, third the segment register
     */
    public static void loadFarPointer(CpuState cpu, Instruction i) {
        Operand pointer = source(i);
        int size = i.operandSize();
        int address = Operands.effectiveAddress(cpu, pointer, i.addressSize());
        int offset = Operands.load(cpu, pointer.segment(), address, size);
        int selector = cpu.memory.load16(pointer.segment(), address + size);
        SegmentLoader.load(cpu, third(i).register(), selector);
        Operands.setRegister(cpu, size, destination(i).register(), offset);
        cpu.eip = i.nextEip();
    }
}
