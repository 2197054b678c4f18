package org.prtosvm.cpu.engine;

import java.util.ArrayList;
import java.util.List;
import org.prtosvm.cpu.decode.Decoder;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentRegister;

/** Decodes blocks and marks their bytes as code. */
final class BlockDecoder {
    /** Instructions of the longest block: bounds what one block can charge, hence how early a budget needs care. */
    static final int MAXIMUM_INSTRUCTIONS = 64;

    private final GuestMemory memory;
    private final OperationFactory factory;

    BlockDecoder(GuestMemory memory, OperationFactory factory) {
        this.memory = memory;
        this.factory = factory;
    }

    /**
     * Decodes the block at the current EIP. Raises the faults of fetching its first instruction.
     *
     * @param cpu processor
     * @param linear linear address of EIP
     * @param physical where that is
     * @return block
     */
    Block decode(CpuState cpu, int linear, int physical) {
        int room = GuestMemory.PAGE_SIZE - (linear & GuestMemory.PAGE_SIZE - 1);
        List<Operation> operations =
                decodeOperations(cpu, linear, memory.hostAddress(physical & -GuestMemory.PAGE_SIZE));
        int length = operations.getLast().instruction.nextEip() - cpu.eip;
        int firstLength = Math.min(length, room);
        int second = length > room ? cpu.memory.fetchAddress(linear + room) : -1;
        memory.markCode(physical, firstLength);
        if (length > room) {
            memory.markCode(second, length - room);
        }
        return new Block(cpu, cpu.eip, operations.toArray(Operation[]::new), physical, firstLength, second);
    }

    private List<Operation> decodeOperations(CpuState cpu, int linear, long host) {
        BlockBytes bytes = new BlockBytes(cpu, linear, host);
        boolean code32 = cpu.segment[SegmentRegister.CS].big();
        List<Operation> operations = new ArrayList<>();
        int eip = cpu.eip;
        try {
            while (operations.size() < MAXIMUM_INSTRUCTIONS) {
                Instruction i = Decoder.decode(bytes, eip, code32, cpu.model);
                if (i.alone() && !operations.isEmpty()) {
                    break;
                }
                operations.add(factory.create(cpu, i));
                if (i.endsBlock()) {
                    break;
                }
                bytes.lookAhead();
                eip = i.nextEip();
            }
        } catch (BlockBytes.End end) {
            // The block ends before the instruction that could not be decoded ahead.
        }
        return operations;
    }
}
