package org.prtosvm.translator.region;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.engine.Operation;

/**
 * Collects the blocks reachable from an entry by direct jumps: not through calls, but behind them; through jump tables
 * as far as their entries are code already known.
 *
 * <p>The result is cut into basic blocks at every jump target. Its size is bounded by an estimate of the bytes that the
 * emitters will need, since HotSpot does not compile long methods.
 */
public final class RegionScanner {
    /** Estimate of bytecode bytes at which a region ends; a compiled method must stay below 8,000. */
    public static final int DEFAULT_BYTE_LIMIT = 5_600;

    private static final int BYTES_PER_INSTRUCTION = 14;
    private static final int BYTES_PER_ACCESS = 24;
    private static final int BYTES_PER_CALL = 110;
    private static final int BYTES_PER_BLOCK = 18;
    private static final int MAXIMUM_TABLE_ENTRIES = 256;

    private final CodeSource source;
    private final int byteLimit;
    private final TreeMap<Integer, Operation[]> found = new TreeMap<>(Integer::compareUnsigned);
    private final Map<Integer, int[]> jumpTables = new HashMap<>();
    private final Set<Integer> visited = new HashSet<>();
    private int bytes;

    private RegionScanner(CodeSource source, int byteLimit) {
        this.source = source;
        this.byteLimit = byteLimit;
    }

    /**
     * Scans from an entry.
     *
     * @param source where decoded code comes from
     * @param entryEip entry
     * @param mode mode bits of the processor
     * @param codeLimit limit of CS
     * @param byteLimit estimate of bytes at which to stop
     * @return region without accesses, or null if the entry itself cannot be translated
     */
    public static @Nullable Region scan(CodeSource source, int entryEip, int mode, int codeLimit, int byteLimit) {
        RegionScanner scanner = new RegionScanner(source, byteLimit);
        scanner.collect(entryEip);
        if (!scanner.found.containsKey(entryEip)) {
            return null;
        }
        return new Region(entryEip, mode, codeLimit, scanner.cut(), scanner.jumpTables, Map.of(), false);
    }

    private void collect(int entryEip) {
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        queue.add(entryEip);
        while (!queue.isEmpty() && bytes < byteLimit) {
            int eip = queue.poll();
            if (!visited.add(eip)) {
                continue;
            }
            Operation[] operations = source.block(eip);
            if (operations.length == 0) {
                continue;
            }
            found.put(eip, operations);
            bytes += estimate(operations);
            for (int successor : successors(operations)) {
                queue.add(successor);
            }
        }
    }

    private static int estimate(Operation[] operations) {
        int sum = BYTES_PER_BLOCK;
        for (Operation operation : operations) {
            Instruction i = operation.instruction;
            sum += BYTES_PER_INSTRUCTION;
            if (isMemory(i.destination()) || isMemory(i.source())) {
                sum += BYTES_PER_ACCESS;
            }
            sum += switch (i.opcode()) {
                case PUSH, POP, RET, LEAVE -> BYTES_PER_ACCESS;
                case CALL -> BYTES_PER_CALL;
                default -> 0;
            };
        }
        return sum;
    }

    private static boolean isMemory(@Nullable Operand operand) {
        return operand != null && operand.isMemory();
    }

    private List<Integer> successors(Operation[] operations) {
        Instruction last = operations[operations.length - 1].instruction;
        List<Integer> result = new ArrayList<>(2);
        Operand destination = last.destination();
        switch (last.opcode().flow()) {
            case JUMP -> {
                if (destination != null && destination.kind() == Operand.Kind.TARGET) {
                    result.add(destination.value());
                } else if (last.opcode() == Opcode.JMP && destination != null) {
                    for (int target : tableTargets(last, destination)) {
                        result.add(target);
                    }
                }
            }
            case CONDITIONAL -> {
                result.add(last.nextEip());
                if (destination != null) {
                    result.add(destination.value());
                }
            }
            case RETURN -> {
                // The caller knows where it goes.
            }
            default -> result.add(last.nextEip());
        }
        return result;
    }

    /** Reads the table behind {@code jmp [table + index * 4]} as long as its entries lead to known code. */
    private int[] tableTargets(Instruction jump, Operand operand) {
        if (!operand.isMemory() || operand.base() >= 0 || operand.index() < 0 || operand.scale() != 2) {
            return new int[0];
        }
        int[] targets = new int[MAXIMUM_TABLE_ENTRIES];
        int count = 0;
        while (count < MAXIMUM_TABLE_ENTRIES) {
            long entry = source.codeAddressAt(operand.value() + count * 4);
            if (entry < 0) {
                break;
            }
            targets[count++] = (int) entry;
        }
        if (count > 0) {
            jumpTables.put(jump.eip(), Arrays.copyOf(targets, count));
        }
        return Arrays.copyOf(targets, count);
    }

    private List<RegionBlock> cut() {
        List<RegionBlock> blocks = new ArrayList<>();
        for (Map.Entry<Integer, Operation[]> entry : found.entrySet()) {
            Operation[] operations = entry.getValue();
            int count = 1;
            while (count < operations.length && !found.containsKey(operations[count].instruction.eip())) {
                count++;
            }
            List<Operation> kept = List.of(operations).subList(0, count);
            blocks.add(
                    new RegionBlock(entry.getKey(), kept.getLast().instruction.nextEip(), kept));
        }
        return blocks;
    }
}
