// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall.dispatch;

import net.bytebuddy.asm.Advice;
import org.prtosvm.prtos.hypercall.HypercallEvents;

/** What tracing adds around {@code dispatch}. Byte Buddy copies the code of these methods into the generated one. */
final class TracingAdvice {
    private TracingAdvice() {}

    @Advice.OnMethodEnter
    static void enter(
            @Advice.FieldValue(DispatcherFields.EVENTS) HypercallEvents<Object> events,
            @Advice.Argument(0) int number,
            @Advice.Argument(1) Object caller,
            @Advice.Argument(2) int ebx,
            @Advice.Argument(3) int ecx,
            @Advice.Argument(4) int edx,
            @Advice.Argument(5) int esi,
            @Advice.Argument(6) int edi) {
        events.entered(number, caller, ebx, ecx, edx, esi, edi);
    }

    @Advice.OnMethodExit
    static void exit(
            @Advice.FieldValue(DispatcherFields.EVENTS) HypercallEvents<Object> events,
            @Advice.Argument(0) int number,
            @Advice.Argument(1) Object caller,
            @Advice.Return int result) {
        events.returned(number, caller, result);
    }
}
