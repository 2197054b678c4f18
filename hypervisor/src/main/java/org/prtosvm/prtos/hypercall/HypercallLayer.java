// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.hypercall;

import java.util.List;
import java.util.function.Function;
import org.prtosvm.prtos.kernel.HypercallEntry;
import org.prtosvm.prtos.kernel.Kernel;
import org.prtosvm.prtos.partition.Vcpu;

/** All hypercalls of a system behind one door. */
public final class HypercallLayer implements HypercallEntry {
    private final Multicall multicall;
    private final HypercallDispatcher<Vcpu> dispatcher;
    private final Multicall.Calls calls;

    /**
     * Makes all handlers and the dispatcher.
     *
     * @param kernel the system
     * @param objects handlers of the object calls
     * @param factory makes the dispatcher for a table
     */
    public HypercallLayer(
            Kernel kernel, Object objects, Function<HypercallTable<Vcpu>, HypercallDispatcher<Vcpu>> factory) {
        multicall = new Multicall(kernel);
        HypercallTable<Vcpu> table = HypercallTable.of(
                Vcpu.class,
                List.of(
                        multicall,
                        new PartitionHypercalls(kernel),
                        new VcpuHypercalls(kernel),
                        new TimeHypercalls(kernel),
                        new IrqHypercalls(kernel),
                        new ScheduleHypercalls(kernel),
                        new PageHypercalls(kernel),
                        new CpuStateHypercalls(kernel),
                        new DescriptorHypercalls(kernel),
                        objects));
        dispatcher = factory.apply(table);
        calls = new BatchCalls(table.batchArguments());
    }

    private final class BatchCalls implements Multicall.Calls {
        private final int[] argumentWords;

        BatchCalls(int[] argumentWords) {
            this.argumentWords = argumentWords;
        }

        @Override
        public int make(int number, Vcpu caller, int[] arguments) {
            return dispatcher.dispatch(
                    number, caller, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
        }

        @Override
        public int argumentWords(int number) {
            return argumentWords[number];
        }
    }

    @Override
    public int dispatch(int number, Vcpu caller, int ebx, int ecx, int edx, int esi, int edi) {
        return dispatcher.dispatch(number, caller, ebx, ecx, edx, esi, edi);
    }

    @Override
    public void continueBatch(Vcpu caller) {
        multicall.proceed(caller, calls);
    }
}
