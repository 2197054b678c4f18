package org.prtosvm.translator;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.engine.Block;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.fault.GuestFault;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.cpu.semantics.Operands;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.translator.cache.AddressSpace;
import org.prtosvm.translator.cache.Translation;
import org.prtosvm.translator.region.Access;
import org.prtosvm.translator.region.AccessRoles;

/** Looks where instructions access memory, before they do. */
final class AccessWatch {
    /** Receives one access. */
    private interface AccessVisitor {
        void access(int role, int linear);
    }

    /**
     * Notes the accesses of an instruction that is about to be interpreted.
     *
     * @param cpu processor in front of the instruction
     * @param space address space to note them in
     * @param i instruction
     */
    void note(CpuState cpu, AddressSpace space, Instruction i) {
        visit(cpu, i, (role, linear) -> space.noteAccess(Access.key(i.eip(), role), linear));
    }

    /**
     * Learns from the instruction at which a translation was left.
     *
     * @param cpu processor in front of the instruction
     * @param mmu its memory
     * @param space address space
     * @param interpreter decodes the instruction
     * @param left translation that was left
     */
    void learn(CpuState cpu, Mmu mmu, AddressSpace space, Interpreter interpreter, Translation left) {
        Block block;
        try {
            block = interpreter.blockAt(cpu);
        } catch (GuestFault fault) {
            return;
        }
        Instruction i = block.operations()[0].instruction;
        visit(cpu, i, (role, linear) -> {
            Access planned = left.region.accesses().get(Access.key(i.eip(), role));
            if (planned != null
                    && (planned.interval() == null || !planned.interval().contains(linear, 4))) {
                space.learn(mmu, i.eip(), role, linear, planned);
            }
        });
    }

    private static void visit(CpuState cpu, Instruction i, AccessVisitor visitor) {
        Operand operand = AccessRoles.explicitOperand(i);
        if (operand != null) {
            visitor.access(AccessRoles.explicitRole(i), Operands.effectiveAddress(cpu, operand, i.addressSize()));
        }
        switch (AccessRoles.stackRole(i)) {
            case Access.STACK_WRITE -> visitor.access(Access.STACK_WRITE, cpu.gpr[Gpr.ESP] - 4);
            case Access.STACK_READ ->
                visitor.access(
                        Access.STACK_READ,
                        i.opcode() == org.prtosvm.cpu.decode.Opcode.LEAVE ? cpu.gpr[Gpr.EBP] : cpu.gpr[Gpr.ESP]);
            default -> {
                // No implicit access.
            }
        }
    }
}
