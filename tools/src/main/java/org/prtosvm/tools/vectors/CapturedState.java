package org.prtosvm.tools.vectors;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Registers and memory before or behind a recorded instruction.
 *
 * @param registers values, of the state behind only those that changed
 * @param masks bits of registers that are defined; a register without an entry is defined as a whole
 * @param memory bytes by physical address, of the state behind only those that changed
 */
record CapturedState(
        Map<CapturedRegister, Integer> registers, Map<CapturedRegister, Integer> masks, Map<Integer, Integer> memory) {
    CapturedState() {
        this(new EnumMap<>(CapturedRegister.class), new EnumMap<>(CapturedRegister.class), new TreeMap<>());
    }

    /**
     * This state with the changes of another one.
     *
     * @param changes what differs
     * @return complete state
     */
    CapturedState with(CapturedState changes) {
        CapturedState result = new CapturedState();
        result.registers.putAll(registers);
        result.registers.putAll(changes.registers);
        result.masks.putAll(masks);
        result.masks.putAll(changes.masks);
        result.memory.putAll(memory);
        result.memory.putAll(changes.memory);
        return result;
    }
}
