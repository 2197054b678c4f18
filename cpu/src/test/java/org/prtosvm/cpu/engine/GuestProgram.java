package org.prtosvm.cpu.engine;

import java.util.Arrays;
import java.util.HexFormat;
import org.prtosvm.cpu.TestMachine;
import org.prtosvm.cpu.semantics.NativeOracle;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;

/** Machine code in a {@link TestMachine}, ring 0, monitored, with an interpreter. Code is at {@link #CODE}. */
final class GuestProgram implements AutoCloseable {
    static final int CODE = 0x4000;
    static final int DATA = 0x0010_0000;

    final TestMachine machine = new TestMachine(true, 0);
    final CpuState cpu = machine.cpu;
    final Interpreter interpreter;

    GuestProgram(boolean generic, String hex) {
        interpreter = new Interpreter(machine.memory, generic);
        machine.memory.addRam(NativeOracle.DATA, 4096);
        byte[] code = HexFormat.of().parseHex(hex.replaceAll("[^0-9A-Fa-f]", ""));
        machine.memory.write(CODE, code, 0, code.length);
        cpu.eip = CODE;
        cpu.gpr[Gpr.ESP] = 0x8000;
        budget(1_000_000);
    }

    GuestProgram(String hex) {
        this(false, hex);
    }

    void budget(long budget) {
        cpu.setTime(0, budget);
    }

    int run() {
        return interpreter.run(cpu);
    }

    /** All that a guest can see, as text. */
    String state() {
        byte[] data = new byte[4096];
        machine.memory.read(NativeOracle.DATA, data, 0, data.length);
        byte[] low = new byte[0x2000];
        machine.memory.read(DATA, low, 0, low.length);
        StringBuilder text = new StringBuilder();
        for (int register : cpu.gpr) {
            text.append("%08x ".formatted(register));
        }
        return text
                + "eip %08x flags %06x count %d memory %08x %08x"
                        .formatted(cpu.eip, cpu.eflags(), cpu.count(), Arrays.hashCode(data), Arrays.hashCode(low));
    }

    @Override
    public void close() {
        machine.close();
    }
}
