package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.prtosvm.cpu.bus.PortBus;
import org.prtosvm.cpu.debug.Breakpoints;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * Port input and output. Without a bus every read is all ones.
 *
 * <p>Source: Intel SDM vol. 2, IN, OUT, INS, OUTS; vol. 1, 18.5 "Protected-Mode I/O".
 */
public final class PortOps {
    private PortOps() {}

    /**
     * IN. Raises #GP(0) if the port is not permitted.
     *
     * @param cpu processor
     * @param i destination accumulator, source port
     */
    public static void in(CpuState cpu, Instruction i) {
        int size = destination(i).size();
        int port = Operands.load(cpu, source(i), i.addressSize());
        Operands.setRegister(cpu, size, Gpr.EAX, read(cpu, port, size));
        cpu.eip = i.nextEip();
    }

    /**
     * OUT. Raises #GP(0) if the port is not permitted.
     *
     * @param cpu processor
     * @param i destination port, source accumulator
     */
    public static void out(CpuState cpu, Instruction i) {
        int size = source(i).size();
        int port = Operands.load(cpu, destination(i), i.addressSize());
        write(cpu, port, size, Operands.register(cpu, size, Gpr.EAX));
        cpu.eip = i.nextEip();
    }

    private static int read(CpuState cpu, int port, int size) {
        Privilege.checkPort(cpu, port, size);
        noteAccess(cpu, port, size);
        PortBus ports = cpu.ports;
        return ports == null ? -1 : ports.read(port, size);
    }

    private static void noteAccess(CpuState cpu, int port, int size) {
        if ((cpu.mode & CpuState.MODE_BREAKPOINTS) != 0) {
            Breakpoints.notePort(cpu, port, size);
        }
    }

    private static void write(CpuState cpu, int port, int size, int value) {
        Privilege.checkPort(cpu, port, size);
        noteAccess(cpu, port, size);
        PortBus ports = cpu.ports;
        if (ports != null) {
            ports.write(port, size, Operands.zeroExtend(value, size));
        }
    }

    /**
     * INS, repeated or not. Raises #GP(0) for the port and the faults of the store; the port is read only after both
     * were checked. A repeated one stops when the budget is used up, or after one iteration while single-stepping.
     *
     * @param cpu processor
     * @param i operand size is the width
     */
    public static void ins(CpuState cpu, Instruction i) {
        repeat(cpu, i, PortOps::inputOnce);
    }

    /**
     * OUTS, repeated or not. Raises #GP(0) for the port and the faults of the load.
     *
     * @param cpu processor
     * @param i operand size is the width
     */
    public static void outs(CpuState cpu, Instruction i) {
        repeat(cpu, i, PortOps::outputOnce);
    }

    private static void inputOnce(CpuState cpu, Instruction i) {
        int size = i.operandSize();
        int port = cpu.gpr[Gpr.EDX] & 0xFFFF;
        int offset = Operands.register(cpu, i.addressSize(), Gpr.EDI);
        Privilege.checkPort(cpu, port, size);
        cpu.memory.checkWrite(SegmentRegister.ES, offset, size);
        Operands.store(cpu, SegmentRegister.ES, offset, size, read(cpu, port, size));
        advance(cpu, i, Gpr.EDI, offset);
    }

    private static void outputOnce(CpuState cpu, Instruction i) {
        int size = i.operandSize();
        int port = cpu.gpr[Gpr.EDX] & 0xFFFF;
        int offset = Operands.register(cpu, i.addressSize(), Gpr.ESI);
        Privilege.checkPort(cpu, port, size);
        write(cpu, port, size, Operands.load(cpu, i.segment(), offset, size));
        advance(cpu, i, Gpr.ESI, offset);
    }

    private static void advance(CpuState cpu, Instruction i, int register, int offset) {
        int step = (cpu.systemFlags & Eflags.DF) != 0 ? -i.operandSize() : i.operandSize();
        Operands.setRegister(cpu, i.addressSize(), register, offset + step);
    }

    /** An iteration; a fault leaves the state as before it. */
    private interface Iteration {
        void execute(CpuState cpu, Instruction i);
    }

    private static void repeat(CpuState cpu, Instruction i, Iteration iteration) {
        if (i.repeat() == 0) {
            iteration.execute(cpu, i);
            cpu.eip = i.nextEip();
            return;
        }
        int count = Operands.register(cpu, i.addressSize(), Gpr.ECX);
        if (count == 0) {
            cpu.budget--;
        }
        boolean once = (cpu.mode & CpuState.MODE_SINGLE_STEP) != 0;
        while (count != 0 && cpu.budget > 0) {
            iteration.execute(cpu, i);
            count--;
            Operands.setRegister(cpu, i.addressSize(), Gpr.ECX, count);
            cpu.budget--;
            if (once || cpu.acceptsEvent()) {
                break;
            }
        }
        cpu.repeatInterrupted = count != 0;
        cpu.eip = count == 0 ? i.nextEip() : i.eip();
    }
}
