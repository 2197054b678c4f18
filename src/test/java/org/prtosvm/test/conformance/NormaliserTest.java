package org.prtosvm.test.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class NormaliserTest {
    @TestFactory
    Stream<DynamicTest> shouldLeaveExpectedTranscriptsAsTheyAre() throws IOException {
        if (ConformanceSuite.folder().isEmpty()) {
            return Stream.of(DynamicTest.dynamicTest("suite", () -> abort(ConformanceSuite.ABSENT)));
        }
        return ConformanceSuite.cases().stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.name(),
                        () -> assertEquals(
                                test.expected(), new Normaliser(test.options()).normalise(test.expected()))));
    }

    @Test
    void shouldMaskTimeAddressesAndRegisters() {
        String transcript = """
                [RSW] Start Resident Software\r
                PRTOS Hypervisor (1.0 r0)
                [TRAP] PAGE_FAULT(0xe)
                CPU state:
                EIP: 0x139:[<0x6000000>] ESP: 0x141:[<0x6016ff8>] EFLAGS: 0x212\s\s
                EAX: 0x0 EBX: 0xfbfc0000 ECX: 0x1f EDX: 0xff
                CR2: 0x6100000
                [HM] 38805:PRTOS_HM_EV_X86_PAGE_FAULT (20):PART(0)
                ip: 0x6000000 flags: 0x212
                Partition PANIC [0xfc012345:id(1)]:
                P0: hello
                """;
        String expected = """
                PRTOS Hypervisor (1.0 r0)
                [TRAP] PAGE_FAULT(0xe)
                CPU state:
                EIP: 0x139:[<X>] ESP: 0x141:[<X>] EFLAGS: <X>\s\s
                EAX: <X> EBX: <X> ECX: <X> EDX: <X>
                CR2: 0x6100000
                [HM] <T>:PRTOS_HM_EV_X86_PAGE_FAULT (20):PART(0)
                Partition PANIC [<A>:id(1)]:
                P0: hello
                """;
        assertEquals(expected, new Normaliser(Set.of("dump")).normalise(transcript));
    }

    @Test
    void shouldCutTheFlagsOfAreasTo32Bits() {
        String transcript = "    [0x6000000:0x6000000 - 0x60fffff:0x60fffff] flags: 0xfc03278000000001\n";
        assertEquals(
                "    [0x6000000:0x6000000 - 0x60fffff:0x60fffff] flags: 0x1\n",
                new Normaliser(Set.of("list")).normalise(transcript));
    }

    @Test
    void shouldOrderLinesBySource() {
        assertEquals(
                "System halted.\nP0: a\nP0: b\nP1: c\n",
                new Normaliser(Set.of("group")).normalise("P1: c\nP0: a\nSystem halted.\nP0: b\n"));
    }
}
