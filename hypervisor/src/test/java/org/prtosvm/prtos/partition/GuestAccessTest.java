// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.TestMachine;

class GuestAccessTest {
    private static final int END = TestMachine.BASE + TestMachine.PARTITION_SIZE;

    private final TestMachine machine = new TestMachine(
                    TestMachine.processor("10ms", TestMachine.slot(0, 0, 10, 0, 0)), TestMachine.partition(0, ""), 1)
            .start();
    private final Vcpu vcpu = machine.vcpu(0, 0);
    private final GuestAccess access = machine.kernel().access();

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void shouldCheckEveryPage() {
        assertTrue(access.isReadable(vcpu, END - 100, 100));
        assertFalse(access.isReadable(vcpu, END - 100, 101));
        assertFalse(access.isReadable(vcpu, TestMachine.BASE - 1, 2));
        assertTrue(access.isReadable(vcpu, TestMachine.BASE, TestMachine.PARTITION_SIZE));
    }

    @Test
    void shouldAcceptAnyAddressForNothing() {
        assertTrue(access.isReadable(vcpu, 0x1234, 0));
        assertFalse(access.isReadable(vcpu, PrtosConstants.HYPERVISOR_OFFSET, 0));
    }

    @Test
    void shouldRefuseWhatWrapsOrReachesTheHypervisor() {
        assertFalse(access.isReadable(vcpu, TestMachine.BASE, 0xFFFF_F000));
        assertFalse(access.isReadable(vcpu, 0xFFFF_FFF0, 0x20));
        assertFalse(access.isReadable(vcpu, PrtosConstants.HYPERVISOR_OFFSET - 8, 8));
    }

    @Test
    void shouldTellReadOnlyPagesFromWritableOnes() {
        assertTrue(access.isReadable(vcpu, PrtosConstants.PCT_AREA_ADDRESS, 8));
        assertFalse(access.isWritable(vcpu, PrtosConstants.PCT_AREA_ADDRESS, 8));
        assertFalse(access.isWritable(vcpu, vcpu.cpu().cr3, 4), "page directory");
        assertTrue(access.isWritable(vcpu, PrtosConstants.LOADER_STACK_ADDRESS, 8));
    }

    @Test
    void shouldCopyAcrossPages() {
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8};
        int address = TestMachine.BASE + 0x4FFD;
        access.write(vcpu, address, bytes, 0, 8);
        byte[] back = new byte[8];
        access.read(vcpu, address, back, 0, 8);
        assertArrayEquals(bytes, back);
        assertEquals(0x04030201, access.load32(vcpu, address));
        access.store64(vcpu, address, 0x1122334455667788L);
        assertEquals(0x55667788, access.load32(vcpu, address));
        assertEquals(0x11223344, access.load32(vcpu, address + 4));
    }

    @Test
    void shouldRespectTheRightsOfRing3() {
        assertTrue(access.isStack(vcpu, TestMachine.BASE, 16, 1));
        assertFalse(access.isStack(vcpu, TestMachine.BASE, 16, 3), "the directory entry is supervisor only");
    }

    @Test
    void shouldCountWhatItChecks() {
        access.takeProbedPages();
        access.isReadable(vcpu, TestMachine.BASE + 0xFFF, 2);
        assertEquals(2, access.takeProbedPages());
        assertEquals(0, access.takeProbedPages());
    }
}
