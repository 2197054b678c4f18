// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.TestMachine;
import org.prtosvm.prtos.partition.PageRegistry;
import org.prtosvm.prtos.partition.PageType;
import org.prtosvm.prtos.partition.Vcpu;

class PageHypercallsTest {
    private static final int BASE = TestMachine.BASE;
    /** An area that is not in the initial page tables: its pages are unreferenced. */
    private static final int FREE = 0x740_0000;

    private static final int SHARED = 0x7C0_0000;
    private static final int FOREIGN = BASE + TestMachine.PARTITION_SIZE;
    private static final int PRESENT_WRITABLE = 0x7;

    private final TestMachine machine = new TestMachine(
                    TestMachine.processor("10ms", TestMachine.slot(0, 0, 10, 0, 0)),
                    TestMachine.partition(
                                    0,
                                    "noVCpus=\"1\"",
                                    "<Area start=\"0x7400000\" size=\"64KB\" flags=\"unmapped\"/>"
                                            + "<Area start=\"0x7c00000\" size=\"64KB\" flags=\"shared unmapped\"/>")
                            + TestMachine.partition(
                                    1, "", "<Area start=\"0x7c00000\" size=\"64KB\" flags=\"shared\"/>"),
                    2)
            .start();
    private final Vcpu vcpu = machine.vcpu(0, 0);
    private final PageRegistry pages = vcpu.partition().pages();
    private final PageHypercalls calls = new PageHypercalls(machine.kernel());

    @AfterEach
    void close() {
        machine.close();
    }

    private int word(int physical) {
        return machine.memory().load32(physical);
    }

    private int table(int linear) {
        return word(vcpu.cpu().cr3 + (linear >>> 22) * 4) & -4096;
    }

    private int entryAddress(int linear) {
        return table(linear) + (linear >>> 12 & 0x3FF) * 4;
    }

    @Test
    void shouldMapAnOwnPageAndCountIt() {
        int address = entryAddress(BASE + 0x20_0000);
        assertEquals(PrtosStatus.OK, calls.updatePage32(vcpu, address, FREE | 0xE67));
        assertEquals(FREE | 0xE67, word(address));
        assertEquals(1, pages.counter(FREE));
        assertEquals(PrtosStatus.OK, calls.updatePage32(vcpu, address, 0));
        assertEquals(0, pages.counter(FREE));
    }

    @Test
    void shouldMapTablesAndTheControlTableReadOnly() {
        int address = entryAddress(BASE + 0x20_0000);
        assertEquals(PrtosStatus.OK, calls.updatePage32(vcpu, address, vcpu.cpu().cr3 | PRESENT_WRITABLE));
        assertEquals(vcpu.cpu().cr3 | 5, word(address));
        int pct = vcpu.pct().physicalAddress();
        assertEquals(PrtosStatus.OK, calls.updatePage32(vcpu, address, pct | PRESENT_WRITABLE));
        assertEquals(pct | 5, word(address));
    }

    @Test
    void shouldRefuseForeignFramesWithoutTrace() {
        int address = entryAddress(BASE);
        int old = word(address);
        for (int frame : new int[] {FOREIGN, 0x100_0000, PrtosConstants.CONTAINER_ADDRESS, 0xFEC0_0000}) {
            assertEquals(PrtosStatus.INVALID_PARAM, calls.updatePage32(vcpu, address, frame | PRESENT_WRITABLE));
            assertEquals(old, word(address));
        }
        assertEquals(PrtosStatus.INVALID_PARAM, calls.updatePage32(vcpu, FOREIGN, 1));
        assertEquals(1, pages.counter(BASE));
    }

