// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.HypercallNumber;
import org.prtosvm.prtos.hypercall.SampleHandlers.Caller;

class HypercallTableTest {
    @Test
    void shouldHoldEveryCallByNumber() {
        HypercallTable<Caller> table =
                HypercallTable.ofTypes(Caller.class, List.of(SampleHandlers.Few.class, SampleHandlers.Rest.class));
        assertEquals(HypercallNumber.COUNT, table.entries().size());
        for (int number = 0; number < HypercallNumber.COUNT; number++) {
            assertEquals(number, table.entries().get(number).definition().number());
        }
        assertEquals(3, table.batchArguments()[HypercallNumber.SET_TIMER]);
        assertEquals(5, table.entries().get(HypercallNumber.SET_TIMER).registers());
        assertTrue(table.entries().get(HypercallNumber.X86_SET_IF).keepsEax());
        assertEquals(List.of(SampleHandlers.Rest.class, SampleHandlers.Few.class), table.handlerTypes());
    }

    @Test
    void shouldNameMissingCalls() {
        String message = problems(SampleHandlers.Rest.class);
        assertEquals(
                "hypercalls without a handler: 6 halt_system, 10 set_timer, 13 seek_object, 42 x86_set_if", message);
    }

    @Test
    void shouldNameCallsThatAreThereTwice() {
        String message = problems(SampleHandlers.Few.class, SampleHandlers.Few.class, SampleHandlers.Rest.class);
        assertEquals(4, message.lines().count(), message);
        assertTrue(message.contains("hypercall 13 seek_object is implemented by"), message);
    }

    @Test
    void shouldNameMethodsThatCannotBeHandlers() {
        String message = problems(SampleHandlers.Broken.class);
        for (String expected : List.of(
                "hypercall number 44 is not in 0..43",
                "argument words 6 are not in 0..5",
                "notPublic(org.prtosvm.prtos.hypercall.SampleHandlers$Caller): a handler is a public instance method",
                "a handler returns int or nothing",
                "noCaller(int): the first parameter of a handler is of type",
                "the further parameters of a handler are at most 5 of type int")) {
            assertTrue(message.contains(expected), expected + "\nnot in\n" + message);
        }
    }

    private static String problems(Class<?>... handlers) {
        Exception refusal = assertThrows(
                IllegalArgumentException.class, () -> HypercallTable.ofTypes(Caller.class, List.of(handlers)));
        return String.valueOf(refusal.getMessage());
    }
}
