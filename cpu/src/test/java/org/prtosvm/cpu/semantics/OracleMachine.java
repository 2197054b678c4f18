package org.prtosvm.cpu.semantics;

import java.nio.ByteBuffer;
import org.prtosvm.cpu.TestMachine;
import org.prtosvm.cpu.engine.Interpreter;
import org.prtosvm.cpu.fpu.FpuControl;
import org.prtosvm.cpu.fpu.FpuImage;
import org.prtosvm.cpu.fpu.MmxRegisters;
import org.prtosvm.cpu.semantics.SimdOracle.Case;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Exit;
import org.prtosvm.cpu.state.FpuState;

/** Our processor behind the interface of {@link SimdOracle}. */
final class OracleMachine implements AutoCloseable {
    private static final int HALT = 0xF4;
    private static final int IMAGE = SimdOracle.IMAGE;
    private static final int STACK = SimdOracle.STACK;
    private static final int XMM = SimdOracle.XMM;

    private final TestMachine machine = new TestMachine(true, 0);
    private final Interpreter interpreter = new Interpreter(machine.memory);

    OracleMachine() {
        machine.memory.addRam(SimdOracle.CODE, 4096);
        machine.memory.addRam(SimdOracle.DATA, 4096);
        machine.cpu.cr4 = CpuState.CR4_OSFXSR | CpuState.CR4_OSXMMEXCPT;
        machine.cpu.cr0 |= CpuState.CR0_NE;
        machine.cpu.updateMode();
    }

    /** Executes the code of a case; the pointers to the last x87 instruction are left out. */
    Case run(Case before) {
        CpuState cpu = machine.cpu;
        load(before);
        cpu.eip = SimdOracle.CODE;
        cpu.setTime(0, 1000);
        int exit = interpreter.run(cpu);
        Case after = new Case();
        after.bytes.putInt(36, exit == Exit.HALT ? 0 : cpu.faultVector + 1);
        store(after);
        after.putCode(before);
        return after;
    }

    private void load(Case c) {
        CpuState cpu = machine.cpu;
        ByteBuffer bytes = c.bytes;
        for (int n = 0; n < 8; n++) {
            cpu.gpr[n] = c.register(n);
        }
        cpu.setEflags(c.flags());
        FpuState fpu = cpu.fpu;
        fpu.status = bytes.getShort(IMAGE + 2) & 0xFFFF;
        FpuControl.loadControl(fpu, bytes.getShort(IMAGE));
        MmxRegisters.setAbridgedTag(fpu, bytes.get(IMAGE + 4));
        cpu.simd.mxcsr = bytes.getInt(IMAGE + 24);
        for (int n = 0; n < 8; n++) {
            FpuImage.setRegister(fpu, n, bytes.getShort(STACK + 8 + 16 * n), bytes.getLong(STACK + 16 * n));
            cpu.simd.xmm[2 * n] = bytes.getLong(XMM + 16 * n);
            cpu.simd.xmm[2 * n + 1] = bytes.getLong(XMM + 16 * n + 8);
        }
        byte[] code = new byte[SimdOracle.CODE_LENGTH];
        bytes.get(IMAGE + SimdOracle.IMAGE_LENGTH, code);
        machine.memory.write(SimdOracle.CODE, code, 0, code.length);
        machine.memory.store8(SimdOracle.CODE + SimdOracle.CODE_LENGTH, HALT);
        machine.memory.write(SimdOracle.DATA, c.data(), 0, SimdOracle.DATA_LENGTH);
    }

    private void store(Case c) {
        CpuState cpu = machine.cpu;
        ByteBuffer bytes = c.bytes;
        for (int n = 0; n < 8; n++) {
            bytes.putInt(4 * n, cpu.gpr[n]);
        }
        bytes.putInt(32, cpu.eflags());
        FpuState fpu = cpu.fpu;
        bytes.putShort(IMAGE, (short) fpu.control);
        bytes.putShort(IMAGE + 2, (short) fpu.status);
        bytes.put(IMAGE + 4, (byte) MmxRegisters.abridgedTag(fpu));
        bytes.putInt(IMAGE + 24, cpu.simd.mxcsr);
        for (int n = 0; n < 8; n++) {
            bytes.putLong(STACK + 16 * n, FpuImage.significand(fpu, n));
            bytes.putShort(STACK + 16 * n + 8, (short) FpuImage.signExponent(fpu, n));
            bytes.putLong(XMM + 16 * n, cpu.simd.xmm[2 * n]);
            bytes.putLong(XMM + 16 * n + 8, cpu.simd.xmm[2 * n + 1]);
        }
        byte[] data = new byte[SimdOracle.DATA_LENGTH];
        machine.memory.read(SimdOracle.DATA, data, 0, data.length);
        bytes.put(c.dataPlace(), data);
    }

    @Override
    public void close() {
        machine.close();
    }
}