    @Test
    void shouldAcceptOnlyTablesInDirectories() {
        int address = vcpu.cpu().cr3 + 100 * 4;
        assertEquals(PrtosStatus.INVALID_PARAM, calls.updatePage32(vcpu, address, FREE | PRESENT_WRITABLE));
        assertEquals(PrtosStatus.OK, calls.setPageType(vcpu, FREE, PageType.TABLE));
        assertEquals(PrtosStatus.OK, calls.updatePage32(vcpu, address, FREE | 0x87));
        assertEquals(FREE | PRESENT_WRITABLE, word(address), "no 4 MiB pages");
        int hypervisor = vcpu.cpu().cr3 + PrtosConstants.FIRST_HYPERVISOR_DIRECTORY_INDEX * 4;
        assertEquals(PrtosStatus.INVALID_PARAM, calls.updatePage32(vcpu, hypervisor, 0));
    }

    @Test
    void shouldCleanATableThatItAdmits() {
        int[] entries = {FREE | PRESENT_WRITABLE, FOREIGN | 7, vcpu.cpu().cr3 | 7, FREE + 0x1000 | 0x6, 0x100_0000 | 7};
        for (int i = 0; i < entries.length; i++) {
            machine.memory().store32(FREE + i * 4, entries[i]);
        }
        assertEquals(PrtosStatus.OK, calls.setPageType(vcpu, FREE, PageType.TABLE));
        assertEquals(FREE | 5, word(FREE), "the table itself");
        assertEquals(FOREIGN | 6, word(FREE + 4), "foreign");
        assertEquals(vcpu.cpu().cr3 | 5, word(FREE + 8), "a directory");
        assertEquals(FREE + 0x1000 | 6, word(FREE + 12), "not present");
        assertEquals(0x100_0000 | 6, word(FREE + 16), "hypervisor");
        assertEquals(1, pages.counter(FREE));
        assertEquals(3, pages.counter(vcpu.cpu().cr3));
    }

    @Test
    void shouldCleanADirectoryThatItAdmits() {
        int ownTable = table(BASE);
        machine.memory().store32(FREE, ownTable | 0x87);
        machine.memory().store32(FREE + 4, BASE | 7);
        machine.memory().store32(FREE + PrtosConstants.FIRST_HYPERVISOR_DIRECTORY_INDEX * 4, BASE | 7);
        assertEquals(PrtosStatus.OK, calls.setPageType(vcpu, FREE, PageType.DIRECTORY));
        assertEquals(ownTable | 7, word(FREE));
        assertEquals(BASE | 6, word(FREE + 4));
        int hypervisorEntry = PrtosConstants.FIRST_HYPERVISOR_DIRECTORY_INDEX * 4;
        assertEquals(word(vcpu.cpu().cr3 + hypervisorEntry), word(FREE + hypervisorEntry));
        assertEquals(PrtosStatus.OK, calls.loadCr3(vcpu, FREE));
        assertEquals(1, pages.counter(FREE));
    }

    @Test
    void shouldNotMakeATableOfAPageThatAnotherPartitionCanWriteTo() {
        assertEquals(PrtosStatus.OP_NOT_ALLOWED, calls.setPageType(vcpu, SHARED, PageType.TABLE));
        assertEquals(PageType.STANDARD, pages.type(SHARED));
    }

    @Test
    void shouldKeepTheTypeOfPagesInUse() {
        assertEquals(PrtosStatus.OP_NOT_ALLOWED, calls.setPageType(vcpu, BASE, PageType.TABLE));
        assertEquals(PrtosStatus.OK, calls.setPageType(vcpu, FREE, PageType.DIRECTORY));
        vcpu.cpu().cr3 = FREE;
        assertEquals(PrtosStatus.OP_NOT_ALLOWED, calls.setPageType(vcpu, FREE, PageType.STANDARD));
    }

    @Test
    void shouldRefuseADirectoryOfAnotherType() {
        assertEquals(PrtosStatus.INVALID_PARAM, calls.loadCr3(vcpu, FREE));
        assertEquals(
                PrtosStatus.INVALID_PARAM,
                calls.loadCr3(vcpu, machine.vcpu(1, 0).cpu().cr3));
        assertTrue(machine.lines().contains("Page 7400000 is not page_table_directory_level_1"));
    }
}
