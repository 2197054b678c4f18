// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.abi.MemoryCopyDescriptor;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.cpu.memory.GuestMemory;

/** After the conformance case 40-memory-copy. */
class MemoryObjectTest {
    private static final int ARGUMENT = TestCaller.BASE;
    private static final int ANY = PrtosConstants.HYPERVISOR_PARTITION_ID;
    private static final int OWN = 0x600_0000;
    private static final int OTHER = 0x610_0000;
    private static final int READ_ONLY = 0x680_0000;
    private static final int UNMAPPED = 0x6A0_0000;
    private static final int PAGE_TABLE = OWN + 0x2000;

    private final GuestMemory memory = new GuestMemory();
    private final TestCaller system = new TestCaller(0, true);
    private final TestCaller ordinary = new TestCaller(1, false);
    private final MemoryObject object = new MemoryObject(
            new TestSystem()
                    .partition()
                    .system()
                    .area(OWN, 0x4000, 0)
                    .end()
                    .partition()
                    .area(OTHER, 0x4000, 0)
                    .area(READ_ONLY, 0x1000, MemoryAreaFlags.READ_ONLY)
                    .area(UNMAPPED, 0x1000, MemoryAreaFlags.UNMAPPED)
                    .end()
                    .build()
                    .partitions(),
            memory,
            page -> (page & -GuestMemory.PAGE_SIZE) == PAGE_TABLE);

    @BeforeEach
    void fill() {
        memory.addRam(OWN, 0x4000);
        memory.addRam(OTHER, 0x4000);
        memory.addRam(READ_ONLY, 0x1000);
        memory.addRam(UNMAPPED, 0x1000);
        for (int i = 0; i < 64; i++) {
            memory.store8(OWN + i, i + 1);
        }
    }

    @AfterEach
    void free() {
        memory.close();
    }

    private int copy(TestCaller caller, int target, int targetAddress, int source, int sourceAddress, int size) {
        caller.put32(ARGUMENT + MemoryCopyDescriptor.TARGET_ID_OFFSET, target);
        caller.put32(ARGUMENT + MemoryCopyDescriptor.TARGET_ADDRESS_OFFSET, targetAddress);
        caller.put32(ARGUMENT + MemoryCopyDescriptor.SOURCE_ID_OFFSET, source);
        caller.put32(ARGUMENT + MemoryCopyDescriptor.SOURCE_ADDRESS_OFFSET, sourceAddress);
        caller.put32(ARGUMENT + MemoryCopyDescriptor.SIZE_OFFSET, size);
        return object.control(caller, ObjectDescriptor.of(ObjectDescriptor.CLASS_MEMORY, 5, 0, 5), 1, ARGUMENT);
    }

    private byte[] bytes(int physical, int length) {
        byte[] bytes = new byte[length];
        memory.read(physical, bytes, 0, length);
        return bytes;
    }

    @Test
    void shouldCopyBetweenPartitions() {
        assertEquals(64, copy(system, 0, OWN + 100, 0, OWN, 64));
        assertArrayEquals(bytes(OWN, 64), bytes(OWN + 100, 64));
        system.charged = 0;
        assertEquals(10, copy(system, 1, OTHER, 0, OWN, 10));
        assertEquals(20 + 10, system.charged);
        assertArrayEquals(bytes(OWN, 10), bytes(OTHER, 10));
        assertEquals(4, copy(system, 1, OTHER + 0x3FFC, 0, OWN, 4));
        assertEquals(4, copy(system, 0, OWN, 1, READ_ONLY, 4));
        assertEquals(4, copy(system, 1, UNMAPPED, 0, OWN, 4));
        assertEquals(4, copy(system, ANY, READ_ONLY, 0, OWN + 4, 4));
        assertEquals(4, copy(system, 0, OWN, ANY, READ_ONLY, 4));
        assertEquals(8, copy(ordinary, 1, OTHER + 8, 1, OTHER, 8));
    }

    @Test
    void shouldCopyNothingBeforeLookingAtIds() {
        assertEquals(0, copy(system, 99, 0, 99, 0, 0));
        assertEquals(0, copy(system, 1, OTHER, 0, OWN, -5));
        assertEquals(0, copy(ordinary, 0, OTHER, 0, OWN, 0));
    }

    @Test
    void shouldRefuseInTheDocumentedOrder() {
        byte[] own = bytes(OWN, 0x4000);
        byte[] other = bytes(OTHER, 0x4000);
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(system, 0, 1, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(system, 0, 1, TestCaller.END - 19));
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(system, 0, 0, ARGUMENT));
        assertEquals(PrtosStatus.PERM_ERROR, copy(ordinary, 0, 0, 1, 0, 4));
        assertEquals(PrtosStatus.PERM_ERROR, copy(ordinary, 1, 0, 0, 0, 4));
        assertEquals(PrtosStatus.PERM_ERROR, copy(ordinary, ANY, OTHER, 1, OTHER, 4));
        assertEquals(PrtosStatus.PERM_ERROR, copy(ordinary, 1, OTHER, ANY, OTHER, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, 1, OWN, 0, OWN, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, 0, OWN, 1, OWN, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, 2, OWN, 0, OWN, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, 0, OWN, 2, OWN, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, -1, OWN, 0, OWN, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, 1, OTHER + 0x3FFE, 0, OWN, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, 1, READ_ONLY, 0, OWN, 4));
        assertArrayEquals(own, bytes(OWN, 0x4000));
        assertArrayEquals(other, bytes(OTHER, 0x4000));
    }

    @Test
    void shouldRefuseMemoryThatDoesNotExist() {
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, ANY, 0x700_0000, 0, OWN, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, 0, OWN, ANY, 0xFEC0_0000, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, 0, OWN, ANY, 0xFFFF_FFFE, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, 0, OWN, ANY, OTHER + 0x3FFE, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, ANY, OWN, ANY, OTHER, Integer.MAX_VALUE));
    }

    @Test
    void shouldNotOverwritePageTables() {
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, 0, PAGE_TABLE, 0, OWN, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, 0, PAGE_TABLE - 2, 0, OWN, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, copy(system, ANY, PAGE_TABLE + 0xFFF, 0, OWN, 1));
        assertEquals(4, copy(system, 0, OWN, 0, PAGE_TABLE, 4));
        assertEquals(4, copy(system, 0, PAGE_TABLE - 4, 0, OWN, 4));
    }

    @Test
    void shouldCopyOverlappingRangesByAscendingBytes() {
        assertEquals(7, copy(system, 0, OWN + 1, 0, OWN, 7));
        assertArrayEquals(new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 9}, bytes(OWN, 9));
        assertEquals(7, copy(system, 0, OWN + 7, 0, OWN + 8, 7));
        assertArrayEquals(new byte[] {1, 9, 10, 11, 12, 13, 14, 15, 15}, bytes(OWN + 6, 9));
        assertEquals(0x1800, copy(system, 1, OTHER + 3, 1, OTHER, 0x1800));
    }
}
