// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SimdState;
import org.prtosvm.prtos.TestMachine;
import org.prtosvm.prtos.partition.Vcpu;

class CpuStateHypercallsTest {
    private static final int SSE = CpuState.CR4_OSFXSR | CpuState.CR4_OSXMMEXCPT;
    private static final int ALWAYS = CpuState.CR4_PSE | CpuState.CR4_PGE;

    private final TestMachine machine = new TestMachine(
                    TestMachine.processor("10ms", TestMachine.slot(0, 0, 5, 0, 0) + TestMachine.slot(1, 5, 5, 1, 0)),
                    TestMachine.partition(0, "flags=\"fp\"") + TestMachine.partition(1, ""),
                    2)
            .start();
    private final CpuStateHypercalls calls = new CpuStateHypercalls(machine.kernel());

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void shouldLetPartitionsWithFloatingPointUnitEnableSse() {
        Vcpu fp = machine.vcpu(0, 0);
        Vcpu plain = machine.vcpu(1, 0);
        assertEquals(PrtosStatus.OK, calls.loadCr4(fp, SSE));
        assertEquals(PrtosStatus.OK, calls.loadCr4(plain, SSE));
        assertEquals(SSE | ALWAYS, fp.cpu().cr4);
        assertEquals(ALWAYS, plain.cpu().cr4);
        assertEquals(SSE, plain.pct().get32(PctDescriptor.CR4_OFFSET));
        assertEquals(CpuState.CR0_EM, plain.cpu().cr0 & CpuState.CR0_EM);
    }

    @Test
    void shouldSaveAndRestoreXmmRegistersWithTheMachine() throws IOException {
        SimdState simd = machine.vcpu(0, 0).cpu().simd;
        for (int n = 0; n < simd.xmm.length; n++) {
            simd.xmm[n] = 0x0123_4567_89AB_CDEFL * (n + 1);
        }
        simd.mxcsr = 0x7FBF;
        long[] before = simd.xmm.clone();
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        machine.hypervisor().save(new DataOutputStream(saved));
        simd.reset();
        machine.hypervisor().restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        assertArrayEquals(before, simd.xmm);
        assertEquals(0x7FBF, simd.mxcsr);
    }
}
