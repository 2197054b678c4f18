// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall.dispatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.hypercall.HypercallDispatcher;
import org.prtosvm.prtos.hypercall.HypercallEvents;
import org.prtosvm.prtos.hypercall.HypercallTable;
import org.prtosvm.prtos.hypercall.SampleHandlers;
import org.prtosvm.prtos.hypercall.SampleHandlers.Caller;

class DispatcherBuilderTest {
    private final SampleHandlers.Rest rest = new SampleHandlers.Rest();
    private final SampleHandlers.Few few = new SampleHandlers.Few();
    private final HypercallTable<Caller> table = HypercallTable.of(Caller.class, List.of(few, rest));
    private final HypercallDispatcher<Caller> dispatcher = DispatcherBuilder.build(table, Caller::system);
    private final Caller caller = new Caller(3, false);

    @Test
    void shouldCallTheHandlerOfEachNumberWithItsRegisters() {
        assertEquals(123_003, dispatcher.dispatch(HypercallNumber.SEEK_OBJECT, caller, 1, 2, 3, 4, 5));
        assertEquals(12_345, dispatcher.dispatch(HypercallNumber.SET_TIMER, caller, 1, 2, 3, 4, 5));
        assertEquals(
                1000 + HypercallNumber.IDLE_SELF,
                dispatcher.dispatch(HypercallNumber.IDLE_SELF, caller, 0, 0, 0, 0, 0));
        assertEquals(
                1000 + HypercallNumber.X86_UPDATE_IDT,
                dispatcher.dispatch(HypercallNumber.X86_UPDATE_IDT, caller, 0, 0, 0, 0, 0));
    }

    @Test
    void shouldReturnTheNumberForCallsWithoutResult() {
        assertEquals(
                HypercallNumber.X86_SET_IF, dispatcher.dispatch(HypercallNumber.X86_SET_IF, caller, 7, 7, 7, 7, 7));
        assertEquals(1, few.flagCalls);
    }

    @Test
    void shouldRefuseSystemCallsOfOrdinaryPartitions() {
        assertEquals(PrtosStatus.PERM_ERROR, dispatcher.dispatch(HypercallNumber.HALT_SYSTEM, caller, 0, 0, 0, 0, 0));
        assertEquals(0, few.halts);
        Caller system = new Caller(0, true);
        assertEquals(PrtosStatus.OK, dispatcher.dispatch(HypercallNumber.HALT_SYSTEM, system, 0, 0, 0, 0, 0));
        assertEquals(1, few.halts);
    }

    @Test
    void shouldRejectUnknownNumbers() {
        assertThrows(IllegalArgumentException.class, () -> dispatcher.dispatch(44, caller, 0, 0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> dispatcher.dispatch(-1, caller, 0, 0, 0, 0, 0));
    }

    @Test
    void shouldReportEveryCallWhenTracing() {
        List<String> seen = new ArrayList<>();
        HypercallDispatcher<Caller> tracing =
                DispatcherBuilder.buildTracing(table, Caller::system, new HypercallEvents<>() {
                    @Override
                    public void entered(int number, Caller who, int ebx, int ecx, int edx, int esi, int edi) {
                        seen.add("enter %d %d: %d %d %d %d %d".formatted(number, who.id(), ebx, ecx, edx, esi, edi));
                    }

                    @Override
                    public void returned(int number, Caller who, int result) {
                        seen.add("return %d %d: %d".formatted(number, who.id(), result));
                    }
                });
        assertEquals(123_003, tracing.dispatch(HypercallNumber.SEEK_OBJECT, caller, 1, 2, 3, 4, 5));
        assertEquals(PrtosStatus.PERM_ERROR, tracing.dispatch(HypercallNumber.HALT_SYSTEM, caller, 0, 0, 0, 0, 0));
        tracing.dispatch(HypercallNumber.X86_SET_IF, caller, 0, 0, 0, 0, 0);
        assertEquals(
                List.of(
                        "enter 13 3: 1 2 3 4 5",
                        "return 13 3: 123003",
                        "enter 6 3: 0 0 0 0 0",
                        "return 6 3: -4",
                        "enter 42 3: 0 0 0 0 0",
                        "return 42 3: 42"),
                seen);
    }

    @Test
    void shouldPassOnWhatAHandlerThrows() {
        few.fails = true;
        Exception thrown = assertThrows(
                IllegalStateException.class,
                () -> dispatcher.dispatch(HypercallNumber.SEEK_OBJECT, caller, 0, 0, 0, 0, 0));
        assertEquals("broken", thrown.getMessage());
    }

    @Test
    void shouldBeOrdinaryCodeWithoutReflection() {
        few.fails = true;
        Exception thrown = assertThrows(
                IllegalStateException.class,
                () -> dispatcher.dispatch(HypercallNumber.SEEK_OBJECT, caller, 0, 0, 0, 0, 0));
        StackTraceElement[] trace = thrown.getStackTrace();
        assertTrue(trace[0].getClassName().endsWith("SampleHandlers$Few"), trace[0].toString());
        // The frame of the hidden class is not shown: the next one is this test's.
        assertTrue(trace[1].getClassName().contains("DispatcherBuilderTest"), trace[1].toString());
    }

    @Test
    void shouldNotTakeAPackagedClassOfAnotherTable() {
        assertTrue(dispatcher.getClass().isHidden());
        assertEquals(
                table.fingerprint(),
                HypercallTable.ofTypes(Caller.class, table.handlerTypes()).fingerprint());
    }

    @Test
    void shouldWriteClassFilesForPackaging(@TempDir Path classes) throws IOException {
        DispatcherClassFile.write(table, classes);
        Path folder = classes.resolve("org/prtosvm/prtos/hypercall/dispatch");
        assertArrayEquals(
                DispatcherClassFile.generate(table, false),
                Files.readAllBytes(folder.resolve("GeneratedDispatcher.class")),
                "reproducible");
        assertTrue(Files.exists(folder.resolve("GeneratedTracingDispatcher.class")));
    }

    @Test
    void shouldNotBuildWithoutObjects() {
        HypercallTable<Caller> types = HypercallTable.ofTypes(Caller.class, table.handlerTypes());
        assertThrows(IllegalStateException.class, () -> DispatcherBuilder.build(types, Caller::system));
    }
}
