package org.prtosvm.cpu.semantics;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.segment.DescriptorInquiry;
import org.prtosvm.cpu.segment.SegmentLoader;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;

/**
 * Descriptor-table registers and questions about descriptors. Outside protected mode all but LGDT, LIDT, SGDT and SIDT
 * are #UD.
 *
 * <p>Source: Intel SDM vol. 2, LAR, LSL, VERR, ARPL, LGDT, SGDT, LLDT, SLDT, LTR, STR.
 */
public final class DescriptorOps {
    private DescriptorOps() {}

    /**
     * LAR.
     *
     * @param cpu processor
     * @param i destination register, source selector
     */
    public static void accessRights(CpuState cpu, Instruction i) {
        Privilege.checkProtected(cpu);
        answer(cpu, i, DescriptorInquiry.accessRights(cpu, selector(cpu, source(i), i)));
    }

    /**
     * LSL.
     *
     * @param cpu processor
     * @param i destination register, source selector
     */
    public static void limit(CpuState cpu, Instruction i) {
        Privilege.checkProtected(cpu);
        answer(cpu, i, DescriptorInquiry.limit(cpu, selector(cpu, source(i), i)));
    }

    private static void answer(CpuState cpu, Instruction i, long value) {
        if (value >= 0) {
            Operands.store(cpu, destination(i), i.addressSize(), (int) value);
        }
        setZero(cpu, value >= 0);
    }

    /**
     * VERR.
     *
     * @param cpu processor
     * @param i destination selector
     */
    public static void verifyRead(CpuState cpu, Instruction i) {
        Privilege.checkProtected(cpu);
        setZero(cpu, DescriptorInquiry.readable(cpu, selector(cpu, destination(i), i)));
    }

    /**
     * VERW.
     *
     * @param cpu processor
     * @param i destination selector
     */
    public static void verifyWrite(CpuState cpu, Instruction i) {
        Privilege.checkProtected(cpu);
        setZero(cpu, DescriptorInquiry.writable(cpu, selector(cpu, destination(i), i)));
    }

    /**
     * ARPL.
     *
     * @param cpu processor
     * @param i destination and source selectors
     */
    public static void adjustRpl(CpuState cpu, Instruction i) {
        Privilege.checkProtected(cpu);
        Operand target = destination(i);
        int selector = selector(cpu, target, i);
        int rpl = selector(cpu, source(i), i) & 3;
        boolean raise = (selector & 3) < rpl;
        if (raise) {
            Operands.store(cpu, target, i.addressSize(), selector & ~3 | rpl);
        }
        setZero(cpu, raise);
    }

    private static int selector(CpuState cpu, Operand operand, Instruction i) {
        return Operands.load(cpu, operand, i.addressSize()) & 0xFFFF;
    }

    private static void setZero(CpuState cpu, boolean zero) {
        int others = cpu.arithmeticFlags() & ~Eflags.ZF;
        cpu.setArithmeticFlags(zero ? others | Eflags.ZF : others);
    }

    /**
     * SGDT.
     *
     * @param cpu processor
     * @param i destination memory
     */
    public static void storeGlobalTable(CpuState cpu, Instruction i) {
        storeTable(cpu, i, cpu.gdtBase, cpu.gdtLimit);
    }

    /**
     * SIDT.
     *
     * @param cpu processor
     * @param i destination memory
     */
    public static void storeInterruptTable(CpuState cpu, Instruction i) {
        storeTable(cpu, i, cpu.idtBase, cpu.idtLimit);
    }

    private static void storeTable(CpuState cpu, Instruction i, int base, int limit) {
        Operand target = destination(i);
        int address = Operands.effectiveAddress(cpu, target, i.addressSize());
        cpu.memory.checkWrite(target.segment(), address, 6);
        cpu.memory.store16(target.segment(), address, limit);
        cpu.memory.store32(target.segment(), address + 2, i.operandSize() == 2 ? base & 0x00FF_FFFF : base);
    }

    /**
     * LGDT.
     *
     * @param cpu processor
     * @param i destination memory
     */
    public static void loadGlobalTable(CpuState cpu, Instruction i) {
        Privilege.checkRing0(cpu);
        int limit = tableLimit(cpu, i);
        cpu.gdtBase = tableBase(cpu, i);
        cpu.gdtLimit = limit;
        cpu.eip = i.nextEip();
    }

    /**
     * LIDT.
     *
     * @param cpu processor
     * @param i destination memory
     */
    public static void loadInterruptTable(CpuState cpu, Instruction i) {
        Privilege.checkRing0(cpu);
        int limit = tableLimit(cpu, i);
        cpu.idtBase = tableBase(cpu, i);
        cpu.idtLimit = limit;
        cpu.eip = i.nextEip();
    }

    private static int tableLimit(CpuState cpu, Instruction i) {
        Operand table = destination(i);
        return cpu.memory.load16(table.segment(), Operands.effectiveAddress(cpu, table, i.addressSize()));
    }

    private static int tableBase(CpuState cpu, Instruction i) {
        Operand table = destination(i);
        int base = cpu.memory.load32(table.segment(), Operands.effectiveAddress(cpu, table, i.addressSize()) + 2);
        return i.operandSize() == 2 ? base & 0x00FF_FFFF : base;
    }

    /**
     * SLDT.
     *
     * @param cpu processor
     * @param i destination
     */
    public static void storeLocalTable(CpuState cpu, Instruction i) {
        Privilege.checkProtected(cpu);
        Operands.store(cpu, destination(i), i.addressSize(), cpu.ldtr.selector);
    }

    /**
     * STR.
     *
     * @param cpu processor
     * @param i destination
     */
    public static void storeTask(CpuState cpu, Instruction i) {
        Privilege.checkProtected(cpu);
        Operands.store(cpu, destination(i), i.addressSize(), cpu.tr.selector);
    }

    /**
     * LLDT.
     *
     * @param cpu processor
     * @param i destination: selector
     */
    public static void loadLocalTable(CpuState cpu, Instruction i) {
        Privilege.checkProtected(cpu);
        Privilege.checkRing0(cpu);
        SegmentLoader.loadLocalTable(cpu, selector(cpu, destination(i), i));
        cpu.eip = i.nextEip();
    }

    /**
     * LTR.
     *
     * @param cpu processor
     * @param i destination: selector
     */
    public static void loadTask(CpuState cpu, Instruction i) {
        Privilege.checkProtected(cpu);
        Privilege.checkRing0(cpu);
        SegmentLoader.loadTask(cpu, selector(cpu, destination(i), i));
        cpu.eip = i.nextEip();
    }
}
